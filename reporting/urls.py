"""URLs of the module."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from reporting.permissions import OEFFNEN
from reporting.views.uebersicht import uebersicht

app_name = "reporting"
urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
]
