"""Meetings of an Arbeitsgruppe: entered, written, finished, opened again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.ag_treffen import (
    treffen_aendern,
    treffen_eintragen,
    treffen_fertigstellen,
    treffen_oeffnen,
    treffen_verwerfen,
)
from lenkung.domain.queries.arbeitsgruppen import gespraechsprotokoll_pdf, mitglieder_von
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.forms.arbeitsgruppen import GrundForm, TreffenForm
from lenkung.models import AGTreffen, Arbeitsgruppe
from lenkung.pdf.gespraechsprotokoll import angaben_des_treffens
from lenkung.views.ag_seiten import arbeitsgruppe_holen, krumen, treffen_holen
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, druckstand, formularseite, rueckfrage


def _zum_treffen(treffen: AGTreffen) -> str:
    return reverse("lenkung:agtreffen-detail", args=[treffen.pk])


def _weg(request: Anfrage, treffen: AGTreffen) -> list[tuple[Any, str]]:
    return [*krumen(request.akteur, treffen.arbeitsgruppe), (treffen, _zum_treffen(treffen))]


def _namen(ag: Arbeitsgruppe, bisher: str = "") -> list[str]:
    """Who works in it now, and who is entered already: nobody falls out by being opened again."""
    heute = timezone.localdate()
    jetzige = [str(satz) for satz in mitglieder_von(ag) if satz.aktiv_am(heute)]
    return list(dict.fromkeys([*jetzige, *bisher.splitlines()]))


def detail(request: Anfrage, pk: int) -> HttpResponse:
    """The document on the left; right what is missing and what can be done."""
    treffen, akteur = treffen_holen(request, pk), request.akteur
    ag = treffen.arbeitsgruppe
    return render(
        request,
        "lenkung/ag_treffen.html",
        {
            "treffen": treffen,
            "ag": ag,
            "krumen": krumen(akteur, ag),
            "angaben": angaben_des_treffens(treffen)[1:],
            "anwesende": treffen.anwesende.splitlines(),
            "gaeste": treffen.gaeste.splitlines(),
            "protokoll": gesetzt(treffen.protokoll),
            "stand_form": stand_von(treffen),
            "kuenftig": treffen.tag > timezone.localdate(),
            "darf_aendern": permissions.darf_treffen_aendern(akteur, treffen),
            "darf_oeffnen": permissions.darf_treffen_oeffnen(akteur, treffen),
            "darf_historie": permissions.darf_einsehen(akteur, ag.gremium)
            and akteur.hat_recht(HISTORIE_SEHEN),
            **_druck(request, treffen),
        },
    )


def _druck(request: Anfrage, treffen: AGTreffen) -> dict[str, Any]:
    if not treffen.ist_fertig:
        return {}
    return druckstand(
        request.akteur,
        pdf=gespraechsprotokoll_pdf(treffen),
        schluessel=f"pdf:{permissions.GESPRAECHSPROTOKOLL_DRUCK}:{treffen.pk}:{stand_von(treffen)}",
        zurueck_url=_zum_treffen(treffen),
    )


def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    ag = arbeitsgruppe_holen(request, pk)
    verlange_erlaubnis(permissions.darf_treffen_schreiben(request.akteur, ag))
    form = TreffenForm(*eingaben(request), namen=_namen(ag), initial={"tag": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_treffen,
            lambda satz: _("%(treffen)s ist eingetragen.") % {"treffen": satz},
            treffen_eintragen,
            arbeitsgruppe_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return _schreibseite(request, form, _("Treffen eintragen"), krumen(request.akteur, ag))


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    treffen = treffen_holen(request, pk)
    if (ende := _nicht_mehr(request, treffen)) is not None:
        return ende
    form = TreffenForm(
        *eingaben(request),
        satz=treffen,
        namen=_namen(treffen.arbeitsgruppe, treffen.anwesende),
        initial={
            **{
                feld: getattr(treffen, feld)
                for feld in ("tag", "beginn", "ende", "ort", "gaeste", "protokoll")
            },
            "anwesende": treffen.anwesende.splitlines(),
        },
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_treffen,
            lambda _satz: _("Der Entwurf ist gespeichert."),
            treffen_aendern,
            treffen_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return _schreibseite(request, form, _("Gesprächsprotokoll schreiben"), _weg(request, treffen))


@require_POST
def fertigstellen(request: Anfrage, pk: int) -> HttpResponse:
    treffen = treffen_holen(request, pk)
    verlange_erlaubnis(permissions.darf_treffen_schreiben(request.akteur, treffen.arbeitsgruppe))
    stand = request.POST.get("stand", "")
    try:
        treffen_fertigstellen(
            treffen_id=pk,
            akteur=request.akteur,
            erwarteter_stand=int(stand) if stand.isdecimal() else None,
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Das Gesprächsprotokoll ist fertig. Sein PDF wird erstellt."))
    return redirect(_zum_treffen(treffen))


def oeffnen(request: Anfrage, pk: int) -> HttpResponse:
    treffen = treffen_holen(request, pk)
    verlange_erlaubnis(permissions.darf_treffen_schreiben(request.akteur, treffen.arbeitsgruppe))
    if not treffen.ist_fertig and request.method != "POST":
        return redirect(_zum_treffen(treffen))
    form = GrundForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_treffen,
            lambda _satz: _("Das Gesprächsprotokoll ist wieder ein Entwurf."),
            treffen_oeffnen,
            treffen_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Gesprächsprotokoll wieder öffnen"),
        weg=_weg(request, treffen),
        knopf=_("Wieder öffnen"),
        unterzeile=str(treffen.arbeitsgruppe),
    )


def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    treffen = treffen_holen(request, pk)
    if (ende := _nicht_mehr(request, treffen)) is not None:
        return ende
    form = GrundForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            lambda ag: reverse("lenkung:arbeitsgruppe-detail", args=[ag.pk]),
            lambda _ag: _("Das Treffen ist gelöscht."),
            treffen_verwerfen,
            treffen_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return rueckfrage(
        request,
        form=form,
        titel=_("%(treffen)s löschen?") % {"treffen": treffen},
        folgen=[_("Der Entwurf mit seinem Text verschwindet."), _("Der Verlauf behält, was darin stand.")],
        knopf=_("Löschen"),
        weg=_weg(request, treffen),
    )


def _nicht_mehr(request: Anfrage, treffen: AGTreffen) -> HttpResponse | None:
    """Finished meanwhile: one sees it as it stands. On sending, the form tells it and keeps the text."""
    verlange_erlaubnis(permissions.darf_treffen_schreiben(request.akteur, treffen.arbeitsgruppe))
    if treffen.ist_fertig and request.method != "POST":
        return redirect(_zum_treffen(treffen))
    return None


def _schreibseite(request: Anfrage, form: Any, titel: str, weg: list[tuple[Any, str]]) -> HttpResponse:
    return render(
        request,
        "lenkung/vorlage_schreiben.html",
        {"form": form, "titel": titel, "krumen": weg, "abbrechen_url": weg[-1][1]},
    )
