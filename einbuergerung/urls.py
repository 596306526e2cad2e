"""URLs of the module."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from einbuergerung.permissions import OEFFNEN
from einbuergerung.views.uebersicht import uebersicht

app_name = "einbuergerung"
urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
]
