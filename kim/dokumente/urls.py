"""URLs of the room."""

from django.urls import URLPattern

from kim.dokumente.permissions import BRIEFKOPF_PRUEFEN, HOCHLADEN
from kim.dokumente.views import ablage, auslieferung, briefkopf
from kim.stammdaten.permissions import KREIS_EINSTELLEN
from kim.web.zugang import Zugang, pfad

app_name = "dokumente"
urlpatterns: list[URLPattern] = [
    pfad("", ablage.ablage, name="ablage", zugang=Zugang.KREISWEIT, recht=HOCHLADEN),
    pfad("hochladen/", ablage.hochladen, name="hochladen", zugang=Zugang.KREISWEIT, recht=HOCHLADEN),
    pfad(
        "<uuid:kennung>/loeschen/", ablage.loeschen, name="loeschen", zugang=Zugang.BEREICH, recht=HOCHLADEN
    ),
    # Every kind of document has rules of its own; they are asked in the view.
    pfad("<uuid:kennung>/", auslieferung.herunterladen, name="herunterladen", zugang=Zugang.ANGEMELDET),
    pfad("logo/<uuid:kennung>/", auslieferung.logo, name="kreislogo", zugang=Zugang.OEFFENTLICH),
    pfad(
        "briefkopf/",
        briefkopf.briefkopf,
        name="briefkopf",
        zugang=Zugang.KREISWEIT,
        recht=BRIEFKOPF_PRUEFEN,
    ),
    pfad(
        "briefkopf/probe/",
        briefkopf.probe_erstellen,
        name="briefkopf-probe-erstellen",
        zugang=Zugang.KREISWEIT,
        recht=BRIEFKOPF_PRUEFEN,
    ),
    pfad(
        "briefkopf/probe/<int:pk>/",
        briefkopf.probe,
        name="briefkopf-probe",
        zugang=Zugang.BEREICH,
        recht=BRIEFKOPF_PRUEFEN,
    ),
    pfad(
        "briefkopf/probe/<int:pk>/wiederholen/",
        briefkopf.probe_wiederholen,
        name="briefkopf-probe-wiederholen",
        zugang=Zugang.BEREICH,
        recht=BRIEFKOPF_PRUEFEN,
    ),
    pfad(
        "briefkopf/logo/",
        briefkopf.logo_hochladen,
        name="logo-hochladen",
        zugang=Zugang.KREISWEIT,
        recht=KREIS_EINSTELLEN,
    ),
    pfad(
        "briefkopf/logo/entfernen/",
        briefkopf.logo_entfernen,
        name="logo-entfernen",
        zugang=Zugang.KREISWEIT,
        recht=KREIS_EINSTELLEN,
    ),
]
