"""Other work and head counts, in the same place as the consultations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.arbeit import (
    arbeitstermin_aendern,
    arbeitstermin_festhalten,
    arbeitstermin_umschalten,
    kopfzahl_festhalten,
    serie_beenden,
)
from casemgmt.domain.queries.vor_ort import Vorgaben
from casemgmt.forms.arbeit import ArbeitsterminForm, KopfzahlForm
from casemgmt.models import Arbeitstermin
from casemgmt.regeln.termin import Terminstand
from casemgmt.views.vor_ort_seiten import STANDARTEN, krumen, nur_wer_beraet, tat, versuchen, zurueck
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def _seite(request: Anfrage, form: Any, titel: str, knopf: str, **kontext: Any) -> HttpResponse:
    return render(
        request,
        "casemgmt/arbeit.html",
        {"form": form, "titel": titel, "knopf": knopf, "krumen": krumen(), "ziel": zurueck(), **kontext},
    )


def neu(request: Anfrage) -> HttpResponse:
    kreis_id = nur_wer_beraet(request)
    form = ArbeitsterminForm(*eingaben(request), vorgaben=Vorgaben(request.akteur, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: arbeitstermin_festhalten(
                akteur=request.akteur,
                kreis_id=kreis_id,
                bereich=form.vorgaben.bereich,
                angaben=form.angaben(),
                geraet=form.geraet(),
                **form.serie(),
            ),
        )
        if satz is not None:
            messages.success(
                request,
                _("Die Serie steht im Kalender.") if satz.serie else _("Der Arbeitstermin ist festgehalten."),
            )
            return redirect("casemgmt:vor-ort")
    return _seite(request, form, _("Arbeitstermin festhalten"), _("Speichern"))


def _holen(request: Anfrage, pk: int) -> Arbeitstermin:
    """One's own: there is no list of what a colleague did otherwise."""
    eigene = permissions.sichtbare_arbeitstermine(request.akteur).filter(
        konto_id=request.akteur.konto_id or 0
    )
    satz: Arbeitstermin = get_object_or_404(eigene, pk=pk)
    return satz


def _eigenen_holen(request: Anfrage, pk: int) -> Arbeitstermin:
    satz = _holen(request, pk)
    verlange_erlaubnis(permissions.darf_arbeit_aendern(request.akteur, satz, timezone.now()))
    return satz


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    """One page to read and to change it; who may not change it, reads."""
    satz = _holen(request, pk)
    darf = permissions.darf_arbeit_aendern(request.akteur, satz, timezone.now())
    if request.method == "POST":
        verlange_erlaubnis(darf)
    form = ArbeitsterminForm(
        *eingaben(request), vorgaben=Vorgaben(request.akteur, timezone.localdate()), satz=satz
    )
    if request.method == "POST" and form.is_valid():
        neuer = versuchen(
            form,
            lambda: arbeitstermin_aendern(akteur=request.akteur, arbeitstermin_id=pk, angaben=form.angaben()),
        )
        if neuer is not None:
            messages.success(request, _("Die Änderung ist gespeichert."))
            return redirect("casemgmt:arbeitstermin-aendern", pk)
    geplant = satz.stand == Terminstand.GEPLANT
    return _seite(
        request,
        form,
        str(satz),
        _("Änderung speichern"),
        satz=satz,
        darf=bool(darf),
        warum=darf.grund,
        stand_art=STANDARTEN[Terminstand(satz.stand)],
        geplant=geplant and bool(darf),
        war=satz.beginn <= timezone.now(),
    )


@require_POST
def stand(request: Anfrage, pk: int) -> HttpResponse:
    satz = _eigenen_holen(request, pk)
    neuer = request.POST.get("neu", "")
    ziel = (
        zurueck()
        if request.POST.get("von") == "liste"
        else reverse("casemgmt:arbeitstermin-aendern", args=[pk])
    )
    if neuer not in (Terminstand.GEHALTEN, Terminstand.ABGESAGT):
        return tat(request, ziel, lambda: None, _("Es wurde nichts geändert."))
    return tat(
        request,
        ziel,
        lambda: arbeitstermin_umschalten(
            akteur=request.akteur, arbeitstermin_id=satz.pk, neu=Terminstand(neuer)
        ),
        _("Festgehalten.") if neuer == Terminstand.GEHALTEN else _("Der Arbeitstermin ist abgesagt."),
    )


@require_POST
def serie(request: Anfrage, pk: int) -> HttpResponse:
    satz, anzahl = _eigenen_holen(request, pk), 0

    def tun() -> None:
        nonlocal anzahl
        anzahl = serie_beenden(akteur=request.akteur, arbeitstermin_id=satz.pk)
        text = ngettext(
            "%(n)d Termin der Serie ist abgesagt.", "%(n)d Termine der Serie sind abgesagt.", anzahl
        )
        messages.info(request, text % {"n": anzahl})

    return tat(
        request, reverse("casemgmt:arbeitstermin-aendern", args=[pk]), tun, _("Die Serie ist beendet.")
    )


def kopfzahl(request: Anfrage) -> HttpResponse:
    """So many people, and not one name."""
    kreis_id = nur_wer_beraet(request)
    form = KopfzahlForm(*eingaben(request), vorgaben=Vorgaben(request.akteur, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: kopfzahl_festhalten(
                akteur=request.akteur,
                kreis_id=kreis_id,
                bereich=form.vorgaben.bereich,
                angaben=form.angaben(),
                geraet=form.geraet(),
            ),
        )
        if satz is not None:
            messages.success(request, _("Gezählt: %(satz)s") % {"satz": satz})
            return redirect("casemgmt:vor-ort")
    return _seite(request, form, _("Menschen zählen"), _("Speichern"), zaehlen=True)
