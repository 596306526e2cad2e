"""Die freien Texte einer öffentlichen Fassung: was jemand lesen muss, bevor sie öffentlich wird.

Namen, die von Hand in einen Text geschrieben sind, kann keine Maschine sicher finden. Die bekannten Namen der
Anwesenden zeigt sie an und schlägt die Einrichtung vor; den Rest liest ein Mensch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lenkung.regeln.niederschriftsdaten import Abschnittsangabe, Niederschriftsdaten
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.niederschriftstext import BEGINN, ENDE, ORT, TAG, angabe
from lenkung.regeln.oeffentliche_fassung import VORSITZ, Freigabe, genannte_gaeste, schluessel_von

_TITEL = re.compile(r"^(?:(?:Herr|Frau|Prof\.|Dr\.|Dipl\.-\w+\.?)\s+)+")
_ANREDE, _GENITIV = r"(?:Herrn?|Frau|Prof\.|Dr\.)\s+", r"(?:s|’s|'s|’|')?"
_MINDESTENS = 3
"""Kürzere Nachnamen sind zu oft ein gewöhnliches Wort."""


class Bekannt(NamedTuple):
    """Ein Mensch, der in der Niederschrift steht, und was an die Stelle seines Namens tritt."""

    name: str
    ersatz: str


class Fund(NamedTuple):
    """`ganz`: der ganze Name; sonst nur ein Wort, das auch ein Nachname der Anwesenden ist."""

    wort: str
    ersatz: str
    ganz: bool


@dataclass(frozen=True, slots=True)
class Freitext:
    schluessel: str
    titel: str
    urtext: str
    """Wie er in der unterzeichneten Niederschrift steht."""
    text: str
    """Wie er öffentlich stehen wird."""
    funde: tuple[Fund, ...] = ()
    einzeilig: bool = False

    @property
    def geaendert(self) -> bool:
        return self.text != self.urtext

    @property
    def mit_namen(self) -> bool:
        return any(fund.ganz for fund in self.funde)


def freitexte(daten: Niederschriftsdaten, freigabe: Freigabe) -> tuple[Freitext, ...]:
    """In der Folge der Niederschrift; was nicht öffentlich wird, ist nicht dabei."""
    bekannte = bekannte_namen(daten, nur_gaeste=freigabe.namen)
    return tuple(
        Freitext(
            stelle.schluessel,
            stelle.titel,
            stelle.text,
            (text := freigabe.texte.get(stelle.schluessel, stelle.text)),
            funde(text, bekannte),
            stelle.einzeilig,
        )
        for stelle in _stellen(daten, freigabe)
        if stelle.text.strip()
    )


def vorgeschlagene_texte(daten: Niederschriftsdaten, freigabe: Freigabe) -> dict[str, str]:
    """Nur die Texte, in denen ein ganzer Name steht, mit der Einrichtung an seiner Stelle."""
    bekannte = bekannte_namen(daten, nur_gaeste=freigabe.namen)
    vorschlaege = {}
    for satz in freitexte(daten, freigabe):
        if (neu := ohne_namen(satz.urtext, bekannte)) != satz.urtext:
            vorschlaege[satz.schluessel] = neu
    return vorschlaege


def noch_mit_namen(daten: Niederschriftsdaten, freigabe: Freigabe) -> tuple[Freitext, ...]:
    """Die Texte, mit denen nicht veröffentlicht werden darf."""
    return tuple(satz for satz in freitexte(daten, freigabe) if satz.mit_namen)


def nur_bekannte(daten: Niederschriftsdaten, freigabe: Freigabe) -> Freigabe:
    """Ohne Wortlaute zu Texten, die es nicht gibt, und ohne die, die nichts ändern."""
    urtexte = {satz.schluessel: satz.urtext for satz in freitexte(daten, freigabe)}
    texte = {
        schluessel: text
        for schluessel, text in freigabe.texte.items()
        if schluessel in urtexte and text != urtexte[schluessel]
    }
    mit_erklaerung = {satz.punkt for satz in daten.punkte if satz.oeffentlich and satz.erklaerung}
    erklaerungen = frozenset(punkt for punkt in freigabe.erklaerungen if punkt in mit_erklaerung)
    return Freigabe(freigabe.namen, erklaerungen, texte)


# Stellen ----------------------------------------------------------------------------------------------------


class _Stelle(NamedTuple):
    schluessel: str
    titel: str
    text: str
    einzeilig: bool = False


def _stellen(daten: Niederschriftsdaten, freigabe: Freigabe) -> Iterator[_Stelle]:
    for satz in daten.abschnitte:
        if satz.art == Abschnittsart.KOPF.value:
            for name in (ORT, TAG, BEGINN, ENDE):
                yield _Stelle(f"kopf-{name.lower()}", name, angabe(satz.text, name), True)
        elif satz.art == Abschnittsart.ANWESENHEIT.value:
            yield from _gaeste(daten)
        elif satz.oeffentlich:
            yield from _im_abschnitt(satz, freigabe)


def _gaeste(daten: Niederschriftsdaten) -> Iterator[_Stelle]:
    """Woher ein Gast kam, ist von Hand geschrieben."""
    for nummer, person in genannte_gaeste(daten):
        yield _Stelle(f"gast-{nummer}", "Gast, Einrichtung", person.stelle, True)


def _im_abschnitt(satz: Abschnittsangabe, freigabe: Freigabe) -> Iterator[_Stelle]:
    vorn = schluessel_von(satz)
    name = _ABSCHNITTE.get(satz.art, f"TOP {satz.punkt}")
    if satz.punkt is not None:
        yield _Stelle(f"{vorn}-titel", f"{name}, Titel", satz.titel, True)
    yield _Stelle(f"{vorn}-text", name if satz.punkt is None else f"{name}, Text", satz.text)
    if satz.punkt in freigabe.erklaerungen:
        yield _Stelle(f"{vorn}-erklaerung", f"{name}, Erklärung zu Protokoll", satz.erklaerung)
    for beschluss in satz.beschluesse:
        if beschluss.oeffentlich:
            stelle, was = f"beschluss-{beschluss.zeichen}", f"Beschluss {beschluss.zeichen}"
            yield _Stelle(f"{stelle}-titel", f"{was}, Titel", beschluss.titel, True)
            yield _Stelle(f"{stelle}-text", f"{was}, Wortlaut", beschluss.text)
            yield _Stelle(f"{stelle}-rechnung", f"{was}, Rechnung", beschluss.rechnung)


_ABSCHNITTE: Mapping[str, str] = {
    Abschnittsart.EROEFFNUNG.value: "Eröffnung",
    Abschnittsart.SCHLUSS.value: "Schluss",
}


# Namen ------------------------------------------------------------------------------------------------------


def bekannte_namen(daten: Niederschriftsdaten, *, nur_gaeste: bool = False) -> tuple[Bekannt, ...]:
    """Die längsten zuerst, damit aus „Anna Probe-Meier“ nicht „Jugendamt-Meier“ wird.

    `nur_gaeste`: Die Namen des Gremiums sind freigegeben. Gäste stehen nie mit Namen da.
    """
    bekannte = {} if nur_gaeste else {daten.sitzung.leitung: VORSITZ}
    for person in daten.anwesenheit:
        if person.gruppe == "gast" or not nur_gaeste:
            # The name of a guest is kept with the body behind it.
            bekannte.setdefault(person.name.removesuffix(f", {person.stelle}"), person.stelle or "ein Gast")
    for beschluss in () if nur_gaeste else daten.beschluesse:
        for _wort, eintraege in beschluss.namentlich:
            for eintrag in eintraege:
                name, trenner, sitz = eintrag.partition(" (")
                if trenner:
                    bekannte.setdefault(name, sitz.rstrip(")"))
    namen = {_ohne_titel(name): ersatz for name, ersatz in bekannte.items()}
    geordnet = sorted(namen.items(), key=lambda satz: (-len(satz[0]), satz[0]))
    return tuple(Bekannt(name, ersatz) for name, ersatz in geordnet if name)


def funde(text: str, bekannte: Iterable[Bekannt]) -> tuple[Fund, ...]:
    gefunden: dict[str, Fund] = {}
    for name, ersatz in bekannte:
        ganz, nachname = _muster(name).search(text), name.split()[-1]
        if ganz:
            gefunden.setdefault(name, Fund(name, ersatz, True))
        elif len(nachname) >= _MINDESTENS and _muster(nachname).search(text):
            gefunden.setdefault(nachname, Fund(nachname, ersatz, False))
    return tuple(gefunden.values())


def ohne_namen(text: str, bekannte: Iterable[Bekannt]) -> str:
    """Ersetzt ganze Namen mit Anrede und Titel; am Anfang eines Satzes groß."""
    for name, ersatz in bekannte:
        muster = re.compile(rf"(?:{_ANREDE})*{_muster(name).pattern}")
        stueck = muster.search(text)
        while stueck:
            davor = text[: stueck.start()].rstrip(" \n-")
            am_anfang = not davor or davor[-1] in ".!?:" or "\n" in text[len(davor) : stueck.start()]
            neu = ersatz[:1].upper() + ersatz[1:] if am_anfang else ersatz
            text = text[: stueck.start()] + neu + text[stueck.end() :]
            stueck = muster.search(text, stueck.start() + len(neu))
    return text


def _muster(name: str) -> re.Pattern[str]:
    """Als ganzes Wort, auch im Genitiv."""
    return re.compile(rf"(?<!\w){re.escape(name)}{_GENITIV}(?!\w)")


def namensmuster(namen: Iterable[str]) -> re.Pattern[str]:
    """Für Texte, die niemand liest: jeder ganze Name und hinter einer Anrede auch der Nachname."""
    ganze = sorted({name for roh in namen if len(name := _ohne_titel(roh)) >= _MINDESTENS})
    if not ganze:
        return re.compile(r"(?!)")
    muster = "|".join(re.escape(name) for name in ganze)
    nachnamen = "|".join(sorted({re.escape(name.split()[-1]) for name in ganze}))
    return re.compile(rf"(?<!\w)(?:{muster}|{_ANREDE}(?:{nachnamen})){_GENITIV}(?!\w)")


def _ohne_titel(name: str) -> str:
    return _TITEL.sub("", name.strip())
