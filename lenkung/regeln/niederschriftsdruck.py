"""Wie eine festgeschriebene Niederschrift gesetzt wird: aus Text Absätze und Listen, aus Zahlen die Tafel.

Der Text geht vor: was jemand von Hand geändert hat, steht so da. Die Daten ordnen nur, was der Text sagt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
)
from lenkung.regeln.niederschriftstext import Anwesend, Zeitraum, teile_der_person
from lenkung.regeln.verlauf import Weise

PRUEFPFAD = "/pruefen/%s/"
"""Die Prüfseite für jede und jeden; so steht sie im QR-Code auf dem Papier und darf sich nie ändern."""

_STRICH = "- "
_OHNE = "–"
STELLVERTRETUNG = "Stellvertretung"
NICHT_VERTRETEN = "Nicht vertreten"


def pruefpfad(pruefzeichen: str) -> str:
    return PRUEFPFAD % pruefzeichen


# Text -------------------------------------------------------------------------------------------------------


class Block(NamedTuple):
    """Ein Absatz, eine Liste, oder eine Liste unter ihrem Absatz."""

    text: str
    liste: tuple[str, ...] = ()


def bloecke(text: str) -> tuple[Block, ...]:
    """Absätze trennt eine leere Zeile, Punkte einer Liste beginnen mit „- “."""
    return tuple(_gelesen(text))


def _gelesen(text: str) -> Iterator[Block]:
    zeilen: list[str] = []
    liste: list[str] = []
    for zeile in [*text.splitlines(), ""]:
        if zeile.startswith(_STRICH):
            liste.append(zeile.removeprefix(_STRICH).strip())
        elif zeile.strip() and not liste:
            zeilen.append(zeile.strip())
        else:
            if zeilen or liste:
                yield Block("\n".join(zeilen), tuple(liste))
            zeilen, liste = [zeile.strip()] if zeile.strip() else [], []


def angaben(text: str) -> tuple[tuple[str, str], ...]:
    """Der Kopf als Namen und Werte, wenn jede Zeile so ist; sonst leer, und er wird als Text gelesen."""
    teile = [zeile.partition(":") for zeile in text.splitlines() if zeile.strip()]
    if not all(trenner for _name, trenner, _wert in teile):
        return ()
    return tuple((name.strip(), wert.strip()) for name, _trenner, wert in teile)


# Anwesenheit ------------------------------------------------------------------------------------------------


class Anwesenheitszeile(NamedTuple):
    """`vermerk`: Stellvertretung, digital, zu welchem Punkt, von wann bis wann."""

    name: str
    stelle: str = ""
    vermerk: str = ""


@dataclass(frozen=True, slots=True)
class Anwesenheitsgruppe:
    """Leute unter ihrer Überschrift; oder, ohne Zeilen, ein Text, den jemand von Hand geschrieben hat."""

    titel: str
    zeilen: tuple[Anwesenheitszeile, ...] = ()

    @property
    def mit_vermerk(self) -> bool:
        return any(zeile.vermerk for zeile in self.zeilen)

    @property
    def mit_stelle(self) -> bool:
        return any(zeile.stelle for zeile in self.zeilen)

    @property
    def nur_stellen(self) -> bool:
        """Sitze, für die niemand da war: hier gibt es keine Namen."""
        return self.titel == NICHT_VERTRETEN


def anwesenheitsgruppen(text: str, daten: Niederschriftsdaten) -> tuple[Anwesenheitsgruppe, ...]:
    """Eine Zeile, die so aus der Sitzung kommt, teilen die Daten genau auf; eine andere das erste Komma."""
    bekannte = dict(_zeilen_der_personen(daten))
    return tuple(_gruppe(block, bekannte) for block in bloecke(text))


def _gruppe(block: Block, bekannte: Mapping[str, Anwesenheitszeile]) -> Anwesenheitsgruppe:
    titel = block.text.removesuffix(":") if block.liste else block.text
    if titel == NICHT_VERTRETEN:
        # The name of an institution may have a comma in it.
        return Anwesenheitsgruppe(titel, tuple(Anwesenheitszeile(zeile) for zeile in block.liste))
    return Anwesenheitsgruppe(titel, tuple(bekannte.get(zeile) or _geteilt(zeile) for zeile in block.liste))


def _geteilt(zeile: str) -> Anwesenheitszeile:
    name, _komma, stelle = zeile.partition(", ")
    return Anwesenheitszeile(name, stelle)


def _zeilen_der_personen(daten: Niederschriftsdaten) -> Iterator[tuple[str, Anwesenheitszeile]]:
    beginn, ende = (datetime.fromisoformat(wann) for wann in (daten.sitzung.beginn, daten.sitzung.ende))
    for person in daten.anwesenheit:
        teile = list(teile_der_person(_anwesend(person), beginn, ende))
        rest = teile[2:] if person.stelle else teile[1:]
        vermerke = [STELLVERTRETUNG, *rest] if person.stellvertretung else rest
        yield ", ".join(teile), Anwesenheitszeile(person.name, person.stelle, ", ".join(vermerke))


def _anwesend(person: Personenangabe) -> Anwesend:
    return Anwesend(
        person.name,
        person.stelle,
        person.stellvertretung,
        person.digital,
        tuple(
            Zeitraum(datetime.fromisoformat(von), datetime.fromisoformat(bis) if bis else None)
            for von, bis in person.zeiten
        ),
        person.punkte,
    )


# Beschlüsse -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beschlusssatz:
    """Ein Beschluss, wie er festgestellt ist: Wortlaut, Ergebnis, dann Namen und Rechnung."""

    zeichen: str
    wortlaut: tuple[Block, ...]
    ergebnis: str
    weiteres: tuple[Block, ...]


def beschlusssaetze(abschnitt: Abschnittsangabe) -> tuple[Beschlusssatz, ...]:
    """Aus dem festgestellten Text, ohne ein Wort zu ändern. Lässt er sich nicht teilen, bleibt er ganz."""
    text = abschnitt.festgestellt.replace("\r\n", "\n").strip()
    if not text:
        return ()
    stellen = _stellen(text, abschnitt.beschluesse)
    if not stellen or stellen[0][0]:
        return (Beschlusssatz("", (), "", bloecke(text)),)
    enden = [anfang for anfang, _wortlaut_ende, _satz in stellen[1:]] + [len(text)]
    return tuple(
        _beschlusssatz(satz, text[hinter:bis])
        for (_anfang, hinter, satz), bis in zip(stellen, enden, strict=True)
    )


def _stellen(text: str, beschluesse: tuple[Beschlussangabe, ...]) -> list[tuple[int, int, Beschlussangabe]]:
    """Wo jeder beginnt und wo sein Wortlaut endet; leer, wenn einer nicht da steht, wo er soll."""
    stellen: list[tuple[int, int, Beschlussangabe]] = []
    ab = 0
    for satz in beschluesse:
        marke = _marke(satz)
        anfang = text.find(marke, ab)
        ab = anfang + len(marke)
        davor, danach = text[: max(anfang, 0)], text[ab:]
        eigener_absatz = (not davor or davor.endswith("\n\n")) and (not danach or danach.startswith("\n\n"))
        if anfang < 0 or not eigener_absatz:
            return []
        stellen.append((anfang, ab, satz))
    return stellen


def _marke(satz: Beschlussangabe) -> str:
    return f"Beschluss {satz.zeichen}:\n{satz.text.strip()}".replace("\r\n", "\n").strip()


def _beschlusssatz(satz: Beschlussangabe, danach: str) -> Beschlusssatz:
    ergebnis, *weiteres = bloecke(danach) or (Block(""),)
    return Beschlusssatz(satz.zeichen, bloecke(satz.text), ergebnis.text, tuple(weiteres))


# Tafel der Ergebnisse ---------------------------------------------------------------------------------------


class Ergebniszeile(NamedTuple):
    """Wo nicht gezählt wurde, steht ein Strich."""

    punkt: str
    zeichen: str
    titel: str
    weise: str
    ja: str
    nein: str
    enthaltung: str
    ergebnis: str


def ergebnistafel(daten: Niederschriftsdaten) -> tuple[Ergebniszeile, ...]:
    return tuple(
        _ergebniszeile(abschnitt, satz) for abschnitt in daten.abschnitte for satz in abschnitt.beschluesse
    )


def _ergebniszeile(abschnitt: Abschnittsangabe, satz: Beschlussangabe) -> Ergebniszeile:
    gezaehlt = satz.weise != Weise.EINVERNEHMLICH.value
    ja, nein, enthaltung = (
        str(zahl) if gezaehlt and zahl is not None else _OHNE
        for zahl in (satz.ja, satz.nein, satz.enthaltung)
    )
    return Ergebniszeile(
        str(abschnitt.punkt) if abschnitt.punkt is not None else _OHNE,
        satz.zeichen,
        satz.titel or abschnitt.titel,
        satz.weise or _OHNE,
        ja,
        nein,
        enthaltung,
        _ergebnis(satz),
    )


def _ergebnis(satz: Beschlussangabe) -> str:
    if not satz.angenommen:
        return "abgelehnt"
    entschieden = satz.stichentscheid and satz.ja is not None and satz.ja == satz.nein
    return "angenommen (Stichentscheid)" if entschieden else "angenommen"
