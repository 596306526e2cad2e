"""The accent colour as a stylesheet of its own, and the choice between light and dark."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control

from kim.basis.farbe import akzent_dunkel, akzent_hell
from kim.web.context_processors import DARSTELLUNG_COOKIE, DARSTELLUNGEN

EIN_JAHR = 365 * 24 * 3600


class Farbwandler:
    """Path converter: six hexadecimal digits, so the address tells all and may be kept for ever."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@cache_control(public=True, max_age=EIN_JAHR, immutable=True)
def akzent(request: HttpRequest, farbe: str) -> HttpResponse:
    """A file, because the Content-Security-Policy forbids styles inside the page."""
    hell, dunkel = akzent_hell(f"#{farbe}"), akzent_dunkel(f"#{farbe}")
    css = f":root{{--kim-akzent-hell:{hell};--kim-akzent-dunkel:{dunkel}}}"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def darstellung(request: HttpRequest) -> HttpResponse:
    """A cookie and not the account: the choice depends on the device, and holds before signing in."""
    ziel = request.POST.get("zurueck", "")
    if not url_has_allowed_host_and_scheme(ziel, allowed_hosts=None) or not ziel.startswith("/"):
        ziel = "/"
    antwort = redirect(ziel)
    wahl = request.POST.get("darstellung", "")
    if wahl in DARSTELLUNGEN:
        antwort.set_cookie(
            DARSTELLUNG_COOKIE,
            wahl,
            max_age=EIN_JAHR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    elif wahl == "system":
        antwort.delete_cookie(DARSTELLUNG_COOKIE)
    return antwort
