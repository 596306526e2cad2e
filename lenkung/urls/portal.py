"""Settings of a Gremium."""

from lenkung.permissions import VORBEREITEN
from lenkung.urls.bausteine import am_satz
from lenkung.views import einstellungen

EINSTELLUNGEN = [
    am_satz(
        "gremien/<int:pk>/einstellungen/",
        einstellungen.einstellungen,
        "gremium-einstellungen",
        VORBEREITEN.schluessel,
    ),
]
