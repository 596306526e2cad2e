"""Was für Termine gilt: was zählt, was sich wie lange ändern lässt, welche Angaben möglich sind."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from casemgmt.regeln.termin import Arbeitsangaben, Beratungsangaben, Kopfzahlangaben, Terminart, Terminstand
from kim.basis.zeit import berliner_tag, tagesende
from lenkung.regeln.feiertage import ist_arbeitstag

LAENGSTENS_MINUTEN = 12 * 60
HOECHSTENS_PERSONEN = 200
SCHRITT_LAENGE, NOTIZ_LAENGE, GRUND_LAENGE = 300, 4000, 500
FRUEHESTENS = date(2015, 1, 1)
SPAETESTENS = date(2099, 12, 31)
"""Davor und danach gibt es nichts festzuhalten: meist ist die Jahreszahl vertippt."""
HOECHSTENS_TEILNEHMENDE, HOECHSTE_KOPFZAHL = 10_000, 100_000
UHRSPIEL = timedelta(minutes=5)
"""So weit gehen Uhren auseinander, die richtig gestellt sind."""
UHR_FALSCH = timedelta(minutes=30)
"""Ab hier steht auf der Seite, dass die Uhr des Geräts anders ging."""
UHR_HOECHSTENS_VORAUS = timedelta(days=2)
LAENGSTE_SERIE = timedelta(days=366)
_EIN_TAG = timedelta(days=1)


class Rhythmus(StrEnum):
    WOECHENTLICH = "woechentlich"
    ZWEIWOECHENTLICH = "zweiwoechentlich"
    MONATLICH = "monatlich"
    """Am selben Wochentag wie der erste: am zweiten Dienstag, am letzten Freitag."""


@dataclass(frozen=True, slots=True)
class Mangel:
    feld: str
    code: str
    text: str


UEBERGAENGE: dict[Terminstand, frozenset[Terminstand]] = {
    Terminstand.GEPLANT: frozenset(
        {Terminstand.GEHALTEN, Terminstand.NICHT_ERSCHIENEN, Terminstand.ABGESAGT}
    ),
    # Wer zu spät kam oder trotz Absage da war, wurde doch beraten.
    Terminstand.NICHT_ERSCHIENEN: frozenset({Terminstand.GEHALTEN}),
    Terminstand.ABGESAGT: frozenset({Terminstand.GEHALTEN}),
    Terminstand.GEHALTEN: frozenset(),
}


def kann_werden(alt: Terminstand, neu: Terminstand) -> bool:
    return neu in UEBERGAENGE[alt]


def zaehlt(stand: Terminstand | str, ersetzt_am: datetime | None) -> bool:
    """Nur gehaltene Termine zählen; statt eines berichtigten der, der ihn ersetzt."""
    return stand == Terminstand.GEHALTEN and ersetzt_am is None


def art_von(fall_id: int | None) -> Terminart:
    return Terminart.EINMALIG if fall_id is None else Terminart.CASE_MANAGEMENT


def naechster_arbeitstag(tag: date) -> date:
    """Nach diesem Tag; Wochenenden und Feiertage in Nordrhein-Westfalen zählen nicht."""
    tag += _EIN_TAG
    while not ist_arbeitstag(tag):
        tag += _EIN_TAG
    return tag


def aenderbar_bis(erfasst_am: datetime) -> datetime:
    """Der eigene Eintrag bis zum Ende des nächsten Arbeitstags; dies ist der erste Augenblick danach."""
    return tagesende(naechster_arbeitstag(berliner_tag(erfasst_am)))


def aenderbar(erfasst_am: datetime, jetzt: datetime) -> bool:
    return jetzt < aenderbar_bis(erfasst_am)


def uhr_abweichung(erfasst_am: datetime, geraet_erfasst_am: datetime | None) -> timedelta | None:
    """Wie weit die Uhr des Geräts vorging, als es sandte; None, wenn nichts auffällt.

    Ging sie nach, sieht das aus wie ein Eintrag, der lange auf ein Netz gewartet hat: auffällig ist darum nur
    eine Uhr, die weiter ist als die des Servers.
    """
    if geraet_erfasst_am is None or geraet_erfasst_am - erfasst_am < UHR_FALSCH:
        return None
    return geraet_erfasst_am - erfasst_am


def maengel(
    angaben: Beratungsangaben,
    *,
    jetzt: datetime,
    geraet_erfasst_am: datetime | None = None,
    geplant: bool = False,
) -> list[Mangel]:
    """Was an den Angaben nicht stimmt. Leer heißt: sie können so festgehalten werden."""
    funde = _zeitmaengel(angaben, jetzt, geraet_erfasst_am, geplant) + dauermaengel(angaben.dauer_minuten)
    for feld in ("vorbereitung_minuten", "nachbereitung_minuten"):
        if not 0 <= getattr(angaben, feld) <= LAENGSTENS_MINUTEN:
            funde.append(Mangel(feld, "zeit", "Höchstens zwölf Stunden, also 720 Minuten."))
    if not 1 <= angaben.personen <= HOECHSTENS_PERSONEN:
        funde.append(Mangel("personen", "personen", "Zwischen einer und 200 Personen."))
    elif angaben.personen < len(set(angaben.klienten)):
        funde.append(
            Mangel("personen", "personen", "Es waren mindestens so viele da, wie namentlich angegeben sind.")
        )
    if not geplant and not angaben.themen:
        funde.append(Mangel("themen", "themen", "Bitte mindestens ein Thema wählen."))
    return funde + _textmaengel(angaben)


def _textmaengel(angaben: Beratungsangaben) -> list[Mangel]:
    funde = []
    if len(angaben.naechster_schritt) > SCHRITT_LAENGE:
        funde.append(Mangel("naechster_schritt", "zu_lang", f"Höchstens {SCHRITT_LAENGE} Zeichen."))
    if len(angaben.notiz) > NOTIZ_LAENGE:
        funde.append(Mangel("notiz", "zu_lang", f"Höchstens {NOTIZ_LAENGE} Zeichen."))
    if not re.fullmatch(r"[a-z]{2,3}", angaben.sprache):
        funde.append(
            Mangel("sprache", "sprache", "Die Sprache ist ein Kürzel aus zwei oder drei Buchstaben.")
        )
    if "\n" in angaben.naechster_schritt or "\r" in angaben.naechster_schritt:
        funde.append(Mangel("naechster_schritt", "mehrzeilig", "Bitte in einer Zeile schreiben."))
    return funde


def dauermaengel(minuten: int) -> list[Mangel]:
    if 1 <= minuten <= LAENGSTENS_MINUTEN:
        return []
    return [Mangel("dauer_minuten", "dauer", "Die Dauer liegt zwischen einer Minute und zwölf Stunden.")]


def _zeitmaengel(
    angaben: Beratungsangaben, jetzt: datetime, geraet: datetime | None, geplant: bool
) -> list[Mangel]:
    if funde := _tagmaengel("beginn", angaben.beginn):
        return funde
    return [] if geplant else gehalten_maengel(angaben.beginn, jetzt, geraet)


def _tagmaengel(feld: str, beginn: datetime) -> list[Mangel]:
    if beginn.tzinfo is None:
        return [Mangel(feld, "zeitzone", "Zum Beginn gehört die Zeitzone.")]
    if not FRUEHESTENS <= berliner_tag(beginn) <= SPAETESTENS:
        return [Mangel(feld, "jahr", "Bitte das Jahr prüfen.")]
    return []


def gehalten_maengel(beginn: datetime, jetzt: datetime, geraet: datetime | None = None) -> list[Mangel]:
    """Was gehalten wurde, hat begonnen. Ohne Netz sagt das die Uhr des Geräts, auch wenn sie falsch geht."""
    massgeblich = jetzt if geraet is None else max(jetzt, geraet)
    if massgeblich - jetzt > UHR_HOECHSTENS_VORAUS:
        return [
            Mangel("beginn", "geraeteuhr", "Die Uhr des Geräts geht mehr als zwei Tage vor. Bitte prüfen.")
        ]
    if beginn - massgeblich > UHRSPIEL:
        return [
            Mangel(
                "beginn",
                "zukunft",
                "Das liegt in der Zukunft. Was erst stattfindet, bitte als Termin planen.",
            )
        ]
    return []


def arbeitsmaengel(angaben: Arbeitsangaben) -> list[Mangel]:
    funde = _tagmaengel("beginn", angaben.beginn) + dauermaengel(angaben.dauer_minuten)
    if len(angaben.titel) > 200 or "\n" in angaben.titel:
        funde.append(Mangel("titel", "zu_lang", "Höchstens 200 Zeichen in einer Zeile."))
    if angaben.teilnehmende is not None and not 0 <= angaben.teilnehmende <= HOECHSTENS_TEILNEHMENDE:
        funde.append(Mangel("teilnehmende", "teilnehmende", "Zwischen 0 und 10.000 Teilnehmende."))
    if len(angaben.notiz) > NOTIZ_LAENGE:
        funde.append(Mangel("notiz", "zu_lang", f"Höchstens {NOTIZ_LAENGE} Zeichen."))
    return funde


def kopfzahlmaengel(angaben: Kopfzahlangaben, heute: date, *, darf_null: bool = False) -> list[Mangel]:
    """`darf_null`: eine Berichtigung sagt auch, dass niemand da war."""
    funde = []
    if not FRUEHESTENS <= angaben.tag <= heute:
        funde.append(Mangel("tag", "tag", "Gezählt wird, wer da war: bitte heute oder einen früheren Tag."))
    if not (0 if darf_null else 1) <= angaben.anzahl <= HOECHSTE_KOPFZAHL:
        funde.append(Mangel("anzahl", "anzahl", "Zwischen einer und 100.000 Personen."))
    return funde


def stand_bei(beginn: datetime, jetzt: datetime, geraet: datetime | None = None) -> Terminstand:
    massgeblich = jetzt if geraet is None else max(jetzt, geraet)
    return Terminstand.GEPLANT if beginn - massgeblich > UHRSPIEL else Terminstand.GEHALTEN


def unbekannte(themen: Collection[str], bekannte: Collection[str]) -> list[str]:
    return [thema for thema in themen if thema not in bekannte]


def serientage(erster: date, rhythmus: Rhythmus, bis: date) -> list[date]:
    """Alle Tage einer Serie, auch der erste. Feiertage und Wochenenden fallen sonst aus."""
    tage, nummer = [erster], 1
    while (tag := _serientag(erster, rhythmus, nummer)) <= bis:
        if ist_arbeitstag(tag) or not ist_arbeitstag(erster):
            tage.append(tag)
        nummer += 1
    return tage


def _serientag(erster: date, rhythmus: Rhythmus, nummer: int) -> date:
    if rhythmus is Rhythmus.MONATLICH:
        return _gleicher_wochentag(erster, nummer)
    schritt = 1 if rhythmus is Rhythmus.WOECHENTLICH else 2
    return erster + timedelta(weeks=schritt * nummer)


def _gleicher_wochentag(erster: date, monate: int) -> date:
    """Der wievielte Wochentag des Monats der erste war; der fünfte gilt als der letzte."""
    jahr, monat = divmod(erster.year * 12 + erster.month - 1 + monate, 12)
    anfang = date(jahr, monat + 1, 1)
    tag = anfang + timedelta(days=(erster.weekday() - anfang.weekday()) % 7)
    tag += timedelta(weeks=(erster.day - 1) // 7)
    return tag if tag.month == anfang.month else tag - timedelta(weeks=1)


def serienmaengel(erster: date, bis: date) -> list[Mangel]:
    if bis <= erster:
        return [Mangel("bis", "bis", "Der letzte Tag der Serie liegt nach dem ersten.")]
    if bis - erster > LAENGSTE_SERIE:
        return [Mangel("bis", "bis", "Eine Serie dauert höchstens ein Jahr.")]
    return []


def wochenbeginn(tag: date) -> date:
    return tag - timedelta(days=tag.weekday())
