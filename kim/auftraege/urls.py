"""URLs of the room."""

from kim.auftraege.permissions import SEHEN
from kim.auftraege.views import auftraege
from kim.web.zugang import Zugang, pfad

app_name = "auftraege"
_SEHEN = SEHEN.schluessel

urlpatterns = [
    pfad("", auftraege.liste, name="liste", zugang=Zugang.KREISWEIT, recht=_SEHEN),
    pfad("<int:pk>/", auftraege.detail, name="auftrag", zugang=Zugang.BEREICH, recht=_SEHEN),
    pfad(
        "<int:pk>/wiederholen/",
        auftraege.wiederholen,
        name="auftrag-wiederholen",
        zugang=Zugang.BEREICH,
        recht=_SEHEN,
    ),
    pfad(
        "<int:pk>/verwerfen/",
        auftraege.verwerfen,
        name="auftrag-verwerfen",
        zugang=Zugang.BEREICH,
        recht=_SEHEN,
    ),
]
