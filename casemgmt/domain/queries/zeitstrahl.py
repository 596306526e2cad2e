"""Lesen: alles, was in einem Fall geschah, das Neueste oben.

Zuerst werden nur Tag und Art gelesen, ohne Freitext; entschlüsselt wird, was auf der Seite steht. Andere
Teile der Fallarbeit tragen ihre Ereignisse in `ZEITQUELLEN` ein.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.models import (
    Anfrage,
    Einwilligung,
    Fall,
    Falluebergabe,
    Fallvertretung,
    Integrationsplan,
    Planpruefung,
    Planunterschrift,
    Termin,
    Verweis,
)
from casemgmt.models.auswahl import AUSGAENGE, ENDGRUENDE, PHASEN
from casemgmt.models.terminauswahl import TERMINSTAENDE
from casemgmt.regeln.einwilligung import Einwilligungsstand
from casemgmt.regeln.termin import Terminstand
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.web.feste_abfrage import feste_abfrage


@dataclass(slots=True)
class Ereignis:
    wann: datetime
    text: str
    wer: str = ""
    grund: str = ""
    art: str = ""
    satz_id: int = 0
    einzelheiten: list[tuple[str, str]] = field(default_factory=list)


Zeitquelle = Callable[[Akteur, Fall], Iterable[Ereignis]]


def _am(tag: date, um: time = time(12)) -> datetime:
    return timezone.make_aware(datetime.combine(tag, um))


def termine(akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    """Ohne die berichtigten; ihre Berichtigung zählt an ihrer Stelle."""
    worte = dict(TERMINSTAENDE)
    for pk, beginn, stand, dauer, personen, wer in _termine(fall.pk, akteur.konto_id or 0):
        text = _("Termin, %(stand)s") % {"stand": worte[stand]}
        if stand == Terminstand.GEHALTEN:
            text = _("Termin: %(dauer)d Minuten, %(personen)d anwesend") % {
                "dauer": dauer,
                "personen": personen,
            }
        yield Ereignis(beginn, text, wer, art="termin", satz_id=pk)


@feste_abfrage
def _termine(fall_id: int, konto_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    menge = Termin.objects.filter(
        permissions.ohne_gesperrte_anwesende(konto_id), fall=fall_id, ersetzt_am__isnull=True
    )
    spalten = ("pk", "beginn", "stand", "dauer_minuten", "personen", "konto__name")
    return menge.order_by("-beginn", "-pk").values_list(*spalten)


@feste_abfrage
def _verlauf(fall_id: int) -> QuerySet[Any, dict[str, Any]]:
    return (
        Fall.history.filter(id=fall_id)
        .order_by("history_id")
        .values(
            "history_date",
            "akteur_name",
            "phase",
            "ausgang",
            "endgrund",
            "verantwortlich_id",
            "verantwortlich__name",
            "kommune_id",
        )
    )


def wege(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    """Phasen, Verantwortung, Kommune: aus der Historie des Falls."""
    phasen, ausgaenge, gruende = dict(PHASEN), dict(AUSGAENGE), dict(ENDGRUENDE)
    vorher = None
    for zeile in _verlauf(fall.pk):
        texte = []
        if vorher is None:
            texte.append(_("Fall eröffnet"))
        elif zeile["phase"] != vorher["phase"]:
            texte.append(_("Phase: %(phase)s") % {"phase": phasen[zeile["phase"]]})
        if zeile["ausgang"]:
            texte.append(str(ausgaenge[zeile["ausgang"]]))
        if vorher is not None and zeile["verantwortlich_id"] != vorher["verantwortlich_id"]:
            texte.append(_("Verantwortlich ist jetzt %(name)s") % {"name": zeile["verantwortlich__name"]})
        if vorher is not None and zeile["kommune_id"] != vorher["kommune_id"]:
            texte.append(_("In eine andere Kommune umgezogen"))
        if texte:
            wann = zeile["history_date"] if vorher is not None else _am(fall.eroeffnet_am, time.min)
            yield Ereignis(
                wann,
                ". ".join(texte),
                zeile["akteur_name"] or "",
                str(gruende.get(zeile["endgrund"], "")),
                art="weg",
            )
        vorher = zeile


_NIE_ERTEILT = (Einwilligungsstand.ENTWURF.value, Einwilligungsstand.VERWORFEN.value)


@feste_abfrage
def _tage(fall: int) -> QuerySet[Any, tuple[Any, ...]]:
    null = Value(0, output_field=IntegerField())
    einwilligungen = Einwilligung.objects.filter(klient__fallpersonen__fall=fall)
    zweige = (
        ("plan", Integrationsplan.objects.filter(fall=fall), "vereinbart_am", F("nummer")),
        ("pruefung", Planpruefung.objects.filter(plan__fall=fall), "am", null),
        ("unterschrift", Planunterschrift.objects.filter(plan__fall=fall), "am__date", F("plan__nummer")),
        ("anfrage", Anfrage.objects.filter(fall=fall), "eingegangen_am", null),
        ("uebergabe", Falluebergabe.objects.filter(fall=fall), "vereinbart_am", null),
        ("verweis", Verweis.objects.filter(fall=fall), "gesendet_am__date", null),
        ("einwilligung", einwilligungen.exclude(zustand__in=_NIE_ERTEILT), "von", null),
        ("widerruf", einwilligungen, "widerrufen_am__date", null),
    )
    erste, *weitere = (
        menge.order_by()
        .annotate(zweig=Value(art, output_field=CharField()), wann=F(tag), zahl=zahl)
        .filter(wann__isnull=False)
        .values_list("zweig", "wann", "zahl")
        for art, menge, tag, zahl in zweige
    )
    return erste.union(*weitere, all=True)


def tage(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    """Pläne, Einwilligungen, Verweise, Anfragen, Übergaben: nur der Tag und die Art. Eine Abfrage."""
    texte = {
        "plan": _("Integrationsplan vereinbart, Fassung %(n)d"),
        "pruefung": _("Integrationsplan gemeinsam geprüft"),
        "unterschrift": _("Integrationsplan unterschrieben, Fassung %(n)d"),
        "anfrage": _("Anfrage eingegangen"),
        "uebergabe": _("Fallübergabe mit einer anderen Stelle vereinbart"),
        "verweis": _("Verweis gesendet"),
        "einwilligung": _("Einwilligung gilt ab hier"),
        "widerruf": _("Einwilligung widerrufen"),
    }
    for art, tag, zahl in _tage(fall.pk):
        yield Ereignis(_am(tag), texte[art] % {"n": zahl}, art=art)


ZEITQUELLEN: list[Zeitquelle] = [termine, wege, tage]


def vertretung_als_ereignis(satz: Fallvertretung) -> Ereignis:
    bis = datum(satz.bis) if satz.bis else _("auf Weiteres")
    text = _("Vertretung durch %(name)s bis %(bis)s") % {"name": satz.vertretung.name, "bis": bis}
    return Ereignis(_am(satz.von), text, art="vertretung")


def zeitstrahl(akteur: Akteur, fall: Fall, weitere: Sequence[Ereignis] = ()) -> list[Ereignis]:
    """`weitere` hat die Seite schon gelesen."""
    ereignisse = [*weitere, *(ereignis for quelle in ZEITQUELLEN for ereignis in quelle(akteur, fall))]
    return sorted(ereignisse, key=lambda ereignis: (ereignis.wann, ereignis.satz_id), reverse=True)


@feste_abfrage
def _texte(termine: tuple[int, ...]) -> QuerySet[Termin]:
    return Termin.objects.filter(pk__in=termine).only("notiz", "naechster_schritt").order_by()


def mit_einzelheiten(ereignisse: list[Ereignis]) -> list[Ereignis]:
    """Notiz und nächster Schritt der Termine dieser Seite; eine Abfrage."""
    gesucht = [ereignis.satz_id for ereignis in ereignisse if ereignis.art == "termin"]
    texte = {satz.pk: satz for satz in _texte(tuple(gesucht))}
    for ereignis in ereignisse:
        if ereignis.art == "termin" and (satz := texte.get(ereignis.satz_id)) is not None:
            ereignis.einzelheiten = [
                (titel, wert)
                for titel, wert in (
                    (_("Nächster Schritt"), satz.naechster_schritt),
                    (_("Notiz"), satz.notiz),
                )
                if wert
            ]
    return ereignisse
