"""What the room sees, and what the chair holds in her hand."""

from lenkung.permissions import GREMIUM_LESEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import leinwand

_LESEN = GREMIUM_LESEN.schluessel

LEINWAND = [
    am_satz("sitzungen/<int:pk>/leinwand/", leinwand.leinwand, "sitzung-leinwand", _LESEN),
    am_satz("sitzungen/<int:pk>/leinwand/stand/", leinwand.stand, "leinwand-stand", _LESEN),
]
