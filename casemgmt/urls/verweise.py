"""Verweise: written, sent, answered; and what came in."""

from django.urls import URLPattern

from casemgmt.permissions import AKTEURE_PFLEGEN, OEFFNEN
from casemgmt.views import verweise, verweislink, verweistaten
from kim.web.zugang import Zugang, pfad

_LESEN = OEFFNEN.schluessel


def _einer(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=_LESEN)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    pfad("verweise/", verweise.liste, name="verweis-liste", zugang=Zugang.KREISWEIT, recht=_LESEN),
    pfad("verweise/neu/", verweise.anlegen, name="verweis-anlegen", zugang=Zugang.KREISWEIT, recht=_LESEN),
    pfad(
        "verweise/fristen/",
        verweise.fristen,
        name="verweis-fristen",
        zugang=Zugang.KREISWEIT,
        recht=AKTEURE_PFLEGEN.schluessel,
    ),
    pfad(
        "verweise/eingang/", verweistaten.eingang, name="eingang-liste", zugang=Zugang.KREISWEIT, recht=_LESEN
    ),
    _einer("verweise/eingang/<int:pk>/", verweistaten.eingang_detail, "eingang-detail"),
    _einer("faelle/<int:pk>/verweise/neu/", verweise.anlegen_im_fall, "verweis-anlegen-im-fall"),
    _einer("verweise/<int:pk>/", verweise.detail, "verweis-detail"),
    _einer("verweise/<int:pk>/bearbeiten/", verweise.bearbeiten, "verweis-bearbeiten"),
    _einer("verweise/<int:pk>/senden/", verweistaten.senden, "verweis-senden"),
    _einer("verweise/<int:pk>/code/", verweistaten.code, "verweis-code"),
    _einer("verweise/<int:pk>/link/", verweistaten.link, "verweis-link-erneuern"),
    _einer("verweise/<int:pk>/brief/", verweistaten.brief, "verweis-brief"),
    _einer("verweise/<int:pk>/antwort/", verweistaten.antwort, "verweis-antwort"),
    _einer("verweise/<int:pk>/zurueckziehen/", verweistaten.zurueckziehen, "verweis-zurueckziehen"),
    pfad("verweis/<str:token>/", verweislink.per_link, name="verweis-link", zugang=Zugang.OEFFENTLICH),
]
