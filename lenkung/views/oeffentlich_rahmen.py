"""What all public pages share: finding the Gremium, what caches and search engines may do, no cookies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kim.basis.farbe import ist_farbe
from kim.basis.zeit import BERLIN
from lenkung.domain.queries.oeffentlich import (
    TERMIN,
    OeffentlicheSitzung,
    oeffentliche_gremien,
    oeffentliche_sitzungen,
)
from lenkung.models import Gremienoeffentlichkeit

HALTBAR = 300
"""Seconds: so long a cache on the way may still show what has just been taken back."""
_JAHRE = (1900, 2999)
View = Callable[..., HttpResponse]


def oeffentliche_seite(view: View) -> View:
    """Reads only; the same page for everybody, also for who is signed in."""

    @wraps(view)
    def antworten(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        antwort = view(request, *args, **kwargs)
        patch_cache_control(antwort, public=True, max_age=HALTBAR)
        if not antwort.has_header("X-Robots-Tag"):
            antwort["X-Robots-Tag"] = "noindex, noarchive"
        return antwort

    return require_safe(antworten)


@dataclass(frozen=True, slots=True)
class Rahmen:
    """As much of the frame as these pages have: nothing of it depends on who looks."""

    akzent: str = ""
    nutzer: None = None

    @property
    def version(self) -> str:
        return settings.KIM_VERSION

    @property
    def demo(self) -> bool:
        return settings.KIM_DEMO


def zeige_blatt(request: HttpRequest, vorlage: str, kreis: Any, kontext: dict[str, Any]) -> HttpResponse:
    """`kreis` is None on the page that lists all of them."""
    farbe = kreis.akzentfarbe.lower() if kreis else ""
    blattrahmen = Rahmen(farbe[1:] if ist_farbe(farbe) else "")
    return render(request, vorlage, {"kreis": kreis, "blattrahmen": blattrahmen, **kontext})


def zeige(
    request: HttpRequest, vorlage: str, satz: Gremienoeffentlichkeit, kontext: dict[str, Any]
) -> HttpResponse:
    eigenes = {"satz": satz, "gremium": satz.gremium, "suchmaschinen": satz.suchmaschinen}
    antwort = zeige_blatt(request, vorlage, satz.gremium.kreis, {**eigenes, **kontext})
    return fuer_suchmaschinen(antwort, satz)


def fuer_suchmaschinen(antwort: HttpResponse, satz: Gremienoeffentlichkeit) -> HttpResponse:
    antwort["X-Robots-Tag"] = "noarchive" if satz.suchmaschinen else "noindex, noarchive"
    return antwort


def gremium_finden(kreis: str, gremium: str) -> Gremienoeffentlichkeit:
    """What is switched off is not told from what does not exist."""
    satz = oeffentliche_gremien().filter(kreis__kuerzel=kreis, adresse=gremium).first()
    if satz is None:
        raise Http404
    return satz


def sitzung_finden(satz: Gremienoeffentlichkeit, termin: str) -> OeffentlicheSitzung:
    try:
        beginn = datetime.strptime(termin, TERMIN).replace(tzinfo=BERLIN)
    except ValueError as fehler:
        raise Http404 from fehler
    if not _JAHRE[0] <= beginn.year <= _JAHRE[1]:
        # At the ends of the calendar the minute after, or the time in Berlin, does not exist.
        raise Http404
    # A cancelled one may have begun at the same minute as the one that took its place.
    gefunden = sorted(oeffentliche_sitzungen(satz, nur=beginn), key=lambda sitzung: sitzung.abgesagt)
    if not gefunden or gefunden[0].termin != termin:
        raise Http404
    return gefunden[0]
