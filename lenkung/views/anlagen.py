"""Papers of proposals and of drafts of Vorlagen: add, rename, take off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.anlage import (
    anlage_entfernen,
    anlage_umbenennen,
    anlagen_zum_vorschlag,
    anlagen_zur_fassung,
)
from lenkung.forms.anlagen import AnlagenForm, UmbenennenForm
from lenkung.models import Anlage
from lenkung.views.seiten import Krumen, ausfuehren, formularseite, rueckfrage
from lenkung.views.vorlagenseiten import fassung_holen
from lenkung.views.vorlagenseiten import krumen as vorlagenkrumen
from lenkung.views.vorschlagsseiten import krumen as vorschlagskrumen
from lenkung.views.vorschlagsseiten import vorschlag_holen


def zum_vorschlag(request: Anfrage, pk: int) -> HttpResponse:
    vorschlag = vorschlag_holen(request, pk)
    verlange_erlaubnis(permissions.darf_vorschlag_ergaenzen(request.akteur, vorschlag))
    weg = vorschlagskrumen(request.akteur, vorschlag)
    return _hochladen(request, weg, anlagen_zum_vorschlag, vorschlag_id=pk)


def zur_fassung(request: Anfrage, pk: int) -> HttpResponse:
    fassung = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_fassung_aendern(request.akteur, fassung))
    return _hochladen(request, vorlagenkrumen(request.akteur, fassung), anlagen_zur_fassung, fassung_id=pk)


def _hochladen(request: Anfrage, weg: Krumen, tun: Any, **wohin: int) -> HttpResponse:
    form = AnlagenForm(*eingaben(request, request.FILES))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            weg[-1][1],
            lambda anlagen: (
                ngettext("%(n)s Anlage ist abgelegt.", "%(n)s Anlagen sind abgelegt.", len(anlagen))
                % {"n": len(anlagen)}
            ),
            tun,
            dateien=form.cleaned_data["dateien"],
            **wohin,
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/anlagen_hochladen.html",
        {"form": form, "krumen": weg, "titel": _("Anlagen hinzufügen"), "abbrechen_url": weg[-1][1]},
    )


def _holen(request: Anfrage, pk: int) -> tuple[Anlage, Krumen]:
    menge = permissions.sichtbare_anlagen(request.akteur).filter(entfernt_am__isnull=True, punkt__isnull=True)
    verwandte = ("vorschlag__gremium__kreis", "fassung__vorlage__gremium__kreis", "dokument")
    anlage = get_object_or_404(menge.select_related(*verwandte), pk=pk)
    verlange_erlaubnis(permissions.darf_anlage_aendern(request.akteur, anlage))
    if anlage.vorschlag is not None:
        return anlage, vorschlagskrumen(request.akteur, anlage.vorschlag)
    assert anlage.fassung is not None  # those of items were left out
    return anlage, vorlagenkrumen(request.akteur, anlage.fassung)


def umbenennen(request: Anfrage, pk: int) -> HttpResponse:
    anlage, weg = _holen(request, pk)
    form = UmbenennenForm(*eingaben(request), initial={"titel": anlage.titel})
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            weg[-1][1],
            lambda satz: _("Die Anlage heißt jetzt „%(titel)s“.") % {"titel": satz.titel},
            anlage_umbenennen,
            anlage_id=pk,
            titel=form.cleaned_data["titel"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Anlage umbenennen"), weg=weg)


def entfernen(request: Anfrage, pk: int) -> HttpResponse:
    anlage, weg = _holen(request, pk)
    if request.method == "POST":
        anlage_entfernen(anlage_id=pk, akteur=request.akteur)
        messages.success(request, _("„%(titel)s“ ist entfernt.") % {"titel": anlage.titel})
        return redirect(weg[-1][1])
    return rueckfrage(
        request,
        form=None,
        titel=_("„%(titel)s“ entfernen?") % {"titel": anlage.titel},
        folgen=[
            _("Die Anlage steht nicht mehr dabei und geht nicht mit der nächsten Einladung hinaus."),
            _("Was schon verschickt ist, bleibt verschickt."),
        ],
        knopf=_("Entfernen"),
        weg=weg,
    )
