"""Die öffentliche Fassung einer Niederschrift: gebaut aus dem, was erlaubt ist (GO RSK § 7 Abs. 5).

Nichts wird verdeckt oder geschwärzt: ein nicht öffentlicher Punkt kommt gar nicht erst herein, es steht nur
da, dass es ihn gab. Statt der Namen stehen die Einrichtungen, wenn der Kreis es nicht anders will.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
)
from lenkung.regeln.niederschriftsinhalt import Abschnittsart
from lenkung.regeln.niederschriftstext import BEGINN, ENDE, ORT, TAG, angabe

FORMAT = "kim-niederschrift-oeffentlich/1"
VORSITZ = "der Vorsitz"
_ANGABEN = (ORT, TAG, BEGINN, ENDE)
_ERZAEHLEND = frozenset({Abschnittsart.EROEFFNUNG.value, Abschnittsart.SCHLUSS.value})


@dataclass(frozen=True, slots=True)
class Freigabe:
    """Was jemand für diese Veröffentlichung entschieden hat."""

    namen: bool = False
    """Der Kreis will die Namen der Anwesenden aus dem Gremium nennen."""
    erklaerungen: frozenset[int] = frozenset()
    """Die Punkte, deren Erklärung zu Protokoll veröffentlicht werden darf."""
    texte: Mapping[str, str] = field(default_factory=dict)
    """Eigene Wortlaute für die öffentliche Fassung, je Schlüssel eines Freitextes."""


@dataclass(frozen=True, slots=True)
class Vertretung:
    """Eine Einrichtung, die da war; `namen` nur, wenn der Kreis sie nennen will."""

    stelle: str
    mit_stimme: bool
    namen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaeste:
    """Wie viele von dort kamen; ohne Einrichtung ist `stelle` leer."""

    stelle: str
    anzahl: int


@dataclass(frozen=True, slots=True)
class OeffentlicherBeschluss:
    zeichen: str
    titel: str
    text: str
    weise: str
    angenommen: bool
    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    stichentscheid: bool = False
    rechnung: str = ""
    namentlich: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Je Wort die Einrichtungen, die so gestimmt haben."""
    bearbeitet: bool = False


@dataclass(frozen=True, slots=True)
class OeffentlicherAbschnitt:
    """Ein nicht öffentlicher Punkt hat nur seine Nummer."""

    art: str
    oeffentlich: bool = True
    punkt: int | None = None
    titel: str = ""
    punktart: str = ""
    stand: str = ""
    text: str = ""
    erklaerung: str = ""
    beschluesse: tuple[OeffentlicherBeschluss, ...] = ()
    weitere_beschluesse: int = 0
    """So viele Beschlüsse dazu sind nicht öffentlich."""
    bearbeitet: bool = False
    """Der Wortlaut ist für die Veröffentlichung geändert."""


@dataclass(frozen=True, slots=True)
class OeffentlicheFassung:
    kreis: str
    gremium: str
    tag: str
    beginn: str
    ende: str
    form: str
    angaben: tuple[tuple[str, str], ...]
    vertreten: tuple[Vertretung, ...]
    nicht_vertreten: tuple[str, ...]
    gaeste: tuple[Gaeste, ...]
    abschnitte: tuple[OeffentlicherAbschnitt, ...]
    geschaeftsordnung: str = ""
    format: str = FORMAT

    @property
    def punkte(self) -> tuple[OeffentlicherAbschnitt, ...]:
        return tuple(satz for satz in self.abschnitte if satz.punkt is not None)

    @property
    def beschluesse(self) -> tuple[tuple[OeffentlicherBeschluss, int | None], ...]:
        """Jeder mit der Nummer seines Punktes."""
        return tuple((b, satz.punkt) for satz in self.abschnitte for b in satz.beschluesse)


def oeffentliche_fassung(daten: Niederschriftsdaten, freigabe: Freigabe) -> OeffentlicheFassung:
    texte = freigabe.texte
    kopf = next((satz.text for satz in daten.abschnitte if satz.art == Abschnittsart.KOPF.value), "")
    return OeffentlicheFassung(
        kreis=daten.kreis,
        gremium=daten.gremium,
        tag=daten.sitzung.tag,
        beginn=daten.sitzung.beginn,
        ende=daten.sitzung.ende,
        form=daten.sitzung.form,
        # Only these lines of the head; who presided is one of the others.
        angaben=tuple(
            (name, texte.get(f"kopf-{name.lower()}", wert))
            for name in _ANGABEN
            if (wert := angabe(kopf, name))
        ),
        vertreten=tuple(_vertreten(daten.anwesenheit, freigabe.namen)),
        nicht_vertreten=daten.nicht_vertreten,
        gaeste=tuple(_gaeste(daten, texte)),
        abschnitte=tuple(_abschnitte(daten, freigabe)),
        geschaeftsordnung=daten.geschaeftsordnung,
    )


# Wer da war -------------------------------------------------------------------------------------------------


def _vertreten(personen: Collection[Personenangabe], namen: bool) -> Iterator[Vertretung]:
    """Jeder Sitz einmal, auch wenn Mitglied und Stellvertretung da waren."""
    je_stelle: dict[tuple[str, bool], list[str]] = {}
    for person in personen:
        if person.gruppe != "gast":
            je_stelle.setdefault((person.stelle, person.gruppe == "mit_stimme"), []).append(person.name)
    for (stelle, mit_stimme), wer in je_stelle.items():
        yield Vertretung(stelle, mit_stimme, tuple(wer) if namen else ())


def genannte_gaeste(daten: Niederschriftsdaten) -> tuple[tuple[int, Personenangabe], ...]:
    """Wer nur zu nicht öffentlichen Punkten kam, wird nicht genannt. Die Zahl ist der Platz in der Liste."""
    oeffentlich = {satz.punkt for satz in daten.punkte if satz.oeffentlich}
    return tuple(
        (nummer, person)
        for nummer, person in enumerate(daten.anwesenheit)
        if person.gruppe == "gast"
        and (not person.punkte or any(punkt in oeffentlich for punkt in person.punkte))
    )


def _gaeste(daten: Niederschriftsdaten, texte: Mapping[str, str]) -> Iterator[Gaeste]:
    """Gäste stehen nie mit Namen da."""
    zahl = Counter(texte.get(f"gast-{nummer}", person.stelle) for nummer, person in genannte_gaeste(daten))
    for stelle, anzahl in sorted(zahl.items()):
        yield Gaeste(stelle, anzahl)


# Was geschah ------------------------------------------------------------------------------------------------


def _abschnitte(daten: Niederschriftsdaten, freigabe: Freigabe) -> Iterator[OeffentlicherAbschnitt]:
    for satz in daten.abschnitte:
        if satz.punkt is None and satz.art not in _ERZAEHLEND:
            continue
        if not satz.oeffentlich:
            yield OeffentlicherAbschnitt(satz.art, oeffentlich=False, punkt=satz.punkt)
            continue
        yield _abschnitt(satz, daten, freigabe)


def _abschnitt(
    satz: Abschnittsangabe, daten: Niederschriftsdaten, freigabe: Freigabe
) -> OeffentlicherAbschnitt:
    texte, vorn = freigabe.texte, schluessel_von(satz)
    frei = satz.punkt in freigabe.erklaerungen
    oeffentliche = [beschluss for beschluss in satz.beschluesse if beschluss.oeffentlich]
    text = texte.get(f"{vorn}-text", satz.text)
    titel = texte.get(f"{vorn}-titel", satz.titel)
    erklaerung = texte.get(f"{vorn}-erklaerung", satz.erklaerung) if frei else ""
    return OeffentlicherAbschnitt(
        satz.art,
        True,
        satz.punkt,
        titel,
        satz.punktart,
        satz.stand,
        text,
        erklaerung,
        tuple(_beschluss(beschluss, daten, texte) for beschluss in oeffentliche),
        len(satz.beschluesse) - len(oeffentliche),
        (text, titel, erklaerung) != (satz.text, satz.titel, satz.erklaerung if frei else ""),
    )


def _beschluss(
    beschluss: Beschlussangabe, daten: Niederschriftsdaten, texte: Mapping[str, str]
) -> OeffentlicherBeschluss:
    vorn = f"beschluss-{beschluss.zeichen}"
    titel = texte.get(f"{vorn}-titel", beschluss.titel)
    text = texte.get(f"{vorn}-text", beschluss.text)
    rechnung = texte.get(f"{vorn}-rechnung", beschluss.rechnung)
    return OeffentlicherBeschluss(
        beschluss.zeichen,
        titel,
        text,
        beschluss.weise,
        beschluss.angenommen,
        beschluss.ja,
        beschluss.nein,
        beschluss.enthaltung,
        beschluss.stichentscheid,
        rechnung,
        tuple((wort, _einrichtungen(wer, daten)) for wort, wer in beschluss.namentlich if wer),
        (titel, text, rechnung) != (beschluss.titel, beschluss.text, beschluss.rechnung),
    )


def _einrichtungen(eintraege: Collection[str], daten: Niederschriftsdaten) -> tuple[str, ...]:
    """„Name (Sitz)“ wird „Sitz“; was keinen bekannten Sitz nennt, bleibt ungenannt."""
    sitze = sorted(
        {*(person.stelle for person in daten.anwesenheit if person.gruppe != "gast"), *daten.nicht_vertreten},
        key=len,
        reverse=True,
    )
    return tuple(
        sorted(
            next((sitz for sitz in sitze if eintrag == sitz or eintrag.endswith(f" ({sitz})")), "ohne Angabe")
            for eintrag in eintraege
        )
    )


def schluessel_von(satz: Abschnittsangabe) -> str:
    return satz.art if satz.punkt is None else f"punkt-{satz.punkt}"


# Ob sie noch gilt -------------------------------------------------------------------------------------------


class Widerspruch(StrEnum):
    """Warum eine veröffentlichte Fassung nicht mehr gezeigt werden darf, auch ohne Rücknahme."""

    PUNKT = "punkt"
    BESCHLUSS = "beschluss"
    NAMEN = "namen"


def widersprueche(
    fassung: OeffentlicheFassung,
    *,
    verborgene_punkte: Collection[int],
    verborgene_beschluesse: Collection[str],
    namen: bool,
) -> tuple[Widerspruch, ...]:
    """Was danach nicht öffentlich wurde, zeigt keine Seite mehr: lieber nichts als zu viel."""
    gefunden = []
    if any(satz.oeffentlich and satz.punkt in verborgene_punkte for satz in fassung.punkte):
        gefunden.append(Widerspruch.PUNKT)
    if any(beschluss.zeichen in verborgene_beschluesse for beschluss, _punkt in fassung.beschluesse):
        gefunden.append(Widerspruch.BESCHLUSS)
    if not namen and any(vertretung.namen for vertretung in fassung.vertreten):
        gefunden.append(Widerspruch.NAMEN)
    return tuple(gefunden)


# Als Daten --------------------------------------------------------------------------------------------------


def als_inhalt(fassung: OeffentlicheFassung) -> dict[str, Any]:
    """So steht sie in der Datenbank und als Anlage im öffentlichen PDF."""
    inhalt: dict[str, Any] = json.loads(json.dumps(asdict(fassung)))
    return inhalt


def aus_inhalt(inhalt: Mapping[str, Any]) -> OeffentlicheFassung:
    """Die Umkehrung; ein anderes Format wird nicht gedeutet."""
    if inhalt.get("format") != FORMAT:
        raise ValueError("unbekanntes Format einer öffentlichen Fassung")
    return OeffentlicheFassung(
        **{
            **inhalt,
            "angaben": tuple((name, wert) for name, wert in inhalt["angaben"]),
            "vertreten": tuple(
                Vertretung(**{**satz, "namen": tuple(satz["namen"])}) for satz in inhalt["vertreten"]
            ),
            "nicht_vertreten": tuple(inhalt["nicht_vertreten"]),
            "gaeste": tuple(Gaeste(**satz) for satz in inhalt["gaeste"]),
            "abschnitte": tuple(_gelesener_abschnitt(satz) for satz in inhalt["abschnitte"]),
        }
    )


def _gelesener_abschnitt(satz: Mapping[str, Any]) -> OeffentlicherAbschnitt:
    beschluesse = tuple(_gelesener_beschluss(beschluss) for beschluss in satz["beschluesse"])
    return OeffentlicherAbschnitt(**{**satz, "beschluesse": beschluesse})


def _gelesener_beschluss(satz: Mapping[str, Any]) -> OeffentlicherBeschluss:
    namentlich = tuple((wort, tuple(wer)) for wort, wer in satz["namentlich"])
    return OeffentlicherBeschluss(**{**satz, "namentlich": namentlich})
