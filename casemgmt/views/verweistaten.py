"""Acts on a Verweis: send, give a code, print, note an answer, withdraw; and answering what came in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.verweise import absender, eingaenge, weg, zieltitel
from casemgmt.domain.verweis import (
    Antwort,
    antwort_eintragen,
    verweis_senden,
    verweis_zurueckziehen,
)
from casemgmt.domain.verweisdaten import angaben, datenurteil
from casemgmt.domain.verweiseingang import eingang_beantworten
from casemgmt.domain.verweislink import code_erzeugen, link_erneuern
from casemgmt.domain.verweisnaht import annahme_von, seite_beim_ziel
from casemgmt.forms.verweise import AntwortForm, RueckzugForm
from casemgmt.models import Verweis
from casemgmt.regeln.verweis import (
    OFFEN,
    UEBERGAENGE,
    Kanal,
    Rueckzugsgrund,
    Verweisstand,
    code_lesbar,
)
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.akteure import formularseite
from casemgmt.views.verweise import (
    STANDARTEN,
    detailseite,
    kennzeichen,
    krumen,
    reiter,
    verweis_holen,
)
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis

GEMELDET = (
    Verweisstand.ANGENOMMEN,
    Verweisstand.ABGELEHNT,
    Verweisstand.ERLEDIGT,
    Verweisstand.OHNE_ANTWORT,
)


def moegliche(verweis: Verweis, *, ohne: frozenset[Verweisstand] = frozenset()) -> list[Verweisstand]:
    return [stand for stand in GEMELDET if stand in UEBERGAENGE[verweis.lage] - ohne]


def zu_melden(verweis: Verweis) -> list[Verweisstand]:
    """What the sender notes. Who works with KIM answers there; only silence is noted by the sender."""
    selbst = frozenset(GEMELDET) - {Verweisstand.OHNE_ANTWORT} if verweis.ziel else frozenset()
    return moegliche(verweis, ohne=selbst)


def zu_antworten(verweis: Verweis) -> list[Verweisstand]:
    """What the target in KIM may say. Once it has a request of its own, the answer comes from there."""
    if verweis.lage is Verweisstand.ANGENOMMEN and annahme_von(verweis) is not None:
        return []
    return moegliche(verweis, ohne=frozenset({Verweisstand.OHNE_ANTWORT}))


@require_POST
def senden(request: Anfrage, pk: int) -> HttpResponse:
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    try:
        verweis = verweis_senden(verweis_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _gesendet(verweis))
    return redirect("casemgmt:verweis-detail", pk)


def _gesendet(verweis: Verweis) -> str:
    if verweis.kanal == Kanal.MAIL:
        return _("Die E-Mail mit dem Link ist unterwegs. Bitte geben Sie der Stelle jetzt den Code durch.")
    if verweis.kanal == Kanal.INTERN:
        return _("Der Verweis steht jetzt beim Empfänger in der Liste.")
    return _("Der Verweis gilt als gesendet. Bitte drucken Sie jetzt den Brief.")


@never_cache
@require_POST
def code(request: Anfrage, pk: int) -> HttpResponse:
    """Shown once, on this answer alone: it stands in no session and no address."""
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    try:
        neu = code_erzeugen(verweis_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect("casemgmt:verweis-detail", pk)
    return detailseite(request, verweis_holen(request, pk), code=code_lesbar(neu))


@require_POST
def link(request: Anfrage, pk: int) -> HttpResponse:
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    try:
        link_erneuern(verweis_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Ein neuer Link ist unterwegs; der alte gilt nicht mehr."))
    return redirect("casemgmt:verweis-detail", pk)


@never_cache
@require_POST
def brief(request: Anfrage, pk: int) -> HttpResponse:
    """Set while one waits and never stored: each print asks anew what may stand in it."""
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    if verweis.lage not in OFFEN or verweis.kanal not in (Kanal.BRIEF, Kanal.PERSOENLICH):
        messages.error(request, _("Zu diesem Verweis gibt es keinen Brief."))
        return redirect("casemgmt:verweis-detail", pk)
    # The press takes a second and 50 MB to load; web processes start without it.
    from casemgmt.pdf.verweisbrief import PDFART, inhalt
    from kim.dokumente.pdf.satz import setze

    try:
        seite = inhalt({"verweis_id": pk})
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
        return redirect("casemgmt:verweis-detail", pk)
    akte_gelesen(request, verweis, _("einen Verweis gedruckt"), kennzeichen(verweis))
    antwort = HttpResponse(setze(PDFART, seite), content_type="application/pdf")
    antwort["Content-Disposition"] = f'attachment; filename="{seite.dateiname}"'
    antwort["X-Content-Type-Options"] = "nosniff"
    return antwort


def antwort(request: Anfrage, pk: int) -> HttpResponse:
    """The body has called or written."""
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    if not (offene := zu_melden(verweis)):
        messages.error(request, _("Der Empfänger arbeitet selbst mit KIM und antwortet dort."))
        return redirect("casemgmt:verweis-detail", pk)
    form = AntwortForm(*eingaben(request), moeglich=offene)
    ziel = reverse("casemgmt:verweis-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            antwort_eintragen(verweis_id=pk, antwort=_antwort(form), akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Antwort ist eingetragen."))
            return redirect(ziel)
    return formularseite(
        request,
        form,
        _("Antwort eintragen"),
        ziel,
        krumen((_("Verweis"), ziel)),
        unterzeile=zieltitel(verweis),
    )


def _antwort(form: AntwortForm) -> Antwort:
    daten = form.cleaned_data
    return Antwort(Verweisstand(daten["stand"]), daten.get("grund", ""), daten["notiz"])


def zurueckziehen(request: Anfrage, pk: int) -> HttpResponse:
    verweis = verweis_holen(request, pk)
    verlange_erlaubnis(permissions.darf_verweis_fuehren(request.akteur, verweis))
    form = RueckzugForm(*eingaben(request))
    ziel = reverse("casemgmt:verweis-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            verweis_zurueckziehen(
                verweis_id=pk,
                grund=Rueckzugsgrund(form.cleaned_data["grund"]),
                notiz=form.cleaned_data["notiz"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(
                request, _("Der Verweis ist zurückgezogen. Beim Empfänger ist nichts mehr zu lesen.")
            )
            return redirect(ziel)
    return formularseite(
        request,
        form,
        _("Verweis zurückziehen?"),
        ziel,
        krumen((_("Verweis"), ziel)),
        knopf=_("Zurückziehen"),
        unterzeile=_(
            "Der Link gilt danach nicht mehr. Ein Brief, der schon da ist, lässt sich nicht zurückholen."
        ),
    )


# What came in -----------------------------------------------------------------------------------------------


def eingang(request: Anfrage) -> HttpResponse:
    titel = thementitel(kreis_id_von(request))
    zeilen = [
        {
            "verweis": verweis,
            "absender": absender(verweis),
            "thema": titel.get(verweis.thema, verweis.thema),
            "art": STANDARTEN[verweis.lage],
        }
        for verweis in eingaenge(request.akteur).order_by("-gesendet_am", "-pk")[:200]
    ]
    return render(
        request,
        "casemgmt/verweis_eingang.html",
        {"zeilen": zeilen, "reiter": reiter(request.akteur, "eingegangen")},
    )


def eingang_detail(request: Anfrage, pk: int) -> HttpResponse:
    """After the end there is nothing left to read, and nothing that no consent carries any more."""
    verweis: Verweis = get_object_or_404(eingaenge(request.akteur).select_related("klient", "kreis"), pk=pk)
    lesbar = verweis.lage in OFFEN and bool(datenurteil(verweis, timezone.now()))
    # Of the sender's case the other side learns nothing, not even the Aktenzeichen; the log is of this side.
    akte_gelesen(request, verweis, _("einen eingegangenen Verweis geöffnet"), kennzeichen(verweis))
    offene = zu_antworten(verweis) if lesbar else []
    form = AntwortForm(*eingaben(request), moeglich=offene)
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_eingang_beantworten(request.akteur, verweis))
        if form.is_valid():
            try:
                neu = eingang_beantworten(verweis_id=pk, antwort=_antwort(form), akteur=request.akteur)
            except Fachfehler as fehler:
                form.fachfehler(fehler)
            else:
                anfrage = seite_beim_ziel(neu, request.akteur) if neu.lage in OFFEN else ""
                messages.success(
                    request,
                    _("Angenommen. Die Person steht jetzt auf Ihrer Warteliste.")
                    if anfrage
                    else _("Der Verweis ist „%(stand)s“.") % {"stand": neu.get_stand_display()},
                )
                return redirect(anfrage or reverse("casemgmt:eingang-detail", args=[pk]))
    return render(
        request,
        "casemgmt/verweis_eingang_detail.html",
        {
            "verweis": verweis,
            "absender": absender(verweis),
            "wer": str(verweis.angelegt_von),
            "thema": thementitel(verweis.kreis_id).get(verweis.thema, verweis.thema),
            "art": STANDARTEN[verweis.lage],
            "weg": weg(verweis),
            "lesbar": lesbar,
            "daten": angaben(verweis.klient, verweis.datenklassen)
            if lesbar and verweis.klient is not None
            else [],
            "form": form if offene else None,
            "anfrage_url": seite_beim_ziel(verweis, request.akteur),
            "krumen": krumen((_("Eingegangen"), reverse("casemgmt:eingang-liste"))),
        },
        status=422 if form.errors else 200,
    )
