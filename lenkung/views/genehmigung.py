"""Objections entered and decided by those who run the Gremium, and approval by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung import permissions
from lenkung.domain.einwendung import (
    einwendung_eintragen,
    einwendung_entscheiden,
    einwendung_zurueckziehen,
)
from lenkung.domain.genehmigung import genehmigung_eintragen, genehmigung_zuruecknehmen
from lenkung.domain.queries.genehmigung import genehmigungsregel, waehlbare_beschluesse, waehlbare_sitzungen
from lenkung.forms.genehmigung import (
    EinwendungEintragenForm,
    EntscheidenForm,
    GenehmigenForm,
    ZuruecknehmenForm,
)
from lenkung.models import Einwendung, Sitzung
from lenkung.regeln.werte import Genehmigung as Weg
from lenkung.views.genehmigungsseiten import niederschrift_holen
from lenkung.views.niederschriftsseiten import zur_niederschrift
from lenkung.views.seiten import formularseite

Krumen = list[tuple[Any, str]]


def _weg(sitzung_id: int, anker: str) -> Krumen:
    return [(_("Niederschrift"), zur_niederschrift(sitzung_id, anker))]


def _getan(request: Anfrage, form: Any, weg: Krumen, meldung: str, tun: Any, **angaben: Any) -> Any:
    """On success the redirect, else None and the form shows why not."""
    try:
        tun(akteur=request.akteur, **angaben)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
        return None
    messages.success(request, meldung)
    return redirect(weg[-1][1])


@require_http_methods(["GET", "POST"])
def einwendung(request: Anfrage, pk: int) -> HttpResponse:
    """What came by letter, by telephone or in the session."""
    sitzung = niederschrift_holen(request, pk).sitzung
    verlange_erlaubnis(permissions.darf_einwendung_eintragen(request.akteur, sitzung))
    form, weg = EinwendungEintragenForm(*eingaben(request)), _weg(pk, "einwendungen")
    if request.method == "POST" and form.is_valid():
        weiter = _getan(
            request,
            form,
            weg,
            _("Die Einwendung ist eingetragen."),
            einwendung_eintragen,
            sitzung_id=pk,
            angaben=form.angaben(),
            schluessel=form.cleaned_data["schluessel"],
        )
        if weiter:
            return weiter
    return formularseite(request, form=form, titel=_("Einwendung eintragen"), weg=weg, knopf=_("Eintragen"))


def _einwendung(request: Anfrage, pk: int) -> tuple[Einwendung, Sitzung]:
    menge = permissions.sichtbare_einwendungen(request.akteur).select_related(
        "empfaenger",
        "fassung__niederschrift__sitzung__gremium",
        "fassung__niederschrift__sitzung__geschaeftsordnung",
    )
    satz = get_object_or_404(menge, pk=pk)
    return satz, satz.fassung.niederschrift.sitzung


@require_http_methods(["GET", "POST"])
def entscheiden(request: Anfrage, pk: int) -> HttpResponse:
    satz, sitzung = _einwendung(request, pk)
    verlange_erlaubnis(permissions.darf_einwendung_entscheiden(request.akteur, satz))
    regel = genehmigungsregel(sitzung)
    form = EntscheidenForm(
        *eingaben(request),
        sitzungen=waehlbare_sitzungen(sitzung),
        beschluesse=waehlbare_beschluesse(sitzung),
        sitzung_noetig=regel is not None and regel.genehmigung is Weg.NAECHSTE_SITZUNG,
    )
    weg = _weg(sitzung.pk, "einwendungen")
    if request.method == "POST" and form.is_valid():
        weiter = _getan(
            request,
            form,
            weg,
            _("Die Entscheidung ist eingetragen."),
            einwendung_entscheiden,
            einwendung_id=pk,
            entscheidung=form.angaben(),
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Über die Einwendung von %(name)s entscheiden") % {"name": satz.von_name},
        weg=weg,
        knopf=_("Entscheidung eintragen"),
        unterzeile=satz.text,
    )


@require_POST
def zurueckziehen(request: Anfrage, pk: int) -> HttpResponse:
    satz, sitzung = _einwendung(request, pk)
    verlange_erlaubnis(permissions.darf_einwendung_zurueckziehen(request.akteur, satz))
    try:
        einwendung_zurueckziehen(einwendung_id=pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, _("Die Einwendung ist zurückgezogen."))
    return redirect(zur_niederschrift(sitzung.pk, "einwendungen"))


@require_http_methods(["GET", "POST"])
def genehmigen(request: Anfrage, pk: int) -> HttpResponse:
    """By hand, where the Geschäftsordnung says nothing."""
    sitzung = niederschrift_holen(request, pk).sitzung
    verlange_erlaubnis(permissions.darf_genehmigung_eintragen(request.akteur, sitzung))
    form = GenehmigenForm(*eingaben(request), initial={"am": timezone.localdate()})
    weg = _weg(pk, "genehmigung")
    if request.method == "POST" and form.is_valid():
        weiter = _getan(
            request,
            form,
            weg,
            _("Die Genehmigung ist festgehalten."),
            genehmigung_eintragen,
            sitzung_id=pk,
            am=form.cleaned_data["am"],
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Genehmigung festhalten"),
        weg=weg,
        knopf=_("Festhalten"),
        unterzeile=_("Die Geschäftsordnung regelt nicht, wie die Niederschrift genehmigt wird."),
    )


@require_http_methods(["GET", "POST"])
def zuruecknehmen(request: Anfrage, pk: int) -> HttpResponse:
    """Only where an objection in time was entered after it had been recorded."""
    sitzung = niederschrift_holen(request, pk).sitzung
    verlange_erlaubnis(permissions.darf_genehmigung_eintragen(request.akteur, sitzung))
    form, weg = ZuruecknehmenForm(*eingaben(request)), _weg(pk, "genehmigung")
    if request.method == "POST" and form.is_valid():
        weiter = _getan(
            request,
            form,
            weg,
            _("Die Genehmigung ist zurückgenommen."),
            genehmigung_zuruecknehmen,
            sitzung_id=pk,
            grund=form.cleaned_data["grund"],
        )
        if weiter:
            return weiter
    return formularseite(
        request,
        form=form,
        titel=_("Genehmigung zurücknehmen"),
        weg=weg,
        knopf=_("Zurücknehmen"),
        unterzeile=_("Eine rechtzeitige Einwendung ist erst danach eingetragen worden."),
    )
