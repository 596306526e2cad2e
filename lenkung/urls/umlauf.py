"""Circular decisions: the list of a Gremium, each one, and answering."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import BESTAETIGEN, GREMIEN_SEHEN, GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import umlauf, umlaufantwort, umlauftaten

_LESEN, _SEHEN, _VORBEREITEN = GREMIUM_LESEN.schluessel, GREMIEN_SEHEN.schluessel, VORBEREITEN.schluessel
_UMLAUF = "gremien/umlauf/<int:pk>/"

UMLAUF = [
    pfad("umlauf/<str:token>/", umlaufantwort.per_link, name="umlauf-antwort", zugang=Zugang.OEFFENTLICH),
    am_satz("gremien/umlauf/antworten/<int:pk>/", umlaufantwort.angemeldet, "umlauf-antworten", _LESEN),
    am_satz("gremien/<int:pk>/umlauf/", umlauf.liste, "umlauf-liste", _LESEN),
    am_satz("gremien/<int:pk>/umlauf/neu/", umlauftaten.anlegen, "umlauf-anlegen", _VORBEREITEN),
    am_satz(_UMLAUF, umlauf.detail, "umlauf-detail", _LESEN),
    am_satz(f"{_UMLAUF}bearbeiten/", umlauftaten.bearbeiten, "umlauf-bearbeiten", _VORBEREITEN),
    am_satz(f"{_UMLAUF}beginnen/", umlauftaten.beginnen, "umlauf-beginnen", _SEHEN),
    am_satz(f"{_UMLAUF}feststellen/", umlauftaten.feststellen, "umlauf-feststellen", BESTAETIGEN.schluessel),
    am_satz(f"{_UMLAUF}abbrechen/", umlauftaten.abbrechen, "umlauf-abbrechen", _SEHEN),
    am_satz(
        "gremien/umlauf/stimmen/<int:pk>/eintragen/",
        umlauftaten.eintragen,
        "umlaufstimme-eintragen",
        _VORBEREITEN,
    ),
]
