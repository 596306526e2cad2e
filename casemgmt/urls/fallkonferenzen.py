"""Conferences on cases."""

from django.urls import URLPattern

from casemgmt.permissions import OEFFNEN
from casemgmt.views import fallkonferenzen
from kim.web.zugang import Zugang, pfad

_LESEN = OEFFNEN.schluessel


def _einer(route: str, view: object, name: str) -> URLPattern:
    return pfad(route, view, name=name, zugang=Zugang.BEREICH, recht=_LESEN)  # type: ignore[arg-type]


urlpatterns: list[URLPattern] = [
    pfad(
        "fallkonferenzen/",
        fallkonferenzen.liste,
        name="konferenz-liste",
        zugang=Zugang.KREISWEIT,
        recht=_LESEN,
    ),
    _einer("faelle/<int:pk>/fallkonferenzen/neu/", fallkonferenzen.anlegen, "konferenz-anlegen"),
    _einer("fallkonferenzen/<int:pk>/", fallkonferenzen.detail, "konferenz-detail"),
    _einer("fallkonferenzen/<int:pk>/bearbeiten/", fallkonferenzen.bearbeiten, "konferenz-bearbeiten"),
    _einer("fallkonferenzen/<int:pk>/papier/", fallkonferenzen.papierseite, "konferenz-papier"),
    _einer("fallkonferenzen/<int:pk>/beteiligte/", fallkonferenzen.teilnahme, "konferenz-teilnahme"),
    _einer("fallkonferenzen/<int:pk>/ergebnisse/", fallkonferenzen.ergebnis, "konferenz-ergebnis"),
    _einer("fallkonferenzen/<int:pk>/beenden/", fallkonferenzen.beenden, "konferenz-beenden"),
    _einer(
        "fallkonferenzen/beteiligte/<int:pk>/entfernen/",
        fallkonferenzen.teilnahme_weg,
        "konferenz-teilnahme-entfernen",
    ),
    _einer(
        "fallkonferenzen/ergebnisse/<int:pk>/erledigt/",
        fallkonferenzen.ergebnis_erledigt,
        "konferenz-ergebnis-erledigt",
    ),
    _einer(
        "fallkonferenzen/ergebnisse/<int:pk>/umsetzen/",
        fallkonferenzen.ergebnis_umsetzen_seite,
        "konferenz-ergebnis-umsetzen",
    ),
]
