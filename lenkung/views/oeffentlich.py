"""The public pages: which Gremien there are, their sessions, their Beschlüsse, and a search in all of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from lenkung.domain.queries.oeffentlich import (
    OeffentlicheSitzung,
    oeffentliche_gremien,
    oeffentliche_sitzungen,
    veroeffentlichte_beschluesse,
)
from lenkung.domain.queries.oeffentlich_suche import FRAGE_HOECHSTENS, Fundstelle, gefunden, suchworte
from lenkung.models import Gremienoeffentlichkeit
from lenkung.pdf.oeffentlich import beschlussbild
from lenkung.views.oeffentlich_rahmen import (
    gremium_finden,
    oeffentliche_seite,
    sitzung_finden,
    zeige,
    zeige_blatt,
)

JE_SEITE = 25
AUF_DER_ERSTEN = 5


@dataclass(frozen=True, slots=True)
class Blatt:
    """One page of a longer list."""

    zeilen: list[Any]
    nummer: int
    seiten: int
    anzahl: int

    @property
    def vorige(self) -> int:
        return self.nummer - 1

    @property
    def naechste(self) -> int:
        return self.nummer + 1 if self.nummer < self.seiten else 0


@oeffentliche_seite
def start(request: HttpRequest) -> HttpResponse:
    kreise = [
        (kreis, list(saetze))
        for kreis, saetze in groupby(oeffentliche_gremien(), lambda satz: satz.gremium.kreis)
    ]
    return zeige_blatt(request, "lenkung/oeffentlich_start.html", None, {"kreise": kreise})


@oeffentliche_seite
def kreis(request: HttpRequest, kreis: str) -> HttpResponse:
    saetze = list(oeffentliche_gremien().filter(kreis__kuerzel=kreis))
    if not saetze:
        raise Http404
    return zeige_blatt(request, "lenkung/oeffentlich_kreis.html", saetze[0].gremium.kreis, {"saetze": saetze})


@oeffentliche_seite
def gremium(request: HttpRequest, kreis: str, gremium: str) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    kommende, gewesene = _geteilt(satz)
    beschluesse = veroeffentlichte_beschluesse(gewesene)
    return zeige(
        request,
        "lenkung/oeffentlich_gremium.html",
        satz,
        {
            "kommende": kommende,
            "gewesene": gewesene[:AUF_DER_ERSTEN],
            "gewesene_anzahl": len(gewesene),
            "mehr_sitzungen": len(gewesene) > AUF_DER_ERSTEN,
            "beschluesse": beschluesse[:AUF_DER_ERSTEN],
            "mehr_beschluesse": len(beschluesse) > AUF_DER_ERSTEN,
        },
    )


@oeffentliche_seite
def sitzungen(request: HttpRequest, kreis: str, gremium: str) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    _kommende, gewesene = _geteilt(satz)
    return zeige(request, "lenkung/oeffentlich_sitzungen.html", satz, {"blatt": _blatt(request, gewesene)})


@oeffentliche_seite
def sitzung(request: HttpRequest, kreis: str, gremium: str, termin: str) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    return zeige(request, "lenkung/oeffentlich_sitzung.html", satz, {"sitzung": sitzung_finden(satz, termin)})


@oeffentliche_seite
def beschluesse(request: HttpRequest, kreis: str, gremium: str) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    alle = veroeffentlichte_beschluesse(oeffentliche_sitzungen(satz))
    return zeige(request, "lenkung/oeffentlich_beschluesse.html", satz, {"blatt": _blatt(request, alle)})


@oeffentliche_seite
def beschluss(request: HttpRequest, kreis: str, gremium: str, jahr: int, nummer: int) -> HttpResponse:
    satz = gremium_finden(kreis, gremium)
    for zeile in veroeffentlichte_beschluesse(oeffentliche_sitzungen(satz)):
        if (zeile.jahr, zeile.nummer) == (jahr, nummer):
            return zeige(
                request,
                "lenkung/oeffentlich_beschluss.html",
                satz,
                {"zeile": zeile, "bild": beschlussbild(zeile.beschluss)},
            )
    raise Http404


@oeffentliche_seite
def suche(request: HttpRequest, kreis: str, gremium: str) -> HttpResponse:
    """In the address, unlike inside: a page without cookies has no form token, and public texts no names."""
    satz = gremium_finden(kreis, gremium)
    frage = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:FRAGE_HOECHSTENS]
    treffer: list[Fundstelle] = gefunden(oeffentliche_sitzungen(satz), frage) if suchworte(frage) else []
    return zeige(
        request,
        "lenkung/oeffentlich_suche.html",
        satz,
        {
            "frage": frage,
            "gesucht": bool(suchworte(frage)),
            "zu_kurz": bool(frage) and not suchworte(frage),
            "blatt": _blatt(request, treffer),
        },
    )


def _geteilt(satz: Gremienoeffentlichkeit) -> tuple[list[OeffentlicheSitzung], list[OeffentlicheSitzung]]:
    """What is to come, the next first; and what was, the latest first."""
    jetzt = timezone.now()
    alle = oeffentliche_sitzungen(satz)
    kommende = [s for s in alle if s.sitzung.ende > jetzt and s.bekanntgabe is None]
    gewesene = [s for s in alle if s not in kommende]
    return kommende[::-1], gewesene


def _blatt(request: HttpRequest, zeilen: list[Any]) -> Blatt:
    seiten = Paginator(zeilen, JE_SEITE)
    seite = seiten.get_page(request.GET.get("seite"))
    return Blatt(list(seite.object_list), seite.number, seiten.num_pages, seiten.count)
