"""The report of an Arbeitsgruppe: written, and handed in to the Gremium."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.ag_bericht import bericht_abgeben, bericht_schreiben
from lenkung.domain.queries.arbeitsgruppen import entwurf_von, punkte_zu
from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.forms.arbeitsgruppen import AbgebenForm, BerichtForm
from lenkung.models import AGBericht
from lenkung.regeln.reintext import ist_leer
from lenkung.views.ag_seiten import arbeitsgruppe_holen, bericht_holen, krumen
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren


def _zum_bericht(bericht: AGBericht) -> str:
    return reverse("lenkung:agbericht-detail", args=[bericht.pk])


def schreiben(request: Anfrage, pk: int) -> HttpResponse:
    """Begins the draft or goes on with it."""
    ag = arbeitsgruppe_holen(request, pk)
    verlange_erlaubnis(permissions.darf_bericht_schreiben(request.akteur, ag))
    entwurf = entwurf_von(request.akteur, ag)
    initial = {"text": entwurf.text, "beschlussvorschlag": entwurf.beschlussvorschlag} if entwurf else {}
    form = BerichtForm(*eingaben(request), satz=entwurf, initial=initial)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_bericht,
            lambda _satz: _("Der Entwurf ist gespeichert."),
            bericht_schreiben,
            arbeitsgruppe_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    weg = krumen(request.akteur, ag)
    return render(
        request,
        "lenkung/vorlage_schreiben.html",
        {"form": form, "titel": _("Bericht schreiben"), "krumen": weg, "abbrechen_url": weg[-1][1]},
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    bericht = bericht_holen(request, pk)
    return _seite(request, bericht, AbgebenForm(satz=bericht))


def abgeben(request: Anfrage, pk: int) -> HttpResponse:
    bericht = bericht_holen(request, pk)
    verlange_erlaubnis(permissions.darf_bericht_schreiben(request.akteur, bericht.arbeitsgruppe))
    if request.method != "POST":
        return redirect(_zum_bericht(bericht))
    form = AbgebenForm(*eingaben(request, request.FILES), satz=bericht)
    if form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zum_bericht,
            lambda satz: (
                _("Der Bericht ist abgegeben und liegt als Vorschlag vor: %(sitzung)s.")
                % {"sitzung": satz.vorschlag.sitzung or _("noch keine Sitzung (Themenspeicher)")}
            ),
            bericht_abgeben,
            bericht_id=pk,
            dateien=form.cleaned_data["dateien"],
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    form.noch_einmal_waehlen()
    return _seite(request, bericht, form)


def _seite(request: Anfrage, bericht: AGBericht, form: AbgebenForm) -> HttpResponse:
    akteur, ag = request.akteur, bericht.arbeitsgruppe
    vorschlag = bericht.vorschlag
    sieht = (
        vorschlag is not None and permissions.sichtbare_vorschlaege(akteur).filter(pk=vorschlag.pk).exists()
    )
    einsehen = permissions.darf_einsehen(akteur, ag.gremium)
    return render(
        request,
        "lenkung/ag_bericht.html",
        {
            "bericht": bericht,
            "ag": ag,
            "krumen": krumen(akteur, ag),
            "text": gesetzt(bericht.text),
            "beschlussvorschlag": gesetzt(bericht.beschlussvorschlag),
            "leer": ist_leer(bericht.text),
            "form": form,
            "darf_schreiben": bericht.ist_entwurf and permissions.darf_bericht_schreiben(akteur, ag),
            "vorschlag_url": reverse("lenkung:vorschlag-detail", args=[vorschlag.pk])
            if vorschlag and sieht
            else "",
            "vorlage_url": reverse("lenkung:vorlage-detail", args=[bericht.vorlage_id])
            if bericht.vorlage_id and einsehen
            else "",
            "punkte": punkte_zu(akteur, vorschlag) if vorschlag else [],
            "darf_historie": einsehen and akteur.hat_recht(HISTORIE_SEHEN),
        },
    )
