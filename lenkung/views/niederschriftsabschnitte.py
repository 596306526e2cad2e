"""One part of the draft: written with autosave, compared with the session, never overwritten."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.niederschrift import abschnitt_schreiben, sitzung_uebernehmen, text_behalten
from lenkung.domain.queries.niederschrift import abschnitte_von
from lenkung.forms.niederschrift import AbschnittForm
from lenkung.models import Niederschriftsabschnitt
from lenkung.regeln.niederschriftsdruck import bloecke
from lenkung.regeln.textvergleich import zeilenvergleich
from lenkung.views.niederschriftsseiten import (
    abschnitt_holen,
    anker_von,
    kurz_von,
    titel_von,
    weg_des_abschnitts,
    zur_niederschrift,
)


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    """A plain form; with the script it saves itself and asks for data instead of a page."""
    abschnitt = _zu_schreibender(request, pk)
    form = AbschnittForm(*eingaben(request), abschnitt=abschnitt)
    als_daten = "application/json" in request.headers.get("Accept", "")
    if request.method == "POST" and form.is_valid():
        try:
            gespeichert = abschnitt_schreiben(abschnitt_id=pk, akteur=request.akteur, **form.angaben())
        except Fachfehler as fehler:
            if als_daten:
                return JsonResponse({"meldung": fehler.meldung}, status=_status(fehler))
            if isinstance(fehler, Ueberholt):
                return _konflikt(request, pk, form, fehler)
            form.fachfehler(fehler)
        else:
            if als_daten:
                return JsonResponse({"zaehler": gespeichert.zaehler, "von_hand": gespeichert.von_hand})
            messages.success(request, _("„%(titel)s“ ist gespeichert.") % {"titel": titel_von(abschnitt)})
            return redirect(_danach(request, abschnitt))
    elif als_daten:
        return JsonResponse(
            {"meldung": _("Das ließ sich nicht lesen. Bitte die Seite neu laden.")}, status=400
        )
    return render(request, "lenkung/niederschrift_abschnitt.html", _schreibseite(abschnitt, form))


def _zu_schreibender(request: Anfrage, pk: int) -> Niederschriftsabschnitt:
    abschnitt = abschnitt_holen(request, pk)
    sitzung = abschnitt.niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    return abschnitt


def _status(fehler: Fachfehler) -> int:
    return 403 if isinstance(fehler, NichtErlaubt) else 409 if isinstance(fehler, Ueberholt) else 400


def _naechster(abschnitt: Niederschriftsabschnitt) -> Niederschriftsabschnitt | None:
    folge = abschnitte_von(abschnitt.niederschrift)
    return next((satz for satz in folge if satz.position > abschnitt.position), None)


def _danach(request: Anfrage, abschnitt: Niederschriftsabschnitt) -> str:
    naechster = _naechster(abschnitt) if "weiter" in request.POST else None
    if naechster is not None:
        return reverse("lenkung:abschnitt-bearbeiten", args=[naechster.pk])
    return zur_niederschrift(abschnitt.niederschrift.sitzung_id, anker_von(abschnitt))


def _schreibseite(abschnitt: Niederschriftsabschnitt, form: AbschnittForm) -> dict[str, Any]:
    naechster = _naechster(abschnitt)
    return {
        "abschnitt": abschnitt,
        "form": form,
        "titel": titel_von(abschnitt),
        "krumen": weg_des_abschnitts(abschnitt),
        "abbrechen_url": zur_niederschrift(abschnitt.niederschrift.sitzung_id, anker_von(abschnitt)),
        "gebaut": bloecke(abschnitt.gebaut),
        "festgestellt": bloecke(abschnitt.festgestellt),
        "naechster": kurz_von(naechster) if naechster else "",
    }


def _konflikt(request: Anfrage, pk: int, form: AbschnittForm, fehler: Ueberholt) -> HttpResponse:
    """Both texts side by side; mine can still be saved, now knowing the other."""
    jetzt = abschnitt_holen(request, pk)
    eingaben = request.POST.copy()
    eingaben["zaehler"] = str(jetzt.zaehler)
    form.data = eingaben
    return render(
        request,
        "lenkung/niederschrift_konflikt.html",
        {
            **_schreibseite(jetzt, form),
            "meldung": fehler.meldung,
            "vergleich": zeilenvergleich(jetzt.geltend, form.cleaned_data["text"]),
        },
        status=409,
    )


def unterschied(request: Anfrage, pk: int) -> HttpResponse:
    """What the session says, what somebody has made of it, and what was corrected since."""
    abschnitt = abschnitt_holen(request, pk)
    sitzung = abschnitt.niederschrift.sitzung
    if request.method == "POST":
        return _entscheiden(request, abschnitt)
    if not abschnitt.von_hand:
        return redirect(zur_niederschrift(sitzung.pk, anker_von(abschnitt)))
    return render(
        request,
        "lenkung/niederschrift_unterschied.html",
        {
            "abschnitt": abschnitt,
            "titel": titel_von(abschnitt),
            "krumen": weg_des_abschnitts(abschnitt),
            "zurueck_url": zur_niederschrift(sitzung.pk, anker_von(abschnitt)),
            "berichtigt": zeilenvergleich(abschnitt.grundlage, abschnitt.gebaut),
            "eigenes": zeilenvergleich(abschnitt.gebaut, abschnitt.text),
            "darf_schreiben": permissions.darf_niederschrift_schreiben(request.akteur, sitzung),
        },
    )


def _entscheiden(request: Anfrage, abschnitt: Niederschriftsabschnitt) -> HttpResponse:
    sitzung = abschnitt.niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    uebernehmen = request.POST.get("tat") == "uebernehmen"
    zaehler = request.POST.get("zaehler", "")
    try:
        (sitzung_uebernehmen if uebernehmen else text_behalten)(
            abschnitt_id=abschnitt.pk,
            zaehler=int(zaehler) if zaehler.isdecimal() and len(zaehler) < 10 else -1,
            akteur=request.akteur,
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect("lenkung:abschnitt-unterschied", abschnitt.pk)
    messages.success(
        request, _("Es gilt der Text der Sitzung.") if uebernehmen else _("Ihr Text bleibt, wie er ist.")
    )
    return redirect(zur_niederschrift(sitzung.pk, anker_von(abschnitt)))
