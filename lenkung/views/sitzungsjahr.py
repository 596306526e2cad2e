"""A year's sessions in one go: say how, look at the suggested dates, change or leave out, save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.befund import Verstoss
from kim.stammdaten.views.saetze import versuchen
from kim.web.anfrage import Anfrage, kreis_id_von
from lenkung import permissions
from lenkung.domain.queries.sitzungen import Planungslage, planungslage, tage_im_jahr
from lenkung.domain.sitzung import sitzungen_planen
from lenkung.forms.sitzungen import (
    UEBLICHE_DAUER,
    UEBLICHE_UHRZEIT,
    JahrForm,
    TerminzeileForm,
    TrotzdemForm,
    zeilenformulare,
)
from lenkung.regeln.planung import Plan, Rhythmus, Vorschlag, termine_vorschlagen
from lenkung.regeln.werte import Sitzungsart
from lenkung.views.sitzungsseiten import krumen


def jahr(request: Anfrage) -> HttpResponse:
    kreis_id, heute = kreis_id_von(request), timezone.localdate()
    gremien = permissions.planbare_gremien(request.akteur, heute).order_by("name")
    # How to plan stands in the address; what is planned is sent.
    gefragt = request.GET if request.GET or request.method == "POST" else None
    form = JahrForm(
        gefragt,
        kreis_id=kreis_id,
        heute=heute,
        gremien=gremien,
        initial={
            "gremium": gremien.first(),
            "jahr": heute.year + 1,
            "wochentag": "1",
            "art": "praesenz",
            "uhrzeit": UEBLICHE_UHRZEIT,
            "dauer_minuten": UEBLICHE_DAUER,
        },
    )
    kontext: dict[str, Any] = {"form": form, "krumen": krumen()}
    if gefragt is None or not form.is_valid():
        return render(request, "lenkung/sitzung_jahr.html", kontext)
    return _vorschau(request, form, kontext, heute)


def _vorschau(request: Anfrage, form: JahrForm, kontext: dict[str, Any], heute: date) -> HttpResponse:
    wahl = form.cleaned_data
    lage = planungslage(wahl["gremium"])
    rhythmus = _rhythmus(lage, wahl["jahr"], heute)
    vorschlaege = _vorschlaege(lage, rhythmus, wahl, heute)
    zeilen = zeilenformulare(request.POST if request.method == "POST" else None, vorschlaege, wahl["uhrzeit"])
    trotzdem = TrotzdemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        weiter = _planen(request, form, zeilen, trotzdem, lage)
        if weiter:
            return weiter
    else:
        for zeile in zeilen:
            if zeile.vorschlag.tag:
                zeile.hinweise = lage.hinweise(_plan(form, zeile.vorschlag.tag))
    kontext |= {
        "zeilen": zeilen,
        "trotzdem": trotzdem,
        "rhythmus": rhythmus,
        "gremium": wahl["gremium"],
        "jahr": str(wahl["jahr"]),
        "geplant": tage_im_jahr(lage.tage.values(), wahl["jahr"]),
        "vorschau": True,
    }
    return render(request, "lenkung/sitzung_jahr.html", kontext)


def _rhythmus(lage: Planungslage, jahr: int, heute: date) -> Rhythmus | None:
    """Of the version in force when the year begins; in the year that runs, of today's."""
    regeln = lage.regeln_am(max(date(jahr, 1, 1), heute) if heute.year == jahr else date(jahr, 1, 1))
    return regeln.rhythmus if regeln else None


def _vorschlaege(
    lage: Planungslage, rhythmus: Rhythmus | None, wahl: dict[str, Any], heute: date
) -> Sequence[Vorschlag]:
    if rhythmus is None:
        return ()
    return termine_vorschlagen(
        jahr=wahl["jahr"],
        rhythmus=rhythmus,
        wochentag=int(wahl["wochentag"]),
        sperren=lage.sperren,
        ab=date.fromordinal(heute.toordinal() + 1),
        vorhanden=set(lage.tage.values()),
    )


def _plan(form: JahrForm, tag: date) -> Plan:
    daten = form.cleaned_data
    return Plan(tag, Sitzungsart(daten["art"]), daten["dauer_minuten"])


def _planen(
    request: Anfrage,
    form: JahrForm,
    zeilen: Sequence[TerminzeileForm],
    trotzdem: TrotzdemForm,
    lage: Planungslage,
) -> HttpResponse | None:
    gueltig = sum(not form.is_valid() for form in (*zeilen, trotzdem)) == 0
    gewaehlt = [zeile for zeile in zeilen if zeile.is_bound and zeile.cleaned_data.get("dabei")]
    if not gueltig:
        return None
    if not gewaehlt:
        trotzdem.add_error(None, _("Es ist kein Termin angekreuzt. Bitte mindestens einen auswählen."))
        return None
    alle: list[Verstoss] = []
    for zeile in gewaehlt:
        zeile.hinweise = lage.hinweise(_plan(form, zeile.cleaned_data["tag"]))
        alle += zeile.hinweise
    if trotzdem.hinweise_zeigen(alle):
        return None
    sitzungen = versuchen(
        trotzdem,  # type: ignore[arg-type]
        sitzungen_planen,
        akteur=request.akteur,
        gremium_id=form.cleaned_data["gremium"].pk,
        beginne=[zeile.beginn for zeile in gewaehlt],
        angaben=form.angaben(),
    )
    if sitzungen is None:
        return None
    anzahl = len(sitzungen)
    text = ngettext("%(n)s Sitzung ist geplant.", "%(n)s Sitzungen sind geplant.", anzahl)
    messages.success(request, text % {"n": anzahl})
    return redirect(f"{reverse('lenkung:sitzung-liste')}?jahr={form.cleaned_data['jahr']}")
