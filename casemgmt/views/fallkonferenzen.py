"""Conferences on cases: the list, the page of one, and the paper that participants read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.fallkonferenz import (
    ergebnis_erledigen,
    ergebnis_festhalten,
    fehlt_in_worten,
    konferenz_aendern,
    konferenz_anlegen,
    konferenz_beenden,
    teilnahme_aufnehmen,
    teilnahme_entfernen,
)
from casemgmt.domain.konferenzschritte import (
    ergebnis_umsetzen,
    schritt_aus,
    wiedervorlage_aus,
    ziele_im_entwurf,
)
from casemgmt.domain.queries.fallkonferenzen import namen_erlaubt, papier
from casemgmt.forms.fallkonferenz import ErgebnisForm, KonferenzForm, TeilnahmeForm, UmsetzungForm
from casemgmt.models import Fallkonferenz
from casemgmt.regeln.fallkonferenz import Konferenzstand
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.akteure import formularseite, versuchen
from kim.basis.fehler import Fachfehler
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis

ARTEN = {"geplant": "hinweis", "gehalten": "gut", "abgesagt": "neutral"}
KRUME = gettext_lazy("Fallkonferenzen")


def krumen(*weitere: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [(KRUME, reverse("casemgmt:konferenz-liste")), *weitere]


def liste(request: Anfrage) -> HttpResponse:
    """Dates of conferences on cases that one sees, and of those that one takes part in."""
    menge = permissions.lesbare_konferenzpapiere(request.akteur).select_related("fall")
    eigene = set(permissions.sichtbare_fallkonferenzen(request.akteur).values_list("pk", flat=True))
    zeilen = [(k, k.pk in eigene, ARTEN[k.stand]) for k in menge.order_by("-beginn", "pk")[:100]]
    return render(request, "casemgmt/konferenz_liste.html", {"zeilen": zeilen})


def konferenz_holen(request: Anfrage, pk: int) -> Fallkonferenz:
    konferenz: Fallkonferenz = get_object_or_404(
        permissions.sichtbare_fallkonferenzen(request.akteur).select_related("fall__kommune"), pk=pk
    )
    return konferenz


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    fall = get_object_or_404(permissions.sichtbare_faelle(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, fall))
    form = KonferenzForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        konferenz = versuchen(
            form,
            lambda: konferenz_anlegen(fall_id=pk, angaben=form.konferenzangaben(), akteur=request.akteur),
        )
        if konferenz is not None:
            messages.success(
                request, _("Die Fallkonferenz ist angelegt. Bitte nun die Beteiligten eintragen.")
            )
            return redirect("casemgmt:konferenz-detail", konferenz.pk)
    titel = _("Fallkonferenz zu %(fall)s") % {"fall": fall.aktenzeichen}
    return formularseite(request, form, titel, reverse("casemgmt:konferenz-liste"), krumen())


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    konferenz = konferenz_holen(request, pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, konferenz))
    akte_gelesen(request, konferenz, _("eine Fallkonferenz bearbeitet"), konferenz.fall.aktenzeichen)
    form = KonferenzForm(*eingaben(request), konferenz=konferenz, initial={"stand": stand_von(konferenz)})
    ziel = reverse("casemgmt:konferenz-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        neu = versuchen(
            form,
            lambda: konferenz_aendern(
                konferenz_id=pk,
                angaben=form.konferenzangaben(),
                akteur=request.akteur,
                erwarteter_stand=form.cleaned_data["stand"],
            ),
            konferenz,
        )
        if neu is not None:
            messages.success(request, _("Die Fallkonferenz ist gespeichert."))
            return redirect(ziel)
    return formularseite(
        request, form, _("Fallkonferenz bearbeiten"), ziel, krumen((konferenz.fall.aktenzeichen, ziel))
    )


def detail(request: Anfrage, pk: int) -> HttpResponse:
    konferenz = konferenz_holen(request, pk)
    return _detail(request, konferenz)


def _detail(request: Anfrage, konferenz: Fallkonferenz, status: int = 200, **mehr: Any) -> HttpResponse:
    akte_gelesen(request, konferenz, _("eine Fallkonferenz geöffnet"), konferenz.fall.aktenzeichen)
    urteil = namen_erlaubt(konferenz, timezone.now())
    return render(
        request,
        "casemgmt/konferenz_detail.html",
        {
            "konferenz": konferenz,
            "art": ARTEN[konferenz.stand],
            "papier": papier(konferenz),
            "urteil": urteil,
            "fehlt": "" if urteil else fehlt_in_worten(urteil),
            "teilnahmen": list(konferenz.teilnahmen.all()),
            "ergebnisse": _ergebnisse(konferenz),
            "fuehren": permissions.darf_konferenz_fuehren(request.akteur, konferenz),
            "teilnahmeform": TeilnahmeForm(None, akteur=request.akteur, kreis_id=konferenz.kreis_id),
            "ergebnisform": ErgebnisForm(None, konferenz=konferenz),
            "krumen": krumen(),
            **mehr,
        },
        status=status,
    )


def _ergebnisse(konferenz: Fallkonferenz) -> list[dict[str, Any]]:
    """Each with what became of it: the way there, and whether it is done."""
    return [
        {"satz": satz, "wiedervorlage": wiedervorlage_aus(satz), "schritt": schritt_aus(satz)}
        for satz in konferenz.ergebnisse.select_related("durch")
    ]


def papierseite(request: Anfrage, pk: int) -> HttpResponse:
    """What a participant reads and takes along: the paper, and nothing of the file."""
    konferenz = get_object_or_404(
        permissions.lesbare_konferenzpapiere(request.akteur).select_related("fall__kommune"), pk=pk
    )
    akte_gelesen(request, konferenz, _("das Papier einer Fallkonferenz gelesen"), konferenz.fall.aktenzeichen)
    return render(
        request,
        "casemgmt/konferenz_papier.html",
        {"konferenz": konferenz, "papier": papier(konferenz), "krumen": krumen()},
    )


@require_POST
def teilnahme(request: Anfrage, pk: int) -> HttpResponse:
    konferenz = konferenz_holen(request, pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, konferenz))
    form = TeilnahmeForm(request.POST, akteur=request.akteur, kreis_id=konferenz.kreis_id)
    if form.is_valid():
        neu = versuchen(
            form, lambda: teilnahme_aufnehmen(konferenz_id=pk, akteur=request.akteur, **form.wer())
        )
        if neu is not None:
            vorher = konferenz.namentlich
            messages.success(request, _("%(name)s nimmt teil.") % {"name": neu})
            if vorher and not konferenz_holen(request, pk).namentlich:
                messages.warning(request, _("Im Papier stehen nun wieder Buchstaben statt der Namen."))
            return redirect("casemgmt:konferenz-detail", pk)
    return _detail(request, konferenz, status=422, teilnahmeform=form)


@require_POST
def teilnahme_weg(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(permissions.sichtbare_konferenzteilnahmen(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, satz.konferenz))
    try:
        teilnahme_entfernen(teilnahme_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:konferenz-detail", satz.konferenz_id)


@require_POST
def ergebnis(request: Anfrage, pk: int) -> HttpResponse:
    konferenz = konferenz_holen(request, pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, konferenz))
    form = ErgebnisForm(request.POST, konferenz=konferenz)
    if form.is_valid():
        daten = form.cleaned_data
        neu = versuchen(
            form,
            lambda: ergebnis_festhalten(
                konferenz_id=pk,
                text=daten["text"],
                teilnahme_id=int(daten["durch"]),
                bis=daten["bis"],
                akteur=request.akteur,
            ),
        )
        if neu is not None:
            messages.success(request, _("Das Ergebnis steht fest."))
            return redirect("casemgmt:konferenz-detail", pk)
    return _detail(request, konferenz, status=422, ergebnisform=form)


@require_POST
def ergebnis_erledigt(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(permissions.sichtbare_konferenzergebnisse(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, satz.konferenz))
    ergebnis_erledigen(ergebnis_id=pk, akteur=request.akteur)
    return redirect("casemgmt:konferenz-detail", satz.konferenz_id)


def ergebnis_umsetzen_seite(request: Anfrage, pk: int) -> HttpResponse:
    """Results become steps: on one's desk, in the plan, or both."""
    satz = get_object_or_404(
        permissions.sichtbare_konferenzergebnisse(request.akteur).select_related("konferenz__fall"), pk=pk
    )
    konferenz = satz.konferenz
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, konferenz))
    akte_gelesen(request, konferenz, _("eine Fallkonferenz bearbeitet"), konferenz.fall.aktenzeichen)
    schritt = schritt_aus(satz)
    ziele = ziele_im_entwurf(konferenz.fall) if schritt is None else []
    form = UmsetzungForm(
        *eingaben(request),
        bis=satz.bis,
        ziele=ziele,
        mit_wiedervorlage=wiedervorlage_aus(satz) is None,
    )
    ziel = reverse("casemgmt:konferenz-detail", args=[konferenz.pk])
    if not form.fields:
        messages.info(
            request,
            _("Aus diesem Ergebnis ist schon ein Schritt geworden.")
            if schritt is not None
            else _("Für einen Schritt im Integrationsplan braucht es dort einen Entwurf mit einem Ziel."),
        )
        return redirect(ziel)
    if request.method == "POST" and form.is_valid():
        try:
            ergebnis_umsetzen(ergebnis_id=pk, umsetzung=form.umsetzung(), akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Daraus ist ein Schritt geworden."))
            return redirect(ziel)
    return render(
        request,
        "casemgmt/konferenz_umsetzen.html",
        {
            "form": form,
            "satz": satz,
            "krumen": krumen((konferenz.fall.aktenzeichen, ziel)),
            "abbrechen_url": ziel,
            "plan_url": reverse("casemgmt:fall-plan", args=[konferenz.fall_id])
            if schritt is None and not ziele
            else "",
        },
        status=422 if form.errors else 200,
    )


@require_POST
def beenden(request: Anfrage, pk: int) -> HttpResponse:
    konferenz = konferenz_holen(request, pk)
    verlange_erlaubnis(permissions.darf_konferenz_fuehren(request.akteur, konferenz))
    stand = Konferenzstand.ABGESAGT if request.POST.get("stand") == "abgesagt" else Konferenzstand.GEHALTEN
    try:
        konferenz_beenden(konferenz_id=pk, stand=stand, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("casemgmt:konferenz-detail", pk)
