"""What the pages of consents share: fetching, the way here, words and colours, trying an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.einwilligungen import Einwilligungsbild, mit_allem
from casemgmt.models import Einwilligung, Klient, Weitergabe
from casemgmt.models.einwilligungsauswahl import DATENKLASSEN, ZWECKE
from casemgmt.regeln.einwilligungslage import Lage
from casemgmt.views.aktenzugriff import akte_gelesen
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.web.anfrage import Anfrage

Krumen = list[tuple[Any, str]]


def lage_in_worten(bild: Einwilligungsbild) -> tuple[str, str]:
    """Colour and word."""
    bis = f"{bild.satz.muendlich_bis:%d.%m.%Y}" if bild.satz.muendlich_bis else ""
    return {
        Lage.ENTWURF: ("achtung", _("noch nicht unterschrieben")),
        Lage.VERWORFEN: ("neutral", _("verworfen")),
        Lage.WIDERRUFEN: ("schlecht", _("widerrufen")),
        Lage.ABGELAUFEN: ("neutral", _("abgelaufen")),
        Lage.UNVOLLSTAENDIG: ("achtung", _("Unterschrift fehlt")),
        Lage.KUENFTIG: ("hinweis", _("gilt ab %(tag)s") % {"tag": f"{bild.satz.von:%d.%m.%Y}"}),
        Lage.MUENDLICH: ("achtung", _("mündlich, bis %(tag)s") % {"tag": bis}),
        Lage.GILT: ("gut", _("gilt")),
    }[bild.lage]


def titel_liste(werte: list[str], auswahl: Any) -> list[str]:
    return [str(titel) for wert, titel in auswahl if wert in werte]


def klassen_in_worten(werte: list[str]) -> str:
    return ", ".join(titel_liste(werte, DATENKLASSEN))


def zwecke_in_worten(werte: list[str]) -> str:
    return ", ".join(titel_liste(werte, ZWECKE))


def empfaenger_in_worten(satz: Einwilligung) -> str:
    return ", ".join(
        f"{zeile.person} ({zeile.einrichtung})" if zeile.person else str(zeile.einrichtung)
        for zeile in satz.empfaenger.all()
    )


def klient_holen(request: Anfrage, pk: int) -> Klient:
    return get_object_or_404(permissions.sichtbare_klienten(request.akteur), pk=pk)


def einwilligung_holen(request: Anfrage, pk: int) -> Einwilligung:
    return get_object_or_404(mit_allem(permissions.sichtbare_einwilligungen(request.akteur)), pk=pk)


def gelesen(request: Anfrage, klient: Klient, anlass: str) -> None:
    akte_gelesen(request, klient, anlass, kennzeichen=_("Person %(nummer)s") % {"nummer": klient.pk})


def person_url(klient: Klient) -> str:
    """The page of the person, where there is one."""
    try:
        return reverse("casemgmt:klient-detail", args=[klient.pk])
    except NoReverseMatch:
        return ""


def krumen(klient: Klient | None = None, satz: Any = None) -> Krumen:
    weg: Krumen = [(_("Fallarbeit"), reverse("casemgmt:uebersicht"))]
    if klient is None:
        return [*weg, (_("Einwilligungen"), reverse("casemgmt:einwilligung-uebersicht"))]
    if url := person_url(klient):
        weg.append((klient, url))
    weg.append((_("Einwilligungen"), reverse("casemgmt:einwilligung-liste", args=[klient.pk])))
    if satz is not None:
        weg.append((satz.get_art_display(), reverse("casemgmt:einwilligung-detail", args=[satz.pk])))
    return weg


def weitergabezeile(zeile: Weitergabe) -> dict[str, Any]:
    """What went to whom; and if it went by mail, whether it has left the house."""
    an = f"{zeile.person} ({zeile.einrichtung})" if zeile.person else str(zeile.einrichtung)
    nachricht: Any = zeile.nachricht
    staende = {z.stand for z in nachricht.zustellungen.all()} if nachricht is not None else set()
    if staende & {"wartet", "in_versand"}:
        art, wort = "achtung", _("wartet im Postausgang")
    elif "zurueckgehalten" in staende:
        art, wort = "neutral", _("angehalten, nicht gesendet")
    else:
        art, wort = "hinweis", _("weitergegeben")
    return {
        "am": zeile.am,
        "an": an,
        "was": klassen_in_worten(zeile.datenklassen),
        "wofuer": zeile.get_zweck_display(),
        "weg": zeile.get_weg_display(),
        "durch": zeile.durch,
        "ohne": zeile.ohne_id,
        "art": art,
        "wort": wort,
    }


def versuchen(form: Any, tun: Callable[..., Any], **angaben: Any) -> Any:
    """Calls the one domain function; a refusal stands in the form, with all that was typed still in it."""
    try:
        return tun(**angaben)
    except Ueberholt as fehler:
        form.ueberholt = True
        form.fachfehler(fehler)
    except Fachfehler as fehler:
        form.fachfehler(fehler)
    except ValidationError as fehler:
        form.modellfehler(fehler)
    return None


def formularseite(request: Anfrage, *, vorlage: str = "casemgmt/tat.html", **angaben: Any) -> HttpResponse:
    weg = angaben["krumen"]
    return render(request, vorlage, {"abbrechen_url": weg[-1][1], **angaben})
