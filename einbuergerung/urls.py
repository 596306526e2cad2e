"""URLs of the module."""

from django.urls import URLPattern

from einbuergerung.permissions import OEFFNEN
from einbuergerung.views.uebersicht import uebersicht
from kim.web.zugang import Zugang, pfad

app_name = "einbuergerung"
urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
]
