"""URLs of the room."""

from django.urls import URLPattern

from kim.protokoll.permissions import LESEZUGRIFFE_SEHEN, SEHEN
from kim.protokoll.views.historie import historie
from kim.protokoll.views.lesezugriffe import lesezugriffe
from kim.web.zugang import Zugang, pfad

app_name = "protokoll"
urlpatterns: list[URLPattern] = [
    pfad(
        "lesezugriffe/",
        lesezugriffe,
        name="lesezugriffe",
        zugang=Zugang.KREISWEIT,
        recht=LESEZUGRIFFE_SEHEN,
    ),
    pfad("<slug:art>/<int:pk>/", historie, name="historie", zugang=Zugang.BEREICH, recht=SEHEN),
]
