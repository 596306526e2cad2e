"""Lesen: alles, was in einem Fall geschah, das Neueste oben.

Zuerst werden nur Tag und Art gelesen, ohne Freitext; entschlüsselt wird, was auf der Seite steht. Andere
Teile der Fallarbeit tragen ihre Ereignisse in `ZEITQUELLEN` ein.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.zustaendige import namen_der_konten
from casemgmt.models import Fall, Fallvertretung, Integrationsplan, Planpruefung, Termin
from casemgmt.models.auswahl import AUSGAENGE, ENDGRUENDE, PHASEN
from casemgmt.models.terminauswahl import TERMINSTAENDE
from casemgmt.regeln.termin import Terminstand
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum


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


def _am(tag: date) -> datetime:
    return timezone.make_aware(datetime.combine(tag, time(12)))


def termine(akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    """Ohne die berichtigten; ihre Berichtigung zählt an ihrer Stelle."""
    worte = dict(TERMINSTAENDE)
    zeilen = (
        permissions.sichtbare_termine(akteur)
        .filter(fall=fall, ersetzt_am__isnull=True)
        .order_by("-beginn", "-pk")
        .values_list("pk", "beginn", "stand", "dauer_minuten", "personen", "konto__name")
    )
    for pk, beginn, stand, dauer, personen, wer in zeilen:
        text = _("Termin, %(stand)s") % {"stand": worte[stand]}
        if stand == Terminstand.GEHALTEN:
            text = _("Termin: %(dauer)d Minuten, %(personen)d anwesend") % {
                "dauer": dauer,
                "personen": personen,
            }
        yield Ereignis(beginn, text, wer, art="termin", satz_id=pk)


def wege(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    """Phasen, Verantwortung, Kommune: aus der Historie des Falls."""
    phasen, ausgaenge, gruende = dict(PHASEN), dict(AUSGAENGE), dict(ENDGRUENDE)
    zeilen = list(
        Fall.history.filter(id=fall.pk)
        .order_by("history_id")
        .values(
            "history_date",
            "akteur_name",
            "history_change_reason",
            "phase",
            "ausgang",
            "endgrund",
            "verantwortlich_id",
            "kommune_id",
        )
    )
    namen = namen_der_konten({zeile["verantwortlich_id"] for zeile in zeilen})
    vorher = None
    for zeile in zeilen:
        texte = []
        if vorher is None:
            texte.append(_("Fall eröffnet"))
        elif zeile["phase"] != vorher["phase"]:
            texte.append(_("Phase: %(phase)s") % {"phase": phasen[zeile["phase"]]})
        if zeile["ausgang"]:
            texte.append(str(ausgaenge[zeile["ausgang"]]))
        if vorher is not None and zeile["verantwortlich_id"] != vorher["verantwortlich_id"]:
            texte.append(
                _("Verantwortlich ist jetzt %(name)s") % {"name": namen.get(zeile["verantwortlich_id"], "–")}
            )
        if vorher is not None and zeile["kommune_id"] != vorher["kommune_id"]:
            texte.append(_("In eine andere Kommune umgezogen"))
        if texte:
            yield Ereignis(
                zeile["history_date"],
                ". ".join(texte),
                zeile["akteur_name"] or "",
                str(gruende.get(zeile["endgrund"], "")),
                art="weg",
            )
        vorher = zeile


def vertretungen(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    for satz in Fallvertretung.objects.filter(fall=fall).select_related("vertretung"):
        bis = datum(satz.bis) if satz.bis else _("auf Weiteres")
        yield Ereignis(
            _am(satz.von),
            _("Vertretung durch %(name)s bis %(bis)s") % {"name": satz.vertretung.name, "bis": bis},
            art="vertretung",
        )


def plaene(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    vereinbarte = Integrationsplan.objects.filter(fall=fall, vereinbart_am__isnull=False)
    for tag, nummer in vereinbarte.values_list("vereinbart_am", "nummer"):
        text = _("Integrationsplan vereinbart, Fassung %(n)d") % {"n": nummer}
        yield Ereignis(_am(tag), text, art="plan")
    for tag in Planpruefung.objects.filter(plan__fall=fall).values_list("am", flat=True):
        yield Ereignis(_am(tag), _("Integrationsplan gemeinsam geprüft"), art="plan")


def anfragen_und_uebergaben(_akteur: Akteur, fall: Fall) -> Iterable[Ereignis]:
    for tag in fall.anfragen.values_list("eingegangen_am", flat=True):
        yield Ereignis(_am(tag), _("Anfrage eingegangen"), art="anfrage")
    for tag in fall.uebergaben.values_list("vereinbart_am", flat=True):
        yield Ereignis(_am(tag), _("Fallübergabe mit einer anderen Stelle vereinbart"), art="uebergabe")


ZEITQUELLEN: list[Zeitquelle] = [termine, wege, vertretungen, plaene, anfragen_und_uebergaben]


def zeitstrahl(akteur: Akteur, fall: Fall) -> list[Ereignis]:
    ereignisse = [ereignis for quelle in ZEITQUELLEN for ereignis in quelle(akteur, fall)]
    return sorted(ereignisse, key=lambda ereignis: (ereignis.wann, ereignis.satz_id), reverse=True)


def mit_einzelheiten(ereignisse: list[Ereignis]) -> list[Ereignis]:
    """Notiz und nächster Schritt der Termine dieser Seite; eine Abfrage."""
    gesucht = [ereignis.satz_id for ereignis in ereignisse if ereignis.art == "termin"]
    texte = {t.pk: t for t in Termin.objects.filter(pk__in=gesucht).only("notiz", "naechster_schritt")}
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
