"""The page without a network, what it sends, and the tray of what could not be taken over."""

from django.urls import URLPattern
from django.views.generic import RedirectView

from casemgmt.permissions import OEFFNEN
from casemgmt.views import einwilligungsentwurf, uebertragungen, vorort
from kim.web.zugang import Zugang, pfad

urlpatterns: list[URLPattern] = [
    # Public: the same for everybody, and openable when the session has ended. What they hold is no secret.
    pfad("vor-ort/offline/", vorort.huelle, name="vorort-offline", zugang=Zugang.OEFFENTLICH),
    pfad("vor-ort/dienst.js", vorort.dienst, name="vorort-dienst", zugang=Zugang.OEFFENTLICH),
    pfad("vor-ort/manifest.webmanifest", vorort.manifest, name="vorort-manifest", zugang=Zugang.OEFFENTLICH),
    pfad("vor-ort/einwerfen/", vorort.einwerfen, name="vorort-einwerfen", zugang=Zugang.OEFFENTLICH),
    # Whoever has lost her role still delivers what she logged: it lands in the tray.
    pfad("vor-ort/geraet/", vorort.geraet, name="vorort-geraet", zugang=Zugang.ANGEMELDET),
    pfad("vor-ort/annehmen/", vorort.annehmen, name="vorort-annehmen", zugang=Zugang.ANGEMELDET),
    # The entry of the menu, for those who work here; the page itself asks nobody who they are.
    pfad(
        "ohne-netz/",
        RedirectView.as_view(pattern_name="casemgmt:vorort-offline"),
        name="ohne-netz",
        zugang=Zugang.KREISWEIT,
        recht=OEFFNEN.schluessel,
    ),
    pfad(
        "vor-ort/mappe/",
        vorort.mappe,
        name="vorort-mappe",
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
        "nicht-uebertragen/<int:pk>/",
        uebertragungen.detail,
        name="ablage-detail",
        zugang=Zugang.BEREICH,
        recht=OEFFNEN.schluessel,
    ),
]
