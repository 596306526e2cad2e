"""Impressum, Datenschutz, Barrierefreiheit: readable without signing in."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STAND_BARRIEREFREIHEIT = date(2026, 11, 21)
"""The day of the last self-assessment; changed together with the text."""


def impressum(request: HttpRequest) -> HttpResponse:
    return render(request, "web/impressum.html")


def datenschutz(request: HttpRequest) -> HttpResponse:
    return render(request, "web/datenschutz.html", {"leerlauf": settings.KIM_LEERLAUF_MINUTEN})


def barrierefreiheit(request: HttpRequest) -> HttpResponse:
    return render(request, "web/barrierefreiheit.html", {"stand": STAND_BARRIEREFREIHEIT})
