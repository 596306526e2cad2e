"""The Integrationsplan as PDF: asking for it, and how far it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.plandruck import plan_drucken
from casemgmt.forms.plan import DruckForm
from casemgmt.models import Integrationsplan
from casemgmt.views.fallseiten import krumen
from kim.auftraege.domain.steuern import auftrag_wiederholen
from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART
from kim.web.anfrage import Anfrage, verlange_erlaubnis


def _plan(request: Anfrage, pk: int) -> Integrationsplan:
    menge = permissions.sichtbare_integrationsplaene(request.akteur)
    plan: Integrationsplan = get_object_or_404(menge.select_related("fall"), pk=pk)
    return plan


def _auftrag(request: Anfrage, pk: int) -> tuple[Any, Integrationsplan]:
    auftrag: Any = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    if auftrag.angaben["pdfart"] != permissions.INTEGRATIONSPLAN_DRUCK:
        raise Http404
    return auftrag, _plan(request, auftrag.angaben["angaben"]["plan_id"])


@require_POST
def drucken(request: Anfrage, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, plan.fall))
    form = DruckForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bitte eine Sprache wählen."))
        return redirect("casemgmt:plan-detail", plan.pk)
    auftrag_id = plan_drucken(
        plan_id=plan.pk,
        sprache=form.cleaned_data["sprache"],
        schluessel=form.cleaned_data["schluessel"].hex,
        akteur=request.akteur,
    )
    return redirect("casemgmt:plan-druck", auftrag_id)


def druck(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag, plan = _auftrag(request, pk)
    teil = request.headers.get("HX-Request")
    zurueck = reverse("casemgmt:plan-detail", args=[plan.pk])
    return render(
        request,
        "components/druckstand.html" if teil else "casemgmt/fall_druck.html",
        {
            "auftrag": auftrag,
            "vorzeile": plan.fall.aktenzeichen,
            "krumen": krumen(plan.fall, (_("Integrationsplan"), zurueck)),
            "stand_url": reverse("casemgmt:plan-druck", args=[auftrag.pk]),
            "dokument": auftrag.ergebnis.get("dokument", ""),
            "wiederholen_url": reverse("casemgmt:plan-druck-wiederholen", args=[auftrag.pk])
            if darf_wiederholen(request.akteur, auftrag)
            else "",
            "zurueck_url": zurueck,
            "zurueck_text": _("Zurück zum Plan"),
        },
    )


@require_POST
def wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag, _plan_des_auftrags = _auftrag(request, pk)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:plan-druck", auftrag.pk)
