"""The certificate of the own authority, for everybody who wants to check a signature elsewhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate

NAME = "kim-zertifizierungsstelle.pem"


def zertifizierungsstelle(request: HttpRequest) -> HttpResponse:
    """Not there before the first signature: looking makes no authority."""
    pem = alle_zertifikate()
    if not pem:
        raise Http404
    antwort = HttpResponse(pem, content_type="application/x-pem-file")
    antwort["Content-Disposition"] = f'attachment; filename="{NAME}"'
    patch_cache_control(antwort, no_cache=True, public=True)
    return antwort
