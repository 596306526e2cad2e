"""The papers of a session."""

from lenkung.permissions import GREMIUM_LESEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import unterlagen

_LESEN = GREMIUM_LESEN.schluessel
_SITZUNG = "sitzungen/<int:pk>/"

UNTERLAGEN = [
    am_satz(f"{_SITZUNG}unterlagen/", unterlagen.unterlagen, "sitzung-unterlagen", _LESEN),
]
