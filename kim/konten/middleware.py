"""Guards a signed-in session on each request: idle time and second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from kim.basis.modul import MIT_AKTEN
from kim.konten.backends.verwahrung import IN_SITZUNG, verwahrbar, verwahren
from kim.konten.domain.queries.konten import hat_zweiten_faktor
from kim.web.zugang import Zugang, Zugangsangabe, zugangsangabe

ZULETZT = "kim_zuletzt"
SEIT = "kim_seit"
SCHREIBABSTAND = 60
# A page that asks by itself for the state of a job is no sign that somebody works.
HINTERGRUND = "X-Kim-Hintergrund"
# Also of files; none of them holds a form.
HISTORIE = "protokoll:historie"

OHNE_ZWEITEN_FAKTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


class SitzungsschutzMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        angemeldet = SESSION_KEY in request.session
        antwort = self.get_response(request)
        if SESSION_KEY in request.session:
            # "Back" must ask again; `no-store` would also throw away what stands in a form. Only files of
            # clients are worth that: no browser keeps them.
            if not antwort.has_header("Cache-Control"):
                antwort["Cache-Control"] = "no-store" if _aus_einer_akte(request) else "private, no-cache"
        elif angemeldet:
            # On a shared computer nothing of the person before must come up again.
            antwort["Clear-Site-Data"] = '"cache"'
        return antwort

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if SESSION_KEY not in request.session:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        angabe = zugangsangabe(view, name)
        grund = self._ende(request)
        if grund:
            return self._abmelden(request, angabe, grund)
        if angabe is None or angabe.zugang is Zugang.OEFFENTLICH or name in OHNE_ZWEITEN_FAKTOR:
            return None
        return self._zweiten_faktor_verlangen(request)

    @staticmethod
    def _abmelden(request: HttpRequest, angabe: Zugangsangabe | None, grund: str) -> HttpResponseBase | None:
        geschuetzt = angabe is None or angabe.zugang is not Zugang.OEFFENTLICH
        gepackt = verwahren(request) if geschuetzt and verwahrbar(request) else None
        logout(request)
        messages.info(request, grund)
        if not geschuetzt:
            return None
        if request.headers.get("HX-Request"):
            antwort = HttpResponse(status=401)
            # What was typed stands on the page: only who merely looked is led away.
            if request.method == "GET":
                antwort["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
            return antwort
        if gepackt is not None:
            request.session[IN_SITZUNG] = gepackt
            return redirect_to_login(resolve_url("konten:verwahrt"))
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")

    @staticmethod
    def _ende(request: HttpRequest) -> str:
        """Why the session ends here; empty while it goes on."""
        jetzt = int(time.time())
        zuletzt = request.session.get(ZULETZT)
        # Each write moves the expiry of the session on: only this remembers when it began.
        seit = request.session.setdefault(SEIT, jetzt)
        if zuletzt is not None and jetzt - zuletzt > settings.KIM_LEERLAUF_MINUTEN * 60:
            return _("Sie waren länger als %(minuten)d Minuten nicht aktiv und sind deshalb abgemeldet.") % {
                "minuten": settings.KIM_LEERLAUF_MINUTEN
            }
        if jetzt - seit > settings.SESSION_COOKIE_AGE:
            return _(
                "Sie waren länger als %(stunden)d Stunden angemeldet. Bitte melden Sie sich noch einmal an."
            ) % {"stunden": settings.SESSION_COOKIE_AGE // 3600}
        if zuletzt is None or (jetzt - zuletzt >= SCHREIBABSTAND and HINTERGRUND not in request.headers):
            request.session[ZULETZT] = jetzt
        return ""

    def _zweiten_faktor_verlangen(self, request: HttpRequest) -> HttpResponseBase | None:
        konto = request.user
        if (
            not settings.KIM_ZWEITER_FAKTOR_PFLICHT
            or not konto.is_authenticated
            or hat_zweiten_faktor(konto)
            or not konto.braucht_zweiten_faktor
        ):
            return None
        if request.headers.get("HX-Request"):
            antwort = HttpResponse(status=403)
            antwort["HX-Redirect"] = resolve_url("mfa_index")
            return antwort
        return redirect("mfa_index")


def _aus_einer_akte(request: HttpRequest) -> bool:
    treffer = request.resolver_match
    return treffer is not None and (
        treffer.view_name == HISTORIE or not MIT_AKTEN.isdisjoint(treffer.app_names)
    )
