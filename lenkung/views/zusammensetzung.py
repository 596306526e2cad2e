"""The composition of a Gremium on any day: on the screen, on paper, as a file."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kim.dokumente.forms.briefkopf import ProbeForm
from kim.web.anfrage import Anfrage
from kim.web.tabellendatei import CSV_TYP, XLSX_TYP, als_csv, als_xlsx
from lenkung import permissions
from lenkung.domain.drucke import gremienliste_drucken
from lenkung.domain.queries.zusammensetzung import Zusammensetzung, zusammensetzung_am
from lenkung.forms.gremien import TagForm
from lenkung.models import Besetzung
from lenkung.views.seiten import krumen


def _tag(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def waehlen(request: Anfrage, pk: int) -> HttpResponse:
    """From the field for a day to the address that holds it."""
    gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    form = TagForm(request.GET)
    if not form.is_valid():
        if "tag" in request.GET:
            messages.error(
                request, _("Dieses Datum gibt es nicht. Gezeigt ist heute. Bitte so eingeben: 24.03.2022.")
            )
        tag = timezone.localdate()
    else:
        tag = form.cleaned_data["tag"]
    return redirect("lenkung:zusammensetzung", gremium.pk, tag.isoformat())


def am_tag(request: Anfrage, pk: int, tag: str) -> HttpResponse:
    gremium = get_object_or_404(permissions.sichtbare_gremien(request.akteur), pk=pk)
    am = _tag(tag)
    heute = timezone.localdate()
    return render(
        request,
        "lenkung/zusammensetzung.html",
        {
            "gremium": gremium,
            "krumen": krumen(gremium),
            "tag": am,
            "heute": heute,
            "ausserhalb": not gremium.aktiv_am(am),
            "zusammensetzung": zusammensetzung_am(gremium.pk, am),
            "einsehen": permissions.darf_einsehen(request.akteur, gremium),
            "kontakt": permissions.darf_kontaktdaten_sehen(request.akteur, gremium),
            "form": ProbeForm(initial={"schluessel": uuid4().hex}),
        },
    )


def ausgabe(request: Anfrage, pk: int, tag: str, format: str) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    am = _tag(tag)
    kontakt = bool(permissions.darf_kontaktdaten_sehen(request.akteur, gremium))
    kopf, zeilen = tabelle(zusammensetzung_am(gremium.pk, am), kontakt=kontakt)
    if format == "csv":
        antwort = HttpResponse(als_csv(kopf, zeilen), content_type=CSV_TYP)
    else:
        antwort = HttpResponse(als_xlsx(kopf, zeilen, blatt=_("Zusammensetzung")), content_type=XLSX_TYP)
    antwort["Content-Disposition"] = f'attachment; filename="zusammensetzung-{am.isoformat()}.{format}"'
    return antwort


def tabelle(zusammensetzung: Zusammensetzung, *, kontakt: bool) -> tuple[list[str], list[list[Any]]]:
    """One row per seat; contact data only for whoever may see them."""
    teile = [_("Titel"), _("Vorname"), _("Nachname")]
    if kontakt:
        teile += [_("E-Mail"), _("Telefon")]
    teile += [_("seit"), _("bis")]
    kopf = [_("Einrichtung"), _("Bezeichnung"), _("Stimmrecht")]
    for als in (_("Mitglied"), _("Stellvertretung")):
        kopf += [f"{als}: {teil}" for teil in teile]
    zeilen = [
        [
            zeile.sitz.einrichtung.name,
            zeile.sitz.bezeichnung,
            _("ja") if zeile.sitz.stimmrecht else _("nein"),
            *_person(zeile.mitglied, kontakt, len(teile)),
            *_person(zeile.stellvertretung, kontakt, len(teile)),
        ]
        for zeile in zusammensetzung.zeilen
    ]
    return kopf, zeilen


def _person(besetzung: Besetzung | None, kontakt: bool, breite: int) -> list[Any]:
    if besetzung is None:
        return [""] * breite
    person = besetzung.person
    erreichbar = [person.email, person.telefon] if kontakt else []
    return [person.titel, person.vorname, person.nachname, *erreichbar, besetzung.von, besetzung.bis]


# On paper ---------------------------------------------------------------------------------------------------


@require_POST
def pdf_erstellen(request: Anfrage, pk: int, tag: str) -> HttpResponse:
    gremium = get_object_or_404(permissions.einsehbare_gremien(request.akteur), pk=pk)
    am = _tag(tag)
    form = ProbeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."))
        return redirect("lenkung:zusammensetzung", pk, am.isoformat())
    auftrag_id = gremienliste_drucken(
        gremium_id=gremium.pk, tag=am, schluessel=form.cleaned_data["schluessel"].hex, akteur=request.akteur
    )
    return redirect("lenkung:druck", auftrag_id)
