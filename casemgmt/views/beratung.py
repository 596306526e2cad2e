"""Logging, planning, changing and correcting a consultation: the same screen with few differences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.vor_ort import (
    Fallwahl,
    Vorgaben,
    faelle_suchen,
    wahl_eines,
    wahl_zum_beraten,
    zuletzt_beraten,
)
from casemgmt.domain.termin import (
    als_gehalten_festhalten,
    anonym_wird_fall,
    beratung_festhalten,
    termin_aendern,
    termin_berichtigen,
    termin_planen,
)
from casemgmt.forms.anonym import AnonymZumFallForm
from casemgmt.forms.beratung import (
    AenderungForm,
    BeratungForm,
    BerichtigungForm,
    PlanungAendernForm,
    PlanungForm,
    bisherige,
)
from casemgmt.models import Termin
from casemgmt.regeln.termin import Terminstand
from casemgmt.views.vor_ort_seiten import krumen, nur_wer_beraet, termin_holen, versuchen, zurueck
from kim.stammdaten.domain.queries.stand import stand_von
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis

_GANZZAHL = 2**63


def festhalten(request: Anfrage) -> HttpResponse:
    """The one task of this page: what has just been. At best four taps."""
    return _neu(request, BeratungForm, beratung_festhalten, _("Beratung festhalten"))


def fuer_fall(request: Anfrage, pk: int) -> HttpResponse:
    """From the page of a case: it is chosen already."""
    fall = get_object_or_404(permissions.sichtbare_faelle(request.akteur), pk=pk)
    verlange_erlaubnis(permissions.darf_fall_fuehren(request.akteur, fall))
    return redirect(f"{reverse('casemgmt:beratung')}?fall={fall.pk}")


def planen(request: Anfrage) -> HttpResponse:
    return _neu(request, PlanungForm, termin_planen, _("Termin planen"))


def _neu(request: Anfrage, formart: type[BeratungForm], tun: Any, titel: str) -> HttpResponse:
    kreis_id, akteur, heute = nur_wer_beraet(request), request.akteur, timezone.localdate()
    wunsch = _fallnummer(request)
    sendet = request.method == "POST" and "suchen" not in request.POST
    if sendet:
        # Saving needs the one that was chosen; the others are read only if the page comes back.
        form = formart(
            request.POST,
            wahl=wahl_zum_beraten(akteur, wunsch) if wunsch else [],
            vorgaben=Vorgaben(akteur, heute),
        )
    if sendet and form.is_valid():
        satz: Termin | None = versuchen(
            form,
            lambda: tun(
                akteur=akteur,
                kreis_id=kreis_id,
                bereich=form.vorgaben.bereich,
                angaben=form.angaben(),
                geraet=form.geraet(),
            ),
        )
        if satz is not None:
            messages.success(
                request, _("Der Termin ist geplant.") if form.geplant else _("Die Beratung ist festgehalten.")
            )
            return redirect("casemgmt:termin-detail", satz.pk)
    suche = request.POST.get("suche", "").strip() if "suchen" in request.POST else ""
    gefunden = faelle_suchen(akteur, suche) if suche else []
    wahl = _ohne_doppelte([*gefunden, *zuletzt_beraten(akteur, heute, dazu=[wunsch] if wunsch else [])])
    if sendet:
        form.anbieten(wahl)
    else:
        form = formart(wahl=wahl, vorgaben=Vorgaben(akteur, heute), initial=_anfang(request, wahl, wunsch))
    return _seite(
        request,
        form,
        titel,
        _("Termin speichern") if form.geplant else _("Fertig"),
        suche=suche,
        nichts_gefunden=bool(suche) and not gefunden,
        gesucht="suchen" in request.POST,
    )


def _fallnummer(request: Anfrage) -> int | None:
    """A case that the page comes from, or that was chosen and does not stand among the last ones."""
    wert = request.POST.get("fall_id", "") or request.GET.get("fall", "")
    nummer = int(wert) if wert.isascii() and wert.isdigit() else 0
    return nummer if 0 < nummer < _GANZZAHL else None


def _eingaben(request: Anfrage) -> tuple[Any, ...]:
    """While one searches nothing is checked yet: what was typed comes back as it was."""
    return (None,) if "suchen" in request.POST else eingaben(request)


def _anfang(request: Anfrage, wahl: list[Fallwahl], wunsch: int | None) -> dict[str, Any]:
    haupt = [str(w.personen[0][0]) for w in wahl if w.personen]
    anfang: dict[str, Any] = {"klienten": haupt, "fall_id": str(wunsch) if wunsch else None}
    if "suchen" in request.POST:
        listen = {name: request.POST.getlist(name) for name in ("themen", "klienten")}
        einzeln = {name: request.POST[name] for name in request.POST if name not in listen}
        anfang |= einzeln | listen
        anfang["klienten"] = [*haupt, *listen["klienten"]]
    return anfang


def _ohne_doppelte(wahl: list[Fallwahl]) -> list[Fallwahl]:
    return list({w.fall.pk: w for w in reversed(wahl)}.values())[::-1]


def gehalten(request: Anfrage, pk: int) -> HttpResponse:
    """A planned one took place: what was planned stands there already."""
    termin = termin_holen(request, pk, "Termin festhalten")
    verlange_erlaubnis(permissions.darf_termin_fuehren(request.akteur, termin))
    if termin.stand == Terminstand.GEHALTEN:
        messages.info(request, _("Dieser Termin ist schon festgehalten."))
        return redirect("casemgmt:termin-detail", pk)
    form = _form(request, BeratungForm, termin)
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: als_gehalten_festhalten(akteur=request.akteur, termin_id=pk, angaben=form.angaben()),
        )
        if satz is not None:
            messages.success(request, _("Die Beratung ist festgehalten."))
            return redirect("casemgmt:termin-detail", pk)
    return _seite(request, form, _("Beratung festhalten"), _("Fertig"), termin=termin)


def aendern(request: Anfrage, pk: int) -> HttpResponse:
    termin = termin_holen(request, pk, "Termin ändern")
    verlange_erlaubnis(permissions.darf_termin_aendern(request.akteur, termin, timezone.now()))
    art = AenderungForm if termin.stand == Terminstand.GEHALTEN else PlanungAendernForm
    form = _form(request, art, termin, stand=stand_von(termin))
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: termin_aendern(
                akteur=request.akteur,
                termin_id=pk,
                angaben=form.angaben(),
                stand=form.cleaned_data["stand"],
            ),
        )
        if satz is not None:
            messages.success(request, _("Die Änderung ist gespeichert."))
            return redirect("casemgmt:termin-detail", pk)
        # The next attempt counts against what is stored now: the message says to compare.
        form.data = form.data.copy()
        form.data["stand"] = str(stand_von(termin))
    return _seite(request, form, _("Eintrag ändern"), _("Änderung speichern"), termin=termin)


def berichtigen(request: Anfrage, pk: int) -> HttpResponse:
    termin = termin_holen(request, pk, "Termin berichtigen")
    verlange_erlaubnis(permissions.darf_termin_berichtigen(request.akteur, termin, timezone.now()))
    form = _form(request, BerichtigungForm, termin)
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form,
            lambda: termin_berichtigen(
                akteur=request.akteur,
                termin_id=pk,
                angaben=form.angaben(),
                grund=form.cleaned_data["grund"],
                kennung=form.geraet().kennung,
            ),
        )
        if satz is not None:
            messages.success(request, _("Die Berichtigung zählt jetzt. Der bisherige Eintrag bleibt lesbar."))
            return redirect("casemgmt:termin-detail", satz.pk)
    return _seite(request, form, _("Eintrag berichtigen"), _("Berichtigung speichern"), termin=termin)


def _form(request: Anfrage, art: type[BeratungForm], termin: Termin, **dazu: Any) -> Any:
    wahl = wahl_eines(request.akteur, termin.fall_id) if termin.fall_id else None
    themen = [zeile.thema for zeile in termin.themen.all()]
    bisher = {**bisherige(termin, themen), **dazu}
    if art is not AenderungForm and termin.stand != Terminstand.GEHALTEN and not art.geplant:
        bisher["klienten"] = bisher["klienten"] or (
            [str(wahl.personen[0][0])] if wahl and wahl.personen else []
        )
    return art(
        *eingaben(request),
        wahl=[wahl] if wahl else [],
        vorgaben=Vorgaben(request.akteur, timezone.localdate()),
        fest=True,
        initial=bisher,
    )


def _seite(
    request: Anfrage,
    form: BeratungForm,
    titel: str,
    knopf: str,
    *,
    termin: Termin | None = None,
    **kontext: Any,
) -> HttpResponse:
    dahin = reverse("casemgmt:termin-detail", args=[termin.pk]) if termin else zurueck()
    return render(
        request,
        "casemgmt/beratung.html",
        {
            "form": form,
            "titel": titel,
            "knopf": knopf,
            "termin": termin,
            "ziel": dahin,
            "krumen": krumen(),
            "offen": termin is not None and termin.stand == Terminstand.GEHALTEN,
            **kontext,
        },
    )


def anonym_zum_fall(request: Anfrage, pk: int) -> HttpResponse:
    """Only by an act of its own, and only because the person wants it."""
    termin = termin_holen(request, pk, "")
    verlange_erlaubnis(permissions.darf_termin_fuehren(request.akteur, termin))
    if not termin.anonym or termin.stand != Terminstand.GEHALTEN or termin.ersetzt_am is not None:
        raise Http404
    suche = request.POST.get("suche", "").strip() if "suchen" in request.POST else ""
    gefunden = faelle_suchen(request.akteur, suche) if suche else []
    wunsch = _fallnummer(request)
    wahl = _ohne_doppelte(
        [*gefunden, *zuletzt_beraten(request.akteur, timezone.localdate(), dazu=[wunsch] if wunsch else [])]
    )
    form = AnonymZumFallForm(*_eingaben(request), wahl=wahl)
    if request.method == "POST" and "suchen" not in request.POST and form.is_valid():
        satz = versuchen(
            form, lambda: anonym_wird_fall(akteur=request.akteur, termin_id=pk, **form.angaben())
        )
        if satz is not None:
            messages.success(request, _("Die Beratung gehört jetzt zum Fall."))
            return redirect("casemgmt:termin-detail", satz.pk)
    return render(
        request,
        "casemgmt/anonym_zum_fall.html",
        {
            "form": form,
            "suche": suche,
            "nichts_gefunden": bool(suche) and not gefunden,
            "ziel": reverse("casemgmt:termin-detail", args=[pk]),
            "krumen": krumen(),
        },
    )
