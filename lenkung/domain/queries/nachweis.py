"""Lesen: was aus den E-Mails einer Sitzung wurde, und wer wirklich eingeladen ist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, Stand
from lenkung.models import Sendung, Sendungsnachricht, Sitzung, Teilnahme, Vorzimmer
from lenkung.regeln.besetzung import Zeitraum
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.versand import Sendungsart, Sendungsstand
from lenkung.regeln.versandnachweis import Ladung, Nachweis, nachweis

_MIT_EINLADUNG = (
    Sitzungsstand.EINGELADEN.value,
    Sitzungsstand.EROEFFNET.value,
    Sitzungsstand.GESCHLOSSEN.value,
)
_Z = "nachricht__zustellungen__"
_Ergebnis = tuple[datetime | None, bool]
"""Wann zuerst angenommen, und ob ein Mensch es anders erledigt hat."""


@dataclass(frozen=True, slots=True)
class Belegzeile:
    """Eine E-Mail an eine Person, mit ihrem Nachweis."""

    sendung_id: int
    an: str
    zustellung_id: int
    name: str
    adresse: str
    bezug: str
    stand: Stand
    angenommen_am: datetime | None
    message_id: str
    server_antwort: str
    grund: str
    entscheidung: str
    faellig_ab: datetime

    @property
    def zu_klaeren(self) -> bool:
        return self.stand in BRAUCHT_MENSCHEN

    @property
    def kreis(self) -> str:
        """mitglieder, stellvertretungen, vorzimmer, gast …; ohne Nummern."""
        return self.an.partition(":")[0].partition("-")[0]


def belege(sitzung_id: int) -> list[Belegzeile]:
    """Alle E-Mails zu einer Sitzung; was einen Menschen braucht, zuerst. Eine Abfrage."""
    felder = (
        "pk",
        "empfaenger_name",
        "adresse",
        "bezug",
        "stand",
        "angenommen_am",
        "message_id",
        "server_antwort",
        "grund",
        "entscheidung",
        "faellig_ab",
    )
    menge = Sendungsnachricht.objects.filter(
        sendung__sitzung_id=sitzung_id, nachricht__zustellungen__isnull=False
    ).values_list("sendung_id", "an", *(f"{_Z}{feld}" for feld in felder))
    zeilen = [
        Belegzeile(
            sendung_id, an, pk, name, adresse, bezug, Stand(stand), angenommen, mid, antwort, grund, wie, ab
        )
        for sendung_id, an, pk, name, adresse, bezug, stand, angenommen, mid, antwort, grund, wie, ab in menge
    ]
    folge = {
        stand: nummer for nummer, stand in enumerate((*BRAUCHT_MENSCHEN, Stand.WARTET, Stand.IN_VERSAND))
    }
    return sorted(
        zeilen, key=lambda zeile: (folge.get(zeile.stand, 9), zeile.sendung_id, zeile.zustellung_id)
    )


def nachweise(sitzungen: Iterable[Sitzung]) -> dict[int, Nachweis]:
    """Je eingeladener Sitzung der Nachweis; zwei Abfragen für beliebig viele, keine ohne eine solche."""
    eingeladene = {sitzung.pk: sitzung for sitzung in sitzungen if sitzung.stand in _MIT_EINLADUNG}
    if not eingeladene:
        return {}
    ergebnisse = _ergebnisse(eingeladene)
    if not ergebnisse:
        return {}
    teilnahmen = Teilnahme.objects.filter(
        sitzung_id__in=[pk for pk, _versandt in ergebnisse], rolle=Teilnahmerolle.MITGLIED.value
    ).values_list("pk", "sitzung_id", "sitz_id", "sitz__von", "sitz__bis", "eingetragen_am")
    ladungen: dict[int, list[Ladung]] = {pk: [] for pk, _versandt in ergebnisse}
    versandt_je_sitzung = dict(ergebnisse.keys())
    for pk, sitzung_id, sitz_id, von, bis, eingetragen_am in teilnahmen:
        tag = eingeladene[sitzung_id].tag
        # Who took a seat later is invited later; that does not make the invitation late.
        if eingetragen_am > versandt_je_sitzung[sitzung_id] or not Zeitraum(von, bis).umfasst(tag):
            continue
        angenommen, erledigt = ergebnisse[sitzung_id, versandt_je_sitzung[sitzung_id]].get(pk, (None, False))
        ladungen[sitzung_id].append(Ladung(sitz_id, angenommen, erledigt))
    return {sitzung_id: nachweis(liste) for sitzung_id, liste in ladungen.items()}


def nachweis_aus(
    sitzung: Sitzung, einladung: Sendung, teilnahmen: Iterable[Teilnahme], zeilen: Iterable[Belegzeile]
) -> Nachweis:
    """Dasselbe für eine Sitzung, aus dem, was ihre Seite schon gelesen hat."""
    je_teilnahme: dict[str, _Ergebnis] = {}
    for zeile in zeilen:
        if zeile.sendung_id == einladung.pk:
            je_teilnahme[zeile.bezug] = _frueher(
                je_teilnahme.get(zeile.bezug), zeile.angenommen_am, zeile.stand is Stand.ERLEDIGT
            )
    return nachweis(
        Ladung(t.sitz.pk, *je_teilnahme.get(f"teilnahme:{t.pk}", (None, False)))
        for t in teilnahmen
        if t.rolle == Teilnahmerolle.MITGLIED
        and t.sitz is not None
        and einladung.versandt_am is not None
        and t.eingetragen_am <= einladung.versandt_am
        and Zeitraum(t.sitz.von, t.sitz.bis).umfasst(sitzung.tag)
    )


def _frueher(bisher: _Ergebnis | None, angenommen_am: datetime | None, erledigt: bool) -> _Ergebnis:
    schon, schon_erledigt = bisher or (None, False)
    erste = min((wann for wann in (schon, angenommen_am) if wann is not None), default=None)
    return erste, schon_erledigt or erledigt


def _ergebnisse(eingeladene: dict[int, Sitzung]) -> dict[tuple[int, datetime], dict[int, _Ergebnis]]:
    """Je Einladung und Teilnahme: wann zuerst angenommen, oder von einem Menschen anders erledigt."""
    menge = Sendungsnachricht.objects.filter(
        sendung__sitzung_id__in=list(eingeladene),
        sendung__art=Sendungsart.EINLADUNG.value,
        sendung__stand=Sendungsstand.VERSANDT.value,
    ).values_list(
        "sendung__sitzung_id", "sendung__versandt_am", f"{_Z}bezug", f"{_Z}stand", f"{_Z}angenommen_am"
    )
    ergebnisse: dict[tuple[int, datetime], dict[int, _Ergebnis]] = {}
    for sitzung_id, versandt_am, bezug, stand, angenommen_am in menge:
        je_teilnahme = ergebnisse.setdefault((sitzung_id, versandt_am), {})
        art, _doppelpunkt, nummer = (bezug or "").partition(":")
        if art != "teilnahme":
            continue
        je_teilnahme[int(nummer)] = _frueher(
            je_teilnahme.get(int(nummer)), angenommen_am, stand == Stand.ERLEDIGT
        )
    return ergebnisse


def versandtage(sitzungen: Iterable[Sitzung]) -> dict[int, date | None]:
    """Der Tag, der für die Ladungsfrist zählt; None, solange eine Annahme aussteht."""
    return {pk: stand.tag for pk, stand in nachweise(sitzungen).items()}


def angeschriebene(sitzung: Sitzung) -> list[Teilnahme]:
    """Wer eingeladen ist: alle Mitglieder, und von den anderen, wer eine E-Mail bekam; zwei Abfragen."""
    bezuege = set(
        Sendungsnachricht.objects.filter(sendung__sitzung=sitzung).values_list(f"{_Z}bezug", flat=True)
    )
    teilnahmen = Teilnahme.objects.filter(sitzung=sitzung).select_related("person", "sitz")
    return [
        teilnahme
        for teilnahme in teilnahmen
        if teilnahme.rolle == Teilnahmerolle.MITGLIED or f"teilnahme:{teilnahme.pk}" in bezuege
    ]


def angeschriebene_vorzimmer(sitzung: Sitzung) -> list[Vorzimmer]:
    bezuege = Sendungsnachricht.objects.filter(
        sendung__sitzung=sitzung, nachricht__zustellungen__bezug__startswith="vorzimmer:"
    ).values_list(f"{_Z}bezug", flat=True)
    return list(Vorzimmer.objects.filter(pk__in={int(bezug.partition(":")[2]) for bezug in bezuege}))


def noch_ohne_einladung(teilnahmen: Sequence[Teilnahme], zeilen: Sequence[Belegzeile]) -> list[Teilnahme]:
    bezuege = {zeile.bezug for zeile in zeilen}
    return [teilnahme for teilnahme in teilnahmen if f"teilnahme:{teilnahme.pk}" not in bezuege]
