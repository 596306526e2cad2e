"""The entrance of the module: the list of cases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def uebersicht(request: HttpRequest) -> HttpResponse:
    return redirect("casemgmt:fall-liste")
