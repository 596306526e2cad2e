"""The state of a PDF that this module has had made: waiting, done, or failed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.auftraege.domain.steuern import auftrag_wiederholen
from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART
from kim.dokumente.forms.briefkopf import ProbeForm
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.domain.drucke import geschaeftsordnung_drucken
from lenkung.views import ag_seiten, go_seiten, seiten, sitzungsseiten, vorlagenseiten


@dataclass(frozen=True, slots=True)
class Herkunft:
    """The page from which it was asked for."""

    titel: str
    krumen: Sequence[tuple[Any, str]]
    zurueck_url: str


def _geschaeftsordnung(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    satz = get_object_or_404(
        permissions.sichtbare_geschaeftsordnungen(akteur), pk=angaben["geschaeftsordnung_id"]
    )
    return Herkunft(satz.bezeichnung, go_seiten.krumen(satz), reverse("lenkung:go-detail", args=[satz.pk]))


def _gremienliste(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    gremium = get_object_or_404(permissions.einsehbare_gremien(akteur), pk=angaben["gremium_id"])
    return Herkunft(
        gremium.name,
        seiten.krumen(gremium),
        reverse("lenkung:zusammensetzung", args=[gremium.pk, angaben["tag"]]),
    )


def _vorlage(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    satz = get_object_or_404(permissions.lesbare_vorlagenfassungen(akteur), pk=angaben["fassung_id"])
    zurueck = reverse("lenkung:fassung-detail", args=[satz.pk])
    return Herkunft(satz.titel, vorlagenseiten.krumen(akteur, satz), zurueck)


def _einladung(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    sendung = get_object_or_404(
        permissions.sichtbare_sendungen(akteur).select_related("sitzung__gremium"), pk=angaben["sendung_id"]
    )
    seite = reverse("lenkung:sitzung-einladung", args=[sendung.sitzung_id])
    return Herkunft(
        str(sendung.sitzung), [*sitzungsseiten.krumen(sendung.sitzung), (_("Einladung"), seite)], seite
    )


def _sprechzettel(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    sitzung = get_object_or_404(
        permissions.sichtbare_sitzungen(akteur).select_related("gremium"), pk=angaben["sitzung_id"]
    )
    seite = reverse("lenkung:sitzung-sprechzettel", args=[sitzung.pk])
    return Herkunft(str(sitzung), [*sitzungsseiten.krumen(sitzung), (_("Sprechzettel"), seite)], seite)


def _gespraechsprotokoll(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    treffen = get_object_or_404(
        permissions.sichtbare_ag_treffen(akteur).select_related("arbeitsgruppe__gremium"),
        pk=angaben["treffen_id"],
    )
    seite = reverse("lenkung:agtreffen-detail", args=[treffen.pk])
    weg = [*ag_seiten.krumen(akteur, treffen.arbeitsgruppe), (treffen, seite)]
    return Herkunft(str(treffen), weg, seite)


def _oeffentliche_fassung(akteur: Akteur, angaben: dict[str, Any]) -> Herkunft:
    satz = get_object_or_404(
        permissions.sichtbare_veroeffentlichungen(akteur).select_related("niederschrift__sitzung__gremium"),
        pk=angaben["veroeffentlichung_id"],
    )
    sitzung = satz.niederschrift.sitzung
    seite = reverse("lenkung:sitzung-niederschrift", args=[sitzung.pk])
    return Herkunft(str(sitzung), [*sitzungsseiten.krumen(sitzung), (_("Niederschrift"), seite)], seite)


_HERKUENFTE: dict[str, Callable[[Akteur, dict[str, Any]], Herkunft]] = {
    permissions.GO_DRUCK: _geschaeftsordnung,
    permissions.GREMIENLISTE: _gremienliste,
    permissions.VORLAGE_DRUCK: _vorlage,
    permissions.EINLADUNG_DRUCK: _einladung,
    permissions.SPRECHZETTEL_DRUCK: _sprechzettel,
    permissions.GESPRAECHSPROTOKOLL_DRUCK: _gespraechsprotokoll,
    permissions.OEFFENTLICH_DRUCK: _oeffentliche_fassung,
}


def _auftrag(request: Anfrage, pk: int) -> tuple[Any, Herkunft]:
    auftrag: Any = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    herkunft = _HERKUENFTE.get(auftrag.angaben["pdfart"])
    if herkunft is None:
        raise Http404
    return auftrag, herkunft(request.akteur, auftrag.angaben["angaben"])


@require_POST
def geschaeftsordnung(request: Anfrage, pk: int) -> HttpResponse:
    satz = go_seiten.fassung_holen(request, pk)
    form = ProbeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect("lenkung:go-detail", satz.pk)
    auftrag_id = geschaeftsordnung_drucken(
        geschaeftsordnung_id=satz.pk,
        schluessel=form.cleaned_data["schluessel"].hex,
        akteur=request.akteur,
    )
    return redirect("lenkung:druck", auftrag_id)


def stand(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag, herkunft = _auftrag(request, pk)
    teil = request.headers.get("HX-Request")
    return render(
        request,
        "components/druckstand.html" if teil else "lenkung/druck.html",
        {
            "auftrag": auftrag,
            "vorzeile": herkunft.titel,
            "krumen": herkunft.krumen,
            "stand_url": reverse("lenkung:druck", args=[auftrag.pk]),
            "dokument": auftrag.ergebnis.get("dokument", ""),
            "wiederholen_url": reverse("lenkung:druck-wiederholen", args=[auftrag.pk])
            if darf_wiederholen(request.akteur, auftrag)
            else "",
            "zurueck_url": herkunft.zurueck_url,
            "zurueck_text": _("Zurück"),
        },
    )


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag, _herkunft = _auftrag(request, pk)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("lenkung:druck", auftrag.pk)
