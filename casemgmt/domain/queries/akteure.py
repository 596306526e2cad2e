"""Lesen: das Verzeichnis der Akteure, seine Waben, und was zu bestätigen ist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from casemgmt import permissions
from casemgmt.domain.queries.themen import thementitel
from casemgmt.models import Kreiswabe, Netzwerkakteur
from casemgmt.regeln.akteure import (
    MITGELIEFERTE_WABEN,
    WOCHEN,
    Bestaetigt,
    Wartezeit,
    aus_spalte,
    blumen,
    faellig_vor,
    gesucht,
    trennbar,
    wabenblume,
)
from casemgmt.regeln.sprachen import ZUSAMMEN
from kim.basis.akteur import Akteur
from kim.stammdaten.permissions import sichtbare_kommunen


@dataclass(frozen=True, slots=True)
class Wabenzeile:
    schluessel: str
    titel: str
    rang: int
    aktiv: bool
    eigene: bool
    abgeleitet: bool = False


def waben_des_kreises(kreis_id: int, *, alle: bool = False) -> list[Wabenzeile]:
    """Die mitgelieferten, so wie der Kreis sie nennt, und seine eigenen; in der Folge der Karte."""
    eigene = {satz.schluessel: satz for satz in Kreiswabe.objects.filter(kreis_id=kreis_id)}
    zeilen = []
    for platz, wabe in enumerate(MITGELIEFERTE_WABEN, start=1):
        satz = eigene.pop(wabe.schluessel, None)
        if satz is None:
            zeile = Wabenzeile(wabe.schluessel, wabe.titel, platz * 10, True, False, wabe.abgeleitet)
        else:
            zeile = Wabenzeile(wabe.schluessel, satz.titel, satz.rang, satz.aktiv, False, wabe.abgeleitet)
        zeilen.append(zeile)
    zeilen += [Wabenzeile(s.schluessel, s.titel, s.rang, s.aktiv, True) for s in eigene.values()]
    return sorted((z for z in zeilen if alle or z.aktiv), key=lambda z: (z.rang, z.titel))


def wabentitel(kreis_id: int) -> dict[str, str]:
    return {zeile.schluessel: zeile.titel for zeile in waben_des_kreises(kreis_id, alle=True)}


def themenschluessel(kreis_id: int) -> frozenset[str]:
    return frozenset(thementitel(kreis_id))


def sprachen_in_worten(spalte: str) -> str:
    return ", ".join(ZUSAMMEN.get(kuerzel, kuerzel) for kuerzel in aus_spalte(spalte))


# Narrowing --------------------------------------------------------------------------------------------------


def mit_thema(menge: QuerySet[Netzwerkakteur], thema: str) -> QuerySet[Netzwerkakteur]:
    return menge.filter(themen__contains=gesucht(thema))


def mit_sprache(menge: QuerySet[Netzwerkakteur], sprache: str) -> QuerySet[Netzwerkakteur]:
    return menge.filter(sprachen__contains=gesucht(sprache))


def in_kommune(menge: QuerySet[Netzwerkakteur], kommune_id: str) -> QuerySet[Netzwerkakteur]:
    """Auch wer für den ganzen Kreis da ist."""
    return menge.filter(Q(gebiet="") | Q(gebiet__contains=gesucht(kommune_id)))


def mit_wartezeit(menge: QuerySet[Netzwerkakteur], hoechstens: str) -> QuerySet[Netzwerkakteur]:
    """Wo die Wartezeit nicht bekannt ist, lässt sie sich nicht zusagen."""
    return menge.filter(wartezeit_wochen__lte=WOCHEN[Wartezeit(hoechstens)])


def nach_bestaetigung(menge: QuerySet[Netzwerkakteur], wahl: str, heute: date) -> QuerySet[Netzwerkakteur]:
    alt = Q(bestaetigt_am__isnull=True) | Q(bestaetigt_am__lt=faellig_vor(heute))
    return menge.filter(alt) if wahl == Bestaetigt.FAELLIG else menge.exclude(alt)


# Reading ----------------------------------------------------------------------------------------------------


def verzeichnis(akteur: Akteur) -> QuerySet[Netzwerkakteur]:
    return permissions.sichtbare_netzwerkakteure(akteur).select_related("einrichtung")


def zu_bestaetigen(akteur: Akteur, heute: date) -> QuerySet[Netzwerkakteur]:
    """Die ältesten zuerst, noch nie bestätigte ganz vorn."""
    menge = nach_bestaetigung(verzeichnis(akteur).filter(im_verzeichnis=True), Bestaetigt.FAELLIG, heute)
    return menge.order_by(F("bestaetigt_am").asc(nulls_first=True), "einrichtung__name", "pk")


def gebiet_in_worten(akteur: Akteur, stellen: Iterable[Netzwerkakteur]) -> dict[int, str]:
    """Je Stelle die Namen ihrer Kommunen; eine Abfrage für alle."""
    nummern = {stelle.pk: [int(n) for n in aus_spalte(stelle.gebiet)] for stelle in stellen}
    gefragt = {n for liste in nummern.values() for n in liste}
    namen: dict[int, str] = {}
    if gefragt:
        namen = dict(sichtbare_kommunen(akteur).filter(pk__in=gefragt).values_list("pk", "name"))
    return {pk: ", ".join(sorted(namen[n] for n in liste if n in namen)) for pk, liste in nummern.items()}


# The honeycomb ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Karteneintrag:
    stelle: Netzwerkakteur
    titel: str
    platz: int
    treffer: bool


@dataclass(frozen=True, slots=True)
class Kartenwabe:
    zeile: Wabenzeile
    titel: str
    eintraege: tuple[Karteneintrag, ...]
    gross: bool
    treffer: int
    teil: int = 0
    """Ab 1, wo sehr viele Einträge mehrere Blumen füllen."""


@dataclass(frozen=True, slots=True)
class Wabenkarte:
    waben: tuple[Kartenwabe, ...]
    anzahl: int
    treffer: int
    gefiltert: bool


def wabenkarte(
    akteur: Akteur, kreis_id: int, *, suche: str = "", thema: str = "", sprache: str = ""
) -> Wabenkarte:
    """Alle stehen da, auch mit Filter: was passt, ist hervorgehoben."""
    stellen = list(verzeichnis(akteur).filter(kreis_id=kreis_id, im_verzeichnis=True))
    titel = thementitel(kreis_id)
    gefiltert = bool(suche or thema or sprache)
    je_wabe: dict[str, list[Any]] = {}
    for stelle in stellen:
        je_wabe.setdefault(stelle.wabe, []).append(stelle)
    waben = []
    for zeile in waben_des_kreises(kreis_id):
        teile = blumen(je_wabe.get(zeile.schluessel, []))
        for nummer, teil in enumerate(teile, start=1):
            blume = wabenblume(len(teil))
            eintraege = tuple(
                Karteneintrag(
                    stelle,  # type: ignore[arg-type]
                    trennbar(stelle.name_kurz),  # type: ignore[attr-defined]
                    platz,
                    gefiltert and _passt(stelle, titel, suche, thema, sprache),
                )
                for stelle, platz in zip(teil, blume.plaetze, strict=True)
            )
            treffer = sum(eintrag.treffer for eintrag in eintraege)
            waben.append(
                Kartenwabe(
                    zeile,
                    trennbar(zeile.titel),
                    eintraege,
                    blume.gross,
                    treffer,
                    nummer if len(teile) > 1 else 0,
                )
            )
    return Wabenkarte(tuple(waben), len(stellen), sum(wabe.treffer for wabe in waben), gefiltert)


def _passt(stelle: Any, titel: dict[str, str], suche: str, thema: str, sprache: str) -> bool:
    if thema and thema not in aus_spalte(stelle.themen):
        return False
    if sprache and sprache not in aus_spalte(stelle.sprachen):
        return False
    felder = (stelle.einrichtung.name, stelle.einrichtung.kurzname, stelle.beschreibung)
    text = " ".join((*felder, *(titel.get(t, "") for t in aus_spalte(stelle.themen)))).casefold()
    return all(wort in text for wort in suche.casefold().split())
