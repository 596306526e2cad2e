"""Lists whose order, filters and page live in the address.

A table is declared once, in the view's module, and applied to a queryset that already holds only what the
person may see. Everything that comes from the address is checked against the declaration; what does not fit
is ignored, so that an old bookmark or a mistyped address shows the list and never an error. Costs two
queries: one to count, one for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SORTIERUNG, SEITE, SUCHE = "sortierung", "seite", "suche"
_HOECHSTLAENGE_SUCHE = 200
Text = str | Promise
_ALLE, _SUCHEN = _("Alle"), _("Suchen")


@dataclass(frozen=True, slots=True)
class Spalte:
    """`sortierung`: the order_by fields of the ascending order; empty for a column that cannot be sorted."""

    schluessel: str
    titel: Text
    sortierung: tuple[str, ...] = ()
    art: str = "text"
    """text, zahl, datum or aktion: how the cells stand."""
    titel_verborgen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice. `feld` is looked up with `=`, or `anwenden` narrows the queryset itself.

    `optionen` is a list of (value, title) or a function that makes it at each request.
    """

    schluessel: str
    titel: Text
    optionen: Iterable[tuple[Any, Text]] | Callable[[], Iterable[tuple[Any, Text]]]
    feld: str = ""
    anwenden: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    alle: Text = _ALLE

    def wahlmoeglichkeiten(self) -> list[tuple[str, str]]:
        quelle = self.optionen() if callable(self.optionen) else self.optionen
        return [(str(wert), str(titel)) for wert, titel in quelle]

    def einschraenken(self, queryset: QuerySet[Any], wert: str) -> QuerySet[Any]:
        if self.anwenden is not None:
            return self.anwenden(queryset, wert)
        return queryset.filter(**{self.feld: wert})


@dataclass(frozen=True, slots=True)
class Spaltenkopf:
    titel: Text
    url: str
    aria_sort: str
    art: str
    titel_verborgen: bool

    @property
    def symbol(self) -> str:
        return {"ascending": "aufsteigend", "descending": "absteigend"}.get(self.aria_sort, "sortierbar")


@dataclass(frozen=True, slots=True)
class Filterfeld:
    schluessel: str
    titel: Text
    alle: Text
    optionen: list[tuple[str, str]]
    wert: str


@dataclass(frozen=True, slots=True)
class Filterplakette:
    """An active filter, with the address of the list without it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Seitenlink:
    nummer: int | None
    url: str
    aktuell: bool = False


@dataclass(slots=True)
class Tabellenseite:
    tabelle: Tabelle
    zeilen: Sequence[Any]
    anzahl: int
    seite: int
    seiten: int
    koepfe: list[Spaltenkopf]
    filterfelder: list[Filterfeld]
    suchtext: str
    sortierung: str
    plaketten: list[Filterplakette]
    seitenlinks: list[Seitenlink]
    zurueck: str = ""
    weiter: str = ""
    exportfrage: str = ""
    """The query string of the filtered list without its page, for a link to a download of all of it."""

    @property
    def gefiltert(self) -> bool:
        return bool(self.plaketten)

    @property
    def von(self) -> int:
        return (self.seite - 1) * self.tabelle.seitengroesse + 1 if self.anzahl else 0

    @property
    def bis(self) -> int:
        return self.von + len(self.zeilen) - 1 if self.anzahl else 0


@dataclass(frozen=True, slots=True)
class Tabelle:
    """`suche`: the text fields in which every typed word must occur somewhere."""

    spalten: Sequence[Spalte]
    standard_sortierung: str
    """Key of a column, with a leading minus for descending."""
    filter: Sequence[Filter] = field(default_factory=tuple)
    suche: Sequence[str] = field(default_factory=tuple)
    suche_titel: Text = _SUCHEN
    seitengroesse: int = 50
    suchen: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    """Searches in its own way instead, for example in the full text."""

    def seite(self, request: HttpRequest, queryset: QuerySet[Any]) -> Tabellenseite:
        return self.anwenden(request.GET, queryset)

    def anwenden(self, parameter: Mapping[str, str], queryset: QuerySet[Any]) -> Tabellenseite:
        filterfelder = self._filterfelder(parameter)
        suchtext = self._suchtext(parameter)
        sortierung = self._sortierung(parameter)
        for angabe, feld in zip(self.filter, filterfelder, strict=True):
            if feld.wert:
                queryset = angabe.einschraenken(queryset, feld.wert)
        queryset = self._suchen(queryset, suchtext).order_by(*self._ordnung(sortierung))

        blaetter = Paginator(queryset, self.seitengroesse)
        blatt = blaetter.get_page(parameter.get(SEITE))
        stand = {feld.schluessel: feld.wert for feld in filterfelder if feld.wert}
        if suchtext:
            stand[SUCHE] = suchtext
        plaketten = self._plaketten(filterfelder, suchtext, stand, sortierung)
        if sortierung != self.standard_sortierung:
            stand[SORTIERUNG] = sortierung
        return Tabellenseite(
            tabelle=self,
            zeilen=list(blatt.object_list),
            anzahl=blaetter.count,
            seite=blatt.number,
            seiten=blaetter.num_pages,
            koepfe=[self._kopf(spalte, sortierung, stand) for spalte in self.spalten],
            filterfelder=filterfelder,
            suchtext=suchtext,
            sortierung=stand.get(SORTIERUNG, ""),
            plaketten=plaketten,
            seitenlinks=[
                Seitenlink(nummer, _frage({**stand, SEITE: str(nummer)}), nummer == blatt.number)
                if isinstance(nummer, int)
                else Seitenlink(None, "")
                for nummer in blaetter.get_elided_page_range(blatt.number, on_each_side=1, on_ends=1)
            ],
            zurueck=_frage({**stand, SEITE: str(blatt.number - 1)}) if blatt.has_previous() else "",
            weiter=_frage({**stand, SEITE: str(blatt.number + 1)}) if blatt.has_next() else "",
            exportfrage=_frage(stand) if stand else "",
        )

    def _filterfelder(self, parameter: Mapping[str, str]) -> list[Filterfeld]:
        felder = []
        for angabe in self.filter:
            optionen = angabe.wahlmoeglichkeiten()
            wert = parameter.get(angabe.schluessel, "")
            gueltig = wert if wert in {moeglich for moeglich, _titel in optionen} else ""
            felder.append(Filterfeld(angabe.schluessel, angabe.titel, angabe.alle, optionen, gueltig))
        return felder

    def _suchtext(self, parameter: Mapping[str, str]) -> str:
        # PostgreSQL refuses NUL in a text; nobody types one on purpose.
        roh = parameter.get(SUCHE, "") if self.suche else ""
        return " ".join(roh.replace("\x00", " ").split())[:_HOECHSTLAENGE_SUCHE]

    def _suchen(self, queryset: QuerySet[Any], suchtext: str) -> QuerySet[Any]:
        if suchtext and self.suchen is not None:
            return self.suchen(queryset, suchtext)
        for wort in suchtext.split():
            bedingung = Q()
            for feld in self.suche:
                bedingung |= Q(**{f"{feld}__icontains": wort})
            queryset = queryset.filter(bedingung)
        return queryset

    def _sortierung(self, parameter: Mapping[str, str]) -> str:
        wunsch = parameter.get(SORTIERUNG, "")
        sortierbar = {spalte.schluessel for spalte in self.spalten if spalte.sortierung}
        return wunsch if wunsch.removeprefix("-") in sortierbar else self.standard_sortierung

    def _ordnung(self, sortierung: str) -> list[str]:
        schluessel = sortierung.removeprefix("-")
        felder = next(spalte.sortierung for spalte in self.spalten if spalte.schluessel == schluessel)
        if sortierung.startswith("-"):
            felder = tuple(feld[1:] if feld.startswith("-") else f"-{feld}" for feld in felder)
        # Without the key as last resort, equal rows could appear on two pages or on none.
        return [*felder, "pk"]

    def _kopf(self, spalte: Spalte, sortierung: str, stand: Mapping[str, str]) -> Spaltenkopf:
        if not spalte.sortierung:
            return Spaltenkopf(spalte.titel, "", "", spalte.art, spalte.titel_verborgen)
        aria, naechste = "", spalte.schluessel
        if sortierung == spalte.schluessel:
            aria, naechste = "ascending", f"-{spalte.schluessel}"
        elif sortierung == f"-{spalte.schluessel}":
            aria = "descending"
        return Spaltenkopf(
            spalte.titel, _frage({**stand, SORTIERUNG: naechste}), aria, spalte.art, spalte.titel_verborgen
        )

    def _plaketten(
        self, felder: list[Filterfeld], suchtext: str, stand: Mapping[str, str], sortierung: str
    ) -> list[Filterplakette]:
        rest = {} if sortierung == self.standard_sortierung else {SORTIERUNG: sortierung}

        def ohne(schluessel: str) -> str:
            return _frage({**{name: wert for name, wert in stand.items() if name != schluessel}, **rest})

        plaketten = [
            Filterplakette(f"{feld.titel}: {dict(feld.optionen)[feld.wert]}", ohne(feld.schluessel))
            for feld in felder
            if feld.wert
        ]
        if suchtext:
            plaketten.append(Filterplakette(f"„{suchtext}“", ohne(SUCHE)))
        return plaketten


def _frage(stand: Mapping[str, str]) -> str:
    """A lone "?" leads to the same page without any parameter."""
    return "?" + urlencode(stand)
