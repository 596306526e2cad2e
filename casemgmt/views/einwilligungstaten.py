"""Acts on a consent: sign, make a mark, bring the sheet, say it orally, discard, revoke, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.einwilligung import einwilligung_verwerfen, muendlich_erteilen
from casemgmt.domain.einwilligungsdruck import blatt_drucken
from casemgmt.domain.einwilligungstexte import muendlich_tage
from casemgmt.domain.einwilligungsunterschrift import (
    auf_schirm_unterschreiben,
    handzeichen_geben,
    noch_offen,
    papier_aufnehmen,
)
from casemgmt.domain.queries.einwilligungen import weitergaben_zu
from casemgmt.domain.widerruf import Widerruf, einwilligung_widerrufen
from casemgmt.forms.einwilligungen import (
    BlattForm,
    HandzeichenForm,
    MuendlichForm,
    SchirmForm,
    Tatform,
    WiderrufForm,
)
from casemgmt.models import Einwilligung
from casemgmt.regeln.einwilligung import Einwilligungsstand
from casemgmt.regeln.einwilligungstext import zweisprachig
from casemgmt.views.einwilligungsseiten import (
    einwilligung_holen,
    formularseite,
    gelesen,
    krumen,
    versuchen,
    weitergabezeile,
)
from kim.basis.fehler import Fachfehler
from kim.basis.zeit import BERLIN
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def _zum_satz(satz: Einwilligung) -> str:
    return reverse("casemgmt:einwilligung-detail", args=[satz.pk])


def _fuer_unterschrift(request: Anfrage, pk: int) -> tuple[Einwilligung, list[Any]]:
    satz = einwilligung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, satz.klient))
    gelesen(request, satz.klient, _("Einwilligung unterschreiben"))
    offen = noch_offen(satz)
    if satz.zustand not in (Einwilligungsstand.ENTWURF, Einwilligungsstand.ERTEILT):
        offen = []
    return satz, offen


def _nichts_offen(request: Anfrage, satz: Einwilligung) -> HttpResponse:
    messages.info(request, _("Hier fehlt keine Unterschrift."))
    return redirect(_zum_satz(satz))


def _unterschrift(
    request: Anfrage, pk: int, form_art: Any, tun: Callable[..., Any], vorlage: str, **angaben: Any
) -> HttpResponse:
    satz, offen = _fuer_unterschrift(request, pk)
    if not offen:
        return _nichts_offen(request, satz)
    form = form_art(*eingaben(request, request.FILES), offen=offen, stand=satz.stand)
    if (
        request.method == "POST"
        and form.is_valid()
        and versuchen(form, tun, einwilligung_id=pk, akteur=request.akteur, **form.angaben())
    ):
        messages.success(request, _("Die Unterschrift ist festgehalten."))
        return redirect(_zum_satz(satz))
    return formularseite(
        request,
        vorlage=vorlage,
        form=form,
        satz=satz,
        blatt=zweisprachig(satz.wortlaut),
        geprueft=satz.wortlaut["geprueft"],
        unterzeile=str(satz.klient),
        krumen=krumen(satz.klient, satz),
        **angaben,
    )


def unterschreiben(request: Anfrage, pk: int) -> HttpResponse:
    return _unterschrift(
        request,
        pk,
        SchirmForm,
        auf_schirm_unterschreiben,
        "casemgmt/einwilligung_unterschreiben.html",
        titel=_("Auf dem Bildschirm unterschreiben"),
        knopf=_("Unterschrift speichern"),
    )


def handzeichen(request: Anfrage, pk: int) -> HttpResponse:
    return _unterschrift(
        request,
        pk,
        HandzeichenForm,
        handzeichen_geben,
        "casemgmt/tat.html",
        titel=_("Handzeichen vor einer Zeugin oder einem Zeugen"),
        hinweis=_(
            "Für Menschen, die nicht schreiben: Sie setzen ihr Zeichen auf das Blatt oder sagen deutlich Ja. "
            "Eine andere Person, nicht Sie selbst, bezeugt es mit ihrem Namen."
        ),
        knopf=_("Handzeichen festhalten"),
    )


def hochladen(request: Anfrage, pk: int) -> HttpResponse:
    return _unterschrift(
        request,
        pk,
        BlattForm,
        papier_aufnehmen,
        "casemgmt/tat.html",
        titel=_("Unterschriebenes Blatt hochladen"),
        hinweis=_("Ein Foto oder ein Scan genügt. Bitte prüfen, dass alles zu lesen ist."),
        mit_datei=True,
        knopf=_("Blatt speichern"),
    )


def muendlich(request: Anfrage, pk: int) -> HttpResponse:
    satz = einwilligung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, satz.klient))
    gelesen(request, satz.klient, _("Mündliche Einwilligung"))
    jetzt = timezone.localtime()
    form = MuendlichForm(
        *eingaben(request),
        initial={"stand": satz.stand, "am_tag": jetzt.date(), "am_uhrzeit": jetzt.time()},
    )
    if request.method == "POST" and form.is_valid():
        daten = form.cleaned_data
        am = datetime.combine(daten["am_tag"], daten["am_uhrzeit"], tzinfo=BERLIN)
        erteilt = versuchen(
            form,
            muendlich_erteilen,
            einwilligung_id=pk,
            stand=daten["stand"],
            am=am,
            grund=daten["grund"],
            akteur=request.akteur,
        )
        if erteilt:
            messages.success(
                request,
                _("Mündlich erteilt. Ohne Unterschrift verfällt sie nach dem %(tag)s.")
                % {"tag": f"{erteilt.muendlich_bis:%d.%m.%Y}"},
            )
            return redirect(_zum_satz(satz))
    return formularseite(
        request,
        form=form,
        titel=_("Mündlich erteilt"),
        unterzeile=str(satz.klient),
        hinweis=_(
            "Nur wenn eine Unterschrift jetzt nicht möglich ist. Sie gilt höchstens %(tage)s Tage, "
            "bis dahin muss unterschrieben sein."
        )
        % {"tage": muendlich_tage(satz.kreis_id)},
        knopf=_("Mündliche Einwilligung festhalten"),
        krumen=krumen(satz.klient, satz),
    )


def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    satz = einwilligung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, satz.klient))
    gelesen(request, satz.klient, _("Entwurf verwerfen"))
    form = Tatform(*eingaben(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and versuchen(form, einwilligung_verwerfen, einwilligung_id=pk, akteur=request.akteur)
    ):
        messages.success(request, _("Der Entwurf ist verworfen."))
        return redirect("casemgmt:einwilligung-liste", satz.klient_id)
    return render(
        request,
        "casemgmt/bestaetigen.html",
        {
            "form": form,
            "titel": _("Entwurf verwerfen?"),
            "folgen": [
                _("Das Blatt kann nicht mehr unterschrieben werden."),
                _("Weitergegeben wurde nichts."),
            ],
            "knopf": _("Verwerfen"),
            "gefahr": True,
            "krumen": krumen(satz.klient, satz),
            "abbrechen_url": _zum_satz(satz),
        },
    )


def widerrufen(request: Anfrage, pk: int) -> HttpResponse:
    """One button. Before and after it the page says what was passed on and to whom."""
    satz = einwilligung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_widerrufen(request.akteur, satz))
    gelesen(request, satz.klient, _("Einwilligung widerrufen"))
    form = WiderrufForm(*eingaben(request), initial={"weg": "muendlich"})
    if request.method == "POST" and form.is_valid():
        widerruf: Widerruf | None = versuchen(
            form,
            einwilligung_widerrufen,
            einwilligung_id=pk,
            weg=form.cleaned_data["weg"],
            akteur=request.akteur,
        )
        if widerruf:
            return _widerrufen(request, widerruf)
    return formularseite(
        request,
        vorlage="casemgmt/einwilligung_widerrufen.html",
        form=form,
        satz=satz,
        klient=satz.klient,
        weitergaben=[weitergabezeile(z) for z in weitergaben_zu(request.akteur, satz)],
        krumen=krumen(satz.klient, satz),
    )


def _widerrufen(request: Anfrage, widerruf: Widerruf) -> HttpResponse:
    messages.success(request, _("Widerrufen. Ab jetzt wird auf dieser Grundlage nichts mehr weitergegeben."))
    for text in widerruf.angehalten:
        messages.info(request, text)
    return redirect(f"{_zum_satz(widerruf.einwilligung)}#weitergaben")


@require_POST
def drucken(request: Anfrage, pk: int) -> HttpResponse:
    satz = einwilligung_holen(request, pk)
    gelesen(request, satz.klient, _("Blatt der Einwilligung drucken"))
    try:
        return redirect("casemgmt:druck", blatt_drucken(einwilligung_id=satz.pk, akteur=request.akteur))
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect(_zum_satz(satz))
