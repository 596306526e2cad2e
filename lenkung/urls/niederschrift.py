"""The Niederschrift of a session, and the sentences it is built from."""

from lenkung.permissions import GREMIEN_SEHEN, GREMIUM_LESEN, UNTERZEICHNEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import (
    altniederschriften,
    anmerkungen,
    niederschrift,
    niederschriftsabschnitte,
    textbausteine,
    unterschriften,
)

_SEHEN, _SCHREIBEN, _ZEICHNEN = GREMIEN_SEHEN.schluessel, VORBEREITEN.schluessel, UNTERZEICHNEN.schluessel
_LESEN = GREMIUM_LESEN.schluessel
_AN = "sitzungen/<int:pk>/niederschrift/"
_ABSCHNITT = "sitzungen/niederschrift/<int:pk>/"
_AM_GREMIUM = "gremien/<int:pk>/niederschriften/"
_FASSUNG = "sitzungen/niederschrift/fassungen/<int:pk>/"
_ANMERKUNG = "sitzungen/niederschrift/anmerkungen/<int:pk>/"
_SATZ = "textbausteine/<slug:art>/"

NIEDERSCHRIFT = [
    am_satz(_AN, niederschrift.seite, "sitzung-niederschrift", _SEHEN),
    am_satz(f"{_AN}beginnen/", niederschrift.beginnen, "niederschrift-beginnen", _SCHREIBEN),
    am_satz(f"{_AN}nachziehen/", niederschrift.nachziehen, "niederschrift-nachziehen", _SCHREIBEN),
    am_satz(f"{_AN}erklaerungen/", niederschrift.erklaerungen, "niederschrift-erklaerungen", _SCHREIBEN),
    am_satz(_ABSCHNITT, niederschriftsabschnitte.bearbeiten, "abschnitt-bearbeiten", _SCHREIBEN),
    am_satz(
        f"{_ABSCHNITT}unterschied/", niederschriftsabschnitte.unterschied, "abschnitt-unterschied", _SEHEN
    ),
    am_satz(f"{_AN}vorlegen/", anmerkungen.vorlegen, "niederschrift-vorlegen", _SCHREIBEN),
    am_satz(f"{_AN}festschreiben/", unterschriften.festschreiben, "niederschrift-festschreiben", _SCHREIBEN),
    am_satz(f"{_AN}unterschriften/", unterschriften.seite, "niederschrift-unterschriften", _SEHEN),
    am_satz(f"{_AN}neu/", unterschriften.neue_fassung, "niederschrift-neue-fassung", _SCHREIBEN),
    am_satz(
        f"{_FASSUNG}unterzeichnen/", unterschriften.unterzeichnen, "niederschrift-unterzeichnen", _ZEICHNEN
    ),
    am_satz(f"{_FASSUNG}papier/", unterschriften.papier, "niederschrift-papier", _SCHREIBEN),
    am_satz(f"{_FASSUNG}widerrufen/", unterschriften.widerrufen, "niederschrift-widerrufen", _ZEICHNEN),
    am_satz(f"{_ABSCHNITT}anmerken/", anmerkungen.schreiben, "anmerkung-schreiben", _ZEICHNEN),
    am_satz(f"{_ANMERKUNG}uebernehmen/", anmerkungen.uebernehmen, "anmerkung-uebernehmen", _SCHREIBEN),
    am_satz(f"{_ANMERKUNG}ablehnen/", anmerkungen.ablehnen, "anmerkung-ablehnen", _SCHREIBEN),
    am_satz(_AM_GREMIUM, altniederschriften.liste, "niederschrift-liste", _LESEN),
    am_satz(
        f"{_AM_GREMIUM}aufnehmen/", altniederschriften.aufnehmen, "altniederschrift-aufnehmen", _SCHREIBEN
    ),
    am_satz("niederschriften/<int:pk>/", altniederschriften.aendern, "altniederschrift-aendern", _SCHREIBEN),
    im_kreis("textbausteine/", textbausteine.liste, "textbaustein-liste", _SCHREIBEN),
    im_kreis(_SATZ, textbausteine.bearbeiten, "textbaustein-bearbeiten", _SCHREIBEN),
    im_kreis(f"{_SATZ}zuruecksetzen/", textbausteine.zuruecksetzen, "textbaustein-zuruecksetzen", _SCHREIBEN),
]
