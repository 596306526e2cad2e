"""Papers by a personal link, without signing in. It opens what stood in the mail, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.views.auslieferung import ABGESCHOTTET
from lenkung.domain.queries.unterlagenzugang import LinkUngueltig, geoeffnet_mit


@never_cache
@require_safe
def seite(request: HttpRequest, token: str) -> HttpResponse:
    try:
        geoeffnet = geoeffnet_mit(token)
    except LinkUngueltig as fehler:
        return _still(_ungueltig(request, fehler))
    antwort = render(request, "lenkung/unterlagen_link.html", {"geoeffnet": geoeffnet, "token": token})
    return _still(antwort)


@never_cache
@require_safe
def datei(request: HttpRequest, token: str, kennung: UUID) -> HttpResponse:
    try:
        dokument = geoeffnet_mit(token).datei(kennung)
    except LinkUngueltig as fehler:
        return _still(_ungueltig(request, fehler))
    if dokument is None:
        raise Http404
    try:
        inhalt = inhalt_von(dokument)
    except Beschaedigt as fehler:
        return _still(
            render(request, "lenkung/datei_beschaedigt.html", {"meldung": fehler.meldung}, status=500)
        )
    antwort = HttpResponse(inhalt, content_type=dokument.mime)
    antwort["Content-Disposition"] = content_disposition_header(True, dokument.name) or "attachment"
    antwort["Content-Security-Policy"] = ABGESCHOTTET
    antwort["X-Content-Type-Options"] = "nosniff"
    return _still(antwort)


def _ungueltig(request: HttpRequest, fehler: LinkUngueltig) -> HttpResponse:
    status = 404 if fehler.code == "unbekannt" else 410
    return render(request, "versand/link_ungueltig.html", {"fehler": fehler}, status=status)


def _still(antwort: HttpResponse) -> HttpResponse:
    """The address is a secret: no page that one goes to from here may learn it."""
    antwort["Referrer-Policy"] = "no-referrer"
    antwort["X-Robots-Tag"] = "noindex"
    return antwort
