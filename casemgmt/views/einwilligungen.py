"""Consents of a person: the list, taking one down, the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.einwilligung import einwilligung_aendern, einwilligung_anlegen
from casemgmt.domain.einwilligungsdruck import blatt_pdf
from casemgmt.domain.einwilligungsunterschrift import noch_offen
from casemgmt.domain.queries.einwilligungen import (
    alter_von,
    antraege_von,
    bild,
    bilder_fuer,
    weitergaben_von,
    weitergaben_zu,
)
from casemgmt.domain.queries.empfaengerwahl import empfaengerwahl
from casemgmt.forms.einwilligungen import EinwilligungForm
from casemgmt.models import Einwilligung, Klient
from casemgmt.regeln.einwilligung import Einwilligungsstand
from casemgmt.regeln.einwilligungslage import Lage
from casemgmt.regeln.einwilligungstext import pruefsumme, zweisprachig
from casemgmt.regeln.unterschrift import svg_pfad
from casemgmt.views.einwilligungsseiten import (
    einwilligung_holen,
    empfaenger_in_worten,
    formularseite,
    gelesen,
    klassen_in_worten,
    klient_holen,
    krumen,
    lage_in_worten,
    versuchen,
    weitergabezeile,
    zwecke_in_worten,
)
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis


def liste(request: Anfrage, pk: int) -> HttpResponse:
    klient = klient_holen(request, pk)
    gelesen(request, klient, _("Einwilligungen der Person"))
    bilder = bilder_fuer(request.akteur, klient, timezone.now())
    return render(
        request,
        "casemgmt/einwilligung_liste.html",
        {
            "klient": klient,
            "krumen": krumen(klient)[:-1],
            "zeilen": [
                {
                    "satz": b.satz,
                    "lage": lage_in_worten(b),
                    "an": empfaenger_in_worten(b.satz),
                    "was": klassen_in_worten(b.satz.datenklassen),
                    "wofuer": zwecke_in_worten(b.satz.zwecke),
                }
                for b in bilder
            ],
            "weitergaben": [weitergabezeile(z) for z in weitergaben_von(request.akteur, klient)],
            "antraege": antraege_von(request.akteur, klient),
            "entwuerfe": permissions.sichtbare_einwilligungsentwuerfe(request.akteur).filter(
                klient=klient, uebernommen_am__isnull=True, abgelegt_am__isnull=True
            ),
            "fuehrt": permissions.darf_einwilligung_fuehren(request.akteur, klient),
        },
    )


def _form(request: Anfrage, klient: Klient, satz: Einwilligung | None = None) -> EinwilligungForm:
    return EinwilligungForm(
        *eingaben(request),
        wahl=empfaengerwahl(klient.kreis_id, timezone.localdate()),
        minderjaehrig=alter_von(klient, timezone.localdate()).sorge_noetig,
        sprachen=list(klient.sprachen or ()),
        satz=satz,
    )


def anlegen(request: Anfrage, pk: int) -> HttpResponse:
    klient = klient_holen(request, pk)
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, klient))
    gelesen(request, klient, _("Einwilligung aufnehmen"))
    form = _form(request, klient)
    if request.method == "POST" and form.is_valid():
        satz = versuchen(
            form, einwilligung_anlegen, klient_id=pk, angaben=form.angaben(), akteur=request.akteur
        )
        if satz:
            messages.success(request, _("Das Blatt ist fertig. Bitte gemeinsam lesen, dann unterschreiben."))
            return redirect("casemgmt:einwilligung-detail", satz.pk)
    return formularseite(
        request,
        form=form,
        titel=_("Einwilligung aufnehmen"),
        unterzeile=str(klient),
        knopf=_("Weiter zum Blatt"),
        krumen=krumen(klient),
    )


def bearbeiten(request: Anfrage, pk: int) -> HttpResponse:
    satz = einwilligung_holen(request, pk)
    klient = satz.klient
    verlange_erlaubnis(permissions.darf_einwilligung_fuehren(request.akteur, klient))
    if satz.zustand != Einwilligungsstand.ENTWURF:
        messages.info(request, _("Was unterschrieben ist, ändert niemand mehr. Bitte eine neue aufnehmen."))
        return redirect("casemgmt:einwilligung-detail", pk)
    gelesen(request, klient, _("Entwurf einer Einwilligung ändern"))
    form = _form(request, klient, satz)
    inzwischen: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        geaendert = versuchen(
            form,
            einwilligung_aendern,
            einwilligung_id=pk,
            stand=form.cleaned_data["stand"] or 0,
            angaben=form.angaben(),
            akteur=request.akteur,
        )
        if geaendert:
            messages.success(request, _("Der Entwurf ist geändert. Bitte das Blatt neu lesen."))
            return redirect("casemgmt:einwilligung-detail", pk)
        if getattr(form, "ueberholt", False):
            inzwischen = _fakten(satz)
            getippt: Any = form.data
            form.data = getippt.copy()
            form.data["stand"] = str(satz.stand)  # type: ignore[index]
    return formularseite(
        request,
        form=form,
        titel=_("Entwurf ändern"),
        unterzeile=str(klient),
        knopf=_("Weiter zum Blatt"),
        krumen=krumen(klient, satz),
        inzwischen=inzwischen,
    )


def _fakten(satz: Einwilligung) -> list[tuple[str, str]]:
    fakten = [
        (_("An wen"), empfaenger_in_worten(satz)),
        (_("Welche Angaben"), klassen_in_worten(satz.datenklassen)),
        (_("Wofür"), zwecke_in_worten(satz.zwecke)),
        (_("Gilt"), f"{satz.von:%d.%m.%Y} – {satz.bis:%d.%m.%Y}"),
        (_("Sprache des Blatts"), str(satz.get_sprache_display())),
        (_("Übersetzt hat"), satz.sprachmittlung),
    ]
    if satz.muendlich_am:
        am = timezone.localtime(satz.muendlich_am)
        fakten.append((_("Mündlich erteilt"), f"{am:%d.%m.%Y %H:%M} · {satz.muendlich_grund}"))
    if satz.widerrufen_am:
        am = timezone.localtime(satz.widerrufen_am)
        fakten.append((_("Widerrufen"), f"{am:%d.%m.%Y %H:%M}, {satz.get_widerruf_weg_display()}"))
    return fakten


def detail(request: Anfrage, pk: int) -> HttpResponse:
    satz = einwilligung_holen(request, pk)
    klient = satz.klient
    gelesen(request, klient, _("Einwilligung ansehen"))
    akteur = request.akteur
    b = bild(satz, timezone.now())
    fuehrt = bool(permissions.darf_einwilligung_fuehren(akteur, klient))
    offen = noch_offen(satz) if b.lage in (Lage.ENTWURF, Lage.UNVOLLSTAENDIG, Lage.MUENDLICH) else []
    return render(
        request,
        "casemgmt/einwilligung_detail.html",
        {
            "satz": satz,
            "klient": klient,
            "krumen": krumen(klient),
            "lage": lage_in_worten(b),
            "entwurf": b.lage is Lage.ENTWURF,
            "fehlt": b.fehlt if b.lage in (Lage.UNVOLLSTAENDIG, Lage.MUENDLICH) else (),
            "fakten": _fakten(satz),
            "blatt": zweisprachig(satz.wortlaut),
            "geprueft": satz.wortlaut["geprueft"],
            "unversehrt": pruefsumme(satz.wortlaut) == satz.sha256,
            "pdf": blatt_pdf(satz),
            "unterschriften": [
                (u, svg_pfad(u.striche) if u.striche else "") for u in satz.unterschriften.all()
            ],
            "vom_geraet": _vom_geraet(request, satz),
            "weitergaben": [weitergabezeile(z) for z in weitergaben_zu(akteur, satz)],
            "unterschreiben_url": _url("unterschreiben", pk) if fuehrt and offen else "",
            "bearbeitbar": fuehrt and b.lage is Lage.ENTWURF,
            "widerrufbar": satz.zustand == Einwilligungsstand.ERTEILT
            and bool(permissions.darf_einwilligung_widerrufen(akteur, satz)),
        },
    )


def _vom_geraet(request: Anfrage, satz: Einwilligung) -> int | None:
    """Only where a signature says so: else nobody has to look."""
    if not any(u.geraet_am for u in satz.unterschriften.all()):
        return None
    entwuerfe = permissions.sichtbare_einwilligungsentwuerfe(request.akteur)
    return entwuerfe.filter(einwilligung=satz).values_list("pk", flat=True).first()


def _url(tat: str, pk: int) -> str:
    return reverse(f"casemgmt:einwilligung-{tat}", args=[pk])
