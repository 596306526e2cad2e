"""Every URL is declared: public, signed-in, Kreis-wide or scoped. What is not declared is not served.

`pfad()` is used instead of `django.urls.path` in every urls.py of the house. URLs of third-party packages are
declared by name in `FREMDE`. The middleware reads the declaration before the view runs; object permissions
stay the business of the view, which fetches from a `sichtbare_…` queryset.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import URLPattern, path
from django.views.defaults import permission_denied

from kim.basis.fehler import NichtErlaubt
from kim.basis.modul import Modul


class Zugang(StrEnum):
    OEFFENTLICH = "oeffentlich"
    """Without signing in."""
    ANGEMELDET = "angemeldet"
    """Everyone who is signed in; shows only what belongs to the person."""
    KREISWEIT = "kreisweit"
    """Whoever holds `recht` somewhere in the own Kreis."""
    BEREICH = "bereich"
    """One record: the view decides by the record's scope, `recht` is asked there."""


@dataclass(frozen=True, slots=True)
class Zugangsangabe:
    zugang: Zugang
    recht: str | None = None


FREMDE: dict[str, Zugangsangabe] = {}
"""Declarations for URLs of packages, by full view name; filled in `kim.konten.urls`."""


def pfad(
    route: str,
    view: Callable[..., HttpResponseBase],
    *,
    name: str,
    zugang: Zugang,
    recht: str | None = None,
    kwargs: dict[str, Any] | None = None,
) -> URLPattern:
    """Like `path`, with the declaration of who may come here at all."""
    if zugang in (Zugang.KREISWEIT, Zugang.BEREICH) and recht is None:
        raise ImproperlyConfigured(f"URL {name}: zugang={zugang.value} needs a recht")
    if zugang in (Zugang.OEFFENTLICH, Zugang.ANGEMELDET) and recht is not None:
        raise ImproperlyConfigured(f"URL {name}: zugang={zugang.value} asks for no recht")

    @wraps(view)
    def erklaert(request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        return view(request, *args, **kw)

    # One view may serve two URLs with different declarations, so the mark sits on a wrapper of its own.
    erklaert.zugangsangabe = Zugangsangabe(zugang, recht)  # type: ignore[attr-defined]
    return path(route, erklaert, kwargs, name=name)


def zugangsangabe(view: Callable[..., Any], view_name: str) -> Zugangsangabe | None:
    return getattr(view, "zugangsangabe", None) or FREMDE.get(view_name)


class ZugangMiddleware:
    """Default deny. Runs after authentication; gives `request.akteur` to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        treffer = request.resolver_match
        name = treffer.view_name if treffer else ""
        angabe = zugangsangabe(view, name)
        if angabe is None:
            raise ImproperlyConfigured(f"URL without a declared access: {name or request.path_info}")
        if angabe.zugang is Zugang.OEFFENTLICH:
            return None
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                antwort = HttpResponse(status=401)
                antwort["HX-Redirect"] = resolve_url(settings.LOGIN_URL)
                return antwort
            return redirect_to_login(request.get_full_path())
        konto = request.user
        request.akteur = konto  # type: ignore[attr-defined]
        if treffer and not modul_eingeschaltet(konto.kreis, treffer.app_names):
            raise Http404
        if angabe.zugang is Zugang.KREISWEIT and angabe.recht is not None:
            erlaubnis = konto.hat_recht(angabe.recht)
            if not erlaubnis:
                raise PermissionDenied(erlaubnis.grund)
        if angabe.zugang is Zugang.BEREICH and angabe.recht is not None and not konto.hat_recht(angabe.recht):
            # A person without the right on any scope must not learn from 403 against 404 which ids exist.
            raise Http404
        return None

    def process_exception(self, request: HttpRequest, fehler: Exception) -> HttpResponseBase | None:
        """A refusal of the domain that no view has shown is a 403 with its reason, not a breakdown."""
        if isinstance(fehler, NichtErlaubt):
            return permission_denied(request, PermissionDenied(fehler.meldung))
        return None


def modul_eingeschaltet(kreis: Any, app_names: list[str]) -> bool:
    """Is the module that this URL or menu entry belongs to switched on in the Kreis?"""
    for app_name in app_names:
        if app_name in Modul._value2member_map_:
            return bool(kreis and getattr(kreis, f"modul_{app_name}"))
    return True
