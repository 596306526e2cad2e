"""Before the signature: the signers remark on the draft, the Geschäftsstelle answers each remark."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.anmerkung import (
    anmerken,
    anmerkung_ablehnen,
    anmerkung_uebernehmen,
    zur_abstimmung_vorlegen,
)
from lenkung.forms.unterschriften import AnmerkungForm, AntwortForm
from lenkung.models import Anmerkung
from lenkung.views.niederschriftsseiten import (
    abschnitt_holen,
    anker_von,
    gefuehrte_sitzung_holen,
    titel_von,
    weg_des_abschnitts,
    zur_niederschrift,
)
from lenkung.views.seiten import ausfuehren, formularseite


@require_POST
def vorlegen(request: Anfrage, pk: int) -> HttpResponse:
    sitzung = gefuehrte_sitzung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    try:
        zur_abstimmung_vorlegen(sitzung_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Der Entwurf liegt denen vor, die unterzeichnen."))
    return redirect(zur_niederschrift(pk))


def schreiben(request: Anfrage, pk: int) -> HttpResponse:
    abschnitt = abschnitt_holen(request, pk)
    sitzung = abschnitt.niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_anmerken(request.akteur, sitzung))
    form = AnmerkungForm(*eingaben(request), abschnitt=abschnitt)
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            zur_niederschrift(sitzung.pk, anker_von(abschnitt)),
            lambda _satz: _("Ihre Anmerkung liegt der Geschäftsstelle vor."),
            anmerken,
            abschnitt_id=pk,
            text=form.cleaned_data["text"],
            vorschlag=form.cleaned_data["vorschlag"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=titel_von(abschnitt),
        weg=weg_des_abschnitts(abschnitt),
        knopf=_("Anmerkung senden"),
        unterzeile=_("Was Sie anmerken, sehen die Geschäftsstelle und wer sonst unterzeichnet."),
    )


@require_POST
def uebernehmen(request: Anfrage, pk: int) -> HttpResponse:
    anmerkung = _zu_beantwortende(request, pk)
    zaehler = request.POST.get("zaehler", "")
    try:
        anmerkung_uebernehmen(
            anmerkung_id=pk,
            zaehler=int(zaehler) if zaehler.isdecimal() and len(zaehler) < 10 else -1,
            akteur=request.akteur,
        )
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Die Anmerkung ist übernommen."))
    return redirect(_zurueck(anmerkung))


def ablehnen(request: Anfrage, pk: int) -> HttpResponse:
    anmerkung = _zu_beantwortende(request, pk)
    form = AntwortForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        weiter = ausfuehren(
            request,
            form,
            _zurueck(anmerkung),
            lambda _satz: _("Die Antwort steht bei der Anmerkung."),
            anmerkung_ablehnen,
            anmerkung_id=pk,
            antwort=form.cleaned_data["antwort"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Anmerkung nicht übernehmen"),
        weg=weg_des_abschnitts(anmerkung.abschnitt),
        knopf=_("Antwort speichern"),
        unterzeile=anmerkung.text,
    )


def _zu_beantwortende(request: Anfrage, pk: int) -> Anmerkung:
    menge = permissions.sichtbare_anmerkungen(request.akteur)
    anmerkung = get_object_or_404(
        menge.select_related("abschnitt__niederschrift__sitzung__gremium", "abschnitt__punkt"), pk=pk
    )
    sitzung = anmerkung.abschnitt.niederschrift.sitzung
    verlange_erlaubnis(permissions.darf_niederschrift_schreiben(request.akteur, sitzung))
    return anmerkung


def _zurueck(anmerkung: Anmerkung) -> str:
    abschnitt = anmerkung.abschnitt
    return zur_niederschrift(abschnitt.niederschrift.sitzung_id, anker_von(abschnitt))
