"""Taking over a former database: choose a file, say which column is which, look, confirm, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casemgmt import permissions
from casemgmt.domain import uebernahme
from casemgmt.domain.uebernahme_plan import Uebernahmeplan
from casemgmt.domain.uebernahme_spalten import SPALTEN
from casemgmt.forms.uebernahme import ZuordnungForm
from casemgmt.models import Einspielung
from casemgmt.models.einspielung import UEBERNAHMEARTEN
from casemgmt.views.aktenzugriff import akte_gelesen
from kim.basis.fehler import Fachfehler
from kim.stammdaten.forms.einspielen import HochladenForm
from kim.stammdaten.regeln.einspielung import HOECHSTENS_ZEILEN, Zellenfehler
from kim.web.anfrage import Anfrage, eingaben, kreis_id_von, verlange_erlaubnis

FEHLER_AUF_DER_SEITE = 200
ZEILEN_DER_VORSCHAU = 10
LAEUFE = 100


def _krumen(*weitere: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Fallarbeit"), reverse("casemgmt:uebersicht")),
        (_("Bestand übernehmen"), reverse("casemgmt:uebernahme-liste")),
        *weitere,
    ]


def _berechtigt(request: Anfrage) -> int:
    kreis_id = kreis_id_von(request)
    verlange_erlaubnis(permissions.darf_bestand_uebernehmen(request.akteur, kreis_id))
    return kreis_id


def liste(request: Anfrage) -> HttpResponse:
    _berechtigt(request)
    laeufe = permissions.sichtbare_einspielungen(request.akteur).select_related("konto")
    return render(
        request,
        "casemgmt/uebernahme_liste.html",
        {
            "krumen": _krumen()[:1],
            "arten": [
                (titel, reverse("casemgmt:uebernahme-datei", args=[art])) for art, titel in UEBERNAHMEARTEN
            ],
            "laeufe": laeufe.defer("kopf", "zeilen")[:LAEUFE],
        },
    )


def datei(request: Anfrage, art: str) -> HttpResponse:
    if art not in SPALTEN:
        raise Http404
    kreis_id = _berechtigt(request)
    form = HochladenForm(*eingaben(request, request.FILES))
    fehler: list[Zellenfehler] = []
    if request.method == "POST" and form.is_valid():
        fehler = form.zellenfehler
        if form.inhalt is not None:
            try:
                neue = uebernahme.einspielung_anlegen(
                    kreis_id=kreis_id,
                    art=art,
                    kopf=form.inhalt.kopf,
                    zeilen=form.zeilen(),
                    akteur=request.akteur,
                )
            except Fachfehler as nein:
                form.fachfehler(nein)
            else:
                return redirect("casemgmt:uebernahme-detail", neue.pk)
    return render(
        request,
        "casemgmt/uebernahme_datei.html",
        {
            "krumen": _krumen(),
            "titel": dict(UEBERNAHMEARTEN)[art],
            "art": art,
            "form": form,
            "fehler": fehler,
            "fehlerzahl": len(fehler),
            "spalten": SPALTEN[art],
            "hoechstens": HOECHSTENS_ZEILEN,
            "zurueck": reverse("casemgmt:uebernahme-liste"),
        },
    )


def _einspielung(request: Anfrage, pk: int) -> Einspielung:
    return get_object_or_404(permissions.sichtbare_einspielungen(request.akteur), pk=pk)


def detail(request: Anfrage, pk: int) -> HttpResponse:
    """Which column is which and what would come of it; afterwards what came of it."""
    einspielung = _einspielung(request, pk)
    akte_gelesen(request, einspielung, _("Übernahme geöffnet"))
    if not einspielung.wartet:
        return render(
            request, "casemgmt/uebernahme_lauf.html", {"krumen": _krumen(), "einspielung": einspielung}
        )
    form = ZuordnungForm(
        *eingaben(request),
        spalten=SPALTEN[einspielung.art],
        kopf=einspielung.kopf or (),
        gewaehlt=uebernahme.zuordnung_von(einspielung),
    )
    if request.method == "POST" and form.is_valid():
        uebernahme.zuordnung_merken(einspielung_id=pk, zuordnung=form.zuordnung(), akteur=request.akteur)
        messages.success(request, _("Die Zuordnung ist gemerkt, auch für die nächste Datei."))
        return redirect("casemgmt:uebernahme-detail", pk)
    return render(
        request,
        "casemgmt/uebernahme_vorschau.html",
        {"krumen": _krumen(), "einspielung": einspielung, "form": form, **_vorschau(einspielung)},
    )


def _vorschau(einspielung: Einspielung) -> dict[str, Any]:
    plan: Uebernahmeplan = uebernahme.plan_von(einspielung)
    return {
        "fehler": plan.fehler[:FEHLER_AUF_DER_SEITE],
        "fehlerzahl": len(plan.fehler),
        "anzahl_neu": len(plan.neue),
        "anzahl_bekannt": plan.bekannte,
        "kopf": einspielung.kopf,
        "zeilen": [zellen for _nummer, zellen in (einspielung.zeilen or ())[:ZEILEN_DER_VORSCHAU]],
    }


def _tat(request: Anfrage, pk: int, tun: Callable[[], str]) -> HttpResponse:
    _einspielung(request, pk)
    try:
        messages.success(request, tun())
    except Fachfehler as nein:
        messages.error(request, nein.meldung)
        return redirect("casemgmt:uebernahme-detail", pk)
    return redirect("casemgmt:uebernahme-liste")


@require_POST
def uebernehmen(request: Anfrage, pk: int) -> HttpResponse:
    def tun() -> str:
        neu, bekannt = uebernahme.einspielung_uebernehmen(einspielung_id=pk, akteur=request.akteur)
        return _("%(neu)s übernommen, %(bekannt)s waren schon da.") % {"neu": neu, "bekannt": bekannt}

    return _tat(request, pk, tun)


@require_POST
def verwerfen(request: Anfrage, pk: int) -> HttpResponse:
    def tun() -> str:
        uebernahme.einspielung_verwerfen(einspielung_id=pk, akteur=request.akteur)
        return _("Die Datei ist verworfen. Übernommen wurde nichts.")

    return _tat(request, pk, tun)


@require_POST
def zuruecknehmen(request: Anfrage, pk: int) -> HttpResponse:
    def tun() -> str:
        anzahl = uebernahme.einspielung_zuruecknehmen(einspielung_id=pk, akteur=request.akteur)
        return _("Zurückgenommen: %(n)s Einträge mit ihrer Historie.") % {"n": anzahl}

    return _tat(request, pk, tun)
