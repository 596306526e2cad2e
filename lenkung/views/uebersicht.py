"""The entrance of the module Lenkung."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kim.konten.views.modulseite import modulseite


def uebersicht(request: HttpRequest) -> HttpResponse:
    return modulseite(
        request,
        titel=_("Lenkung"),
        zweck=_(
            "Hier bereitet die Geschäftsstelle die Sitzungen der Lenkungsgruppe vor und hält fest, was "
            "beschlossen wird."
        ),
        leer=_("Es ist noch kein Gremium angelegt."),
        rollen=("vorsitz", "geschaeftsstelle", "leitung_geschaeftsstelle"),
    )
