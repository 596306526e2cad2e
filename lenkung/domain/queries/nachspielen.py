"""Lesen: die früheren Sitzungen eines Gremiums, so wie sie sich nachspielen lassen.

Die Zahl der Abfragen hängt nicht daran, wie viele Sitzungen und Punkte es sind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from kim.basis.befund import Befund
from lenkung.domain.queries.geschaeftsordnung import fassungen_in_kraft, ordnung_von
from lenkung.domain.queries.ladung import einladungsangaben
from lenkung.domain.queries.nachweis import nachweise
from lenkung.domain.queries.verlauf import (
    FESTSTELLUNGEN,
    Verlaufsstand,
    augenblick_von,
    voten_von,
)
from lenkung.domain.queries.zusammensetzung import Sitzzeile
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Besetzung,
    Sendung,
    Sitz,
    Sitzung,
    Sitzungsereignis,
    Stimme,
    Tagesordnungspunkt,
)
from lenkung.regeln.gremium import BesetzungArt
from lenkung.regeln.nachspielen import Geladen, Gezaehlt, Vergangene
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.verlauf import Abstimmungsstand, Ereignisart
from lenkung.regeln.versand import Sendungsart, Sendungsstand


@dataclass(frozen=True, slots=True)
class Fruehere:
    sitzung: Sitzung
    vergangene: Vergangene
    ohne_stimmen: int
    """Beschlüsse, von denen nur das Ergebnis bekannt ist."""


def fruehere_sitzungen(gremium_id: int) -> list[Fruehere]:
    """Die zuletzt gehaltene zuerst."""
    sitzungen = list(
        Sitzung.objects.filter(gremium_id=gremium_id, stand=Sitzungsstand.GESCHLOSSEN.value)
        .select_related("verlauf", "standort__kommune", "standort__einrichtung")
        .order_by("-beginn", "-pk")
    )
    leser = _Leser(gremium_id, sitzungen)
    return [leser.fruehere(sitzung) for sitzung in sitzungen]


class _Leser:
    """Alles auf einmal gelesen, je Sitzung sortiert."""

    def __init__(self, gremium_id: int, sitzungen: Sequence[Sitzung]) -> None:
        pks = [sitzung.pk for sitzung in sitzungen]
        self.ordnungen = {satz.pk: ordnung_von(satz) for satz in fassungen_in_kraft([gremium_id])}
        self.sitze = list(
            Sitz.objects.filter(gremium_id=gremium_id).select_related("einrichtung").order_by("pk")
        )
        self.besetzungen = _gruppiert(
            Besetzung.objects.filter(gremium_id=gremium_id).order_by("von", "pk"), "sitz_id"
        )
        self.anwesenheiten = _gruppiert(
            Anwesenheit.objects.filter(sitzung__in=pks, gestrichen_am__isnull=True).order_by("von", "pk"),
            "sitzung_id",
        )
        self.feststellungen = _gruppiert(
            Sitzungsereignis.objects.filter(sitzung__in=pks, art__in=FESTSTELLUNGEN).order_by("zeit", "pk"),
            "sitzung_id",
        )
        self.abstimmungen = _gruppiert(
            Abstimmung.objects.filter(sitzung__in=pks, stand=Abstimmungsstand.FESTGESTELLT.value)
            .select_related("punkt", "beschluss")
            .order_by("begonnen_am", "pk"),
            "sitzung_id",
        )
        self.stimmen = _gruppiert(
            Stimme.objects.filter(
                abstimmung__sitzung__in=pks, abstimmung__stand=Abstimmungsstand.FESTGESTELLT.value
            ),
            "abstimmung_id",
        )
        self.nachweise = nachweise(sitzungen)
        self.einladungen = {
            sendung.sitzung_id: sendung
            for sendung in Sendung.objects.filter(
                sitzung__in=list(self.nachweise),
                art=Sendungsart.EINLADUNG.value,
                stand=Sendungsstand.VERSANDT.value,
            )
        }
        self.mit_zweiter = set(
            Tagesordnungspunkt.objects.filter(
                sitzung__in=pks, uebernommen_aus__isnull=False, position__gt=0
            ).values_list("sitzung_id", flat=True)
        )
        self.ohne_stimmen = dict(
            Beschluss.objects.filter(sitzung__in=pks, abstimmung__isnull=True)
            .order_by()
            .values_list("sitzung_id")
            .annotate(Count("pk"))
        )

    def fruehere(self, sitzung: Sitzung) -> Fruehere:
        verlauf = getattr(sitzung, "verlauf", None)
        stand = Verlaufsstand(
            sitzung,
            verlauf,
            self.ordnungen.get(sitzung.geschaeftsordnung_id or 0) or Ordnung(),
            self._zeilen(sitzung.tag),
            self.anwesenheiten.get(sitzung.pk, []),
            self.feststellungen.get(sitzung.pk, []),
        )
        # Without anybody entered as present there is nothing to count, on either side.
        beginn = verlauf.eroeffnet_am if verlauf is not None and stand.anwesenheiten else None
        vergangene = Vergangene(
            ordnung=stand.ordnung,
            tag=sitzung.tag,
            art=sitzung.form,
            sitze=stand.lage.sitze,
            geladen=self._geladen(sitzung),
            eroeffnet=stand.augenblick(beginn) if beginn is not None else None,
            unfaehig=[
                stand.augenblick(ereignis.zeit)
                for ereignis in stand.feststellungen
                if ereignis.art == Ereignisart.BESCHLUSSUNFAEHIG
            ],
            abstimmungen=[self._gezaehlt(satz) for satz in self.abstimmungen.get(sitzung.pk, [])],
            zweite_wirksam=bool(verlauf and verlauf.zweite_wirksam),
            traegt_zweite=sitzung.pk in self.mit_zweiter,
        )
        return Fruehere(sitzung, vergangene, self.ohne_stimmen.get(sitzung.pk, 0))

    def _zeilen(self, tag: date) -> list[Sitzzeile]:
        zeilen = []
        for sitz in self.sitze:
            if not sitz.aktiv_am(tag):
                continue
            je_art = {
                besetzung.art: besetzung
                for besetzung in self.besetzungen.get(sitz.pk, [])
                if besetzung.aktiv_am(tag)
            }
            mitglied, stellvertretung = (
                je_art.get(art.value) for art in (BesetzungArt.MITGLIED, BesetzungArt.STELLVERTRETUNG)
            )
            zeilen.append(Sitzzeile(sitz, mitglied, stellvertretung))
        return zeilen

    def _geladen(self, sitzung: Sitzung) -> Geladen | None:
        sendung, stand = self.einladungen.get(sitzung.pk), self.nachweise.get(sitzung.pk)
        if sendung is None or stand is None:
            return None
        return Geladen(einladungsangaben(sitzung, sendung), stand)

    def _gezaehlt(self, abstimmung: Abstimmung) -> Gezaehlt:
        # What was established has both, says a constraint.
        assert abstimmung.augenblick is not None
        assert abstimmung.ergebnis is not None
        angenommen = abstimmung.beschluss.angenommen
        return Gezaehlt(
            worum=abstimmung.punkt.titel,
            augenblick=augenblick_von(abstimmung.augenblick),
            voten=voten_von(abstimmung, self.stimmen.get(abstimmung.pk, [])),
            damals=Befund(
                "angenommen" if angenommen else "abgelehnt",
                tuple(abstimmung.ergebnis["norm"]),
                abstimmung.ergebnis["rechnung"],
            ),
            angenommen=angenommen,
            traegt_zweite=abstimmung.punkt.uebernommen_aus_id is not None,
        )


def _gruppiert(saetze: Iterable[Any], nach: str) -> dict[int, list[Any]]:
    gruppen: dict[int, list[Any]] = {}
    for satz in saetze:
        gruppen.setdefault(getattr(satz, nach), []).append(satz)
    return gruppen
