"""Lesen: was an der Besetzung von Gremien zu tun ist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.zusammensetzung import Sitzzeile, sitzzeilen_am
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from lenkung.regeln.gremium import AmtArt

VORLAUF = timedelta(days=60)
"""So lange vor dem Ende einer Amtszeit steht die Nachfolge an."""


class Aufgabenart(StrEnum):
    SITZ_BESETZEN = "sitz_besetzen"
    STELLVERTRETUNG_BENENNEN = "stellvertretung_benennen"
    NACHFOLGE_KLAEREN = "nachfolge_klaeren"
    AMT_VERGEBEN = "amt_vergeben"
    AMT_NACHFOLGE = "amt_nachfolge"


_RANG = (
    Aufgabenart.AMT_NACHFOLGE,
    Aufgabenart.NACHFOLGE_KLAEREN,
    Aufgabenart.AMT_VERGEBEN,
    Aufgabenart.SITZ_BESETZEN,
    Aufgabenart.STELLVERTRETUNG_BENENNEN,
)


@dataclass(frozen=True, slots=True)
class Aufgabe:
    art: Aufgabenart
    gremium: Gremium
    sitz: Sitz | None = None
    besetzung: Besetzung | None = None
    amt: Amt | None = None
    amtsart: str = ""
    frist: date | None = None


def aufgaben_der_sitze(zeilen: Iterable[Sitzzeile], heute: date) -> list[Aufgabe]:
    """Freie Sitze, fehlende Stellvertretungen, Amtszeiten, die bald enden.

    Wofür schon jemand feststeht, ist nichts zu tun. Wo das Mitglied fehlt, kommt die Stellvertretung danach.
    """
    aufgaben = []
    for zeile in zeilen:
        gremium, sitz = zeile.sitz.gremium, zeile.sitz
        mitglied_da = zeile.mitglied or zeile.kommendes_mitglied
        if not mitglied_da:
            aufgaben.append(Aufgabe(Aufgabenart.SITZ_BESETZEN, gremium, sitz))
        elif not zeile.stellvertretung and not zeile.kommende_stellvertretung:
            aufgaben.append(Aufgabe(Aufgabenart.STELLVERTRETUNG_BENENNEN, gremium, sitz))
        for besetzung, nachfolge in (
            (zeile.mitglied, zeile.kommendes_mitglied),
            (zeile.stellvertretung, zeile.kommende_stellvertretung),
        ):
            if besetzung is None or nachfolge is not None:
                continue
            frist = _ende(besetzung)
            # With the seat itself its holder ends too: nobody has to follow.
            if frist is not None and frist <= heute + VORLAUF and frist != sitz.bis:
                aufgaben.append(
                    Aufgabe(Aufgabenart.NACHFOLGE_KLAEREN, gremium, sitz, besetzung=besetzung, frist=frist)
                )
    return aufgaben


def _ende(besetzung: Besetzung) -> date | None:
    """Der letzte Tag: der Amtszeit, oder früher der Person, deren Ende in den Stammdaten steht."""
    tage = [tag for tag in (besetzung.bis, besetzung.person.aktiv_bis) if tag is not None]
    return min(tage, default=None)


def aufgaben_der_aemter(gremien: Sequence[Gremium], aemter: Iterable[Amt], heute: date) -> list[Aufgabe]:
    """Vorsitz und Leitung der Geschäftsstelle braucht jedes Gremium; eine Vertretung im Vorsitz nicht."""
    je_amt: dict[tuple[int, str], list[Amt]] = {}
    for amt in aemter:
        je_amt.setdefault((amt.gremium_id, amt.art), []).append(amt)
    aufgaben = []
    for gremium in gremien:
        for art in AmtArt:
            laufende = je_amt.get((gremium.pk, art.value), [])
            aktuell = next((amt for amt in laufende if amt.aktiv_am(heute)), None)
            kommend = any(amt is not aktuell for amt in laufende)
            if kommend:
                continue
            if aktuell is None:
                if art is AmtArt.STELLV_VORSITZ:
                    continue
                aufgaben.append(Aufgabe(Aufgabenart.AMT_VERGEBEN, gremium, amtsart=art.value))
            elif aktuell.bis is not None and aktuell.bis <= heute + VORLAUF:
                aufgaben.append(
                    Aufgabe(
                        Aufgabenart.AMT_NACHFOLGE,
                        gremium,
                        amt=aktuell,
                        amtsart=art.value,
                        frist=aktuell.bis,
                    )
                )
    return aufgaben


def laufende_aemter(gremium_ids: Iterable[int], heute: date) -> list[Amt]:
    """Wer ein Amt heute hat oder noch antritt."""
    return _aemter_ab(tuple(gremium_ids), heute)


@feste_abfrage
def _aemter_ab(gremium_ids: tuple[int, ...], heute: date) -> QuerySet[Amt]:
    menge = Amt.objects.filter(gremium_id__in=gremium_ids).exclude(bis__lt=heute)
    return menge.select_related("person").order_by("von", "pk")


def aufgaben_in(gremien: Sequence[Gremium], heute: date) -> list[Aufgabe]:
    """Alles, was in diesen Gremien ansteht; drei Abfragen, keine ohne Gremium."""
    offene = [gremium for gremium in gremien if not gremium.stillgelegt and gremium.aktiv_am(heute)]
    if not offene:
        return []
    ids = [gremium.pk for gremium in offene]
    aufgaben = [
        *aufgaben_der_aemter(offene, laufende_aemter(ids, heute), heute),
        *aufgaben_der_sitze(sitzzeilen_am(ids, heute), heute),
    ]
    # What has a date comes first; sorting keeps the rest in the order of the seats.
    return sorted(aufgaben, key=lambda aufgabe: (aufgabe.frist or date.max, _RANG.index(aufgabe.art)))
