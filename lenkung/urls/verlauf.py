"""Holding a session: the screen, and what it sends."""

from lenkung.permissions import GREMIEN_SEHEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import anwesenheiten, eintraege, fuehren

_SEHEN = GREMIEN_SEHEN.schluessel
_AN = "sitzungen/<int:pk>/fuehren/"

VERLAUF = [
    am_satz(_AN, fuehren.fuehren, "sitzung-fuehren", _SEHEN),
    am_satz(f"{_AN}teile/", fuehren.teile, "fuehren-teile", _SEHEN),
    am_satz(f"{_AN}stand/", fuehren.stand, "fuehren-stand", _SEHEN),
    am_satz(f"{_AN}eintrag/", eintraege.eintragen, "fuehren-eintrag", _SEHEN),
    am_satz("sitzungen/<int:pk>/anwesenheit/", anwesenheiten.anwesenheit, "sitzung-anwesenheit", _SEHEN),
    am_satz(
        "sitzungen/anwesenheit/<int:pk>/berichtigen/",
        anwesenheiten.berichtigen,
        "anwesenheit-berichtigen",
        VORBEREITEN.schluessel,
    ),
]
