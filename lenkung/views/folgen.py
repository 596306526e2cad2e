"""What follows from a Beschluss: enter, edit, report, close. Small pages, one form each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.beschlussfolge import (
    bericht_eintragen,
    folge_abschliessen,
    folge_aendern,
    folge_anlegen,
)
from lenkung.forms.beschluesse import AbschliessenForm, BerichtForm, FolgeForm, OeffnenForm
from lenkung.models import Beschlussfolge
from lenkung.regeln.verlauf import Folgenart, Folgenstand
from lenkung.views.beschlussseiten import beschluss_holen, folge_holen, krumen
from lenkung.views.seiten import ausfuehren, formularseite


def _zum_beschluss(beschluss_id: int, folge_id: int) -> str:
    return f"{reverse('lenkung:beschluss-detail', args=[beschluss_id])}#folge-{folge_id}"


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    beschluss = beschluss_holen(request, pk)
    verlange_erlaubnis(permissions.darf_folgen_pflegen(request.akteur, beschluss))
    wunsch = request.GET.get("art", "")
    art = wunsch if wunsch in set(Folgenart) else Folgenart.AUFGABE.value
    form = FolgeForm(
        *eingaben(request),
        instance=Beschlussfolge(beschluss=beschluss),
        heute=timezone.localdate(),
        initial={"art": art},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda folge: _zum_beschluss(pk, folge.pk),
            lambda folge: _("„%(text)s“ ist eingetragen.") % {"text": folge.text},
            folge_anlegen,
            beschluss_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Folge eintragen"),
        weg=krumen(beschluss),
        knopf=_("Eintragen"),
        unterzeile=str(beschluss),
    )


def _gehalten(request: Anfrage, pk: int) -> Beschlussfolge:
    folge = folge_holen(request, pk)
    verlange_erlaubnis(permissions.darf_folgen_pflegen(request.akteur, folge.beschluss))
    return folge


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    folge = _gehalten(request, pk)
    beschluss = folge.beschluss
    form = FolgeForm(
        *eingaben(request), instance=folge, heute=timezone.localdate(), initial={"stand": stand_von(folge)}
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_beschluss(beschluss.pk, pk),
            lambda folge: _("„%(text)s“ ist gespeichert.") % {"text": folge.text},
            folge_aendern,
            folge_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Folge bearbeiten"),
        weg=krumen(beschluss),
        knopf=_("Speichern"),
        unterzeile=str(beschluss),
    )


def abschliessen(request: Anfrage, pk: int) -> HttpResponse:
    """Done or dropped."""
    folge = _gehalten(request, pk)
    if folge.lage is not Folgenstand.OFFEN and request.method != "POST":
        return redirect(_zum_beschluss(folge.beschluss_id, pk))
    heute = timezone.localdate()
    form = AbschliessenForm(
        *eingaben(request),
        frueheste=folge.beschluss.gefasst_am,
        heute=heute,
        initial={"stand": Folgenstand.ERLEDIGT.value, "am": heute},
    )
    return _tat(
        request,
        folge,
        form,
        folge_abschliessen,
        titel=_("Folge abschließen"),
        knopf=_("Abschließen"),
        getan=_("Die Folge ist abgeschlossen."),
    )


def oeffnen(request: Anfrage, pk: int) -> HttpResponse:
    """Closed too early: open again, with the reason."""
    folge = _gehalten(request, pk)
    if folge.lage is Folgenstand.OFFEN and request.method != "POST":
        return redirect(_zum_beschluss(folge.beschluss_id, pk))

    def tun(**angaben: Any) -> Beschlussfolge:
        return folge_abschliessen(stand=Folgenstand.OFFEN, am=timezone.localdate(), **angaben)

    return _tat(
        request,
        folge,
        OeffnenForm(*eingaben(request)),
        tun,
        titel=_("Folge wieder öffnen"),
        knopf=_("Wieder öffnen"),
        getan=_("Die Folge ist wieder offen."),
    )


def berichten(request: Anfrage, pk: int) -> HttpResponse:
    return _tat(
        request,
        _gehalten(request, pk),
        BerichtForm(*eingaben(request)),
        bericht_eintragen,
        titel=_("Bericht eintragen"),
        knopf=_("Eintragen"),
        getan=_("Der Bericht ist eingetragen."),
    )


def _tat(
    request: Anfrage, folge: Beschlussfolge, form: Any, tun: Any, *, titel: str, knopf: str, getan: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        angaben = form.angaben() if hasattr(form, "angaben") else form.cleaned_data
        ziel = _zum_beschluss(folge.beschluss_id, folge.pk)
        weiter = ausfuehren(request, form, ziel, lambda _satz: getan, tun, folge_id=folge.pk, **angaben)
        if weiter:
            return weiter
    return formularseite(
        request, form=form, titel=titel, weg=krumen(folge.beschluss), knopf=knopf, unterzeile=folge.text
    )
