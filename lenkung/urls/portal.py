"""What a member reads, and the settings of a Gremium."""

from lenkung.permissions import GREMIUM_LESEN, VORBEREITEN
from lenkung.urls.bausteine import am_satz, im_kreis
from lenkung.views import einstellungen, portal, unterlagen

_LESEN = GREMIUM_LESEN.schluessel
_SITZUNG = "sitzungen/<int:pk>/"

PORTAL = [
    im_kreis("meine-sitzungen/", portal.meine_sitzungen, "meine-sitzungen", _LESEN),
]

UNTERLAGEN = [
    am_satz(f"{_SITZUNG}unterlagen/", unterlagen.unterlagen, "sitzung-unterlagen", _LESEN),
    am_satz(f"{_SITZUNG}mappe/", unterlagen.mappe, "sitzung-mappe", _LESEN),
    am_satz(f"{_SITZUNG}punkte/<int:punkt_pk>/", unterlagen.punkt, "sitzung-punkt", _LESEN),
]

EINSTELLUNGEN = [
    am_satz(
        "gremien/<int:pk>/einstellungen/",
        einstellungen.einstellungen,
        "gremium-einstellungen",
        VORBEREITEN.schluessel,
    ),
]
