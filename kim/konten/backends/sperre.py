"""Lock-out after failed tries: by account and address together."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def kontoname(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """allauth calls it `email`; without this, axes would store NULL and lock nobody."""
    angaben = credentials or {}
    name = angaben.get("email") or angaben.get("username")
    if not name and request is not None:
        name = request.POST.get("login")
    return name.strip().lower() if name else None


def adresse(request: HttpRequest) -> str | None:
    return get_client_ip(request)


def gesperrt(
    request: HttpRequest, antwort: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    return render(request, "konten/gesperrt.html", {"ab": wieder_ab(request, credentials)}, status=429)


def wieder_ab(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """From when one may try again: the cool-off counts from the last failed try."""
    letzter = (
        AccessAttempt.objects.filter(username=kontoname(request, credentials), ip_address=adresse(request))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return (letzter or timezone.now()) + timedelta(hours=settings.AXES_COOLOFF_TIME)
