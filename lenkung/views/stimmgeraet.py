"""Voting on one's own device: a code, one question, three buttons. Without an account."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kim.basis.fehler import Fachfehler
from kim.web.zugang import modul_eingeschaltet
from lenkung.domain.geraet import (
    geraet_anmelden,
    geraet_finden,
    hat_abgestimmt,
    laufende_abstimmung,
    stimme_abgeben,
)
from lenkung.forms.verlauf import StimmcodeForm
from lenkung.models import Abstimmung, Stimmgeraet
from lenkung.regeln.verlauf import Stimmwert

GERAET = "lenkung_stimmgeraet"
STUNDEN = 12
# A whole body behind one address, and far too few to find a code of 32^8.
HAEUFIGKEIT = {"lenkung_stimmcode": "60/m/ip"}


def _geraet(request: HttpRequest) -> Stimmgeraet | None:
    geraet = geraet_finden(str(request.session.get(GERAET, "")))
    if geraet is None or not modul_eingeschaltet(geraet.sitzung.gremium.kreis, ["lenkung"]):
        return None
    return geraet


def _stand(geraet: Stimmgeraet | None) -> tuple[str, Abstimmung | None, bool]:
    """One word for what the page shows; when it changes, the page is loaded anew."""
    if geraet is None:
        return "code", None, False
    abstimmung = laufende_abstimmung(geraet)
    if abstimmung is None:
        return "warten", None, False
    fertig = hat_abgestimmt(geraet, abstimmung)
    return f"{abstimmung.pk}-{'fertig' if fertig else 'offen'}", abstimmung, fertig


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stimme(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _anmelden(request)
    return _seite(request, _geraet(request))


def _seite(
    request: HttpRequest,
    geraet: Stimmgeraet | None,
    *,
    form: StimmcodeForm | None = None,
    fehler: str = "",
    status: int = 200,
) -> HttpResponse:
    stand, abstimmung, fertig = _stand(geraet)
    return render(
        request,
        "lenkung/stimme.html",
        {
            "geraet": geraet,
            "stand": stand,
            "abstimmung": abstimmung,
            "fertig": fertig,
            "form": form or StimmcodeForm(),
            "fehler": fehler,
        },
        status=status,
    )


def _anmelden(request: HttpRequest) -> HttpResponse:
    gebremst = ratelimit.consume_or_429(
        request, app="lenkung", action="lenkung_stimmcode", config=HAEUFIGKEIT
    )
    if gebremst is not None:
        return gebremst
    form = StimmcodeForm(request.POST)
    if not form.is_valid():
        return _seite(request, None, form=form, status=422)
    try:
        geraet = geraet_anmelden(form.cleaned_data["code"])
    except Fachfehler as fehler:
        form.add_error("code", fehler.meldung)
        return _seite(request, None, form=form, status=422)
    request.session[GERAET] = geraet.abdruck
    if not request.user.is_authenticated:
        request.session.set_expiry(STUNDEN * 3600)
    return redirect("lenkung:stimme")


@never_cache
@require_POST
def abgeben(request: HttpRequest) -> HttpResponse:
    geraet = _geraet(request)
    if geraet is None:
        return redirect("lenkung:stimme")
    nummer = request.POST.get("abstimmung", "")
    try:
        wert = Stimmwert(request.POST.get("wert", ""))
        if not (nummer.isascii() and nummer.isdigit() and len(nummer) < 19):
            raise ValueError(nummer)
        stimme_abgeben(abdruck=geraet.abdruck, abstimmung_id=int(nummer), wert=wert)
    except (ValueError, Abstimmung.DoesNotExist):
        return _seite(request, geraet, fehler=_("Das war nicht lesbar. Bitte noch einmal."), status=422)
    except Fachfehler as fehler:
        return _seite(request, geraet, fehler=fehler.meldung, status=409)
    return redirect("lenkung:stimme")


@never_cache
@require_GET
def stand(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"stand": _stand(_geraet(request))[0]})
