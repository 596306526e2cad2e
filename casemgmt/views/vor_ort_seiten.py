"""What the pages on site share: the way here, one form with one button, carrying an act out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.orte import geschuetzt, kommune_des_termins, standort_des_termins
from casemgmt.domain.queries.themen import thementitel
from casemgmt.domain.queries.vor_ort import name_des_termins, termin_lesen
from casemgmt.models import Arbeitstermin, Kopfzahl, Termin
from casemgmt.regeln.sprachen import sprachname
from casemgmt.regeln.termin import Terminstand
from casemgmt.views.aktenzugriff import akte_gelesen
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum, uhrzeit
from kim.basis.fehler import Fachfehler
from kim.basis.zeit import tagesbeginn
from kim.web.anfrage import Anfrage, verlange_erlaubnis

STANDARTEN = {
    Terminstand.GEPLANT: "hinweis",
    Terminstand.GEHALTEN: "gut",
    Terminstand.NICHT_ERSCHIENEN: "achtung",
    Terminstand.ABGESAGT: "neutral",
}
Krumen = Sequence[tuple[Any, str]]


def nur_wer_beraet(request: Anfrage) -> int:
    """The Kreis; the Koordination reads elsewhere."""
    verlange_erlaubnis(permissions.darf_vor_ort(request.akteur))
    if request.akteur.kreis_id is None:
        raise Http404
    return request.akteur.kreis_id


def zurueck() -> str:
    return reverse("casemgmt:vor-ort")


def krumen(*weitere: tuple[Any, str]) -> Krumen:
    return [(_("Vor Ort"), zurueck()), *weitere]


def termin_holen(request: Anfrage, pk: int, anlass: str) -> Termin:
    """Of a case, reading it is logged; an anonymous one belongs to nobody."""
    termin = termin_lesen(request.akteur, pk)
    if termin is None:
        raise Http404
    if termin.fall is not None or termin.anwesende.all():
        akte_gelesen(request, termin, anlass, termin.fall.aktenzeichen if termin.fall else "")
    return termin


def versuchen(form: Any, tun: Callable[[], Any]) -> Any:
    """A refusal is shown in the form, with all that was typed still in it."""
    try:
        return tun()
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    return None


def tat(request: Anfrage, ziel: str, tun: Callable[[], Any], meldung: str) -> HttpResponse:
    """A button without a form; why it was refused stands on the page one comes from."""
    try:
        tun()
    except Fachfehler as fehler:
        messages.error(request, fehler.meldung)
    else:
        messages.success(request, meldung)
    return redirect(ziel)


def zeile(termin: Termin, konto_id: int | None) -> dict[str, Any]:
    """One consultation in a list."""
    stand = Terminstand(termin.stand)
    return {
        "termin": termin,
        "url": reverse("casemgmt:termin-detail", args=[termin.pk]),
        "beginn": termin.beginn,
        "ende": termin.ende,
        "tag": timezone.localdate(termin.beginn),
        "name": name_des_termins(termin) or _("Anonyme Beratung"),
        "zeichen": termin.fall.aktenzeichen if termin.fall else "",
        "ort": _treffpunkt(termin),
        "art": STANDARTEN[stand],
        "wort": str(termin.get_stand_display()),
        "offen": stand is Terminstand.GEPLANT,
        "war": termin.beginn <= timezone.now(),
        "von": "" if termin.konto_id == konto_id else str(termin.konto),
    }


def _treffpunkt(termin: Termin) -> str:
    if termin.standort is None:
        return str(termin.get_kanal_display())
    return termin.standort.name if permissions.sieht_standort(None, termin) else geschuetzt()


def arbeitszeile(satz: Arbeitstermin) -> dict[str, Any]:
    stand = Terminstand(satz.stand)
    return {
        "arbeit": satz,
        "url": reverse("casemgmt:arbeitstermin-aendern", args=[satz.pk]),
        "beginn": satz.beginn,
        "ende": satz.ende,
        "tag": timezone.localdate(satz.beginn),
        "name": str(satz),
        "zeichen": str(satz.get_art_display()) if satz.titel else "",
        "ort": satz.standort.name if satz.standort else "",
        "art": STANDARTEN[stand],
        "wort": str(satz.get_stand_display()),
        "offen": stand is Terminstand.GEPLANT,
        "war": satz.beginn <= timezone.now(),
    }


def kopfzahlzeile(satz: Kopfzahl) -> dict[str, Any]:
    """A head count is of a day, not of an hour: it stands first."""
    beginn = tagesbeginn(satz.tag)
    return {
        "url": reverse("casemgmt:kopfzahl-aendern", args=[satz.pk]),
        "beginn": beginn,
        "ende": beginn,
        "ganztags": True,
        "tag": satz.tag,
        "name": str(satz),
        "zeichen": "",
        "ort": satz.standort.name if satz.standort else "",
        "art": "gut",
        "wort": _("gezählt"),
        "offen": False,
        "war": True,
    }


def angaben_des_termins(akteur: Akteur, termin: Termin) -> list[tuple[str, Any]]:
    titel = thementitel(termin.kreis_id)
    mittlung = "" if termin.sprachmittlung == "keine" else str(termin.get_sprachmittlung_display())
    minuten = _("%(zahl)d Minuten")
    return [
        (_("Wann"), wann(termin)),
        (_("Dauer"), minuten % {"zahl": termin.dauer_minuten}),
        (_("Worum es ging"), ", ".join(titel.get(z.thema, z.thema) for z in termin.themen.order_by("pk"))),
        (_("Anwesende"), f"{termin.personen}"),
        (_("Wie"), str(termin.get_kanal_display())),
        (_("Wo"), standort_des_termins(akteur, termin)),
        (_("Kommune"), kommune_des_termins(akteur, termin)),
        (_("Sprache"), "" if termin.sprache == "de" else _(sprachname(termin.sprache))),
        (_("Sprachmittlung"), mittlung),
        (_("Nächster Schritt"), termin.naechster_schritt),
        (_("Notiz"), termin.notiz),
        (
            _("Vorbereitung"),
            minuten % {"zahl": termin.vorbereitung_minuten} if termin.vorbereitung_minuten else "",
        ),
        (
            _("Nachbereitung"),
            minuten % {"zahl": termin.nachbereitung_minuten} if termin.nachbereitung_minuten else "",
        ),
        (_("Durchgeführt von"), str(termin.konto)),
    ]


def wann(termin: Termin) -> str:
    return _("%(tag)s, %(von)s bis %(bis)s") % {
        "tag": datum(timezone.localdate(termin.beginn)),
        "von": uhrzeit(termin.beginn),
        "bis": uhrzeit(termin.ende),
    }
