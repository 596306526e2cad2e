"""Preparing a session; one list per group of pages."""

from lenkung.permissions import BESTAETIGEN, GREMIUM_LESEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import tagesordnung, unterlagen

_LESEN = GREMIUM_LESEN.schluessel
_SITZUNG = "sitzungen/<int:pk>/"

TAGESORDNUNG = [
    am_satz(f"{_SITZUNG}tagesordnung/", tagesordnung.tagesordnung, "sitzung-tagesordnung", _LESEN),
    am_satz(
        f"{_SITZUNG}tagesordnung/bestaetigen/",
        tagesordnung.bestaetigen,
        "sitzung-bestaetigen",
        BESTAETIGEN.schluessel,
    ),
]

UNTERLAGEN = [
    am_satz(f"{_SITZUNG}unterlagen/", unterlagen.unterlagen, "sitzung-unterlagen", _LESEN),
]
