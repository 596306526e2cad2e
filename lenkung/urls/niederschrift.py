"""The Niederschrift of a session, and the sentences it is built from."""

from lenkung.permissions import GREMIEN_SEHEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import niederschrift, niederschriftsabschnitte, textbausteine

_SEHEN, _SCHREIBEN = GREMIEN_SEHEN.schluessel, VORBEREITEN.schluessel
_AN = "sitzungen/<int:pk>/niederschrift/"
_ABSCHNITT = "sitzungen/niederschrift/<int:pk>/"
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
    im_kreis("textbausteine/", textbausteine.liste, "textbaustein-liste", _SCHREIBEN),
    im_kreis(_SATZ, textbausteine.bearbeiten, "textbaustein-bearbeiten", _SCHREIBEN),
    im_kreis(f"{_SATZ}zuruecksetzen/", textbausteine.zuruecksetzen, "textbaustein-zuruecksetzen", _SCHREIBEN),
]
