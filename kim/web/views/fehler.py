"""Error pages that Django does not bring itself."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from kim.basis.stoerung import ist_platte_voll

KEIN_PLATZ = 507


def csrf_fehler(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The technical reason is for the log; the person needs to know what to do."""
    grund = _(
        "Diese Seite war zu lange geöffnet, oder Ihr Browser nimmt keine Cookies an. Gehen Sie zurück, "
        "laden Sie die Seite neu und senden Sie Ihre Eingaben noch einmal ab."
    )
    return render(request, "403.html", {"exception": grund}, status=403)


def stoerung(request: HttpRequest) -> HttpResponse:
    """handler500. Django calls it while it still handles the exception."""
    return _platte_voll(sys.exception()) or defaults.server_error(request)


def nicht_lesbar(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400. A session that finds no room ends here too: Django takes it for an interrupted one."""
    return _platte_voll(exception) or defaults.bad_request(request, exception)


def _platte_voll(fehler: BaseException | None) -> HttpResponse | None:
    """Without request and database: neither can be trusted now."""
    if not ist_platte_voll(fehler):
        return None
    return HttpResponse(render_to_string("507.html"), status=KEIN_PLATZ)
