"""The directory of the network and its honeycomb."""

from django.urls import URLPattern

from casemgmt.permissions import AKTEURE_PFLEGEN, OEFFNEN
from casemgmt.views import akteure, wabenkarte
from kim.web.zugang import Zugang, pfad

_LESEN, _PFLEGEN = OEFFNEN.schluessel, AKTEURE_PFLEGEN.schluessel

urlpatterns: list[URLPattern] = [
    pfad("akteure/", akteure.liste, name="akteur-liste", zugang=Zugang.KREISWEIT, recht=_LESEN),
    pfad("akteure/karte/", wabenkarte.karte, name="wabenkarte", zugang=Zugang.KREISWEIT, recht=_LESEN),
    pfad("akteure/neu/", akteure.anlegen, name="akteur-anlegen", zugang=Zugang.KREISWEIT, recht=_PFLEGEN),
    pfad(
        "akteure/bestaetigen/",
        akteure.faellig,
        name="akteur-faellig",
        zugang=Zugang.KREISWEIT,
        recht=_PFLEGEN,
    ),
    pfad("akteure/waben/", wabenkarte.waben, name="waben", zugang=Zugang.KREISWEIT, recht=_PFLEGEN),
    pfad(
        "akteure/waben/neu/",
        wabenkarte.wabe_bearbeiten,
        name="wabe-anlegen",
        zugang=Zugang.KREISWEIT,
        recht=_PFLEGEN,
    ),
    pfad(
        "akteure/waben/<slug:schluessel>/",
        wabenkarte.wabe_bearbeiten,
        name="wabe-bearbeiten",
        zugang=Zugang.KREISWEIT,
        recht=_PFLEGEN,
    ),
    pfad("akteure/<int:pk>/", akteure.detail, name="akteur-detail", zugang=Zugang.BEREICH, recht=_LESEN),
    pfad(
        "akteure/<int:pk>/bearbeiten/",
        akteure.bearbeiten,
        name="akteur-bearbeiten",
        zugang=Zugang.BEREICH,
        recht=_PFLEGEN,
    ),
    pfad(
        "akteure/<int:pk>/bestaetigen/",
        akteure.bestaetigen,
        name="akteur-bestaetigen",
        zugang=Zugang.BEREICH,
        recht=_LESEN,
    ),
    pfad(
        "akteure/<int:pk>/wartezeit/",
        akteure.wartezeit,
        name="akteur-wartezeit",
        zugang=Zugang.BEREICH,
        recht=_LESEN,
    ),
    pfad(
        "akteure/<int:pk>/angebote/neu/",
        akteure.angebot_neu,
        name="angebot-anlegen",
        zugang=Zugang.BEREICH,
        recht=_PFLEGEN,
    ),
    pfad(
        "angebote/<int:pk>/",
        akteure.angebot_bearbeiten,
        name="angebot-bearbeiten",
        zugang=Zugang.BEREICH,
        recht=_PFLEGEN,
    ),
]
