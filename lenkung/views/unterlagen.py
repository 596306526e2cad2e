"""In the making."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from kim.web.anfrage import Anfrage


def unterlagen(request: Anfrage, pk: int) -> HttpResponse:
    raise Http404
