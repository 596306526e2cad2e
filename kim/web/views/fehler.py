"""Error pages with a way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_fehler(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"grund": reason}, status=403)
