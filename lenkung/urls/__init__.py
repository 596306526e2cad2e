"""URLs of the module; one file per group of pages."""

from django.urls import URLPattern

from kim.web.zugang import Zugang, pfad
from lenkung.permissions import GREMIUM_LESEN, OEFFNEN
from lenkung.urls.arbeitsgruppen import ARBEITSGRUPPEN
from lenkung.urls.bausteine import am_satz
from lenkung.urls.beschluesse import BESCHLUESSE
from lenkung.urls.einladung import EINLADUNG
from lenkung.urls.genehmigung import GENEHMIGUNG
from lenkung.urls.geschaeftsordnung import GESCHAEFTSORDNUNG
from lenkung.urls.gremien import EINLESEN, GREMIEN
from lenkung.urls.leinwand import LEINWAND
from lenkung.urls.niederschrift import NIEDERSCHRIFT
from lenkung.urls.portal import EINSTELLUNGEN, PORTAL, UNTERLAGEN
from lenkung.urls.rueckmeldungen import ABFRAGEN, RUECKMELDUNGEN
from lenkung.urls.sitzungen import SITZUNGEN
from lenkung.urls.tagesordnung import TAGESORDNUNG
from lenkung.urls.umlauf import UMLAUF
from lenkung.urls.verlauf import VERLAUF
from lenkung.urls.veroeffentlichung import VEROEFFENTLICHUNG
from lenkung.urls.vorschlaege import VORLAGEN, VORSCHLAEGE
from lenkung.views import drucke
from lenkung.views.uebersicht import uebersicht

app_name = "lenkung"

_LESEN = GREMIUM_LESEN.schluessel

# Printed documents of the module
_DRUCKE = [
    am_satz("drucke/<int:pk>/", drucke.stand, "druck", _LESEN),
    am_satz("drucke/<int:pk>/wiederholen/", drucke.wiederholen, "druck-wiederholen", _LESEN),
]

urlpatterns: list[URLPattern] = [
    pfad("", uebersicht, name="uebersicht", zugang=Zugang.KREISWEIT, recht=OEFFNEN.schluessel),
    *GREMIEN,
    *EINLESEN,
    *ARBEITSGRUPPEN,
    *GESCHAEFTSORDNUNG,
    *SITZUNGEN,
    *VORSCHLAEGE,
    *VORLAGEN,
    *TAGESORDNUNG,
    *EINLADUNG,
    *VERLAUF,
    *LEINWAND,
    *NIEDERSCHRIFT,
    *VEROEFFENTLICHUNG,
    *GENEHMIGUNG,
    *RUECKMELDUNGEN,
    *ABFRAGEN,
    *UMLAUF,
    *UNTERLAGEN,
    *PORTAL,
    *BESCHLUESSE,
    *EINSTELLUNGEN,
    *_DRUCKE,
]
