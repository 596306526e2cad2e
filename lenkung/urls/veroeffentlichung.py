"""Publishing a Niederschrift, taking it back, and switching the public pages."""

from lenkung.permissions import VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import veroeffentlichung

_SCHREIBEN = VORBEREITEN.schluessel
_AN = "sitzungen/<int:pk>/niederschrift/"

VEROEFFENTLICHUNG = [
    am_satz(
        "gremien/<int:pk>/oeffentlichkeit/", veroeffentlichung.gremium, "gremium-oeffentlichkeit", _SCHREIBEN
    ),
    am_satz(
        f"{_AN}veroeffentlichen/",
        veroeffentlichung.veroeffentlichen_seite,
        "niederschrift-veroeffentlichen",
        _SCHREIBEN,
    ),
    am_satz(
        f"{_AN}zurueckziehen/",
        veroeffentlichung.zurueckziehen_seite,
        "niederschrift-zurueckziehen",
        _SCHREIBEN,
    ),
]
