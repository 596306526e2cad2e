"""The letterhead: how it is set, its logo, and a trial letter made by a background job."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.auftraege.domain.steuern import auftrag_wiederholen
from kim.auftraege.permissions import darf_wiederholen, sichtbare_auftraege
from kim.basis.fehler import Fachfehler
from kim.dokumente import permissions
from kim.dokumente.domain.kreislogo import kreislogo_entfernen, kreislogo_hochladen
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART, briefkopfprobe_beauftragen
from kim.dokumente.forms.briefkopf import ProbeForm
from kim.dokumente.forms.hochladen import LogoForm
from kim.dokumente.views.ablage import Anfrage, kreis_id_von, verlange_erlaubnis
from kim.stammdaten.domain.queries.listen import kreis
from kim.stammdaten.permissions import darf_kreis_einstellen

HOECHSTENS_PROBEN = 5


def briefkopf(request: Anfrage) -> HttpResponse:
    satz = kreis(kreis_id_von(request))
    return render(
        request,
        "dokumente/briefkopf.html",
        {
            "satz": satz,
            "angaben": [
                (_("Name"), satz.name),
                (_("Absenderzeile"), satz.absenderzeile),
                (_("Anschrift"), satz.anschrift),
                (_("Telefon"), satz.telefon),
                (_("E-Mail"), satz.email),
                (_("Website"), satz.website),
                (_("Fußzeile"), satz.fusszeile),
                (_("Akzentfarbe"), satz.akzentfarbe),
            ],
            "darf_einstellen": darf_kreis_einstellen(request.akteur, satz),
            "form": ProbeForm(initial={"schluessel": uuid4().hex}),
            "proben": permissions.sichtbare_briefkopfproben(request.akteur).order_by("-erzeugt_am")[
                :HOECHSTENS_PROBEN
            ],
        },
    )


@require_POST
def probe_erstellen(request: Anfrage) -> HttpResponse:
    form = ProbeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect("dokumente:briefkopf")
    auftrag_id = briefkopfprobe_beauftragen(
        kreis_id=kreis_id_von(request), schluessel=form.cleaned_data["schluessel"].hex, akteur=request.akteur
    )
    return redirect("dokumente:briefkopf-probe", auftrag_id)


def probe(request: Anfrage, pk: int) -> HttpResponse:
    """The whole page, or for HTMX only the part that changes."""
    auftrag = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    teil = request.headers.get("HX-Request")
    return render(
        request,
        "components/druckstand.html" if teil else "dokumente/probe.html",
        {
            "auftrag": auftrag,
            "stand_url": reverse("dokumente:briefkopf-probe", args=[auftrag.pk]),
            "dokument": auftrag.ergebnis.get("dokument", ""),
            "danach": _("Bitte drucken Sie es einmal aus und prüfen Sie Absender, Logo und Falz."),
            "wiederholen_url": reverse("dokumente:briefkopf-probe-wiederholen", args=[auftrag.pk])
            if darf_wiederholen(request.akteur, auftrag)
            else "",
            "zurueck_url": reverse("dokumente:briefkopf"),
            "zurueck_text": _("Zum Briefkopf"),
        },
    )


@require_POST
def probe_wiederholen(request: Anfrage, pk: int) -> HttpResponse:
    auftrag = get_object_or_404(sichtbare_auftraege(request.akteur), pk=pk, art=AUFTRAGSART)
    try:
        auftrag_wiederholen(auftrag_id=auftrag.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    return redirect("dokumente:briefkopf-probe", auftrag.pk)


def logo_hochladen(request: Anfrage) -> HttpResponse:
    satz = kreis(kreis_id_von(request))
    verlange_erlaubnis(darf_kreis_einstellen(request.akteur, satz))
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        try:
            kreislogo_hochladen(kreis_id=satz.pk, datei=form.geprueft, akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Das Logo ist gespeichert."))
            return redirect(_zurueck(request))
    return render(
        request, "dokumente/logo.html", {"form": form, "satz": satz, "abbrechen_url": _zurueck(request)}
    )


def logo_entfernen(request: Anfrage) -> HttpResponse:
    satz = kreis(kreis_id_von(request))
    verlange_erlaubnis(darf_kreis_einstellen(request.akteur, satz))
    if request.method == "POST":
        kreislogo_entfernen(kreis_id=satz.pk, akteur=request.akteur)
        messages.success(request, _("Das Logo ist entfernt."))
        return redirect(_zurueck(request))
    return render(
        request,
        "dokumente/loeschen.html",
        {
            "titel": _("Logo entfernen"),
            "folgen": [_("Auf Seiten und in neuen Schreiben steht danach nur noch der Name des Kreises.")],
            "knopf": _("Logo entfernen"),
            "gefahr": True,
            "abbrechen_url": _zurueck(request),
        },
    )


def _zurueck(request: Anfrage) -> str:
    """Who may set the Kreis need not be the one who checks the letterhead."""
    name = (
        "dokumente:briefkopf"
        if request.akteur.hat_recht(permissions.BRIEFKOPF_PRUEFEN)
        else "stammdaten:kreis-detail"
    )
    return reverse(name)
