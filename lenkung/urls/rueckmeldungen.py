"""Answers to invitations, expected presence, Vorzimmer."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import antwort, rueckmeldungen, vorzimmer

_LESEN = GREMIUM_LESEN.schluessel
_VORBEREITEN = VORBEREITEN.schluessel

RUECKMELDUNGEN = [
    pfad("antwort/<str:token>/", antwort.antwort, name="antwort", zugang=Zugang.OEFFENTLICH),
    am_satz(
        "sitzungen/<int:pk>/rueckmeldungen/", rueckmeldungen.rueckmeldungen, "sitzung-rueckmeldungen", _LESEN
    ),
    am_satz("teilnahmen/<int:pk>/antworten/", antwort.antworten_angemeldet, "teilnahme-antworten", _LESEN),
    am_satz("teilnahmen/<int:pk>/eintragen/", rueckmeldungen.eintragen, "teilnahme-eintragen", _VORBEREITEN),
    am_satz("gremien/<int:pk>/vorzimmer/", vorzimmer.liste, "vorzimmer-liste", _VORBEREITEN),
    am_satz("gremien/<int:pk>/vorzimmer/neu/", vorzimmer.eintragen, "vorzimmer-eintragen", _VORBEREITEN),
    am_satz("vorzimmer/<int:pk>/bearbeiten/", vorzimmer.bearbeiten, "vorzimmer-bearbeiten", _VORBEREITEN),
    am_satz("vorzimmer/<int:pk>/entfernen/", vorzimmer.entfernen, "vorzimmer-entfernen", _VORBEREITEN),
]
