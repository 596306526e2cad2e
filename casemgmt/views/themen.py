"""The list of topics, for the Koordination."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.themen import alle_themen
from casemgmt.domain.themen import thema_anlegen, thema_bestimmen
from casemgmt.forms.themen import ThemaForm
from casemgmt.views.vor_ort_seiten import Krumen, versuchen
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis


def liste(request: Anfrage) -> HttpResponse:
    zeilen = alle_themen(kreis_id_von(request))
    darf = permissions.darf_themen_pflegen(request.akteur, kreis_id_von(request))
    return render(request, "casemgmt/themen.html", {"zeilen": zeilen, "darf": bool(darf)})


def _pflegen(request: Anfrage) -> int:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_themen_pflegen(request.akteur, kreis_id))
    return kreis_id


def _krumen() -> Krumen:
    return [(_("Themen der Beratung"), reverse("casemgmt:themen"))]


def bearbeiten(request: Anfrage, schluessel: str) -> HttpResponse:
    kreis_id = _pflegen(request)
    zeile = next((z for z in alle_themen(kreis_id) if z.thema.schluessel == schluessel), None)
    if zeile is None:
        raise Http404
    form = ThemaForm(
        *eingaben(request), initial={"titel": zeile.thema.titel, "rang": zeile.rang, "aktiv": zeile.aktiv}
    )
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: thema_bestimmen(
                akteur=request.akteur, kreis_id=kreis_id, schluessel=schluessel, **form.cleaned_data
            ),
        )
        if satz is not None:
            messages.success(request, _("Das Thema ist gespeichert."))
            return redirect("casemgmt:themen")
    return render(
        request,
        "lenkung/formular.html",
        {
            "form": form,
            "titel": zeile.thema.titel,
            "krumen": _krumen(),
            "abbrechen_url": reverse("casemgmt:themen"),
        },
    )


def anlegen(request: Anfrage) -> HttpResponse:
    kreis_id = _pflegen(request)
    form = ThemaForm(*eingaben(request), initial={"rang": 105, "aktiv": True})
    del form.fields["aktiv"]
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: thema_anlegen(akteur=request.akteur, kreis_id=kreis_id, **form.cleaned_data),
        )
        if satz is not None:
            messages.success(request, _("Das Thema wird jetzt angeboten."))
            return redirect("casemgmt:themen")
    return render(
        request,
        "lenkung/formular.html",
        {
            "form": form,
            "titel": _("Thema hinzufügen"),
            "krumen": _krumen(),
            "abbrechen_url": reverse("casemgmt:themen"),
        },
    )
