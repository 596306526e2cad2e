"""Der Plan der Vorführung: so viele Fälle und Termine, wie veröffentlicht sind, verteilt auf Orte und Tage.

Nur Tage und Zahlen; die Menschen dazu erfindet `domain/erfundene.py`. Aus derselben Saat derselbe Plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from casemgmt.regeln.verteilung import verteilen
from casemgmt.regeln.werte import Ausgang, Endgrund

FREITAG = 4
SCHLUSS = (12, 19)
"""Danach ist das Jahr zu Ende beraten."""
ANFANG = (1, 9)
TERMINE_JE_KURZEM = 1.43
WIEDERGEKOMMEN = 12
"""So viele kommen nach einem ersten, nicht fortgesetzten Fall mit einem neuen wieder."""
GRUENDE = (
    Endgrund.GERINGER_BEDARF,
    Endgrund.GERINGER_BEDARF,
    Endgrund.ZUSTAENDIGKEIT,
    Endgrund.KEIN_KONTAKT,
    Endgrund.ABGELEHNT,
)
AUSGAENGE = (
    *(Ausgang.POSITIV,) * 9,
    *(Ausgang.TEILWEISE,) * 5,
    *(Ausgang.ABGEBROCHEN,) * 6,
)
WUNSCH: Mapping[Ausgang, tuple[int, int]] = {
    Ausgang.POSITIV: (6, 11),
    Ausgang.TEILWEISE: (4, 9),
    Ausgang.ABGEBROCHEN: (3, 6),
}
DAUERN = (40, 45, 50, 60, 60, 60, 70, 75, 90)


@dataclass(frozen=True, slots=True)
class Ort:
    kommune: str
    konto: str
    tage: Mapping[tuple[int, int], float]
    """Je Jahr und Monat die Einsatztage in der Woche."""
    laufend: int = 0
    nur_klaerung: bool = False
    ohne_auftakt: bool = False

    def gewicht(self, jahr: int, ab: int = 1) -> float:
        return sum(tage for (j, monat), tage in self.tage.items() if j == jahr and monat >= ab)


@dataclass(slots=True)
class Fallplan:
    ort: Ort
    langfristig: bool
    termine: list[date]
    ausgang: str = ""
    endgrund: str = ""
    personen: int = 1
    wiedergekommen: bool = False
    nachlauf: int = 0

    @property
    def eroeffnet(self) -> date:
        return self.termine[0]

    @property
    def beendet(self) -> date:
        return werktag(self.termine[-1] + timedelta(days=self.nachlauf))

    def im_jahr(self, jahr: int) -> list[date]:
        return [tag for tag in self.termine if tag.year == jahr]


@dataclass(frozen=True, slots=True)
class Jahreszahlen:
    jahr: int
    einmalig: int
    case_management: int
    sonstige: int
    langfristig: int
    nicht_fortgesetzt: int
    ukraine: int
    faelle_ab: int
    """Der erste Monat, in dem Fälle eröffnet wurden."""


def ort_lesen(angaben: Mapping[str, Any]) -> Ort:
    tage: dict[tuple[int, int], float] = {}
    for von, bis, zahl in angaben["monate"]:
        jahr, monat = (int(teil) for teil in von.split("-"))
        while f"{jahr}-{monat:02d}" <= bis:
            tage[jahr, monat] = zahl
            jahr, monat = (jahr, monat + 1) if monat < 12 else (jahr + 1, 1)
    uebrige = {name: wert for name, wert in angaben.items() if name != "monate"}
    return Ort(tage=tage, **uebrige)


def werktag(tag: date, schritt: int = 1) -> date:
    while tag.weekday() > FREITAG:
        tag += timedelta(days=schritt)
    return tag


def arbeitstag(tag: date) -> date:
    """Ein Werktag; was zwischen die Jahre fiele, ist drei Wochen später."""
    if (tag.month, tag.day) > SCHLUSS or (tag.month, tag.day) < ANFANG:
        tag += timedelta(days=21)
    return werktag(tag)


def tag_zwischen(zufall: Random, von: date, bis: date) -> date:
    """Ein Werktag; `bis` ist selbst einer oder liegt nach einem."""
    tag = werktag(von + timedelta(days=zufall.randint(0, max(0, (bis - von).days))))
    return tag if tag <= bis else werktag(bis, -1)


def tag_im_einsatz(zufall: Random, ort: Ort, jahr: int, ab: int = 1) -> date:
    """Ein Tag in einem Monat, in dem dort jemand war; je mehr Tage in der Woche, desto eher."""
    monate = [(monat, tage) for (j, monat), tage in ort.tage.items() if j == jahr and monat >= ab]
    monat = zufall.choices([m for m, _tage in monate], [tage for _m, tage in monate])[0]
    erster = date(jahr, monat, ANFANG[1] if monat == 1 else 1)
    return tag_zwischen(zufall, erster, date(jahr, monat, 15 if monat == 12 else 27))


def dauern(zufall: Random, anzahl: int, mittel: int) -> list[int]:
    """Dauern, deren Mittel genau `mittel` ist."""
    werte = [zufall.choice(DAUERN) for _ in range(anzahl)]
    fehlt = mittel * anzahl - sum(werte)
    stelle = 0
    while fehlt:
        schritt = max(-5, min(5, fehlt))
        if 30 <= werte[stelle % anzahl] + schritt <= 120:
            werte[stelle % anzahl] += schritt
            fehlt -= schritt
        stelle += 7
    return werte


@dataclass
class Planer:
    orte: Sequence[Ort]
    jahre: Sequence[Jahreszahlen]
    zufall: Random
    faelle: list[Fallplan] = field(default_factory=list)

    def planen(self, personen: int) -> list[Fallplan]:
        for zahlen in self.jahre:
            kurze = self._kurze(zahlen)
            self._lange(zahlen)
            self._ausgleichen(zahlen.jahr, zahlen.case_management - kurze)
        for plan in self.faelle:
            self._beenden(plan)
        self.faelle.sort(key=lambda plan: plan.eroeffnet)
        self._personen(personen)
        return self.faelle

    def _je_ort(self, zahlen: Jahreszahlen, summe: int, *, lang: bool) -> list[tuple[Ort, int]]:
        gewichte = [
            0.0 if lang and ort.nur_klaerung else ort.gewicht(zahlen.jahr, zahlen.faelle_ab)
            for ort in self.orte
        ]
        return list(zip(self.orte, verteilen(summe, gewichte), strict=True))

    def _kurze(self, zahlen: Jahreszahlen) -> int:
        """Nach dem ersten oder zweiten Termin nicht fortgesetzt, beide im Jahr der Eröffnung."""
        zweite = round(zahlen.nicht_fortgesetzt * TERMINE_JE_KURZEM) - zahlen.nicht_fortgesetzt
        mit_zweitem = [stelle < zweite for stelle in range(zahlen.nicht_fortgesetzt)]
        self.zufall.shuffle(mit_zweitem)
        for ort, anzahl in self._je_ort(zahlen, zahlen.nicht_fortgesetzt, lang=False):
            for _ in range(anzahl):
                termine = [tag_im_einsatz(self.zufall, ort, zahlen.jahr, zahlen.faelle_ab)]
                if mit_zweitem.pop():
                    spaetestens = date(zahlen.jahr, *SCHLUSS)
                    zweiter = termine[0] + timedelta(days=self.zufall.randint(6, 20))
                    termine.append(werktag(min(zweiter, spaetestens), -1))
                grund = self.zufall.choice(GRUENDE)
                self.faelle.append(Fallplan(ort, False, termine, endgrund=grund.value))
        return zahlen.nicht_fortgesetzt + zweite

    def _lange(self, zahlen: Jahreszahlen) -> None:
        for ort, anzahl in self._je_ort(zahlen, zahlen.langfristig, lang=True):
            for _ in range(anzahl):
                ausgang = self.zufall.choice(AUSGAENGE)
                wunsch = self.zufall.randint(*WUNSCH[ausgang])
                lange_her = ausgang is Ausgang.POSITIV and self.zufall.random() < 0.08
                if lange_her:
                    wunsch = self.zufall.randint(21, 27)
                termine = [tag_im_einsatz(self.zufall, ort, zahlen.jahr, zahlen.faelle_ab)]
                while len(termine) < wunsch:
                    abstand = self.zufall.randint(9, 18) if lange_her else self.zufall.randint(16, 42)
                    termine.append(arbeitstag(termine[-1] + timedelta(days=abstand)))
                grund = self.zufall.choice(GRUENDE) if ausgang is Ausgang.ABGEBROCHEN else None
                self.faelle.append(Fallplan(ort, True, termine, ausgang.value, grund.value if grund else ""))

    def _ausgleichen(self, jahr: int, soll: int) -> None:
        """Bis die Termine der langfristigen Fälle dieses Jahres genau die veröffentlichte Zahl ergeben."""
        lange = [plan for plan in self.faelle if plan.langfristig]
        ist = sum(len(plan.im_jahr(jahr)) for plan in lange)
        while ist < soll:
            plan = self.zufall.choice(lange)
            tag = tag_zwischen(self.zufall, max(plan.eroeffnet, date(jahr, *ANFANG)), date(jahr, *SCHLUSS))
            if tag not in plan.termine:
                plan.termine = sorted([*plan.termine, tag])
                ist += 1
        while ist > soll:
            entbehrlich = [p for p in lange if len(p.im_jahr(jahr)) > 1 and len(p.termine) > 3]
            if not entbehrlich:
                raise ValueError(f"{jahr}: so wenige Termine gehen für so viele Fälle nicht auf")
            plan = self.zufall.choice(entbehrlich)
            plan.termine.remove(plan.im_jahr(jahr)[-1])
            ist -= 1

    def _beenden(self, plan: Fallplan) -> None:
        """Was zu diesem Ausgang noch an Terminen fehlt, war nach den gezählten Jahren."""
        if plan.langfristig:
            mindestens = WUNSCH[Ausgang(plan.ausgang)][0]
            letztes = self.jahre[-1].jahr
            while len(plan.termine) < mindestens:
                weiter = max(plan.termine[-1], date(letztes, *SCHLUSS))
                plan.termine.append(arbeitstag(weiter + timedelta(days=self.zufall.randint(16, 42))))
        plan.nachlauf = self.zufall.randint(3, 20)

    def _personen(self, personen: int) -> None:
        """So viele verschiedene Personen; einige sind in zwei Fällen und zählen einmal."""
        frueher = {
            plan.ort.kommune
            for plan in self.faelle
            if not plan.langfristig and plan.eroeffnet.year == self.jahre[0].jahr
        }
        offen = WIEDERGEKOMMEN
        for plan in reversed(self.faelle):
            if (
                offen
                and plan.langfristig
                and plan.eroeffnet.year == self.jahre[-1].jahr
                and plan.ort.kommune in frueher
            ):
                plan.wiedergekommen = True
                frueher.discard(plan.ort.kommune)
                offen -= 1
        familien = [plan for plan in self.faelle if self.zufall.random() < 0.4]
        weitere = personen - len(self.faelle) + WIEDERGEKOMMEN - offen
        gewichte = [self.zufall.choice((1, 2, 3, 5, 8)) for _plan in familien]
        for plan, zahl in zip(familien, verteilen(weitere, gewichte), strict=True):
            plan.personen += zahl
