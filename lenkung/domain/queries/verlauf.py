"""Lesen: eine Sitzung, während sie läuft. Alle Urteile kommen aus `regeln/augenblick.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_beilegen, ordnung_von
from lenkung.domain.queries.zusammensetzung import Sitzzeile, sitzzeilen_am
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Punktgast,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Stimme,
)
from lenkung.regeln.augenblick import Augenblick, Sitzungslage, Urteil, Voten, auswerten, sitzungslage
from lenkung.regeln.beschlussfaehigkeit import Ereignis
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import MIT_ZAHLEN, Ereignisart, Stimmwert, Weise
from lenkung.regeln.vertretung import Anwesenheit as Intervall
from lenkung.regeln.vertretung import Sitz as Regelsitz
from lenkung.regeln.werte import Anwesenheitsart, Feststellung

OHNE_ENDE = datetime.max.replace(tzinfo=UTC)
FESTSTELLUNGEN = [Ereignisart.BESCHLUSSFAEHIG.value, Ereignisart.BESCHLUSSUNFAEHIG.value]


@dataclass(slots=True)
class Anwesende:
    """Eine Person eines Sitzes: wann sie da war, zuletzt zuerst, und ob sie es gerade ist."""

    rolle: Teilnahmerolle
    name: str
    person_id: int
    zeiten: list[Anwesenheit]

    @property
    def jetzt(self) -> Anwesenheit | None:
        return next((zeit for zeit in self.zeiten if zeit.bis is None), None)


@dataclass(slots=True)
class Platzzeile:
    """Ein Sitz auf dem Bildschirm der Sitzung."""

    zeile: Sitzzeile
    mitglied: Anwesende | None
    stellvertretung: Anwesende | None
    vertreten: bool

    @property
    def personen(self) -> list[Anwesende]:
        return [person for person in (self.mitglied, self.stellvertretung) if person is not None]

    @property
    def durch(self) -> Anwesende | None:
        """Wer den Sitz gerade vertritt: das Mitglied, sonst die Stellvertretung."""
        return next((person for person in self.personen if person.jetzt is not None), None)


@dataclass
class Verlaufsstand:
    """Alles, was in einem Augenblick gilt; höchstens sieben Abfragen, gleich wie viele Punkte und Sitze."""

    sitzung: Sitzung
    verlauf: Sitzungsverlauf | None
    ordnung: Ordnung
    zeilen: list[Sitzzeile]
    anwesenheiten: list[Anwesenheit]
    feststellungen: list[Sitzungsereignis]

    @cached_property
    def lage(self) -> Sitzungslage:
        verlauf = self.verlauf
        return sitzungslage(
            ordnung=self.ordnung,
            tag=self.sitzung.tag,
            ende=(verlauf.geschlossen_am if verlauf else None) or OHNE_ENDE,
            sitze=[regelsitz(zeile) for zeile in self.zeilen],
            anwesenheit=[
                Intervall(str(satz.person_id), satz.von, satz.bis, Anwesenheitsart(satz.art))
                for satz in self.anwesenheiten
                if satz.person_id is not None
            ],
            ereignisse=[Ereignis(satz.zeit, Feststellung(satz.art)) for satz in self.feststellungen],
            zweite_wirksam=bool(verlauf and verlauf.zweite_wirksam),
        )

    def augenblick(self, zeit: datetime, *, zweite_einberufung: bool = False) -> Augenblick:
        return self.lage.augenblick(zeit, zweite_einberufung=zweite_einberufung)

    def urteil(self, abstimmung: Abstimmung, augenblick: Augenblick, stimmen: Iterable[Stimme]) -> Urteil:
        """Wie die Abstimmung ausgeht, wenn in ihrer Minute `augenblick` galt."""
        lage, voten = self.lage, voten_von(abstimmung, stimmen)
        return auswerten(lage.ordnung, augenblick, voten, sitze=lage.sitze, tag=lage.tag)

    def plaetze(self, zeit: datetime) -> list[Platzzeile]:
        vertretene = self.augenblick(zeit).vertretene
        je_person: dict[int, list[Anwesenheit]] = {}
        for satz in self.anwesenheiten:
            if satz.person_id is not None:
                je_person.setdefault(satz.person_id, []).insert(0, satz)
        return [
            Platzzeile(
                zeile,
                _anwesende(zeile.mitglied, Teilnahmerolle.MITGLIED, je_person),
                _anwesende(zeile.stellvertretung, Teilnahmerolle.STELLVERTRETUNG, je_person),
                str(zeile.sitz.pk) in vertretene,
            )
            for zeile in self.zeilen
        ]

    def vertreter(self, zeit: datetime) -> dict[int, str]:
        """Je vertretenem Sitz, durch wen er es ist: das Mitglied, sonst die Stellvertretung."""
        da = self.lage.da(zeit)
        # The member comes last and has the last word.
        return {
            zeile.sitz.pk: str(besetzung.person)
            for zeile in self.zeilen
            for besetzung in (zeile.stellvertretung, zeile.mitglied)
            if besetzung is not None and str(besetzung.person_id) in da
        }

    def gaeste(self, gaeste: Iterable[Punktgast]) -> list[tuple[Punktgast, Anwesenheit | None]]:
        offen = {satz.gast_id: satz for satz in self.anwesenheiten if satz.gast_id and satz.bis is None}
        return [(gast, offen.get(gast.pk)) for gast in gaeste]


def _anwesende(
    besetzung: Any, rolle: Teilnahmerolle, je_person: dict[int, list[Anwesenheit]]
) -> Anwesende | None:
    if besetzung is None:
        return None
    zeiten = je_person.get(besetzung.person_id, [])
    return Anwesende(rolle, str(besetzung.person), besetzung.person_id, zeiten)


def regelsitz(zeile: Sitzzeile) -> Regelsitz:
    """Wie die Regeln ihn sehen. Wer an diesem Tag auf ihm sitzt, ist schon bestimmt."""
    stand, sitz = zeile.stand, zeile.sitz
    return Regelsitz(
        str(sitz.pk),
        sitz.stimmrecht,
        sitz.von or date.min,
        sitz.bis,
        _kennung(stand.mitglied_id),
        _kennung(stand.stellvertretung_id),
    )


def _kennung(person_id: int | None) -> str | None:
    return None if person_id is None else str(person_id)


def verlaufsstand(sitzung: Sitzung, verlauf: Sitzungsverlauf | None = None) -> Verlaufsstand:
    """Die Geschäftsordnung ist die, an die die Einladung die Sitzung gebunden hat."""
    if verlauf is None:
        verlauf = Sitzungsverlauf.objects.filter(sitzung=sitzung).first()
    go = sitzung.geschaeftsordnung
    if go is not None:
        bestimmungen_beilegen([go])
    return Verlaufsstand(
        sitzung,
        verlauf,
        (ordnung_von(go) if go else None) or Ordnung(),
        sitzzeilen_am([sitzung.gremium_id], sitzung.tag),
        _anwesenheiten(sitzung.pk),
        _feststellungen(sitzung.pk),
    )


@feste_abfrage
def _anwesenheiten(sitzung_id: int) -> QuerySet[Anwesenheit]:
    return Anwesenheit.objects.filter(sitzung=sitzung_id, gestrichen_am__isnull=True).order_by("von", "pk")


@feste_abfrage
def _feststellungen(sitzung_id: int) -> QuerySet[Sitzungsereignis]:
    return Sitzungsereignis.objects.filter(sitzung=sitzung_id, art__in=FESTSTELLUNGEN).order_by("zeit", "pk")


def zaehlerstand(sitzung_id: int) -> int:
    """Steigt mit jedem Eintrag; 0, solange es keinen gibt."""
    nummer = Sitzungsverlauf.objects.filter(sitzung_id=sitzung_id).values_list("zaehler", flat=True).first()
    return nummer or 0


def voten_von(abstimmung: Abstimmung, stimmen: Iterable[Stimme]) -> Voten:
    """Wie eine Abstimmung den Regeln vorgelegt wird."""
    if abstimmung.art in MIT_ZAHLEN:
        zahlen = Stimmen(abstimmung.ja or 0, abstimmung.nein or 0, abstimmung.enthaltung or 0)
        return Voten(zahlen=zahlen, stichentscheid=abstimmung.stichentscheid)
    je_wert: dict[str, list[str]] = {}
    for stimme in stimmen:
        je_wert.setdefault(stimme.wert, []).append(str(stimme.sitz_id))
    if abstimmung.art is Weise.EINVERNEHMLICH:
        return Voten(widerspruch=je_wert.get(Stimmwert.WIDERSPRUCH.value, []))
    return Voten(
        je_wert.get(Stimmwert.JA.value, []),
        je_wert.get(Stimmwert.NEIN.value, []),
        je_wert.get(Stimmwert.ENTHALTUNG.value, []),
        stichentscheid=abstimmung.stichentscheid,
    )


def augenblick_als_wert(augenblick: Augenblick) -> dict[str, Any]:
    return {**augenblick._asdict(), "vertretene": sorted(augenblick.vertretene)}


def augenblick_von(wert: dict[str, Any]) -> Augenblick:
    return Augenblick(**{**wert, "vertretene": frozenset(wert["vertretene"])})
