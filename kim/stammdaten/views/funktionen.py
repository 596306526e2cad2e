"""Giving a Person a Funktion, and changing or ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.stammdaten import permissions
from kim.stammdaten.domain.person import funktion_aendern, funktion_geben
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.forms.saetze import FunktionForm
from kim.stammdaten.models import Funktion
from kim.stammdaten.views.saetze import versuchen
from kim.stammdaten.views.satzarten import PERSON
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def funktion_anlegen(request: Anfrage, pk: int) -> HttpResponse:
    person = get_object_or_404(permissions.sichtbare_personen(request.akteur), pk=pk)
    heute = timezone.localdate()
    verlange_erlaubnis(permissions.darf_funktion_geben(request.akteur, person, heute))
    form = FunktionForm(*eingaben(request), instance=Funktion(person=person), heute=heute)
    if request.method == "POST" and form.is_valid():
        funktion = versuchen(
            form, funktion_geben, person_id=pk, akteur=request.akteur, angaben=form.angaben()
        )
        if funktion is not None:
            messages.success(
                request,
                _("%(person)s: Funktion „%(funktion)s“ ist eingetragen.")
                % {"person": person, "funktion": funktion},
            )
            return redirect(PERSON.url("detail", pk))
    return render(
        request,
        "stammdaten/formular.html",
        {
            "art": PERSON,
            "form": form,
            "satz": person,
            "bezeichnung": str(person),
            "titel": _("Funktion eintragen"),
            "liste_url": PERSON.url("liste"),
            "abbrechen_url": PERSON.url("detail", pk),
        },
    )


def funktion_bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_funktionen(request.akteur).select_related("person", "einrichtung")
    funktion = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_funktion_aendern(request.akteur, funktion))
    person = funktion.person
    form = FunktionForm(
        *eingaben(request),
        instance=funktion,
        heute=timezone.localdate(),
        initial={"stand": stand_von(funktion)},
    )
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            funktion_aendern,
            funktion_id=pk,
            akteur=request.akteur,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if neu is not None:
            messages.success(request, _("Die Funktion „%(funktion)s“ ist gespeichert.") % {"funktion": neu})
            return redirect(PERSON.url("detail", person.pk))
    return render(
        request,
        "stammdaten/formular.html",
        {
            "art": PERSON,
            "form": form,
            "satz": person,
            "bezeichnung": str(person),
            "titel": _("Funktion bearbeiten"),
            "liste_url": PERSON.url("liste"),
            "abbrechen_url": PERSON.url("detail", person.pk),
        },
    )
