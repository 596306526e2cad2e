"""Checking a Niederschrift: public, and short enough to stand on paper."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.views import niederschriftspruefung

app_name = "pruefen"

urlpatterns: list[URLPattern] = [
    pfad("", niederschriftspruefung.seite, name="pruefen", zugang=Zugang.OEFFENTLICH),
    pfad(
        "<slug:pruefzeichen>/",
        niederschriftspruefung.zeichen,
        name="pruefzeichen",
        zugang=Zugang.OEFFENTLICH,
    ),
]
