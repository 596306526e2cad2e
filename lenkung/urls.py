"""URLs of the module."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import OEFFNEN
from lenkung.views.uebersicht import uebersicht

app_name = "lenkung"
urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
]
