"""Befangenheit: naming to whom one is close, and what the Koordination decides. None tells who is known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain.befangenheit import (
    befangenheit_zurueckziehen,
    befangenheitshinweis_sperren,
    befangenheitshinweis_verwerfen,
    sperre_aufheben,
)
from casemgmt.domain.befangenheit_angeben import befangenheit_angeben
from casemgmt.forms.koordination import BefangenheitForm, GrundForm
from casemgmt.regeln.werte import Hinweisstand
from casemgmt.views.aktenzugriff import akte_gelesen, aufsicht_liest
from casemgmt.views.personenseiten import krumen, kurz
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis
from lenkung.views.seiten import Krumen, rueckfrage


def eigene(request: Anfrage) -> HttpResponse:
    """The answer is the same whether anybody of that name is known here or not."""
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_befangenheit_angeben(request.akteur))
    form = BefangenheitForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        befangenheit_angeben(kreis_id=kreis_id, akteur=request.akteur, **form.cleaned_data)
        messages.success(
            request, _("Ihre Angabe ist gespeichert und gilt ab jetzt, auch für künftige Akten.")
        )
        return redirect("casemgmt:befangenheit")
    angaben = permissions.sichtbare_befangenheiten(request.akteur).filter(
        konto_id=request.akteur.konto_id or 0, zurueckgezogen_am__isnull=True
    )
    return render(
        request, "casemgmt/befangenheit.html", {"krumen": krumen(), "form": form, "angaben": list(angaben)}
    )


@require_POST
def zurueckziehen(request: Anfrage, pk: int) -> HttpResponse:
    satz = get_object_or_404(
        permissions.sichtbare_befangenheiten(request.akteur),
        pk=pk,
        konto_id=request.akteur.konto_id,
        zurueckgezogen_am__isnull=True,
    )
    befangenheit_zurueckziehen(befangenheit_id=satz.pk, akteur=request.akteur)
    messages.success(request, _("Die Angabe ist zurückgezogen."))
    return redirect("casemgmt:befangenheit")


# What the Koordination sees ---------------------------------------------------------------------------------


def _weg() -> Krumen:
    return krumen(None, (_("Befangenheit im Kreis"), reverse("casemgmt:befangenheit-kreis")))


@aufsicht_liest("casemgmt.befangenheit", gettext_lazy("Befangenheiten im Kreis gelesen"))
def im_kreis(request: Anfrage) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_beaufsichtigen(request.akteur, request.akteur.kreis_id))
    hinweise = permissions.sichtbare_befangenheitshinweise(request.akteur).filter(stand=Hinweisstand.OFFEN)
    sperren = permissions.sichtbare_aktensperren(request.akteur).filter(
        aufgehoben_am__isnull=True, klient__in=permissions.sichtbare_klienten(request.akteur)
    )
    # One's own declarations stand on one's own page.
    angaben = (
        permissions.sichtbare_befangenheiten(request.akteur)
        .filter(zurueckgezogen_am__isnull=True)
        .exclude(konto_id=request.akteur.konto_id or 0)
    )
    return render(
        request,
        "casemgmt/befangenheit_kreis.html",
        {
            "krumen": krumen(),
            "hinweise": hinweise.select_related("befangenheit__konto", "klient"),
            "sperren": sperren.select_related("konto", "klient"),
            "angaben": angaben.select_related("konto"),
        },
    )


def hinweis(request: Anfrage, pk: int) -> HttpResponse:
    menge = permissions.sichtbare_befangenheitshinweise(request.akteur).select_related(
        "befangenheit__konto", "klient"
    )
    satz: Any = get_object_or_404(menge, pk=pk)
    akte_gelesen(request, satz.klient, _("Hinweis auf Befangenheit gelesen"))
    fehler_text = ""
    if request.method == "POST":
        sperren = "sperren" in request.POST
        tun = befangenheitshinweis_sperren if sperren else befangenheitshinweis_verwerfen
        try:
            tun(hinweis_id=pk, akteur=request.akteur)
        except Fachfehler as fehler:
            fehler_text = fehler.meldung
        else:
            messages.success(
                request,
                _("Die Akte ist für diese Kollegin oder diesen Kollegen gesperrt.")
                if sperren
                else _("Vermerkt: Es ist ein anderer Mensch."),
            )
            return redirect("casemgmt:befangenheit-kreis")
    return render(
        request,
        "casemgmt/befangenheit_hinweis.html",
        {
            "hinweis": satz,
            "offen": satz.stand == Hinweisstand.OFFEN,
            "krumen": _weg(),
            "fehler": fehler_text,
            "klient": kurz(satz.klient),
        },
    )


def aufheben(request: Anfrage, pk: int) -> HttpResponse:
    sperre = get_object_or_404(
        permissions.sichtbare_aktensperren(request.akteur).select_related("konto", "klient"),
        pk=pk,
        aufgehoben_am__isnull=True,
        klient__in=permissions.sichtbare_klienten(request.akteur),
    )
    akte_gelesen(request, sperre.klient, _("Aktensperre geöffnet"))
    form = GrundForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        try:
            sperre_aufheben(sperre_id=pk, grund=form.cleaned_data["grund"], akteur=request.akteur)
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Sperre ist aufgehoben."))
            return redirect("casemgmt:befangenheit-kreis")
    return rueckfrage(
        request,
        form=form,
        titel=_("Sperre aufheben?"),
        folgen=[
            _("%(konto)s kann die Akte von %(klient)s wieder öffnen, soweit die Rolle es zulässt.")
            % {"konto": sperre.konto.name, "klient": sperre.klient},
            _("Fälle, die dabei übergeben wurden, bleiben, wo sie sind."),
        ],
        knopf=_("Aufheben"),
        weg=_weg(),
    )
