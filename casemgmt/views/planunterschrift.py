"""Signing the agreed plan: on the screen, or the signed sheet as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.plantexte import plantexte
from casemgmt.domain.planunterschrift import plan_auf_schirm_unterschreiben, plan_blatt_aufnehmen
from casemgmt.domain.queries.plaene import planwerte
from casemgmt.forms.plan import PlanBlattForm, PlanSchirmForm
from casemgmt.models import Integrationsplan
from casemgmt.regeln.plan import Planstand
from casemgmt.regeln.planblatt import blatt, pruefsumme
from casemgmt.regeln.sprachen import BLATTNAMEN
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.fallseiten import ausfuehren
from casemgmt.views.planseiten import plan_holen, plan_url, sprache_der_person, weg
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def unterschreiben(request: Anfrage, pk: int) -> HttpResponse:
    return _seite(
        request,
        plan_holen(request, pk),
        PlanSchirmForm,
        plan_auf_schirm_unterschreiben,
        schirm=True,
        titel=_("Plan unterschreiben"),
        unterzeile=_("Bitte gemeinsam lesen, dann unterschreiben."),
        knopf=_("Unterschrift speichern"),
    )


def hochladen(request: Anfrage, pk: int) -> HttpResponse:
    return _seite(
        request,
        plan_holen(request, pk),
        PlanBlattForm,
        plan_blatt_aufnehmen,
        schirm=False,
        titel=_("Unterschriebenen Plan hochladen"),
        unterzeile=_("Ein Foto oder ein Scan genügt. Bitte prüfen, dass alles zu lesen ist."),
        knopf=_("Blatt speichern"),
    )


def _seite(
    request: Anfrage, plan: Integrationsplan, form_art: Any, tun: Any, *, schirm: bool, **worte: Any
) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, plan.fall))
    akte_gelesen(request, plan.fall, _("Integrationsplan unterschreiben"), plan.fall.aktenzeichen)
    if plan.stand != Planstand.VEREINBART:
        messages.info(request, _("Unterschrieben wird der vereinbarte Plan."))
        return redirect(plan_url(plan))
    werte = planwerte(plan)
    summe = pruefsumme(werte)
    genannt = request.POST.get("sprache") or request.GET.get("sprache", "")
    sprache = genannt if genannt in BLATTNAMEN else sprache_der_person(plan.fall)
    form = form_art(
        *eingaben(request, request.FILES),
        initial={"gelesen": summe, "sprache": sprache, "name": next(iter(werte.namen), "")},
    )
    if request.method == "POST" and form.is_valid():
        daten = {name: form.cleaned_data[name] for name in ("name", "gelesen", "sprache")}
        beleg = {"striche": form.cleaned_data["striche"]} if schirm else {"datei": form.geprueft}
        meldung = _("Die Unterschrift ist festgehalten.")
        antwort = ausfuehren(request, form, plan_url(plan), meldung, tun, plan_id=plan.pk, **daten, **beleg)
        if antwort:
            return antwort
        if getattr(form, "ueberholt", False):
            getippt: Any = form.data
            form.data = getippt.copy()
            form.data["gelesen"] = summe
    alle = plantexte()
    return render(
        request,
        "casemgmt/plan_unterschreiben.html",
        {
            "plan": plan,
            "krumen": weg(plan),
            "abbrechen_url": plan_url(plan),
            "form": form,
            "schirm": schirm,
            "blatt": blatt(werte, alle["de"], alle[sprache]),
            "geprueft": alle[sprache].geprueft,
            "sprachen": list(BLATTNAMEN.items()),
            "sprache": sprache,
            **worte,
        },
    )
