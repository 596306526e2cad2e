"""A consent signed on a device: what still lacks, and making it a consent or putting it aside."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligungsentwurf import Entwurfsbild, bild, entwurf_ablegen, entwurf_uebernehmen
from casemgmt.domain.queries.empfaengerwahl import empfaengerwahl
from casemgmt.domain.queries.ohne_netz import offene_entwuerfe
from casemgmt.forms.einwilligungsentwurf import AblegenForm, UebernahmeForm
from casemgmt.models import Einwilligungsentwurf
from casemgmt.models.einwilligungsauswahl import SPRACHNAMEN
from casemgmt.regeln.sprachen import blattsprache
from casemgmt.views.ablageinhalt import striche
from casemgmt.views.aktenzugriff import akte_gelesen
from casemgmt.views.einwilligungsseiten import (
    Krumen,
    formularseite,
    klassen_in_worten,
    krumen,
    versuchen,
    zwecke_in_worten,
)
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum, zeitpunkt
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis

HOECHSTENS = 10


def _holen(request: Anfrage, pk: int) -> Einwilligungsentwurf:
    return get_object_or_404(
        permissions.sichtbare_einwilligungsentwuerfe(request.akteur).select_related(
            "klient", "konto", "einwilligung", "erledigt_von"
        ),
        pk=pk,
    )


def entwurf(request: Anfrage, pk: int) -> HttpResponse:
    satz = _holen(request, pk)
    akte_gelesen(request, satz, _("Entwurf einer Einwilligung gelesen"), "")
    darf = permissions.darf_einwilligung_fuehren(request.akteur, satz.klient)
    b = bild(satz)
    form = _form(request, satz, b) if satz.offen and b.gelesen.unterschrieben else None
    if request.method == "POST":
        verlange_erlaubnis(darf)
        if form is None:
            messages.error(request, _("Über diesen Entwurf ist schon entschieden."))
            return redirect("casemgmt:einwilligungsentwurf", pk)
        if form.is_valid():
            einwilligung = versuchen(
                form,
                entwurf_uebernehmen,
                entwurf_id=pk,
                angaben=form.angaben(),
                gelesen=form.cleaned_data.get("gelesen", False),
                akteur=request.akteur,
            )
            if einwilligung:
                messages.success(request, _("Die Einwilligung ist angelegt. Was unterschrieben ist, bleibt."))
                return redirect("casemgmt:einwilligung-detail", einwilligung.pk)
    return render(
        request,
        "casemgmt/einwilligungsentwurf.html",
        {
            "satz": satz,
            "krumen": _weg(satz)[:-1],
            "angaben": _angaben(satz, b),
            "fehlt": b.fehlt if satz.offen else (),
            "striche": striche(satz.angaben.get("unterschrift")),
            "form": form if darf else None,
            "ablegen": bool(darf) and satz.offen,
        },
    )


def _weg(satz: Einwilligungsentwurf) -> Krumen:
    zurueck = reverse("casemgmt:einwilligungsentwurf", args=[satz.pk])
    return [*krumen(satz.klient), (_("Unterschriebener Entwurf"), zurueck)]


def _form(request: Anfrage, satz: Einwilligungsentwurf, b: Entwurfsbild) -> UebernahmeForm:
    """Filled with all that arrived; what lacks is left to be chosen."""
    heute = timezone.localdate()
    anfang: dict[str, Any] = {
        "datenklassen": b.gelesen.klassen,
        "zwecke": b.gelesen.zwecke,
        "von": b.gelesen.von or heute,
        "bis": b.gelesen.bis,
        "sprache": b.gelesen.sprache or blattsprache(satz.klient.sprachen),
        "sprachmittlung": b.gelesen.dolmetschen,
        **{f"empfaenger{n}": str(nummer) for n, nummer in enumerate(b.empfaenger, start=1)},
    }
    return UebernahmeForm(
        *eingaben(request),
        wahl=empfaengerwahl(satz.kreis_id, heute),
        anfang=anfang,
        wortlaut_bekannt=b.wortlaute is not None,
    )


def _angaben(satz: Einwilligungsentwurf, b: Entwurfsbild) -> list[tuple[str, Any]]:
    gelesen = b.gelesen
    texte = b.wortlaute
    if texte is None and gelesen.sprache:
        wortlaut = _("nicht übermittelt")
    elif texte is not None and (fassung := texte.eigene[1]) is not None:
        wortlaut = _("Fassung %(n)d") % {"n": fassung.fassung}
    else:
        wortlaut = _("mitgelieferter Entwurf") if texte is not None else ""
    return [
        (_("Person"), str(satz.klient)),
        (_("Worin eingewilligt wird"), satz.angaben.get("umfang")),
        (_("An wen"), ", ".join(gelesen.empfaenger)),
        (_("Welche Angaben"), klassen_in_worten(list(gelesen.klassen))),
        (_("Wofür"), zwecke_in_worten(list(gelesen.zwecke))),
        (_("Gilt bis"), datum(gelesen.bis) if gelesen.bis else ""),
        (_("Sprache"), dict(SPRACHNAMEN).get(gelesen.sprache, "")),
        (_("Wortlaut"), wortlaut),
        (_("Wer gedolmetscht hat"), gelesen.dolmetschen),
        (_("Zeugin oder Zeuge"), gelesen.zeuge),
        (
            _("Unterschrieben, nach der Uhr des Geräts"),
            zeitpunkt(gelesen.unterschrieben_am) if gelesen.unterschrieben_am else "",
        ),
        (_("Angekommen, nach der Uhr des Servers"), zeitpunkt(satz.erfasst_am)),
        (_("Erfasst von"), satz.konto),
        (_("Warum sie wartete"), satz.hindernis),
        (_("Entschieden von"), satz.erledigt_von),
        (_("Abgelegt, weil"), satz.abgelegt_grund),
    ]


def ablegen(request: Anfrage, pk: int) -> HttpResponse:
    satz = _holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, satz.klient))
    akte_gelesen(request, satz, _("Entwurf einer Einwilligung ablegen"), "")
    form = AblegenForm(*eingaben(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and versuchen(
            form, entwurf_ablegen, entwurf_id=pk, grund=form.cleaned_data["grund"], akteur=request.akteur
        )
    ):
        messages.success(request, _("Abgelegt. Der Entwurf bleibt mit dem Grund lesbar."))
        return redirect("casemgmt:einwilligungsentwurf", pk)
    return formularseite(
        request,
        form=form,
        titel=_("Daraus wird keine Einwilligung"),
        unterzeile=str(satz.klient),
        hinweis=_("Auf dieser Grundlage wird nichts weitergegeben."),
        knopf=_("Ablegen"),
        krumen=_weg(satz),
    )


def entwuerfe_auf_heute(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """One's own families; who else may see the person finds it in the tray."""
    offene = offene_entwuerfe(akteur).filter(konto_id=akteur.konto_id or 0).values_list("pk", flat=True)
    return [
        Heutezeile(
            _("Eine Einwilligung ergänzen, die auf dem Gerät unterschrieben wurde"),
            reverse("casemgmt:einwilligungsentwurf", args=[pk]),
            Dringlichkeit.HEUTE,
        )
        for pk in offene[:HOECHSTENS]
    ]
