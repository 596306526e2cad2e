"""The Integrationsplan: a page to work in together with the person, at one table with one tablet."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.integrationsplan import (
    plan_beginnen,
    plan_pruefen,
    plan_vereinbaren,
    schritt_schreiben,
    schritt_streichen,
    stand_setzen,
    ziel_schreiben,
    ziel_streichen,
)
from casemgmt.domain.queries.plaene import unterschriftsbild
from casemgmt.forms.plan import DruckForm, PruefenForm, SchrittForm, StandForm, VereinbarenForm, ZielForm
from casemgmt.models import Fall, Integrationsplan, Planschritt, Planziel
from casemgmt.regeln.fallfristen import vorschlag_planpruefung
from casemgmt.regeln.plan import (
    VORSCHLAEGE,
    Bestaetigung,
    Planstand,
    Planthema,
    Schrittstand,
    Wer,
    fortschritt,
)
from casemgmt.regeln.planblatt import Unterschriftslage
from casemgmt.regeln.sprachen import sprachname
from casemgmt.regeln.unterschrift import svg_pfad
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.fallseiten import ausfuehren, fall_holen, formularseite, krumen, reiter
from casemgmt.views.planseiten import plan_holen, plan_url, sprache_der_person, weg
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def des_falls(request: Anfrage, pk: int) -> HttpResponse:
    """The plan that counts now: what is being written, else what was agreed."""
    fall = fall_holen(request, pk)
    plan = (
        Integrationsplan.objects.filter(fall=fall)
        .exclude(stand=Planstand.ABGELOEST)
        .order_by("-nummer")
        .first()
    )
    return _seite(request, fall, plan)


def detail(request: Anfrage, pk: int) -> HttpResponse:
    plan = plan_holen(request, pk)
    return _seite(request, fall_holen(request, plan.fall_id), plan)


def _seite(request: Anfrage, fall: Fall, plan: Integrationsplan | None) -> HttpResponse:
    akte_gelesen(request, fall, _("Integrationsplan gelesen"), fall.aktenzeichen)
    darf = bool(permissions.darf_fall_fuehren(request.akteur, fall))
    schreiben = darf and not fall.beendet
    ziele = list(plan.ziele.prefetch_related("schritte__ergebnis")) if plan else []
    vereinbart = plan is not None and plan.stand == Planstand.VEREINBART
    form = StandForm(ziele=ziele) if vereinbart and schreiben else None
    alle = [Schrittstand(schritt.stand) for ziel in ziele for schritt in ziel.schritte.all()]
    return render(
        request,
        "casemgmt/plan.html",
        {
            "fall": fall,
            "plan": plan,
            "krumen": krumen(fall),
            "reiter": reiter(fall, "plan"),
            "ziele": [_ziel(nummer, ziel, form) for nummer, ziel in enumerate(ziele, start=1)],
            "form": form,
            "fortschritt": fortschritt(alle),
            "fassungen": list(fall.plaene.annotate(unterschrieben_am=Max("unterschriften__am"))),
            "pruefungen": list(plan.pruefungen.all()) if plan else [],
            "unterschrift": _unterschrift(plan, schreiben) if plan else None,
            "entwurf": plan is not None and plan.stand == Planstand.ENTWURF,
            "vereinbart": vereinbart,
            "schreiben": schreiben,
            "druckform": DruckForm(initial={"schluessel": uuid4(), "sprache": sprache_der_person(fall)})
            if darf and ziele
            else None,
            "heute": timezone.localdate(),
        },
    )


def _unterschrift(plan: Integrationsplan, schreiben: bool) -> dict[str, Any]:
    b = unterschriftsbild(plan)
    fehlt = plan.stand == Planstand.VEREINBART and b.lage is not Unterschriftslage.GILT
    return {
        "gilt": b.lage is Unterschriftslage.GILT,
        "geaendert": b.lage is Unterschriftslage.GEAENDERT,
        "fehlt": fehlt,
        "frueher": b.frueher,
        "zeilen": [
            (u, svg_pfad(u.striche) if u.striche else "", sprachname(u.sprache)) for u in b.unterschriften
        ],
        "leisten": plan.stand == Planstand.VEREINBART and schreiben,
    }


def _ziel(nummer: int, ziel: Planziel, form: StandForm | None) -> dict[str, Any]:
    return {
        "nummer": nummer,
        "satz": ziel,
        "feld": form[f"ziel_{ziel.pk}"] if form else None,
        "schritte": [
            {"satz": schritt, "feld": form[f"schritt_{schritt.pk}"] if form else None}
            for schritt in ziel.schritte.all()
        ],
    }


@require_POST
def beginnen(request: Anfrage, pk: int) -> HttpResponse:
    fall = fall_holen(request, pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, fall))
    try:
        plan = plan_beginnen(fall_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect("casemgmt:fall-plan", pk)
    return redirect(plan_url(plan))


def _formular(
    request: Anfrage,
    plan: Integrationsplan,
    form: Any,
    titel: str,
    knopf: str,
    meldung: str,
    tun: Any,
    angaben: Any,
    ziel: str = "",
    **rest: Any,
) -> HttpResponse:
    """One form of a plan; back to the plan."""
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, plan.fall))
    if request.method == "POST" and form.is_valid():
        antwort = ausfuehren(
            request, form, ziel or plan_url(plan), meldung, tun, **angaben(form.cleaned_data)
        )
        if antwort:
            return antwort
    return formularseite(request, form=form, titel=titel, weg=weg(plan), knopf=knopf, **rest)


def _ziel_angaben(daten: dict[str, Any]) -> dict[str, Any]:
    return {"thema": Planthema(daten["thema"]), "worte": daten["worte"]}


def ziel_neu(request: Anfrage, pk: int) -> HttpResponse:
    plan = plan_holen(request, pk)
    thema = request.GET.get("thema", "")
    form = ZielForm(*eingaben(request), initial={"thema": thema} if thema in set(Planthema) else {})
    if beispiel := VORSCHLAEGE.get(thema):  # type: ignore[call-overload]
        # An example beside the field: what stands in it is what the person has said.
        form.fields["worte"].help_text = _("Zum Beispiel: „%(satz)s“") % {"satz": beispiel}
    return _formular(
        request,
        plan,
        form,
        _("Neues Ziel"),
        _("Ziel aufnehmen"),
        _("Das Ziel steht im Plan."),
        ziel_schreiben,
        lambda daten: {"plan_id": plan.pk, **_ziel_angaben(daten)},
    )


def ziel_aendern(request: Anfrage, pk: int) -> HttpResponse:
    ziel: Planziel = get_object_or_404(permissions.sichtbare_planziele(request.akteur), pk=pk)
    plan = plan_holen(request, ziel.plan_id)
    return _formular(
        request,
        plan,
        ZielForm(*eingaben(request), initial={"thema": ziel.thema, "worte": ziel.worte}),
        _("Ziel ändern"),
        _("Speichern"),
        _("Das Ziel ist geändert."),
        ziel_schreiben,
        lambda daten: {"plan_id": plan.pk, "ziel_id": ziel.pk, **_ziel_angaben(daten)},
    )


def _schritt_angaben(daten: dict[str, Any]) -> dict[str, Any]:
    return {**daten, "wer": Wer(daten["wer"])}


def schritt_neu(request: Anfrage, pk: int) -> HttpResponse:
    ziel: Planziel = get_object_or_404(permissions.sichtbare_planziele(request.akteur), pk=pk)
    return _formular(
        request,
        plan_holen(request, ziel.plan_id),
        SchrittForm(*eingaben(request)),
        _("Neuer Schritt"),
        _("Schritt aufnehmen"),
        _("Der Schritt steht im Plan."),
        schritt_schreiben,
        lambda daten: {"ziel_id": ziel.pk, **_schritt_angaben(daten)},
        unterzeile=ziel.worte,
    )


def schritt_aendern(request: Anfrage, pk: int) -> HttpResponse:
    schritt: Planschritt = get_object_or_404(
        permissions.sichtbare_planschritte(request.akteur).select_related("ziel"), pk=pk
    )
    bisher = {name: getattr(schritt, name) for name in ("was", "wer", "wer_genau", "bis")}
    return _formular(
        request,
        plan_holen(request, schritt.ziel.plan_id),
        SchrittForm(*eingaben(request), initial=bisher),
        _("Schritt ändern"),
        _("Speichern"),
        _("Der Schritt ist geändert."),
        schritt_schreiben,
        lambda daten: {"ziel_id": schritt.ziel_id, "schritt_id": schritt.pk, **_schritt_angaben(daten)},
        unterzeile=schritt.ziel.worte,
    )


def _streichen(request: Anfrage, plan_id: int, tun: Any, **angaben: Any) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, plan_holen(request, plan_id).fall))
    try:
        tun(akteur=request.akteur, **angaben)
        messages.success(request, _("Gestrichen."))
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:plan-detail", plan_id)


@require_POST
def ziel_weg(request: Anfrage, pk: int) -> HttpResponse:
    ziel: Planziel = get_object_or_404(permissions.sichtbare_planziele(request.akteur), pk=pk)
    return _streichen(request, ziel.plan_id, ziel_streichen, ziel_id=pk)


@require_POST
def schritt_weg(request: Anfrage, pk: int) -> HttpResponse:
    schritt: Planschritt = get_object_or_404(
        permissions.sichtbare_planschritte(request.akteur).select_related("ziel"), pk=pk
    )
    return _streichen(request, schritt.ziel.plan_id, schritt_streichen, schritt_id=pk)


def vereinbaren(request: Anfrage, pk: int) -> HttpResponse:
    plan, heute = plan_holen(request, pk), timezone.localdate()
    return _formular(
        request,
        plan,
        VereinbarenForm(*eingaben(request), heute=heute, pruefung=vorschlag_planpruefung(heute)),
        _("Plan vereinbaren"),
        _("Vereinbart"),
        _("Der Plan ist vereinbart."),
        plan_vereinbaren,
        lambda daten: {
            "plan_id": pk,
            **daten,
            "bestaetigung": Bestaetigung(daten["bestaetigung"]),
        },
        ziel=reverse("casemgmt:plan-unterschreiben", args=[pk])
        if request.POST.get("bestaetigung") == Bestaetigung.SCHIRM
        else "",
        unterzeile=_("Danach bleibt der Wortlaut. Was sich ändern soll, kommt in eine neue Fassung."),
    )


def pruefen(request: Anfrage, pk: int) -> HttpResponse:
    plan, heute = plan_holen(request, pk), timezone.localdate()
    return _formular(
        request,
        plan,
        PruefenForm(*eingaben(request), heute=heute, pruefung=vorschlag_planpruefung(heute)),
        _("Plan gemeinsam prüfen"),
        _("Festhalten"),
        _("Die Prüfung ist festgehalten."),
        plan_pruefen,
        lambda daten: {"plan_id": pk, **daten},
    )


@require_POST
def stand(request: Anfrage, pk: int) -> HttpResponse:
    plan = plan_holen(request, pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, plan.fall))
    form = StandForm(request.POST, ziele=plan.ziele.prefetch_related("schritte"))
    if not form.is_valid():
        messages.error(request, _("Bitte bei jedem Ziel und Schritt einen Stand wählen."))
        return redirect(plan_url(plan))
    ziele, schritte = form.staende()
    try:
        stand_setzen(plan_id=pk, ziele=ziele, schritte=schritte, akteur=request.akteur)
        messages.success(request, _("Der Stand ist gespeichert."))
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect(plan_url(plan))
