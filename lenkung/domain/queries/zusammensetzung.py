"""Lesen: wer an einem Tag auf welchem Sitz ist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Lower

from kim.web.feste_abfrage import feste_abfrage
from lenkung.models import Amt, Besetzung, Sitz
from lenkung.models.zeitraum import am
from lenkung.regeln.besetzung import Sitzstand, Sitzzahlen, zaehlen
from lenkung.regeln.gremium import AmtArt, BesetzungArt


@dataclass(slots=True)
class Sitzzeile:
    """Ein Sitz mit Mitglied und Stellvertretung, und wer ihn erst noch antritt."""

    sitz: Sitz
    mitglied: Besetzung | None = None
    stellvertretung: Besetzung | None = None
    kommend: list[Besetzung] = field(default_factory=list)

    @property
    def stand(self) -> Sitzstand:
        return Sitzstand(
            self.sitz.pk,
            self.sitz.name,
            self.sitz.stimmrecht,
            self.mitglied.person_id if self.mitglied else None,
            self.stellvertretung.person_id if self.stellvertretung else None,
        )

    def _kommend(self, art: BesetzungArt) -> Besetzung | None:
        return next((besetzung for besetzung in self.kommend if besetzung.art == art), None)

    @property
    def kommendes_mitglied(self) -> Besetzung | None:
        return self._kommend(BesetzungArt.MITGLIED)

    @property
    def kommende_stellvertretung(self) -> Besetzung | None:
        return self._kommend(BesetzungArt.STELLVERTRETUNG)


@dataclass(frozen=True, slots=True)
class Zusammensetzung:
    tag: date
    aemter: tuple[tuple[str, Amt | None], ...]
    """Die drei Ämter in ihrer Folge, mit ihrer Bezeichnung; ohne Person, wenn sie nicht vergeben sind."""
    zeilen: tuple[Sitzzeile, ...]

    @property
    def zahlen(self) -> Sitzzahlen:
        return zaehlen(zeile.stand for zeile in self.zeilen)

    @property
    def mit_stimme(self) -> list[Sitzzeile]:
        return [zeile for zeile in self.zeilen if zeile.sitz.stimmrecht]

    @property
    def ohne_stimme(self) -> list[Sitzzeile]:
        return [zeile for zeile in self.zeilen if not zeile.sitz.stimmrecht]


def zusammensetzung_am(gremium_id: int, tag: date) -> Zusammensetzung:
    """Alle Sitze und Ämter des Tages, auch die freien; drei Abfragen."""
    aemter = {
        amt.art: amt for amt in Amt.objects.filter(am(tag), gremium_id=gremium_id).select_related("person")
    }
    titel = dict(Amt._meta.get_field("art").flatchoices)
    return Zusammensetzung(
        tag,
        tuple((str(titel[art.value]), aemter.get(art.value)) for art in AmtArt),
        tuple(sitzzeilen_am([gremium_id], tag)),
    )


@feste_abfrage
def _sitze_am(gremium_ids: tuple[int, ...], tag: date) -> QuerySet[Sitz]:
    return (
        Sitz.objects.filter(am(tag), gremium_id__in=gremium_ids)
        .select_related("einrichtung", "gremium")
        .order_by("gremium__name", "-stimmrecht", Lower("einrichtung__name"), "bezeichnung", "pk")
    )


@feste_abfrage
def _besetzungen_ab(sitz_ids: tuple[int, ...], tag: date) -> QuerySet[Besetzung]:
    menge = Besetzung.objects.filter(sitz_id__in=sitz_ids).exclude(bis__lt=tag)
    return menge.select_related("person").order_by("von", "pk")


def sitzzeilen_am(gremium_ids: Iterable[int], tag: date) -> list[Sitzzeile]:
    """Die Sitze mehrerer Gremien an einem Tag; zwei Abfragen."""
    zeilen = {sitz.pk: Sitzzeile(sitz) for sitz in _sitze_am(tuple(gremium_ids), tag)}
    for besetzung in _besetzungen_ab(tuple(zeilen), tag):
        zeile = zeilen[besetzung.sitz_id]
        besetzung.sitz = zeile.sitz
        if not besetzung.aktiv_am(tag):
            zeile.kommend.append(besetzung)
        elif besetzung.art == BesetzungArt.MITGLIED:
            zeile.mitglied = besetzung
        else:
            zeile.stellvertretung = besetzung
    return list(zeilen.values())


def sitze_am(gremium_id: int, tag: date) -> tuple[Sitzstand, ...]:
    """Die Sitze eines Tages in einfachen Werten, für die Regeln der Geschäftsordnung."""
    return tuple(zeile.stand for zeile in sitzzeilen_am([gremium_id], tag))
