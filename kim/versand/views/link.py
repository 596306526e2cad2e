"""The page behind a link in a mail: it explains and offers a button; only the button acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kim.basis.fehler import Fachfehler
from kim.basis.linkzweck import LINKZWECKE
from kim.versand.domain.aktionslink import LinkUngueltig, aktionslink_einloesen, aktionslink_finden


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def aktionslink(request: HttpRequest, token: str) -> HttpResponse:
    antwort = _seite(request, token)
    # The address is a secret: no page that one goes to from here may learn it. Not "no-referrer": with it a
    # browser sends "Origin: null" with the button, and the protection of forms refuses that.
    antwort["Referrer-Policy"] = "strict-origin"
    antwort["X-Robots-Tag"] = "noindex"
    return antwort


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = aktionslink_finden(token=token)
        zweck = LINKZWECKE[link.zweck]
        if request.method == "POST":
            ergebnis = aktionslink_einloesen(token=token, zweck=link.zweck)
            return render(request, "versand/link_erledigt.html", {"ergebnis": ergebnis})
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        return render(request, "versand/link_ungueltig.html", {"fehler": fehler}, status=status)
    except Fachfehler as fehler:
        return render(
            request, "versand/link.html", {"zweck": zweck, "link": link, "fehler": fehler.meldung}, status=409
        )
    beschreibung = zweck.beschreibung(link.ziel_id) if zweck.beschreibung else ""
    return render(request, "versand/link.html", {"zweck": zweck, "link": link, "beschreibung": beschreibung})
