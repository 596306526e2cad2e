"""Opening a file in an emergency, and taking note of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.notzugriff import notzugriff_beenden, notzugriff_nehmen, notzugriff_zur_kenntnis
from casemgmt.forms.koordination import NotzugriffForm
from casemgmt.models import Notzugriff
from casemgmt.views.personenseiten import krumen, seite_des_falls
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis

HOECHSTENS = 50


def nehmen(request: Anfrage) -> HttpResponse:
    """Whether the number exists is told only once the reason stands in the log."""
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_notzugriff(request.akteur, kreis_id))
    form = NotzugriffForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        try:
            fall = notzugriff_nehmen(kreis_id=kreis_id, akteur=request.akteur, **form.cleaned_data)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            if fall is not None:
                messages.success(request, _("Die Akte ist für Sie geöffnet. Der Zugriff endet von selbst."))
                return redirect(seite_des_falls(fall.pk) or "casemgmt:notzugriff-liste")
            form.add_error(
                "aktenzeichen",
                _(
                    "Zu diesem Aktenzeichen öffnet sich keine Akte. Ihr Versuch ist mit der Nummer "
                    "festgehalten. Bitte prüfen Sie die Nummer oder rufen Sie die Koordination an."
                ),
            )
    return render(request, "casemgmt/notzugriff.html", {"krumen": krumen(), "form": form})


def liste(request: Anfrage) -> HttpResponse:
    """Those that one took oneself, those to one's own cases, and for the Koordination all of the Kreis."""
    jetzt = timezone.now()
    menge = permissions.sichtbare_notzugriffe(request.akteur).select_related("fall", "konto", "gesehen_von")
    return render(
        request,
        "casemgmt/notzugriff_liste.html",
        {
            "krumen": krumen(),
            "zeilen": [_zeile(request, satz, jetzt) for satz in menge[:HOECHSTENS]],
            "darf_nehmen": permissions.darf_notzugriff(request.akteur, request.akteur.kreis_id),
        },
    )


def _zeile(request: Anfrage, satz: Notzugriff, jetzt: Any) -> dict[str, Any]:
    laeuft = satz.beendet_am is None and satz.bis > jetzt
    eigener = satz.konto_id == request.akteur.konto_id
    personen: list[Any] = []
    if laeuft and eigener:
        sichtbar = permissions.sichtbare_klienten(request.akteur).filter(fallpersonen__fall_id=satz.fall_id)
        personen = list(sichtbar.distinct())
    return {
        "satz": satz,
        "laeuft": laeuft,
        "personen": personen,
        "fall_url": seite_des_falls(satz.fall_id) if laeuft and eigener else "",
        "darf_beenden": laeuft and eigener,
        "darf_sehen": satz.gesehen_am is None
        and bool(permissions.darf_notzugriff_abnehmen(request.akteur, satz)),
    }


def _satz(request: Anfrage, pk: int) -> Notzugriff:
    return get_object_or_404(permissions.sichtbare_notzugriffe(request.akteur), pk=pk)


@require_POST
def beenden(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(request, pk, notzugriff_beenden, _("Der Notzugriff ist beendet."))


@require_POST
def gesehen(request: Anfrage, pk: int) -> HttpResponse:
    return _tun(request, pk, notzugriff_zur_kenntnis, _("Zur Kenntnis genommen."))


def _tun(request: Anfrage, pk: int, tat: Any, meldung: str) -> HttpResponse:
    satz = _satz(request, pk)
    try:
        tat(notzugriff_id=satz.pk, akteur=request.akteur)
    except NichtErlaubt:
        raise
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, meldung)
    return redirect("casemgmt:notzugriff-liste")
