"""The only way out for a stored file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from kim.dokumente import permissions
from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.domain.queries.kreislogo import kreislogo
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren

# Whatever a file contains, no browser runs it in our name.
ABGESCHOTTET = "sandbox; default-src 'none'"


def herunterladen(request: HttpRequest, kennung: UUID) -> HttpResponse:
    akteur = request.akteur  # type: ignore[attr-defined]
    dokument = get_object_or_404(permissions.sichtbare_dokumente(akteur), kennung=kennung)
    if not permissions.darf_lesen(akteur, dokument):
        raise Http404
    try:
        inhalt = inhalt_von(dokument)
    except Beschaedigt as fehler:
        return render(request, "dokumente/beschaedigt.html", {"meldung": fehler.meldung}, status=500)
    if dokument.sensibel:
        lesezugriff_protokollieren(
            akteur=akteur,
            objekt=dokument,
            anlass="Dokument heruntergeladen",
            ansicht="dokumente:herunterladen",
        )
    antwort = _antwort(request, inhalt, dokument.mime, dokument.sha256)
    antwort["Content-Disposition"] = content_disposition_header(True, dokument.name) or "attachment"
    if dokument.sensibel:
        patch_cache_control(antwort, no_store=True, private=True)
    else:
        patch_cache_control(antwort, no_cache=True, private=True)
    return antwort


def logo(request: HttpRequest, kennung: UUID) -> HttpResponse:
    """Public, because it stands on the page for signing in and on every letter."""
    try:
        gefunden = kreislogo(kennung)
    except Beschaedigt as fehler:
        raise Http404 from fehler
    if gefunden is None:
        raise Http404
    antwort = _antwort(request, gefunden.inhalt, gefunden.mime, gefunden.sha256)
    # A new logo gets a new address.
    patch_cache_control(antwort, public=True, max_age=30 * 24 * 3600, immutable=True)
    return antwort


def _antwort(request: HttpRequest, inhalt: bytes, mime: str, sha256: str) -> HttpResponse:
    etag = f'"{sha256}"'
    antwort = HttpResponse(inhalt, content_type=mime)
    antwort["ETag"] = etag
    antwort = get_conditional_response(request, etag=etag, response=antwort) or antwort
    antwort["X-Content-Type-Options"] = "nosniff"
    antwort["Content-Security-Policy"] = ABGESCHOTTET
    return antwort
