"""What the room sees, and what the chair holds in her hand."""

from lenkung.permissions import GREMIUM_LESEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import leinwand, sprechzettel

_LESEN = GREMIUM_LESEN.schluessel

LEINWAND = [
    am_satz("sitzungen/<int:pk>/leinwand/", leinwand.leinwand, "sitzung-leinwand", _LESEN),
    am_satz("sitzungen/<int:pk>/leinwand/stand/", leinwand.stand, "leinwand-stand", _LESEN),
    am_satz("sitzungen/<int:pk>/sprechzettel/", sprechzettel.sprechzettel, "sitzung-sprechzettel", _LESEN),
    am_satz("sitzungen/<int:pk>/sprechzettel/drucken/", sprechzettel.drucken, "sprechzettel-drucken", _LESEN),
]
