"""One head count: reading it, changing one's own for a day, correcting it later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.arbeit import kopfzahl_aendern, kopfzahl_berichtigen
from casemgmt.domain.queries.vor_ort import verlauf_der_kopfzahl
from casemgmt.forms.arbeit import KopfzahlAenderungForm, KopfzahlBerichtigungForm
from casemgmt.models import Kopfzahl
from casemgmt.regeln.terminregeln import aenderbar_bis
from casemgmt.views.vor_ort_seiten import krumen, nur_wer_beraet, versuchen
from kim.basis.anzeige import datum, zahl
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def _holen(request: Anfrage, pk: int) -> Kopfzahl:
    """In the area that one counsels in; the Koordination sees the numbers, not this page."""
    menge = permissions.sichtbare_kopfzahlen(request.akteur).select_related("kommune", "standort", "konto")
    satz: Kopfzahl = get_object_or_404(menge, pk=pk)
    nur_wer_beraet(request)
    return satz


def _angaben(satz: Kopfzahl) -> list[tuple[str, Any]]:
    return [
        (_("Anzahl"), zahl(satz.anzahl)),
        (_("Tag"), datum(satz.tag)),
        (_("Kommune"), str(satz.kommune) if satz.kommune else ""),
        (_("Wo"), satz.standort.name if satz.standort else ""),
        (_("Gezählt von"), str(satz.konto)),
        (_("Grund der Berichtigung"), satz.berichtigungsgrund),
    ]


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    """One page to read and to change it; who may not change it, reads, and is shown the way to correct."""
    satz, jetzt = _holen(request, pk), timezone.now()
    darf = permissions.darf_arbeit_aendern(request.akteur, satz, jetzt)
    if request.method == "POST":
        verlange_erlaubnis(darf)
    form = KopfzahlAenderungForm(*eingaben(request), satz=satz)
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        neu = versuchen(
            form,
            lambda: kopfzahl_aendern(
                akteur=request.akteur, kopfzahl_id=pk, tag=daten["tag"], anzahl=daten["anzahl"]
            ),
        )
        if neu is not None:
            messages.success(request, _("Die Änderung ist gespeichert."))
            return redirect("casemgmt:kopfzahl-aendern", pk)
    kette = verlauf_der_kopfzahl(request.akteur, satz)
    return _seite(
        request,
        satz,
        form if darf else None,
        _("Änderung speichern"),
        warum="" if darf else darf.grund,
        aenderbar_bis=aenderbar_bis(satz.erfasst_am) - timedelta(days=1) if darf else None,
        fassungen=kette if len(kette) > 1 else [],
        neueste=kette[-1],
        berichtigen=bool(permissions.darf_kopfzahl_berichtigen(request.akteur, satz, jetzt)),
    )


def berichtigen(request: Anfrage, pk: int) -> HttpResponse:
    satz = _holen(request, pk)
    verlange_erlaubnis(permissions.darf_kopfzahl_berichtigen(request.akteur, satz, timezone.now()))
    form = KopfzahlBerichtigungForm(*eingaben(request), satz=satz)
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form, lambda: kopfzahl_berichtigen(akteur=request.akteur, kopfzahl_id=pk, **form.cleaned_data)
        )
        if neu is not None:
            messages.success(request, _("Die Berichtigung zählt jetzt. Der bisherige Eintrag bleibt lesbar."))
            return redirect("casemgmt:kopfzahl-aendern", neu.pk)
    return _seite(request, satz, form, _("Berichtigung speichern"), titel=_("Zählung berichtigen"))


def _seite(
    request: Anfrage, satz: Kopfzahl, form: Any, knopf: str, titel: str = "", **kontext: Any
) -> HttpResponse:
    hier = reverse("casemgmt:kopfzahl-aendern", args=[satz.pk])
    art = str(satz.get_art_display())
    return render(
        request,
        "casemgmt/kopfzahl.html",
        {
            "satz": satz,
            "titel": titel or art,
            "vorzeile": art if titel else "",
            "form": form,
            "knopf": knopf,
            "angaben": _angaben(satz),
            "krumen": krumen((art, hier)) if titel else krumen(),
            "abbrechen_url": hier if titel else reverse("casemgmt:vor-ort"),
            **kontext,
        },
        status=422 if form is not None and form.errors else 200,
    )
