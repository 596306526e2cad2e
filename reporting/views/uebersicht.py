"""The entrance of the module Auswertung."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kim.konten.views.modulseite import modulseite


def uebersicht(request: HttpRequest) -> HttpResponse:
    return modulseite(
        request,
        titel=_("Auswertung"),
        zweck=_("Hier entstehen die Kennzahlen und Berichte für Kreistag, Ausschuss und Bezirksregierung."),
        leer=_("Es liegen noch keine Zahlen vor."),
        rollen=("kreis_administration", "leitung_geschaeftsstelle"),
    )
