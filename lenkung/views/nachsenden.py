"""What follows an invitation: papers, a changed agenda, those who came later."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.nachladen import nachtraeglich_einladen
from lenkung.domain.nachversand import nachzusendende, unterlagen_nachsenden
from lenkung.domain.sendung import aenderung_vorbereiten
from lenkung.forms.sendungen import NachsendenForm
from lenkung.views.seiten import ausfuehren
from lenkung.views.sendungen import sitzung_mit_allem, tun, versandmeldung, zur_seite
from lenkung.views.sitzungsseiten import krumen


def nachsenden(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = sitzung_mit_allem(request, pk)
    verlange_erlaubnis(permissions.darf_nachsenden(request.akteur, sitzung))
    papiere = nachzusendende(sitzung)
    form = NachsendenForm(*eingaben(request), papiere=papiere)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_seite(pk),
            versandmeldung,
            unterlagen_nachsenden,
            sitzung_id=pk,
            dokument_ids=[int(nummer) for nummer in form.cleaned_data["unterlagen"]],
            anschreiben=form.cleaned_data["anschreiben"],
        )
        if weiter:
            return weiter
    return render(
        request,
        "lenkung/nachsenden.html",
        {
            "sitzung": sitzung,
            "form": form,
            "papiere": papiere,
            "krumen": [*krumen(sitzung), (_("Einladung"), zur_seite(pk))],
            "abbrechen_url": zur_seite(pk),
        },
    )


@require_POST
def aenderung(request: Anfrage, pk: int) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_nachsenden(request.akteur, sitzung_mit_allem(request, pk)))
    return tun(
        request,
        pk,
        aenderung_vorbereiten,
        lambda _satz: _("Die geänderte Tagesordnung ist vorbereitet. Bitte lesen, dann senden."),
        sitzung_id=pk,
    )


@require_POST
def nachtraeglich(request: Anfrage, pk: int) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_nachsenden(request.akteur, sitzung_mit_allem(request, pk)))
    return tun(request, pk, nachtraeglich_einladen, versandmeldung, sitzung_id=pk)
