"""The entrance page of a module: what it is for, who is responsible here, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kim.konten.domain.queries.zustaendige import zustaendige


def modulseite(
    request: HttpRequest, *, titel: str, zweck: str, leer: str, rollen: Sequence[str]
) -> HttpResponse:
    kreis_id = request.akteur.kreis_id  # type: ignore[attr-defined]
    return render(
        request,
        "konten/modulseite.html",
        {
            "titel": titel,
            "zweck": zweck,
            "leer": leer,
            "zustaendige": zustaendige(kreis_id=kreis_id, rollen=rollen, tag=timezone.localdate()),
        },
    )
