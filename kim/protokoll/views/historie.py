"""The history of one record: who changed what, when and why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from kim.basis.zugriff import HISTORIENARTEN
from kim.protokoll import permissions
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.protokoll.domain.queries.historie import historienzeilen, in_worten
from kim.web.tabelle import Spalte, Tabelle

TABELLE = Tabelle(
    spalten=[Spalte("wann", _("Wann"), ("history_id",))], standard_sortierung="-wann", seitengroesse=20
)


def historie(request: HttpRequest, art: str, pk: int) -> HttpResponse:
    if art not in HISTORIENARTEN:
        raise Http404
    akteur = request.akteur  # type: ignore[attr-defined]
    historienart = HISTORIENARTEN[art]
    objekt = get_object_or_404(permissions.sichtbare_saetze(akteur, historienart), pk=pk)
    if not permissions.darf_historie_sehen(akteur, objekt):
        raise Http404
    if historienart.sensibel:
        lesezugriff_protokollieren(
            akteur=akteur, objekt=objekt, anlass="Verlauf gelesen", ansicht="protokoll:historie"
        )
    seite = TABELLE.seite(request, historienzeilen(objekt))
    ohne = historienart.ohne_felder(akteur, objekt) if historienart.ohne_felder else frozenset[str]()
    return render(
        request,
        "protokoll/historie.html",
        {
            "art": historienart,
            "objekt": objekt,
            "objekt_url": historienart.url(objekt) if historienart.url else "",
            "seite": seite,
            "eintraege": in_worten(objekt, seite.zeilen, ohne=ohne),
        },
    )
