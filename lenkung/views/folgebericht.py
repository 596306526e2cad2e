"""Reporting on a task over the link in a mail, without an account. Opening it changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kim.basis.fehler import Fachfehler
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.anfrage import eingaben
from kim.web.zugang import modul_eingeschaltet
from lenkung.domain.folgelink import berichten_per_link, beschluss_in_worten, folgelink_lesen
from lenkung.forms.beschluesse import BerichtForm
from lenkung.models import Beschlussfolge
from lenkung.regeln.beschlusskontrolle import beurteilen
from lenkung.regeln.verlauf import Folgenstand
from lenkung.views.antwort import geschuetzt, zu_oft
from lenkung.views.sitzungsseiten import AMPELN


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def per_link(request: HttpRequest, token: str) -> HttpResponse:
    return geschuetzt(_seite(request, token))


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    if (gebremst := zu_oft(request)) is not None:
        return gebremst
    form = BerichtForm(*eingaben(request))
    try:
        folge = folgelink_lesen(token)
        if not modul_eingeschaltet(folge.beschluss.gremium.kreis, ["lenkung"]):
            raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
        if request.method == "POST" and form.is_valid():
            bericht = berichten_per_link(token=token, **form.cleaned_data)
            angaben = {"bericht": bericht, **_angaben(folgelink_lesen(token))}
            return render(request, "lenkung/folgebericht_erledigt.html", angaben)
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        return render(request, "versand/link_ungueltig.html", {"fehler": fehler}, status=status)
    except Fachfehler:
        # Meanwhile it was closed: the page says how it stands.
        folge = folgelink_lesen(token)
    offen = folge.lage is Folgenstand.OFFEN
    status = (422 if form.errors else 200) if offen else 410
    angaben = {"form": form, "offen": offen, **_angaben(folge)}
    return render(request, "lenkung/folgebericht.html", angaben, status=status)


def _angaben(folge: Beschlussfolge) -> dict[str, object]:
    """No more than the mail says: no title, no wording, no other reports."""
    urteil = beurteilen(folge.lage, folge.bis, timezone.localdate())
    return {
        "folge": folge,
        "gremium": folge.beschluss.gremium,
        "beschluss": beschluss_in_worten(folge.beschluss),
        "urteil": urteil,
        "farbe": AMPELN[urteil.ampel],
    }
