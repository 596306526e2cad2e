"""Termine eines Jahres vorschlagen und einen Termin prüfen (GO RSK § 4 Abs. 1 bis 3, GO Steinfurt § 5).

Nichts davon wird erzwungen: der Vorsitz darf Turnus und Dauer erhöhen. Deshalb Hinweise, keine Verbote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kim.basis.anzeige import datum, wochentag
from kim.basis.befund import Verstoss
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.feiertage import feiertagsname
from lenkung.regeln.werte import Sitzungsart

_MONATE_JE = {"monat": 1, "quartal": 3, "halbjahr": 6, "jahr": 12}
_MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_FORMEN = {
    Sitzungsart.PRAESENZ: "in Präsenz",
    Sitzungsart.DIGITAL: "digital",
    Sitzungsart.HYBRID: "hybrid",
}


class Sperre(NamedTuple):
    """Eine Zeit, in der nicht getagt werden soll, zum Beispiel Schulferien. Beide Tage gehören dazu."""

    bezeichnung: str
    von: date
    bis: date

    def umfasst(self, tag: date) -> bool:
        return self.von <= tag <= self.bis


@dataclass(frozen=True, slots=True)
class Rhythmus:
    anzahl: int
    zeitraum: str
    norm: str
    hoechstdauer: int | None = None

    @property
    def im_jahr(self) -> int:
        return self.anzahl * 12 // _MONATE_JE[self.zeitraum]


@dataclass(frozen=True, slots=True)
class Formregel:
    formen: frozenset[Sitzungsart]
    norm: str


@dataclass(frozen=True, slots=True)
class Planungsregeln:
    """Was eine Geschäftsordnung für die Planung sagt. None: nicht geregelt."""

    rhythmus: Rhythmus | None = None
    formen: Formregel | None = None


def planungsregeln(bestimmungen: Mapping[str, Bestimmung]) -> Planungsregeln:
    rhythmus, formen = bestimmungen.get("rhythmus"), bestimmungen.get("sitzungsart")
    erlaubt = frozenset(map(Sitzungsart, formen.werte.get("formen") or ())) if formen else frozenset()
    return Planungsregeln(
        Rhythmus(
            rhythmus.werte["anzahl"],
            rhythmus.werte["zeitraum"],
            rhythmus.norm,
            rhythmus.werte.get("hoechstdauer"),
        )
        if rhythmus
        else None,
        Formregel(erlaubt, formen.norm) if formen and erlaubt else None,
    )


# Suggested dates --------------------------------------------------------------------------------------------


class Lage(StrEnum):
    FREI = "frei"
    """Der Wunschtag passt."""
    VERSCHOBEN = "verschoben"
    OHNE_TAG = "ohne_tag"
    """In diesem Abschnitt ist kein passender Tag frei."""
    BESETZT = "besetzt"
    """Hier ist schon eine Sitzung geplant."""


@dataclass(frozen=True, slots=True)
class Vorschlag:
    abschnitt: str
    """Der Teil des Jahres, für den er gilt: „1. Quartal“."""
    tag: date | None
    lage: Lage
    gruende: tuple[str, ...] = ()


def hindernis(tag: date, sperren: Iterable[Sperre]) -> str:
    """Warum an diesem Tag nicht getagt werden sollte; leer, wenn nichts dagegen spricht."""
    if feiertag := feiertagsname(tag):
        return f"{datum(tag)} ist Feiertag ({feiertag})"
    sperre = next((sperre for sperre in sperren if sperre.umfasst(tag)), None)
    return f"{datum(tag)} liegt in „{sperre.bezeichnung}“" if sperre else ""


def termine_vorschlagen(
    *,
    jahr: int,
    rhythmus: Rhythmus,
    wochentag: int,
    sperren: Collection[Sperre] = (),
    ab: date | None = None,
    vorhanden: Collection[date] = (),
) -> tuple[Vorschlag, ...]:
    """Je Abschnitt des Jahres ein Tag, möglichst in dessen Mitte; was vor `ab` läge, entfällt.

    Steht dem Wunschtag etwas entgegen, gilt der nächstliegende gleiche Wochentag desselben Abschnitts.
    """
    vorschlaege = []
    for name, von, bis in _abschnitte(jahr, rhythmus):
        if ab is not None and bis < ab:
            continue
        schon = sorted(tag for tag in vorhanden if von <= tag <= bis)
        if schon:
            gruende = tuple(f"Schon geplant: {datum(tag)}" for tag in schon)
            vorschlaege.append(Vorschlag(name, None, Lage.BESETZT, gruende))
            continue
        vorschlaege.append(_vorschlag(name, von, bis, wochentag, sperren, ab))
    return tuple(vorschlaege)


def _vorschlag(
    name: str, von: date, bis: date, wunsch: int, sperren: Collection[Sperre], ab: date | None
) -> Vorschlag:
    tage = [date.fromordinal(n) for n in range(von.toordinal(), bis.toordinal() + 1)]
    mitte = (von.toordinal() + bis.toordinal()) / 2
    moeglich = [tag for tag in tage if tag.weekday() == wunsch and (ab is None or tag >= ab)]
    gruende: list[str] = []
    # The nearest to the middle first; of two equally near the earlier.
    for tag in sorted(moeglich, key=lambda tag: (abs(tag.toordinal() - mitte), tag)):
        grund = hindernis(tag, sperren)
        if not grund:
            return Vorschlag(name, tag, Lage.VERSCHOBEN if gruende else Lage.FREI, tuple(gruende))
        gruende.append(grund)
    if not moeglich:
        gruende.append(f"In diesem Abschnitt liegt kein {_wochentagsname(wunsch)} mehr")
    return Vorschlag(name, None, Lage.OHNE_TAG, tuple(gruende))


def _wochentagsname(nummer: int) -> str:
    # 1 January 2024 was a Monday
    return wochentag(date(2024, 1, 1) + timedelta(days=nummer))


def _abschnitte(jahr: int, rhythmus: Rhythmus) -> list[tuple[str, date, date]]:
    """Jeder Zeitraum wird in so viele gleich lange Teile geteilt, wie Sitzungen in ihm liegen sollen."""
    monate = _MONATE_JE[rhythmus.zeitraum]
    abschnitte = []
    for nummer, monat in enumerate(range(1, 13, monate), start=1):
        von = date(jahr, monat, 1).toordinal()
        naechster = (jahr, monat + monate) if monat + monate <= 12 else (jahr + 1, 1)
        laenge = date(*naechster, 1).toordinal() - von
        for teil in range(rhythmus.anzahl):
            anfang = von + laenge * teil // rhythmus.anzahl
            ende = von + laenge * (teil + 1) // rhythmus.anzahl - 1
            if ende < anfang:
                continue
            name = _abschnittsname(rhythmus.zeitraum, nummer, jahr)
            if rhythmus.anzahl > 1:
                name = f"{name}, {teil + 1}. Termin"
            abschnitte.append((name, date.fromordinal(anfang), date.fromordinal(ende)))
    return abschnitte


def _abschnittsname(zeitraum: str, nummer: int, jahr: int) -> str:
    if zeitraum == "monat":
        return _MONATE[nummer - 1]
    if zeitraum == "jahr":
        return str(jahr)
    return f"{nummer}. {'Quartal' if zeitraum == 'quartal' else 'Halbjahr'}"


# One date ---------------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """Ein Termin, wie er geprüft wird."""

    tag: date
    art: Sitzungsart
    dauer_minuten: int


def termin_pruefen(
    plan: Plan,
    *,
    regeln: Planungsregeln | None,
    sperren: Iterable[Sperre] = (),
    andere_tage: Collection[date] = (),
) -> tuple[Verstoss, ...]:
    """Alles, was an diesem Termin auffällt, auf einmal. `regeln` None: an dem Tag gilt keine
    Geschäftsordnung, wie nach dem 31.12.2022 im Kreis Steinfurt (GO Steinfurt § 1)."""
    hinweise = [] if regeln is not None else [_ohne_geschaeftsordnung(plan.tag)]
    if regeln is not None:
        hinweise += _gegen_die_ordnung(plan, regeln)
    if plan.tag.weekday() >= 5:
        text = f"Der {datum(plan.tag)} ist ein {wochentag(plan.tag)}."
        hinweise.append(Verstoss("wochenende", text, feld="tag"))
    if grund := hindernis(plan.tag, sperren):
        code = "feiertag" if feiertagsname(plan.tag) else "sperrzeit"
        hinweise.append(Verstoss(code, f"{grund}.", feld="tag"))
    if plan.tag in andere_tage:
        text = f"Am {datum(plan.tag)} ist schon eine andere Sitzung dieses Gremiums geplant."
        hinweise.append(Verstoss("zweite_am_tag", text, feld="tag"))
    return tuple(hinweise)


def _ohne_geschaeftsordnung(tag: date) -> Verstoss:
    text = (
        f"Am {datum(tag)} gilt keine Geschäftsordnung. Fristen und Beschlussfähigkeit sind dann nicht "
        "geregelt."
    )
    return Verstoss("ohne_geschaeftsordnung", text, feld="tag")


def _gegen_die_ordnung(plan: Plan, regeln: Planungsregeln) -> list[Verstoss]:
    hinweise = []
    rhythmus, formen = regeln.rhythmus, regeln.formen
    grenze = rhythmus.hoechstdauer if rhythmus else None
    if rhythmus and grenze is not None and plan.dauer_minuten > grenze:
        text = (
            f"Geplant sind {plan.dauer_minuten} Minuten; die Geschäftsordnung sieht höchstens {grenze} vor, "
            f"das sind {plan.dauer_minuten - grenze} weniger."
        )
        hinweise.append(Verstoss("dauer_ueber_grenze", text, rhythmus.norm, "dauer_minuten"))
    if formen and plan.art not in formen.formen:
        erlaubt = " oder ".join(name for form, name in _FORMEN.items() if form in formen.formen)
        text = f"Die Sitzung ist {_FORMEN[plan.art]} geplant; die Geschäftsordnung kennt nur: {erlaubt}."
        hinweise.append(Verstoss("art_nicht_vorgesehen", text, formen.norm, "art"))
    return hinweise
