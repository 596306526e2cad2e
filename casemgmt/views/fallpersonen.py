"""The persons of a case: who belongs to it, who did, who might."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.fallpersonen import hauptperson_wechseln, person_beenden, person_ergaenzen
from casemgmt.domain.queries.fallpersonen import ergaenzbare_personen
from casemgmt.forms.faelle import PersonErgaenzenForm
from casemgmt.models import Fallperson
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.fallseiten import ausfuehren, fall_holen, krumen, reiter
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def personen(request: Anfrage, pk: int) -> HttpResponse:
    fall = fall_holen(request, pk)
    darf = permissions.darf_fall_fuehren(request.akteur, fall)
    moegliche = ergaenzbare_personen(request.akteur, fall) if darf else []
    form = PersonErgaenzenForm(*eingaben(request), personen=[(k.pk, str(k)) for k in moegliche])
    if request.method == "POST":
        verlange_erlaubnis(darf)
        if form.is_valid():
            antwort = ausfuehren(
                request,
                form,
                request.path,
                _("Die Person gehört jetzt zum Fall."),
                person_ergaenzen,
                fall_id=pk,
                klient_id=form.cleaned_data["klient"],
            )
            if antwort:
                return antwort
    akte_gelesen(request, fall, _("Personen des Falls gelesen"), fall.aktenzeichen)
    return render(
        request,
        "casemgmt/fall_personen.html",
        {
            "fall": fall,
            "krumen": krumen(fall),
            "reiter": reiter(fall, "personen"),
            "zeilen": [
                {"satz": satz, "url": reverse("casemgmt:klient-detail", args=[satz.klient_id])}
                for satz in fall.personen.select_related("klient")
            ],
            "form": form if moegliche or form.is_bound else None,
            "darf": bool(darf) and not fall.beendet,
        },
    )


def _tun(request: Anfrage, pk: int, tun: Any, meldung: str) -> HttpResponse:
    menge = permissions.sichtbare_fallpersonen(request.akteur).select_related("fall")
    satz: Fallperson = get_object_or_404(menge, pk=pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, satz.fall))
    try:
        tun(fallperson_id=satz.pk, akteur=request.akteur)
        messages.success(request, meldung)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:fall-personen", satz.fall_id)


@require_POST
def beenden(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(request, pk, person_beenden, _("Die Person gehört nicht mehr zum Fall."))


@require_POST
def hauptperson(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(request, pk, hauptperson_wechseln, _("Die Hauptperson ist gewechselt."))
