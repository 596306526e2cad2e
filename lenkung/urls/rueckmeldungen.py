"""Answers to invitations, expected presence, Vorzimmer, polls."""

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import abfragen, antwort, meinung, rueckmeldungen, vorzimmer

_LESEN = GREMIUM_LESEN.schluessel
_VORBEREITEN = VORBEREITEN.schluessel

RUECKMELDUNGEN = [
    pfad("antwort/<str:token>/", antwort.antwort, name="antwort", zugang=Zugang.OEFFENTLICH),
    am_satz(
        "sitzungen/<int:pk>/rueckmeldungen/", rueckmeldungen.rueckmeldungen, "sitzung-rueckmeldungen", _LESEN
    ),
    am_satz(
        "sitzungen/teilnahmen/<int:pk>/antworten/",
        antwort.antworten_angemeldet,
        "teilnahme-antworten",
        _LESEN,
    ),
    am_satz(
        "sitzungen/teilnahmen/<int:pk>/eintragen/",
        rueckmeldungen.eintragen,
        "teilnahme-eintragen",
        _VORBEREITEN,
    ),
    am_satz("gremien/<int:pk>/vorzimmer/", vorzimmer.liste, "vorzimmer-liste", _VORBEREITEN),
    am_satz("gremien/<int:pk>/vorzimmer/neu/", vorzimmer.eintragen, "vorzimmer-eintragen", _VORBEREITEN),
    am_satz(
        "gremien/vorzimmer/<int:pk>/bearbeiten/", vorzimmer.bearbeiten, "vorzimmer-bearbeiten", _VORBEREITEN
    ),
    am_satz(
        "gremien/vorzimmer/<int:pk>/entfernen/", vorzimmer.entfernen, "vorzimmer-entfernen", _VORBEREITEN
    ),
]

ABFRAGEN = [
    pfad("abfrage/<str:token>/", meinung.per_link, name="abfrage-antwort", zugang=Zugang.OEFFENTLICH),
    am_satz("gremien/abfragen/antworten/<int:pk>/", meinung.angemeldet, "abfrage-antworten", _LESEN),
    am_satz("gremien/<int:pk>/abfragen/", abfragen.liste, "abfrage-liste", _LESEN),
    am_satz("gremien/<int:pk>/abfragen/neu/", abfragen.stellen, "abfrage-stellen", _VORBEREITEN),
    am_satz("gremien/abfragen/<int:pk>/", abfragen.detail, "abfrage-detail", _LESEN),
    am_satz("gremien/abfragen/<int:pk>/beenden/", abfragen.beenden, "abfrage-beenden", _VORBEREITEN),
    am_satz(
        "abfragen/<int:pk>/zuruecknehmen/", abfragen.zuruecknehmen, "abfrage-zuruecknehmen", _VORBEREITEN
    ),
]
