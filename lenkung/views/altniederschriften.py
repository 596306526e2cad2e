"""All Niederschriften of a Gremium in one list; those from before are taken in as PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.altniederschrift import altniederschrift_aendern, altniederschrift_aufnehmen
from lenkung.domain.queries.niederschriftsliste import niederschriften_von
from lenkung.forms.altniederschriften import AltniederschriftForm, AufnehmenForm
from lenkung.models import Gremium
from lenkung.views.seiten import ausfuehren, formularseite, krumen


def zur_liste(gremium_id: int) -> str:
    return reverse("lenkung:niederschrift-liste", args=[gremium_id])


def _gremium(request: Anfrage, pk: int) -> Gremium:
    gremium: Gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    return gremium


def liste(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    aufnehmen = permissions.darf_altniederschrift_aufnehmen(request.akteur, gremium)
    return render(
        request,
        "lenkung/niederschrift_liste.html",
        {
            "gremium": gremium,
            "zeilen": niederschriften_von(request.akteur, gremium),
            "darf_aufnehmen": aufnehmen,
            "krumen": krumen(gremium),
        },
    )


def aufnehmen(request: Anfrage, pk: int) -> HttpResponse:
    gremium = _gremium(request, pk)
    verlange_erlaubnis(permissions.darf_altniederschrift_aufnehmen(request.akteur, gremium))
    form = AufnehmenForm(*eingaben(request, request.FILES))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_liste(pk),
            lambda satz: _("„%(satz)s“ ist aufgenommen.") % {"satz": satz},
            altniederschrift_aufnehmen,
            gremium_id=pk,
            datei=form.cleaned_data["datei"],
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Frühere Niederschrift aufnehmen"),
        weg=_weg(gremium),
        knopf=_("Aufnehmen"),
        unterzeile=_("Aus der Zeit vor KIM. Die Datei bleibt, wie sie ist."),
    )


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_altniederschriften(request.akteur).select_related("gremium")
    satz = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_altniederschrift_aufnehmen(request.akteur, satz.gremium))
    form = AltniederschriftForm(*eingaben(request), instance=satz)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_liste(satz.gremium_id),
            lambda _satz: _("Gespeichert."),
            altniederschrift_aendern,
            altniederschrift_id=pk,
            angaben=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=str(satz), weg=_weg(satz.gremium), knopf=_("Speichern"))


def _weg(gremium: Gremium) -> list[tuple[Any, str]]:
    return [*krumen(gremium), (_("Niederschriften"), zur_liste(gremium.pk))]
