"""Die Spalten der Tabellen, die man ausgeben und einlesen kann. Ihre Titel gelten in beide Richtungen."""

from __future__ import annotations

from collections.abc import Sequence

from kim.stammdaten.models import Importvorschau
from kim.stammdaten.models.auswahl import (
    BARRIEREFREIHEIT,
    EINRICHTUNG_ARTEN,
    KOMMUNE_ARTEN,
    RECHTSKREISE,
    RHEINSEITEN,
)
from kim.stammdaten.regeln.einspielung import (
    Spalte,
    absatz,
    gemeindeschluessel,
    nummer,
    tag,
    text,
    wort_aus,
)

Art = Importvorschau.Art


def _auswahl(eintraege: Sequence[tuple[str, object]]) -> list[tuple[str, str]]:
    return [(wort, str(titel)) for wort, titel in eintraege]


_NUMMER = Spalte("nummer", "Nummer", nummer)
_AKTIV_AB = Spalte("aktiv_ab", "Aktiv ab", tag)
_AKTIV_BIS = Spalte("aktiv_bis", "Aktiv bis", tag, nur_ausgabe=True)

SPALTEN: dict[str, tuple[Spalte, ...]] = {
    Art.KOMMUNEN: (
        _NUMMER,
        Spalte("name", "Name", text, pflicht=True),
        Spalte("art", "Art", wort_aus(_auswahl(KOMMUNE_ARTEN)), pflicht=True),
        Spalte("gemeindeschluessel", "Gemeindeschlüssel", gemeindeschluessel),
        Spalte("rheinseite", "Rheinseite", wort_aus(_auswahl(RHEINSEITEN))),
        _AKTIV_AB,
        _AKTIV_BIS,
    ),
    Art.EINRICHTUNGEN: (
        _NUMMER,
        Spalte("name", "Name", text, pflicht=True),
        Spalte("kurzname", "Kurzname", text),
        Spalte("art", "Art", wort_aus(_auswahl(EINRICHTUNG_ARTEN)), pflicht=True),
        Spalte("rechtskreis", "Rechtskreis", wort_aus(_auswahl(RECHTSKREISE))),
        Spalte("kommune", "Kommune", text),
        Spalte("email", "E-Mail", text),
        Spalte("telefon", "Telefon", text),
        Spalte("website", "Website", text),
        Spalte("anschrift", "Anschrift", absatz),
        Spalte("bemerkung", "Bemerkung", absatz),
        _AKTIV_AB,
        _AKTIV_BIS,
    ),
    Art.PERSONEN: (
        _NUMMER,
        Spalte("anrede", "Anrede", text),
        Spalte("titel", "Titel", text),
        Spalte("vorname", "Vorname", text, pflicht=True),
        Spalte("nachname", "Nachname", text, pflicht=True),
        Spalte("email", "E-Mail", text),
        Spalte("telefon", "Telefon", text),
        _AKTIV_AB,
        Spalte("einrichtung", "Einrichtung", text),
        Spalte("funktion", "Funktion", text),
        Spalte("funktion_seit", "Funktion seit", tag),
        Spalte("weitere", "Weitere Funktionen", text, nur_ausgabe=True),
        _AKTIV_BIS,
    ),
    Art.STANDORTE: (
        _NUMMER,
        Spalte("name", "Name", text, pflicht=True),
        Spalte("kommune", "Kommune", text),
        Spalte("einrichtung", "Einrichtung", text),
        Spalte("anschrift", "Anschrift", absatz),
        Spalte("barrierefrei", "Barrierefrei", wort_aus(_auswahl(BARRIEREFREIHEIT))),
        Spalte("zugang", "Zugang", absatz),
        Spalte("hinweise", "Hinweise", absatz),
        _AKTIV_AB,
        _AKTIV_BIS,
    ),
}
