"""Wie ähnlich sich zwei Namen sind, und was daraus folgt: die Reihenfolge von Treffern, ein Hinweis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgmt.regeln.namen import geruest, grundform, klang, namensworte


class Staerke(StrEnum):
    STARK = "stark"
    SCHWACH = "schwach"


@dataclass(frozen=True, slots=True)
class Mensch:
    """Was man zum Vergleichen braucht, und nichts sonst."""

    vorname: str
    nachname: str
    geburtsdatum: date | None = None
    geburtsjahr: int | None = None

    @property
    def name(self) -> str:
        return f"{self.vorname} {self.nachname}".strip()

    @property
    def jahr(self) -> int | None:
        return self.geburtsdatum.year if self.geburtsdatum else self.geburtsjahr


def abstand(a: str, b: str, hoechstens: int | None = None) -> int:
    """Wie viele Tippfehler zwischen zwei Wörtern liegen; vertauschte Nachbarn sind einer.

    Sind es mehr als `hoechstens`, ist die Antwort irgendeine Zahl darüber.
    """
    grenze = max(len(a), len(b)) if hoechstens is None else hoechstens
    vorvorige: list[int] = []
    vorige = list(range(len(b) + 1))
    for i, zeichen in enumerate(a, 1):
        davor, kleinste = i, i
        zeile = [i]
        for j, anderes in enumerate(b, 1):
            kosten = vorige[j - 1] if zeichen == anderes else vorige[j - 1] + 1
            if vorige[j] < kosten:
                kosten = vorige[j] + 1
            if davor < kosten:
                kosten = davor + 1
            if vorvorige and j > 1 and zeichen == b[j - 2] and a[i - 2] == anderes:
                kosten = min(kosten, vorvorige[j - 2] + 1)
            zeile.append(kosten)
            davor = kosten
            if kosten < kleinste:
                kleinste = kosten
        # Zwei Zeilen über der Grenze: auch ein Tausch von Nachbarn führt nicht wieder darunter.
        if kleinste > grenze and min(vorige) > grenze:
            return kleinste
        vorvorige, vorige = vorige, zeile
    return vorige[-1]


class Wortvergleich:
    """Vergleicht Wörter und merkt sich, was sich wiederholt: für eine Suche, nicht länger."""

    def __init__(self) -> None:
        self._klang: dict[str, str] = {}
        self._geruest: dict[str, str] = {}
        self._paare: dict[tuple[str, str], float] = {}

    def klang(self, wort: str) -> str:
        if wort not in self._klang:
            self._klang[wort] = klang(wort)
        return self._klang[wort]

    def geruest(self, wort: str) -> str:
        if wort not in self._geruest:
            self._geruest[wort] = geruest(wort)
        return self._geruest[wort]

    def worte(self, a: str, b: str) -> float:
        """Zwischen zwei Grundformen: 1 gleich, 0 nichts gemeinsam."""
        paar = (a, b)
        if paar not in self._paare:
            self._paare[paar] = self._worte(a, b)
        return self._paare[paar]

    def _worte(self, a: str, b: str) -> float:
        if a == b:
            return 1.0
        laute_a, laute_b = self.klang(a), self.klang(b)
        if laute_a == laute_b:
            return 0.97
        naehe = _naehe(laute_a, laute_b)
        if self.geruest(a) == self.geruest(b):
            return max(0.8 + 0.15 * naehe, naehe)
        return naehe * 0.95

    def namen(self, gesucht: str, name: str) -> float:
        """Jedes gesuchte Wort gegen das beste des Namens; die Reihenfolge ist gleich."""
        worte, vorhanden = namensworte(gesucht), namensworte(name)
        if not worte or not vorhanden:
            return 0.0
        auswahl = {wort for folge in _lesarten(vorhanden) for wort in folge}
        return max(
            sum(max(self.worte(wort, anderes) for anderes in auswahl) for wort in folge) / len(folge)
            for folge in _lesarten(worte)
        )


_ZU_FERN = 0.6
"""Was weniger gemeinsam hat, ist ein anderes Wort und zählt nichts."""


def _naehe(a: str, b: str) -> float:
    """Jeder Laut, den nur eines der beiden hat, ist mindestens ein Fehler: so entfällt meist das Zählen."""
    laenge = max(len(a), len(b))
    nur_in_a = sum(max(0, a.count(laut) - b.count(laut)) for laut in set(a))
    nur_in_b = nur_in_a + len(b) - len(a)
    if 1 - max(nur_in_a, nur_in_b) / laenge < _ZU_FERN:
        return 0.0
    naehe = 1 - abstand(a, b, int(laenge * (1 - _ZU_FERN))) / laenge
    return naehe if naehe >= _ZU_FERN else 0.0


def wortaehnlichkeit(a: str, b: str) -> float:
    return Wortvergleich().worte(a, b)


def namensaehnlichkeit(gesucht: str, name: str) -> float:
    return Wortvergleich().namen(gesucht, name)


def _lesarten(worte: list[str]) -> list[list[str]]:
    """Wie es dasteht, und mit je zwei Nachbarn als einem Wort: „Anna Maria“, „Annamaria“."""
    return [
        worte,
        *([*worte[:i], worte[i] + worte[i + 1], *worte[i + 2 :]] for i in range(len(worte) - 1)),
    ]


def beide_seiten(a: Mensch, b: Mensch) -> float:
    """Die schlechtere Richtung zählt: „Ali“ in „Ali Hassan“ ist noch nicht derselbe Mensch."""
    return min(namensaehnlichkeit(a.name, b.name), namensaehnlichkeit(b.name, a.name), 1.0)


def _geburt(a: Mensch, b: Mensch) -> bool | None:
    """Stimmt überein, widerspricht sich, oder es lässt sich nicht sagen."""
    if a.geburtsdatum and b.geburtsdatum:
        return a.geburtsdatum == b.geburtsdatum
    if a.jahr and b.jahr:
        return a.jahr == b.jahr
    return None


_DERSELBE, _AEHNLICH = 0.86, 0.8


def vergleich(a: Mensch, b: Mensch) -> Staerke | None:
    """Könnten es derselbe Mensch sein? Name und Geburt zusammen sind stark, eines allein ist schwach."""
    naehe = beide_seiten(a, b)
    geburt = _geburt(a, b)
    if naehe >= _DERSELBE and geburt:
        return Staerke.STARK
    if naehe >= _DERSELBE and geburt is None:
        return Staerke.SCHWACH
    if naehe >= _AEHNLICH and geburt:
        return Staerke.SCHWACH
    return None


_ANREDEN = frozenset({"frau", "herr", "herrn", "familie", "fam", "dr", "mutter", "vater", "eheleute"})


def nennt(text: str, mensch: Mensch) -> bool:
    """Kann mit dem Namen auf einer Anfrage dieser Mensch gemeint sein? „Frau Haddad“ genügt."""
    name = " ".join(wort for wort in grundform(text).split() if wort not in _ANREDEN)
    naehe = max(namensaehnlichkeit(name, mensch.name), namensaehnlichkeit(mensch.name, name))
    return naehe >= _DERSELBE


MINDESTENS, GUT = 0.6, 0.9


def rangfolge(gesucht: str, jahr: int | None, treffer: Sequence[tuple[int, Mensch]]) -> list[int]:
    """Die Kennungen der Treffer, der beste zuerst; was zu wenig ähnlich ist, fällt weg."""
    bewertet, vergleich = [], Wortvergleich()
    for kennung, mensch in treffer:
        naehe = vergleich.namen(gesucht, mensch.name)
        if naehe < MINDESTENS:
            continue
        passt = jahr is not None and mensch.jahr == jahr
        # Of those that fit alike, first who is called nothing else besides.
        ganz = vergleich.namen(mensch.name, gesucht) if naehe >= GUT else 0.0
        bewertet.append((-naehe - (0.5 if passt else 0.0), -ganz, grundform(mensch.name), kennung))
    return [kennung for *_rang, kennung in sorted(bewertet)]
