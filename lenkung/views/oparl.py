"""OParl 1.1 for programs: plain GET, JSON, open to every origin. Errors are JSON too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from lenkung.domain.queries import oparl_lesen
from lenkung.domain.queries.oparl_lesen import Listenseite
from lenkung.models import OParlObjekt
from lenkung.regeln.oparl import (
    EINGEBETTET,
    JE_SEITE,
    LISTE,
    LISTEN,
    SEITE,
    TYPEN,
    VERSION,
    VERWEIS,
    ZEITFILTER,
    Objektart,
    zeit,
    zeit_lesen,
)

HALTBAR = 300
"""Seconds: so long a cache on the way may still show what has just been taken back."""
_ERLAUBT = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponse]


class Fehler(Exception):
    def __init__(self, status: int, meldung: str) -> None:
        super().__init__(meldung)
        self.status, self.meldung = status, meldung


def schnittstelle(view: View) -> View:
    """What all answers share, the refusals included."""

    @wraps(view)
    def antworten(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            antwort = HttpResponse(status=204)
        elif request.method not in ("GET", "HEAD"):
            antwort = _fehler(405, "Nur lesen: GET, HEAD oder OPTIONS.")
        else:
            try:
                antwort = view(request, *args, **kwargs)
                patch_cache_control(antwort, public=True, max_age=HALTBAR)
            except Fehler as fehler:
                antwort = _fehler(fehler.status, fehler.meldung)
        antwort["Access-Control-Allow-Origin"] = "*"
        antwort["Access-Control-Allow-Methods"] = antwort["Allow"] = _ERLAUBT
        antwort["X-Robots-Tag"] = "noindex"
        return antwort

    return antworten


def _fehler(status: int, meldung: str) -> JsonResponse:
    antwort = _json({"type": f"{VERSION}Error", "message": meldung, "debug": ""}, status=status)
    patch_cache_control(antwort, no_store=True)
    return antwort


def _json(inhalt: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(inhalt, status=status, json_dumps_params={"ensure_ascii": False})


# The answers ------------------------------------------------------------------------------------------------


@schnittstelle
def system(request: HttpRequest) -> HttpResponse:
    zeiten = oparl_lesen.system_zeiten()
    if zeiten is None:
        raise Fehler(404, _UNBEKANNT)
    return _json(
        {
            "id": _voll("system"),
            "type": f"{VERSION}System",
            "oparlVersion": VERSION,
            "name": "KIM",
            "body": _voll("koerper-liste"),
            "created": zeit(zeiten[0]),
            "modified": zeit(zeiten[1]),
            "web": settings.KIM_BASIS_URL + reverse("oeffentlich:start"),
        }
    )


@schnittstelle
def koerper_liste(request: HttpRequest) -> HttpResponse:
    return _listenantwort(request, _voll("koerper-liste"), Objektart.BODY, None)


@schnittstelle
def objekt(request: HttpRequest, art: str, kennung: UUID) -> HttpResponse:
    satz = oparl_lesen.objekt(Objektart(art), kennung) if art in set(Objektart) else None
    if satz is None:
        raise Fehler(404, _UNBEKANNT)
    return _json(_ausgabe(satz, oparl_lesen.teile_von([satz])))


@schnittstelle
def liste(request: HttpRequest, kennung: UUID, welche: str) -> HttpResponse:
    koerper = oparl_lesen.koerper(kennung)
    if koerper is None or welche not in LISTEN:
        raise Fehler(404, _UNBEKANNT)
    weg = _voll("liste", kennung=koerper.kennung, welche=welche)
    return _listenantwort(request, weg, LISTEN[welche], koerper.kreis_id)


def unbekannt(request: HttpRequest, rest: str = "") -> HttpResponse:
    return schnittstelle(_nichts)(request)


def _nichts(request: HttpRequest) -> HttpResponse:
    raise Fehler(404, _UNBEKANNT)


_UNBEKANNT = "Dieses Objekt gibt es nicht."


# Lists ------------------------------------------------------------------------------------------------------


def _listenantwort(request: HttpRequest, weg: str, art: Objektart, kreis_id: int | None) -> HttpResponse:
    filter_ = _filter(request)
    je_seite = min(_ganzzahl(request, "elementsPerPage", JE_SEITE), JE_SEITE)
    seite = oparl_lesen.liste(art, kreis_id, filter_, _ganzzahl(request, "page", 1), je_seite)
    if seite.nummer > seite.seiten:
        raise Fehler(404, "So viele Seiten hat diese Liste nicht.")
    return _json(
        {
            "data": [_ausgabe(satz, seite.teile) for satz in seite.saetze],
            "pagination": {
                "totalElements": seite.anzahl,
                "elementsPerPage": seite.je_seite,
                "currentPage": seite.nummer,
                "totalPages": seite.seiten,
            },
            "links": _links(request, weg, seite),
        }
    )


def _filter(request: HttpRequest) -> dict[str, datetime]:
    gelesen = {}
    for name in ZEITFILTER:
        if name in request.GET:
            wert = zeit_lesen(request.GET[name])
            if wert is None:
                raise Fehler(400, f"{name}: bitte eine Zeit angeben wie 2023-09-13T14:00:00+02:00.")
            gelesen[name] = wert
    return gelesen


def _ganzzahl(request: HttpRequest, name: str, sonst: int) -> int:
    wert = request.GET.get(name, str(sonst))
    if not (wert.isascii() and wert.isdigit() and int(wert[:9]) > 0 and len(wert) < 10):
        raise Fehler(400, f"{name}: bitte eine ganze Zahl ab 1 angeben.")
    return int(wert)


def _links(request: HttpRequest, weg: str, seite: Listenseite) -> dict[str, str]:
    """The filters stay in each of them."""
    behalten = {n: request.GET[n] for n in (*ZEITFILTER, "elementsPerPage") if n in request.GET}

    def link(nummer: int) -> str:
        frage = {**behalten, **({"page": str(nummer)} if nummer > 1 else {})}
        return f"{weg}?{urlencode(frage)}" if frage else weg

    links = {"first": link(1), "self": link(seite.nummer), "last": link(seite.seiten)}
    if seite.nummer > 1:
        links["prev"] = link(seite.nummer - 1)
    if seite.nummer < seite.seiten:
        links["next"] = link(seite.nummer + 1)
    return links


# One object -------------------------------------------------------------------------------------------------


def _ausgabe(satz: OParlObjekt, teile: Mapping[str, OParlObjekt]) -> dict[str, Any]:
    kopf = {
        "id": _adresse(satz.art, str(satz.kennung)),
        "type": f"{VERSION}{TYPEN[Objektart(satz.art)]}",
        "created": zeit(satz.erzeugt_am),
        "modified": zeit(satz.geaendert_am),
    }
    if satz.entfernt:
        return {**kopf, "deleted": True}
    return {**kopf, **_ausgeschrieben(satz.inhalt, teile, str(satz.kennung))}


def _ausgeschrieben(wert: Any, teile: Mapping[str, OParlObjekt], eigene: str) -> Any:
    if isinstance(wert, list):
        return [_ausgeschrieben(teil, teile, eigene) for teil in wert]
    if not isinstance(wert, dict):
        return wert
    if VERWEIS in wert:
        return _adresse(*wert[VERWEIS])
    if SEITE in wert:
        return settings.KIM_BASIS_URL + wert[SEITE]
    if LISTE in wert:
        return _voll("liste", kennung=eigene, welche=wert[LISTE]) if wert[LISTE] else _voll("system")
    if EINGEBETTET in wert:
        return _ausgabe(teile[wert[EINGEBETTET][1]], teile)
    return {name: _ausgeschrieben(teil, teile, eigene) for name, teil in wert.items()}


def _adresse(art: str, kennung: str) -> str:
    return _voll("objekt", art=art, kennung=kennung)


def _voll(seite: str, /, **angaben: Any) -> str:
    """The one address of an object, whatever the request called the machine."""
    return settings.KIM_BASIS_URL + reverse(f"oparl:{seite}", kwargs=angaben)
