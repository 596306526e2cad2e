"""The start page: what awaits the person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def heute(request: HttpRequest) -> HttpResponse:
    return render(request, "web/heute.html")
