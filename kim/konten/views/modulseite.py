"""The entrance page of a module: what it is for, who is responsible here, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def modulseite(
    request: HttpRequest, *, titel: str, zweck: str, leer: str, rollen: Sequence[str]
) -> HttpResponse:
    return render(
        request,
        "konten/modulseite.html",
        {"titel": titel, "zweck": zweck, "leer": leer},
    )
