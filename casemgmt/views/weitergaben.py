"""Passing on without consent: asking for it, deciding; the overview of what awaits somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casemgmt import permissions
from casemgmt.domain.queries.einwilligungen import aufmerksam, kind_ist_fuenfzehn, offene_antraege
from casemgmt.domain.queries.empfaengerwahl import empfaengerwahl
from casemgmt.domain.weitergabe_ohne import (
    gruende,
    waehlbare_gruende,
    weitergabe_ohne_beantragen,
    weitergabe_ohne_entscheiden,
)
from casemgmt.forms.weitergaben import EntscheidungForm, OhneEinwilligungForm
from casemgmt.models import WeitergabeOhneEinwilligung
from casemgmt.views.aktenzugriff import aufsicht_liest
from casemgmt.views.einwilligungsseiten import (
    empfaenger_in_worten,
    formularseite,
    gelesen,
    klassen_in_worten,
    klient_holen,
    krumen,
    lage_in_worten,
    versuchen,
)
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis

STANDARTEN = {"beantragt": "achtung", "bestaetigt": "gut", "abgelehnt": "schlecht"}


def beantragen(request: Anfrage, pk: int) -> HttpResponse:
    klient = klient_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, klient))
    gelesen(request, klient, _("Weitergabe ohne Einwilligung"))
    wahl = waehlbare_gruende()
    form = OhneEinwilligungForm(
        *eingaben(request), gruende=wahl, wahl=empfaengerwahl(klient.kreis_id, timezone.localdate())
    )
    if request.method == "POST" and form.is_valid():
        antrag = versuchen(
            form, weitergabe_ohne_beantragen, klient_id=pk, akteur=request.akteur, **form.angaben()
        )
        if antrag:
            messages.success(
                request,
                _("Festgehalten. Sie dürfen jetzt weitergeben; die Koordination prüft danach.")
                if antrag.dringend
                else _("Beantragt. Bitte warten Sie mit der Weitergabe, bis die Koordination bestätigt."),
            )
            return redirect("casemgmt:weitergabe-ohne-detail", antrag.pk)
    return formularseite(
        request,
        vorlage="casemgmt/weitergabe_ohne.html",
        form=form,
        gruende=wahl,
        titel=_("Ohne Einwilligung weitergeben"),
        unterzeile=str(klient),
        knopf=_("Festhalten"),
        krumen=krumen(klient),
    )


def antrag_detail(request: Anfrage, pk: int) -> HttpResponse:
    antrag: WeitergabeOhneEinwilligung = get_object_or_404(
        permissions.sichtbare_weitergaben_ohne(request.akteur).select_related(
            "klient", "einrichtung", "person", "beantragt_von", "entschieden_von"
        ),
        pk=pk,
    )
    gelesen(request, antrag.klient, _("Weitergabe ohne Einwilligung ansehen"))
    entscheidet = permissions.darf_weitergabe_entscheiden(request.akteur, antrag)
    form = EntscheidungForm(*eingaben(request))
    if request.method == "POST":
        verlange_erlaubnis(entscheidet)
        if form.is_valid() and versuchen(
            form,
            weitergabe_ohne_entscheiden,
            antrag_id=pk,
            bestaetigen=form.cleaned_data["bestaetigen"] == "ja",
            entscheidung=form.cleaned_data["entscheidung"],
            akteur=request.akteur,
        ):
            messages.success(request, _("Ihre Entscheidung ist festgehalten."))
            return redirect("casemgmt:weitergabe-ohne-detail", pk)
    an = f"{antrag.person} ({antrag.einrichtung})" if antrag.person else str(antrag.einrichtung)
    return render(
        request,
        "casemgmt/weitergabe_ohne_detail.html",
        {
            "antrag": antrag,
            "grund": gruende().get(antrag.grund),
            "status_art": STANDARTEN[antrag.zustand],
            "an": an,
            "was": klassen_in_worten(antrag.datenklassen),
            "form": form if entscheidet else None,
            "krumen": krumen(antrag.klient),
        },
    )


@aufsicht_liest("casemgmt.einwilligung", gettext_lazy("Einwilligungen aufgelistet"))
def uebersicht(request: Anfrage) -> HttpResponse:
    heute = timezone.localdate()
    zeilen = [
        {
            "satz": b.satz,
            "lage": lage_in_worten(b),
            "an": empfaenger_in_worten(b.satz),
            "grund": _("Das Kind ist jetzt 15 und unterschreibt selbst mit.")
            if kind_ist_fuenfzehn(b, heute)
            else " ".join(b.fehlt) or _("Sie endet bald."),
        }
        for b in aufmerksam(request.akteur, heute)
    ]
    return render(
        request,
        "casemgmt/einwilligung_uebersicht.html",
        {
            "krumen": krumen()[:-1],
            "zeilen": zeilen,
            "antraege": offene_antraege(request.akteur),
            "pflegt": permissions.darf_einwilligungstexte_pflegen(request.akteur, kreis_id_von(request)),
        },
    )
