"""A published Niederschrift as a web page and as its PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from kim.dokumente.domain.queries.inhalt import Beschaedigt, inhalt_von
from kim.dokumente.views.auslieferung import ABGESCHOTTET
from lenkung.domain.queries.oeffentlich import Bekanntgabe
from lenkung.pdf.oeffentlich import bild_der_fassung
from lenkung.views.oeffentlich_rahmen import (
    fuer_suchmaschinen,
    gremium_finden,
    oeffentliche_seite,
    sitzung_finden,
    zeige,
)


@oeffentliche_seite
def seite(request: HttpRequest, kreis: str, gremium: str, termin: str) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    sitzung = sitzung_finden(satz, termin)
    bekanntgabe = _bekanntgabe(sitzung.bekanntgabe)
    return zeige(
        request,
        "lenkung/oeffentlich_niederschrift.html",
        satz,
        {
            "sitzung": sitzung,
            "bekanntgabe": bekanntgabe,
            "bild": bild_der_fassung(bekanntgabe.fassung),
        },
    )


@oeffentliche_seite
def pdf(request: HttpRequest, kreis: str, gremium: str, termin: str) -> HttpResponse:
    return _datei(request, kreis, gremium, termin, als_anlage=False)


@oeffentliche_seite
def laden(request: HttpRequest, kreis: str, gremium: str, termin: str) -> HttpResponse:
    return _datei(request, kreis, gremium, termin, als_anlage=True)


def _bekanntgabe(bekanntgabe: Bekanntgabe | None) -> Bekanntgabe:
    if bekanntgabe is None:
        raise Http404
    return bekanntgabe


def _datei(request: HttpRequest, kreis: str, gremium: str, termin: str, *, als_anlage: bool) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    dokument = _bekanntgabe(sitzung_finden(satz, termin).bekanntgabe).pdf
    if dokument is None:
        raise Http404
    try:
        inhalt = inhalt_von(dokument)
    except Beschaedigt as fehler:
        raise Http404 from fehler
    etag = f'"{dokument.sha256}"'
    antwort = HttpResponse(inhalt, content_type=dokument.mime)
    antwort["ETag"] = etag
    antwort = get_conditional_response(request, etag=etag, response=antwort) or antwort
    antwort["Content-Disposition"] = content_disposition_header(als_anlage, dokument.name) or "attachment"
    antwort["Content-Security-Policy"] = ABGESCHOTTET
    antwort["X-Content-Type-Options"] = "nosniff"
    # OParl clients in a browser read the file from other origins.
    antwort["Access-Control-Allow-Origin"] = "*"
    return fuer_suchmaschinen(antwort, satz)
