"""The entrance of Modul 3."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kim.konten.views.modulseite import modulseite


def uebersicht(request: HttpRequest) -> HttpResponse:
    return modulseite(
        request,
        titel=_("Modul 3"),
        zweck=_(
            "Hier arbeiten die Ausländerbehörden und die Einbürgerungsbehörden an Bleiberecht und "
            "Einbürgerung."
        ),
        leer=_("Es ist noch kein Verfahren angelegt."),
        rollen=("sachbearbeitung_abh", "sachbearbeitung_ebh"),
    )
