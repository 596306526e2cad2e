"""Who gets copies for a member, and may answer for her: tended by the Geschäftsstelle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.vorzimmer import vorzimmer_aendern, vorzimmer_eintragen, vorzimmer_entfernen
from lenkung.forms.rueckmeldungen import VorzimmerForm
from lenkung.models import Gremium, Vorzimmer
from lenkung.views.seiten import HISTORIE_SEHEN, ausfuehren, formularseite, krumen


def _gremium(request: Anfrage, pk: int) -> Gremium:
    gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_vorzimmer_pflegen(request.akteur, gremium))
    return gremium


def _weg(gremium: Gremium) -> list[tuple[Any, str]]:
    return [*krumen(gremium), (_("Vorzimmer"), reverse("lenkung:vorzimmer-liste", args=[gremium.pk]))]


def _zur_liste(vorzimmer: Vorzimmer) -> str:
    return reverse("lenkung:vorzimmer-liste", args=[vorzimmer.gremium_id])


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    saetze = permissions.sichtbare_vorzimmer(request.akteur).filter(gremium=gremium)
    return render(
        request,
        "lenkung/vorzimmer_liste.html",
        {
            "gremium": gremium,
            "saetze": saetze.select_related("person").order_by(
                "person__nachname", "person__vorname", "name", "pk"
            ),
            "neu_url": reverse("lenkung:vorzimmer-eintragen", args=[pk]),
            "krumen": krumen(gremium),
            "darf_historie": request.akteur.hat_recht(HISTORIE_SEHEN),
        },
    )


def eintragen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    wahl = request.GET.get("person", "")
    form = VorzimmerForm(
        *eingaben(request),
        instance=Vorzimmer(gremium=gremium),
        heute=timezone.localdate(),
        initial={"person": wahl} if wahl.isdecimal() else {},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda satz: _("„%(name)s“ ist eingetragen.") % {"name": satz},
            vorzimmer_eintragen,
            gremium_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Vorzimmer eintragen"),
        weg=_weg(gremium),
        knopf=_("Eintragen"),
        unterzeile=_("Es bekommt Kopien der Einladung und kann, wenn Sie es erlauben, zu- oder absagen."),
    )


def _vorzimmer(request: Anfrage, pk: int) -> Vorzimmer:
    menge = permissions.sichtbare_vorzimmer(request.akteur).select_related("gremium", "person")
    vorzimmer = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_vorzimmer_pflegen(request.akteur, vorzimmer.gremium))
    return vorzimmer


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    vorzimmer = _vorzimmer(request, pk)
    weg, unterzeile = _weg(vorzimmer.gremium), _("für %(person)s") % {"person": vorzimmer.person}
    form = VorzimmerForm(
        *eingaben(request),
        instance=vorzimmer,
        heute=timezone.localdate(),
        initial={"stand": stand_von(vorzimmer)},
    )
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zur_liste,
            lambda satz: _("„%(name)s“ ist gespeichert.") % {"name": satz},
            vorzimmer_aendern,
            vorzimmer_id=pk,
            angaben=form.angaben(),
            erwarteter_stand=form.cleaned_data["stand"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Vorzimmer ändern"), weg=weg, unterzeile=unterzeile)


def entfernen(request: Anfrage, pk: int) -> HttpResponse:
    vorzimmer = _vorzimmer(request, pk)
    weg = _weg(vorzimmer.gremium)
    if request.method == "POST":
        vorzimmer_entfernen(vorzimmer_id=pk, akteur=request.akteur)
        messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": vorzimmer.name})
        return redirect(weg[-1][1])
    return render(
        request,
        "lenkung/bestaetigen.html",
        {
            "titel": _("Vorzimmer „%(name)s“ entfernen?") % {"name": vorzimmer.name},
            "text": _("für %(person)s") % {"person": vorzimmer.person},
            "folgen": [
                _("Es bekommt keine Kopien mehr, und seine Links gelten sofort nicht mehr."),
                _("Was es schon geantwortet hat, bleibt stehen."),
            ],
            "knopf": _("Entfernen"),
            "gefahr": True,
            "krumen": weg,
            "abbrechen_url": weg[-1][1],
        },
    )
