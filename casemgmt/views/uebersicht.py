"""The entrance of the module Case Management."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kim.konten.views.modulseite import modulseite


def uebersicht(request: HttpRequest) -> HttpResponse:
    return modulseite(
        request,
        titel=_("Fallarbeit"),
        zweck=_("Hier führen Case Managerinnen und Case Manager ihre Beratungen, Fälle und Verweise."),
        leer=_("Es ist noch kein Fall angelegt."),
        rollen=("koordination_cm", "case_management", "case_management_mukis"),
    )
