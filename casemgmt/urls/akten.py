"""The entrance of the module, people and their files."""

from django.urls import URLPattern

from casemgmt.permissions import OEFFNEN
from casemgmt.views.uebersicht import uebersicht
from kim.web.zugang import Zugang, pfad

urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
]
