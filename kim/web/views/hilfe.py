"""The manual inside the application."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kim.web import handbuch


def hilfe(request: HttpRequest, kennung: str = handbuch.ANFANG) -> HttpResponse:
    seiten = handbuch.seiten()
    if kennung not in seiten:
        raise Http404
    return render(request, "web/hilfe.html", {"seite": seiten[kennung], "seiten": list(seiten.values())})
