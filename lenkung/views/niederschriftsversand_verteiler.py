"""Lists that get the Niederschriften beside the members: tended by the Geschäftsstelle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.niederschriftsversand_verteiler import (
    verteiler_aendern,
    verteiler_anlegen,
    verteiler_loeschen,
)
from lenkung.forms.genehmigung import VerteilerForm
from lenkung.models import Gremium, Verteiler
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, krumen


def _gremium(request: Anfrage, pk: int) -> Gremium:
    gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_verteiler_pflegen(request.akteur, gremium))
    return gremium


def _weg(gremium: Gremium) -> list[tuple[Any, str]]:
    return [*krumen(gremium), (_("Verteiler"), reverse("lenkung:verteiler-liste", args=[gremium.pk]))]


def _zur_liste(verteiler: Verteiler) -> str:
    return reverse("lenkung:verteiler-liste", args=[verteiler.gremium_id])


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    saetze = permissions.sichtbare_verteiler(request.akteur).filter(gremium=gremium)
    return render(
        request,
        "lenkung/verteiler_liste.html",
        {
            "gremium": gremium,
            "saetze": saetze.annotate(anzahl=Count("adressen")).order_by("name", "pk"),
            "krumen": krumen(gremium),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    form = VerteilerForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda satz: _("„%(name)s“ ist angelegt.") % {"name": satz},
            verteiler_anlegen,
            gremium_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Verteiler anlegen"),
        weg=_weg(gremium),
        knopf=_("Anlegen"),
        unterzeile=_("Er bekommt die Niederschriften zusammen mit den Mitgliedern, mit Nachweis je Person."),
    )


def _verteiler(request: Anfrage, pk: int) -> Verteiler:
    menge = permissions.sichtbare_verteiler(request.akteur).select_related("gremium")
    verteiler = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_verteiler_pflegen(request.akteur, verteiler.gremium))
    return verteiler


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    verteiler = _verteiler(request, pk)
    form = VerteilerForm(*eingaben(request), instance=verteiler)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda satz: _("„%(name)s“ ist gespeichert.") % {"name": satz},
            verteiler_aendern,
            verteiler_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Verteiler ändern"),
        weg=_weg(verteiler.gremium),
        unterzeile=_("Änderungen gelten für den nächsten Versand."),
    )


def loeschen(request: Anfrage, pk: int) -> HttpResponse:
    verteiler = _verteiler(request, pk)
    weg = _weg(verteiler.gremium)
    if request.method == "POST":
        verteiler_loeschen(verteiler_id=pk, akteur=request.akteur)
        messages.success(request, _("„%(name)s“ ist gelöscht.") % {"name": verteiler.name})
        return redirect(weg[-1][1])
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("Verteiler „%(name)s“ löschen?") % {"name": verteiler.name},
            "folgen": [
                _("Er bekommt keine Niederschriften mehr."),
                _("Was schon versandt ist, bleibt mit seinem Nachweis stehen."),
            ],
            "knopf": _("Löschen"),
            "gefahr": True,
            "krumen": weg,
            "abbrechen_url": weg[-1][1],
        },
    )
