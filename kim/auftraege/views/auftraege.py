"""Background jobs, for operators: what waits, runs, failed; try again or discard."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kim.auftraege import permissions
from kim.auftraege.domain import auftrag_verwerfen, auftrag_wiederholen
from kim.auftraege.forms.verwerfen import VerwerfenForm
from kim.auftraege.models import Auftrag
from kim.auftraege.models.auftrag import STANDWAHL
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Akteur
from kim.basis.auftragsart import AUFTRAGSARTEN
from kim.basis.fehler import Fachfehler
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.tabelle import Filter, Spalte, Tabelle

STANDARTEN = {
    Stand.WARTET: ("neutral", "uhr"),
    Stand.LAEUFT: ("hinweis", "auftrag"),
    Stand.ERLEDIGT: ("gut", ""),
    Stand.GESCHEITERT: ("schlecht", ""),
    Stand.VERWORFEN: ("neutral", "kreuz"),
}
HOECHSTENS_HEUTE = 10


class Anfrage(HttpRequest):
    """After the middleware every request carries its actor."""

    akteur: Akteur


def _arten() -> list[tuple[str, str]]:
    return sorted(((art.schluessel, art.titel) for art in AUFTRAGSARTEN), key=lambda paar: paar[1])


TABELLE = Tabelle(
    spalten=[
        Spalte("art", gettext_lazy("Auftrag"), ("art",)),
        Spalte("erstellt", gettext_lazy("Erteilt"), ("erstellt_am", "pk"), art="datum"),
        Spalte("beendet", gettext_lazy("Beendet"), ("beendet_am",), art="datum"),
        Spalte("stand", gettext_lazy("Stand"), ("stand",)),
    ],
    standard_sortierung="-erstellt",
    filter=[
        Filter("stand", gettext_lazy("Stand"), STANDWAHL, feld="stand"),
        Filter("art", gettext_lazy("Art"), _arten, feld="art"),
    ],
)


def _zeile(auftrag: Auftrag) -> dict[str, Any]:
    standart, bild = STANDARTEN[Stand(auftrag.stand)]
    return {"satz": auftrag, "stand_art": standart, "stand_bild": bild}


def liste(request: Anfrage) -> HttpResponse:
    seite = TABELLE.seite(request, permissions.sichtbare_auftraege(request.akteur))
    return render(
        request, "auftraege/liste.html", {"seite": seite, "zeilen": [_zeile(a) for a in seite.zeilen]}
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag = get_object_or_404(permissions.sichtbare_auftraege(request.akteur), pk=pk)
    vorlage = "auftraege/stand.html" if request.headers.get("HX-Request") else "auftraege/detail.html"
    return render(
        request,
        vorlage,
        {
            **_zeile(auftrag),
            "stand_url": reverse("auftraege:auftrag", args=[auftrag.pk]),
            "darf_wiederholen": permissions.darf_wiederholen(request.akteur, auftrag),
            "darf_verwerfen": permissions.darf_verwerfen(request.akteur, auftrag),
        },
    )


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag = get_object_or_404(permissions.sichtbare_auftraege(request.akteur), pk=pk)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Der Auftrag beginnt von vorn."))
    return redirect("auftraege:auftrag", auftrag.pk)


def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag = get_object_or_404(permissions.sichtbare_auftraege(request.akteur), pk=pk)
    erlaubnis = permissions.darf_verwerfen(request.akteur, auftrag)
    if not erlaubnis:
        raise PermissionDenied(erlaubnis.grund)
    form = VerwerfenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            auftrag_verwerfen(auftrag_id=auftrag.pk, grund=form.cleaned_data["grund"], akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Der Auftrag ist verworfen."))
            return redirect("auftraege:auftrag", auftrag.pk)
    return render(request, "auftraege/verwerfen.html", {"satz": auftrag, "form": form})


def heute_zeilen(akteur: Akteur, tag: date) -> list[Heutezeile]:
    gescheitert = permissions.sichtbare_auftraege(akteur).filter(stand=Stand.GESCHEITERT.value)
    return [
        Heutezeile(
            text=_("Gescheiterten Auftrag klären: {titel}").format(titel=auftrag.titel),
            url=reverse("auftraege:auftrag", args=[auftrag.pk]),
            dringlichkeit=Dringlichkeit.HEUTE,
        )
        for auftrag in gescheitert.order_by("-beendet_am")[:HOECHSTENS_HEUTE]
    ]
