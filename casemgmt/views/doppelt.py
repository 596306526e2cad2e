"""Hints at people recorded twice: the Koordination sees both, decides, and may undo a merge."""

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
from casemgmt.domain.doppelt import doppelhinweis_verwerfen
from casemgmt.domain.queries.person import faelle_von
from casemgmt.domain.zusammenfuehren import klienten_zusammenfuehren, zusammenfuehrung_zuruecknehmen
from casemgmt.forms.koordination import GrundForm, ZusammenfuehrenForm
from casemgmt.models import Doppelhinweis, Klient
from casemgmt.regeln.werte import Hinweisstand
from casemgmt.views.aktenzugriff import akte_gelesen, aufsicht_liest
from casemgmt.views.personenseiten import angaben_von, krumen, kurz
from kim.basis.fehler import Fachfehler
from kim.web.anfrage import Anfrage, eingaben, verlange_erlaubnis
from lenkung.views.seiten import Krumen, rueckfrage

HOECHSTENS = 50


def _weg() -> Krumen:
    return krumen(None, (_("Doppelt erfasst?"), reverse("casemgmt:doppelhinweis-liste")))


@aufsicht_liest("casemgmt.doppelhinweis", gettext_lazy("Hinweise auf doppelt Erfasste gelesen"))
def liste(request: Anfrage) -> HttpResponse:
    verlange_erlaubnis(permissions.darf_beaufsichtigen(request.akteur, request.akteur.kreis_id))
    offene = permissions.sichtbare_doppelhinweise(request.akteur).filter(stand=Hinweisstand.OFFEN)
    spuren = permissions.sichtbare_zusammenfuehrungen(request.akteur)
    return render(
        request,
        "casemgmt/doppelhinweis_liste.html",
        {
            "krumen": krumen(),
            "anzahl": offene.count(),
            "offene": offene.select_related("eine", "andere")[:HOECHSTENS],
            "spuren": spuren.select_related("bleibt", "aufgegangen", "von")[:HOECHSTENS],
        },
    )


def _hinweis(request: Anfrage, pk: int) -> Doppelhinweis:
    menge = permissions.sichtbare_doppelhinweise(request.akteur).select_related(
        "eine__kommune", "andere__kommune", "entschieden_von"
    )
    return get_object_or_404(menge, pk=pk)


def detail(request: Anfrage, pk: int) -> HttpResponse:
    hinweis = _hinweis(request, pk)
    offen = hinweis.stand == Hinweisstand.OFFEN
    form = ZusammenfuehrenForm(
        *eingaben(request), paar=[(str(k.pk), _auswahl(k)) for k in (hinweis.eine, hinweis.andere)]
    )
    if request.method == "POST" and offen and form.is_valid():
        try:
            klienten_zusammenfuehren(
                hinweis_id=pk,
                bleibt_id=int(form.cleaned_data["bleibt"]),
                grund=form.cleaned_data["grund"],
                akteur=request.akteur,
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die beiden Einträge sind zusammengeführt."))
            return redirect("casemgmt:doppelhinweis-liste")
    seiten = [_seite(request, klient) for klient in (hinweis.eine, hinweis.andere)]
    return render(
        request,
        "casemgmt/doppelhinweis_detail.html",
        {
            "hinweis": hinweis,
            "offen": offen,
            "krumen": _weg(),
            "form": form,
            "seiten": seiten,
            "vergleich": _vergleich(seiten[0]["angaben"], seiten[1]["angaben"]),
        },
    )


def _auswahl(klient: Klient) -> str:
    return f"{kurz(klient)} (Nr. {klient.pk})"


def _seite(request: Anfrage, klient: Klient) -> dict[str, Any]:
    akte_gelesen(request, klient, _("Doppelt Erfasste verglichen"))
    faelle = [
        f"{fall.aktenzeichen} ({fall.verantwortlich.name})" for fall in faelle_von(request.akteur, klient)
    ]
    return {
        "titel": _auswahl(klient),
        "angaben": {**dict(angaben_von(request.akteur, klient)), _("Fälle"): "\n".join(faelle)},
        "url": ""
        if klient.aufgegangen_in_id is not None
        else reverse("casemgmt:klient-detail", args=[klient.pk]),
    }


def _vergleich(eine: dict[str, str], andere: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each fact once; of a protected address some are missing."""
    return [(name, eine.get(name, ""), andere.get(name, "")) for name in {**eine, **andere}]


@require_POST
def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    hinweis = _hinweis(request, pk)
    try:
        doppelhinweis_verwerfen(hinweis_id=hinweis.pk, akteur=request.akteur)
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(
            request, _("Vermerkt: Es sind zwei Menschen. Das Paar wird nicht mehr vorgeschlagen.")
        )
    return redirect("casemgmt:doppelhinweis-liste")


def zuruecknehmen(request: Anfrage, pk: int) -> HttpResponse:
    spur = get_object_or_404(permissions.sichtbare_zusammenfuehrungen(request.akteur), pk=pk)
    form = GrundForm(*eingaben(request))
    if request.method == "POST" and form.is_valid():
        try:
            zusammenfuehrung_zuruecknehmen(
                zusammenfuehrung_id=spur.pk, grund=form.cleaned_data["grund"], akteur=request.akteur
            )
        except Fachfehler as fehler:
            form.fachfehler(fehler)
        else:
            messages.success(request, _("Die Zusammenführung ist zurückgenommen."))
            return redirect("casemgmt:doppelhinweis-liste")
    return rueckfrage(
        request,
        form=form,
        titel=_("Zusammenführung zurücknehmen?"),
        folgen=[
            _("Beide Einträge stehen wieder für sich."),
            _("Fälle, Haushalte und Termine gehen dorthin zurück, wo sie vorher waren."),
            _("Was seit der Zusammenführung dazukam, bleibt bei dem Eintrag, der geblieben war."),
        ],
        knopf=_("Zurücknehmen"),
        weg=_weg(),
    )
