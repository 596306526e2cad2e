"""For anyone with a Niederschrift in hand: is it genuine, and does it still hold? Without signing in."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kim.basis.fehler import Fachfehler
from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate
from kim.web.anfrage import eingaben
from lenkung.domain.queries.niederschriftspruefung import (
    Pruefergebnis,
    datei_pruefen,
    fassung_zum_zeichen,
    geltende_nachfolgerin,
)
from lenkung.forms.niederschriftspruefung import PruefForm
from lenkung.models import Niederschriftsfassung
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.niederschriftspruefung import URTEILE, Echtheit

HAEUFIGKEIT = {"lenkung_pruefen": "60/m/ip"}
"""Each check is a process of its own."""
FARBEN = {
    Echtheit.ECHT: "success",
    Echtheit.ERSETZT: "warning",
    Echtheit.WIDERRUFEN: "danger",
    Echtheit.UNVOLLSTAENDIG: "warning",
    Echtheit.UNBEKANNT: "warning",
    Echtheit.OHNE_UNTERSCHRIFT: "warning",
    Echtheit.NICHT_PRUEFBAR: "warning",
    Echtheit.NICHT_ECHT: "danger",
}


@never_cache
def seite(request: HttpRequest) -> HttpResponse:
    """The file is looked at and forgotten; nothing of it is stored."""
    form = PruefForm(*eingaben(request, request.FILES))
    kontext: dict[str, object] = {"form": form, "mit_zertifikat": bool(alle_zertifikate())}
    if request.method == "POST":
        gebremst = ratelimit.consume_or_429(
            request, app="lenkung", action="lenkung_pruefen", config=HAEUFIGKEIT
        )
        if gebremst is not None:
            return gebremst
    if request.method == "POST" and form.is_valid():
        try:
            kontext |= _urteil(datei_pruefen(form.cleaned_data["datei"].read()))
        except Fachfehler as fehler:
            # Too many at once: nothing is said about the file.
            form.fachfehler(fehler)
    return render(request, "lenkung/pruefen.html", kontext)


def _urteil(ergebnis: Pruefergebnis) -> dict[str, object]:
    titel, text = URTEILE[ergebnis.echtheit]
    return {
        "urteil_titel": titel,
        "urteil_text": text,
        "urteil_art": FARBEN[ergebnis.echtheit],
        "siegel": None if ergebnis.echtheit is Echtheit.NICHT_PRUEFBAR else ergebnis.siegel,
        "fassung": ergebnis.fassung,
        "mit_namen": True,
        **_nachfolge(ergebnis.fassung),
    }


@never_cache
def zeichen(request: HttpRequest, pruefzeichen: str) -> HttpResponse:
    """What the QR code on the paper leads to: the state of that version, without the names in it."""
    fassung = fassung_zum_zeichen(pruefzeichen)
    if fassung is None:
        raise Http404
    urteil = {
        Fassungsstand.UNTERZEICHNET: Echtheit.ECHT,
        Fassungsstand.ERSETZT: Echtheit.ERSETZT,
        Fassungsstand.WIDERRUFEN: Echtheit.WIDERRUFEN,
        Fassungsstand.FESTGESCHRIEBEN: Echtheit.UNVOLLSTAENDIG,
    }[fassung.lage]
    return render(
        request,
        "lenkung/pruefen.html",
        {
            "form": PruefForm(),
            "mit_zertifikat": bool(alle_zertifikate()),
            "urteil_art": FARBEN[urteil],
            "zeichen": True,
            "stand": urteil.value,
            "fassung": fassung,
            **_nachfolge(fassung),
        },
    )


def _nachfolge(fassung: Niederschriftsfassung | None) -> dict[str, object]:
    return {"nachfolgerin": geltende_nachfolgerin(fassung) if fassung else None}
