"""The page without a network, what it sends, and the tray of what could not be taken over."""

from django.urls import URLPattern
from django.views.generic import RedirectView

from casemgmt.permissions import OEFFNEN
from casemgmt.views import einwilligungsentwurf, ohne_netz, uebertragungen
from kim.web.zugang import Zugang, pfad

urlpatterns: list[URLPattern] = [
    # Public: the same for everybody, and openable when the session has ended. What they hold is no secret.
    pfad("vor-ort/offline/", ohne_netz.huelle, name="ohne-netz-offline", zugang=Zugang.OEFFENTLICH),
    pfad("vor-ort/dienst.js", ohne_netz.dienst, name="ohne-netz-dienst", zugang=Zugang.OEFFENTLICH),
    pfad(
        "vor-ort/manifest.webmanifest",
        ohne_netz.manifest,
        name="ohne-netz-manifest",
        zugang=Zugang.OEFFENTLICH,
    ),
    pfad("vor-ort/einwerfen/", ohne_netz.einwerfen, name="ohne-netz-einwerfen", zugang=Zugang.OEFFENTLICH),
    # Whoever has lost her role still delivers what she logged: it lands in the tray.
    pfad("vor-ort/geraet/", ohne_netz.geraet, name="ohne-netz-geraet", zugang=Zugang.ANGEMELDET),
    pfad("vor-ort/annehmen/", ohne_netz.annehmen, name="ohne-netz-annehmen", zugang=Zugang.ANGEMELDET),
    # The entry of the menu, for those who work here; the page itself asks nobody who they are.
    pfad(
        "ohne-netz/",
        RedirectView.as_view(pattern_name="casemgmt:ohne-netz-offline"),
        name="ohne-netz",
        zugang=Zugang.KREISWEIT,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "vor-ort/texte/",
        ohne_netz.texte,
        name="ohne-netz-texte",
        zugang=Zugang.KREISWEIT,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "vor-ort/mappe/",
        ohne_netz.mappe,
        name="ohne-netz-mappe",
        zugang=Zugang.KREISWEIT,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "nicht-uebertragen/",
        uebertragungen.liste,
        name="ablage",
        zugang=Zugang.KREISWEIT,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "unterschriebene-entwuerfe/<int:pk>/",
        einwilligungsentwurf.entwurf,
        name="einwilligungsentwurf",
        zugang=Zugang.BEREICH,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "unterschriebene-entwuerfe/<int:pk>/ablegen/",
        einwilligungsentwurf.ablegen,
        name="einwilligungsentwurf-ablegen",
        zugang=Zugang.BEREICH,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "nicht-uebertragen/<int:pk>/",
        uebertragungen.detail,
        name="ablage-detail",
        zugang=Zugang.BEREICH,
        recht=OEFFNEN.schluessel,
    ),
]
