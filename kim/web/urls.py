"""Start page, search, help, legal pages."""

from django.urls import URLPattern, register_converter

from kim.web.views.heute import heute
from kim.web.views.hilfe import hilfe
from kim.web.views.oberflaeche import Farbwandler, akzent, darstellung
from kim.web.views.rechtliches import barrierefreiheit, datenschutz, impressum
from kim.web.views.suche import suche
from kim.web.zugang import Zugang, pfad

register_converter(Farbwandler, "farbe")

app_name = "web"
urlpatterns: list[URLPattern] = [
    pfad("", heute, name="heute", zugang=Zugang.ANGEMELDET),
    pfad("suche/", suche, name="suche", zugang=Zugang.ANGEMELDET),
    pfad("hilfe/", hilfe, name="hilfe", zugang=Zugang.OEFFENTLICH),
    pfad("hilfe/<slug:kennung>/", hilfe, name="hilfe-seite", zugang=Zugang.OEFFENTLICH),
    pfad("impressum/", impressum, name="impressum", zugang=Zugang.OEFFENTLICH),
    pfad("datenschutz/", datenschutz, name="datenschutz", zugang=Zugang.OEFFENTLICH),
    pfad("barrierefreiheit/", barrierefreiheit, name="barrierefreiheit", zugang=Zugang.OEFFENTLICH),
    pfad("oberflaeche/akzent-<farbe:farbe>.css", akzent, name="akzent", zugang=Zugang.OEFFENTLICH),
    pfad("darstellung/", darstellung, name="darstellung", zugang=Zugang.OEFFENTLICH),
]
