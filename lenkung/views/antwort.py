"""Answering an invitation: over the link in a mail without an account, and signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kim.basis.akteur import Akteur
from kim.basis.anzeige import uhrzeit, wochentag, zeitpunkt
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.versand.domain.aktionslink import LinkUngueltig
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from kim.web.zugang import modul_eingeschaltet
from lenkung import permissions
from lenkung.domain.antwort import Beantwortet, Folge, antworten
from lenkung.domain.antwortlink import Antwortlink, antworten_per_link, antwortlink_lesen
from lenkung.domain.queries.rueckmeldungen import mit_sitzung
from lenkung.models import Sitzung, Teilnahme
from lenkung.regeln.teilnahme import ZUSAGEN_JE_ART, Antwortlage, Teilnahmerolle, Zusage
from lenkung.views.sitzungsseiten import krumen

KNOEPFE = {
    Zusage.VOR_ORT: gettext_lazy("Ich komme vor Ort"),
    Zusage.DIGITAL: gettext_lazy("Ich nehme digital teil"),
    Zusage.VERHINDERT: gettext_lazy("Ich bin verhindert"),
}
KNOEPFE_FUER_ANDERE = {
    Zusage.VOR_ORT: gettext_lazy("Kommt vor Ort"),
    Zusage.DIGITAL: gettext_lazy("Nimmt digital teil"),
    Zusage.VERHINDERT: gettext_lazy("Ist verhindert"),
}
GEANTWORTET = {
    Zusage.VOR_ORT: gettext_lazy("Zugesagt: vor Ort"),
    Zusage.DIGITAL: gettext_lazy("Zugesagt: digital"),
    Zusage.VERHINDERT: gettext_lazy("Abgesagt: verhindert"),
}
# Enough for a whole Kreis behind one address, and too few to try anything out.
HAEUFIGKEIT = {"lenkung_antwort": "120/m/ip"}


@dataclass(frozen=True, slots=True)
class Knopf:
    wert: str
    text: Any
    gewaehlt: bool


def knoepfe(teilnahme: Teilnahme, *, fuer_andere: bool = False) -> list[Knopf]:
    """Only what this kind of session offers."""
    texte = KNOEPFE_FUER_ANDERE if fuer_andere else KNOEPFE
    return [
        Knopf(zusage.value, texte[zusage], teilnahme.antwort is zusage)
        for zusage in ZUSAGEN_JE_ART[teilnahme.sitzung.form]
    ]


def gewaehlte_zusage(request: HttpRequest, teilnahme: Teilnahme) -> Zusage | None:
    wert = request.POST.get("zusage", "")
    return next((z for z in ZUSAGEN_JE_ART[teilnahme.sitzung.form] if z.value == wert), None)


def folge_text(beantwortet: Beantwortet) -> str:
    """What happens next, without naming anybody."""
    teilnahme = beantwortet.teilnahme
    if beantwortet.folge is Folge.GEFRAGT:
        return _("Die Stellvertretung des Sitzes ist nun eingeladen und um Antwort gebeten.")
    if beantwortet.folge is Folge.FEHLT:
        return _("Für den Sitz ist keine Stellvertretung benannt. Die Geschäftsstelle sieht das.")
    if beantwortet.folge is Folge.ENTLASTET:
        return _("Die Stellvertretung bekommt Nachricht, dass sie nicht gebraucht wird.")
    if teilnahme.antwort is Zusage.VERHINDERT:
        return _("Die Geschäftsstelle sieht Ihre Absage.")
    return _("Mehr ist nicht zu tun. Die Geschäftsstelle sieht Ihre Zusage.")


# Over the link ----------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def antwort(request: HttpRequest, token: str) -> HttpResponse:
    return geschuetzt(_seite(request, token))


def geschuetzt(antwort: HttpResponse) -> HttpResponse:
    """The address is a secret: no page that one goes to from here may learn it, and no search engine.

    Not "no-referrer": with it a browser sends "Origin: null", and the protection of forms refuses that.
    """
    antwort["Referrer-Policy"] = "strict-origin"
    antwort["X-Robots-Tag"] = "noindex"
    return antwort


def zu_oft(request: HttpRequest) -> HttpResponse | None:
    """Only answers are counted: to read one has to know the address, and that cannot be guessed."""
    return ratelimit.consume_or_429(request, app="lenkung", action="lenkung_antwort", config=HAEUFIGKEIT)


def _seite(request: HttpRequest, token: str) -> HttpResponse:
    if (gebremst := zu_oft(request)) is not None:
        return gebremst
    try:
        link = antwortlink_lesen(token)
        if not modul_eingeschaltet(link.teilnahme.sitzung.gremium.kreis, ["lenkung"]):
            raise LinkUngueltig(_("Diesen Link gibt es nicht."), code="unbekannt")
        if request.method == "POST":
            return _geantwortet(request, link, token)
    except LinkUngueltig as fehler:
        status = 404 if fehler.code == "unbekannt" else 410
        return render(request, "lenkung/antwort_ungueltig.html", {"fehler": fehler}, status=status)
    return _zeigen(request, link)


def _geantwortet(request: HttpRequest, link: Antwortlink, token: str) -> HttpResponse:
    zusage = gewaehlte_zusage(request, link.teilnahme)
    if zusage is None:
        return _zeigen(request, link, fehler=_("Bitte einen der Knöpfe wählen."), status=422)
    try:
        beantwortet = antworten_per_link(token=token, zusage=zusage)
    except NichtErlaubt:
        # Meanwhile the session was cancelled or has begun: the page says which.
        return _zeigen(request, antwortlink_lesen(token))
    except Fachfehler as fehler:
        return _zeigen(request, antwortlink_lesen(token), fehler=fehler.meldung, status=409)
    angaben = {
        "link": link,
        "titel": GEANTWORTET[zusage],
        "folge": folge_text(beantwortet),
        **_angaben(link.teilnahme),
    }
    return render(request, "lenkung/antwort_erledigt.html", angaben)


def _zeigen(request: HttpRequest, link: Antwortlink, *, fehler: str = "", status: int = 200) -> HttpResponse:
    teilnahme, lage = link.teilnahme, link.lage
    offen = lage is Antwortlage.OFFEN
    return render(
        request,
        "lenkung/antwort.html",
        {
            "link": link,
            "lage": lage.value,
            "offen": offen,
            "knoepfe": knoepfe(teilnahme, fuer_andere=link.vorzimmer is not None) if offen else [],
            "fehler": fehler,
            **_angaben(teilnahme),
        },
        status=status if offen or lage is Antwortlage.NICHT_GEFRAGT else 410,
    )


def _angaben(teilnahme: Teilnahme) -> dict[str, Any]:
    """No more than the mail says: no names, no papers."""
    sitzung = teilnahme.sitzung
    return {
        "teilnahme": teilnahme,
        "sitzung": sitzung,
        "termin": f"{wochentag(sitzung.tag)}, {zeitpunkt(sitzung.beginn)}",
        "bis": uhrzeit(sitzung.ende),
        "bisher": GEANTWORTET.get(teilnahme.antwort, ""),
        "vertritt": teilnahme.rolle == Teilnahmerolle.STELLVERTRETUNG.value,
    }


# Signed in --------------------------------------------------------------------------------------------------


def eigene_antwort(akteur: Akteur, sitzung: Sitzung) -> dict[str, Any] | None:
    """For `lenkung/eigene_antwort.html` on the page of the session; one query, none without a person."""
    if akteur.person_id is None:
        return None
    teilnahme = permissions.eigene_teilnahmen(akteur).filter(sitzung=sitzung).first()
    if teilnahme is None:
        return None
    teilnahme.sitzung = sitzung
    offen = permissions.lage_der_antwort(teilnahme) is Antwortlage.OFFEN
    return {
        "offen": offen,
        "bisher": GEANTWORTET.get(teilnahme.antwort, ""),
        "knoepfe": knoepfe(teilnahme) if offen else [],
        "ziel": reverse("lenkung:teilnahme-antworten", args=[teilnahme.pk]),
    }


@require_http_methods(["GET", "POST"])
def antworten_angemeldet(request: Anfrage, pk: int) -> HttpResponse:
    menge = mit_sitzung(permissions.eigene_teilnahmen(request.akteur))
    teilnahme = get_object_or_404(menge, pk=pk)
    fehler = ""
    if request.method == "POST":
        verlange_erlaubnis(permissions.darf_antworten(request.akteur, teilnahme))
        zusage = gewaehlte_zusage(request, teilnahme)
        if zusage is None:
            fehler = _("Bitte einen der Knöpfe wählen.")
        else:
            beantwortet = antworten(teilnahme_id=pk, akteur=request.akteur, zusage=zusage)
            messages.success(
                request,
                _("%(antwort)s. %(folge)s")
                % {"antwort": GEANTWORTET[zusage], "folge": folge_text(beantwortet)},
            )
            return redirect("lenkung:sitzung-detail", teilnahme.sitzung_id)
    lage = permissions.lage_der_antwort(teilnahme)
    offen = lage is Antwortlage.OFFEN
    return render(
        request,
        "lenkung/antwort_angemeldet.html",
        {
            "lage": lage.value,
            "offen": offen,
            "knoepfe": knoepfe(teilnahme) if offen else [],
            "fehler": fehler,
            "krumen": krumen(teilnahme.sitzung),
            **_angaben(teilnahme),
        },
        status=422 if fehler else 200,
    )
