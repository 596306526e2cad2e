"""Darf etwas über einen Menschen weitergegeben werden? Das Urteil nennt alles, was dazu fehlt, beim Namen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casemgmt.regeln.einwilligung import (
    ANVERTRAUT,
    Alter,
    Datenklasse,
    Einwilligungsart,
    Einwilligungsstand,
    Unterzeichnend,
    Zweck,
)
from kim.basis.befund import Befund, Verstoss
from kim.basis.zeit import berliner_tag

ERLAUBT = "weitergabe_erlaubt"
OHNE_EINWILLIGUNG = "weitergabe_ohne_einwilligung"
NICHT_ERLAUBT = "weitergabe_nicht_erlaubt"
N_EINWILLIGUNG = "Art. 6 Abs. 1 Buchst. a DSGVO"
N_SCHWEIGEPFLICHT = "§ 203 StGB"
N_WIDERRUF = "Art. 7 Abs. 3 DSGVO"
N_KIND = "§ 36 SGB I"
N_SORGE = "§ 1629 BGB"


@dataclass(frozen=True, slots=True)
class Empfaenger:
    """Eine Einrichtung, oder eine Person dort. Die Namen stehen nur für die Sätze des Urteils dabei."""

    einrichtung: int
    person: int | None = None
    name: str = ""
    person_name: str = ""

    def __str__(self) -> str:
        return f"{self.person_name} ({self.name})" if self.person is not None else self.name


@dataclass(frozen=True, slots=True)
class Empfaengerkreis:
    """Wem die Einwilligung gilt: ohne Personen der ganzen Einrichtung, sonst nur ihnen."""

    einrichtung: int
    personen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Einwilligung:
    nummer: int
    klient: int
    art: Einwilligungsart
    stand: Einwilligungsstand
    empfaenger: tuple[Empfaengerkreis, ...]
    zwecke: frozenset[Zweck]
    klassen: frozenset[Datenklasse]
    von: date
    bis: date
    selbst_unterschrieben: bool = False
    sorge_unterschriften: int = 0
    sorgeberechtigte: int = 1
    """Wie viele Sorgeberechtigte unterschreiben müssen, wo sie gefragt sind."""
    muendlich_bis: date | None = None
    """Letzter Tag, an dem eine mündliche ohne Unterschrift gilt."""
    widerrufen_am: datetime | None = None


@dataclass(frozen=True, slots=True)
class Befugnis:
    """Was das Recht ohne Einwilligung erlaubt oder verlangt, für genau eine Weitergabe."""

    nummer: int
    klient: int
    empfaenger: Empfaenger
    zweck: Zweck | None
    """Ohne Zweck beantragt, wie es früher ging: trägt nichts."""
    klassen: frozenset[Datenklasse]
    bestaetigt: bool
    dringend: bool
    ab: datetime
    letzter_tag: date
    norm: str


@dataclass(frozen=True, slots=True)
class Vorhaben:
    klient: int
    empfaenger: Empfaenger
    zweck: Zweck
    klassen: frozenset[Datenklasse]
    zeitpunkt: datetime
    alter: Alter
    nur_bestaetigt: bool = False
    """Ein Verweis und eine Fallkonferenz sind keine Nothilfe: Dringend, noch unbestätigt trägt sie nicht."""


@dataclass(frozen=True, slots=True)
class Grundlage:
    """Worauf die Weitergabe dieser Klassen beruht."""

    klassen: frozenset[Datenklasse]
    einwilligung: int | None = None
    befugnis: int | None = None


@dataclass(frozen=True, slots=True)
class Weitergabebefund:
    befund: Befund
    grundlagen: tuple[Grundlage, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.grundlagen)

    @property
    def verstoesse(self) -> tuple[Verstoss, ...]:
        return self.befund.verstoesse


@dataclass(frozen=True, slots=True)
class Worte:
    """Wie Zwecke und Datenklassen für Menschen heißen."""

    zwecke: dict[Zweck, str]
    klassen: dict[Datenklasse, str]

    def liste(self, klassen: Iterable[Datenklasse]) -> str:
        gemeint = set(klassen)
        return ", ".join(self.klassen[klasse] for klasse in Datenklasse if klasse in gemeint)


def darf_weitergeben(
    vorhaben: Vorhaben,
    einwilligungen: Iterable[Einwilligung],
    worte: Worte,
    befugnisse: Iterable[Befugnis] = (),
) -> Weitergabebefund:
    """Jede Datenklasse braucht eine Einwilligung dieses Menschen, die alles andere mit abdeckt.

    Die eines anderen aus dem Haushalt trägt nichts. Fehlt etwas, nennt das Urteil, was der passendsten fehlt.
    """
    if not vorhaben.klassen:
        leer = Verstoss("datenklasse", "Es ist nicht gesagt, welche Angaben weitergegeben werden sollen.")
        return Weitergabebefund(Befund(NICHT_ERLAUBT, (N_EINWILLIGUNG,), leer.text, (leer,)))
    for befugnis in befugnisse:
        if _befugt(befugnis, vorhaben):
            text = f"Ohne Einwilligung: {befugnis.norm}."
            return Weitergabebefund(
                Befund(OHNE_EINWILLIGUNG, (befugnis.norm,), text),
                (Grundlage(vorhaben.klassen, befugnis=befugnis.nummer),),
            )
    eigene = [e for e in einwilligungen if e.klient == vorhaben.klient and _zaehlt(e)]
    grundlagen, offen = _gedeckt(eigene, vorhaben, worte)
    if not offen:
        text = f"Die Einwilligung deckt {worte.liste(vorhaben.klassen)} für {vorhaben.empfaenger}."
        return Weitergabebefund(Befund(ERLAUBT, (N_EINWILLIGUNG,), text), tuple(grundlagen))
    verstoesse = _was_fehlt(eigene, vorhaben, offen, worte)
    normen = tuple(sorted({v.norm for v in verstoesse}))
    return Weitergabebefund(
        Befund(NICHT_ERLAUBT, normen, " ".join(v.text for v in verstoesse), tuple(verstoesse))
    )


def _zaehlt(einwilligung: Einwilligung) -> bool:
    return einwilligung.stand in (Einwilligungsstand.ERTEILT, Einwilligungsstand.WIDERRUFEN)


def _befugt(befugnis: Befugnis, vorhaben: Vorhaben) -> bool:
    return (
        befugnis.klient == vorhaben.klient
        and befugnis.empfaenger.einrichtung == vorhaben.empfaenger.einrichtung
        and befugnis.empfaenger.person in (None, vorhaben.empfaenger.person)
        and befugnis.zweck is vorhaben.zweck
        and vorhaben.klassen <= befugnis.klassen
        and (befugnis.bestaetigt or (befugnis.dringend and not vorhaben.nur_bestaetigt))
        and befugnis.ab <= vorhaben.zeitpunkt
        and berliner_tag(vorhaben.zeitpunkt) <= befugnis.letzter_tag
    )


def _gedeckt(
    eigene: list[Einwilligung], vorhaben: Vorhaben, worte: Worte
) -> tuple[list[Grundlage], frozenset[Datenklasse]]:
    grundlagen, offen = [], vorhaben.klassen
    for einwilligung in eigene:
        traegt = offen & tragbare_klassen(einwilligung)
        if traegt and not maengel(einwilligung, vorhaben, worte):
            grundlagen.append(Grundlage(traegt, einwilligung=einwilligung.nummer))
            offen -= traegt
    return grundlagen, offen


def tragbare_klassen(einwilligung: Einwilligung) -> frozenset[Datenklasse]:
    if einwilligung.art is Einwilligungsart.SCHWEIGEPFLICHT:
        return einwilligung.klassen
    return einwilligung.klassen - ANVERTRAUT


def _was_fehlt(
    eigene: list[Einwilligung], vorhaben: Vorhaben, offen: frozenset[Datenklasse], worte: Worte
) -> list[Verstoss]:
    if not eigene:
        return [
            Verstoss("keine", "Es liegt keine Einwilligung dieser Person vor.", N_EINWILLIGUNG),
            Verstoss("empfaenger", f"Empfänger fehlt: {vorhaben.empfaenger}.", N_EINWILLIGUNG),
            Verstoss("zweck", f"Zweck fehlt: {worte.zwecke[vorhaben.zweck]}.", N_EINWILLIGUNG),
            Verstoss("datenklasse", f"Angaben fehlen: {worte.liste(offen)}.", N_EINWILLIGUNG),
        ]
    naechste = min(
        eigene,
        key=lambda e: (len(maengel(e, vorhaben, worte)), len(offen - tragbare_klassen(e)), -e.nummer),
    )
    verstoesse = maengel(naechste, vorhaben, worte)
    fehlend = offen - naechste.klassen
    if fehlend:
        verstoesse.append(Verstoss("datenklasse", f"Angaben fehlen: {worte.liste(fehlend)}.", N_EINWILLIGUNG))
    anvertraut = (offen & naechste.klassen) - tragbare_klassen(naechste)
    if anvertraut:
        text = (
            f"Für {worte.liste(anvertraut)} reicht die Einwilligung in die Übermittlung nicht: Dafür braucht "
            "es eine Entbindung von der Schweigepflicht, die die Personen beim Empfänger nennt."
        )
        verstoesse.append(Verstoss("schweigepflicht", text, N_SCHWEIGEPFLICHT))
    return verstoesse


def maengel(einwilligung: Einwilligung, vorhaben: Vorhaben, worte: Worte) -> list[Verstoss]:
    """Was dieser Einwilligung fehlt, außer den Datenklassen."""
    return [
        *_empfaenger(einwilligung, vorhaben),
        *_zweck(einwilligung, vorhaben, worte),
        *_zeit(einwilligung, vorhaben),
        *unterschriften_fehlen(einwilligung, vorhaben.alter, berliner_tag(vorhaben.zeitpunkt)),
    ]


def _empfaenger(einwilligung: Einwilligung, vorhaben: Vorhaben) -> list[Verstoss]:
    gesucht = vorhaben.empfaenger
    kreise = [kreis for kreis in einwilligung.empfaenger if kreis.einrichtung == gesucht.einrichtung]
    if not kreise:
        return [Verstoss("empfaenger", f"Empfänger fehlt: {gesucht.name}.", N_EINWILLIGUNG)]
    benannt = frozenset[int]().union(*(kreis.personen for kreis in kreise))
    schweigepflicht = einwilligung.art is Einwilligungsart.SCHWEIGEPFLICHT
    if not schweigepflicht and any(not kreis.personen for kreis in kreise):
        return []
    if gesucht.person in benannt:
        return []
    norm = N_SCHWEIGEPFLICHT if schweigepflicht else N_EINWILLIGUNG
    if gesucht.person is None:
        text = (
            f"Die Einwilligung gilt nur für benannte Personen bei {gesucht.name}. Bitte die Person angeben."
        )
    else:
        text = f"Person fehlt: {gesucht.person_name} ist für {gesucht.name} nicht benannt."
    return [Verstoss("person", text, norm)]


def _zweck(einwilligung: Einwilligung, vorhaben: Vorhaben, worte: Worte) -> list[Verstoss]:
    if vorhaben.zweck in einwilligung.zwecke:
        return []
    return [Verstoss("zweck", f"Zweck fehlt: {worte.zwecke[vorhaben.zweck]}.", N_EINWILLIGUNG)]


def _zeit(einwilligung: Einwilligung, vorhaben: Vorhaben) -> list[Verstoss]:
    """Der letzte Tag gilt bis Mitternacht in Deutschland; ein Widerruf gilt ab seinem Augenblick."""
    tag, verstoesse = berliner_tag(vorhaben.zeitpunkt), []
    if einwilligung.widerrufen_am is not None and einwilligung.widerrufen_am <= vorhaben.zeitpunkt:
        am = berliner_tag(einwilligung.widerrufen_am)
        verstoesse.append(Verstoss("widerrufen", f"Sie ist am {am:%d.%m.%Y} widerrufen worden.", N_WIDERRUF))
    if tag < einwilligung.von:
        text = f"Tag fehlt: Sie gilt erst ab {einwilligung.von:%d.%m.%Y}."
        verstoesse.append(Verstoss("tag", text, N_EINWILLIGUNG))
    if tag > einwilligung.bis:
        text = f"Tag fehlt: Sie galt bis {einwilligung.bis:%d.%m.%Y}."
        verstoesse.append(Verstoss("tag", text, N_EINWILLIGUNG))
    return verstoesse


def unterschriften_fehlen(einwilligung: Einwilligung, alter: Alter, tag: date) -> list[Verstoss]:
    """Mündlich gilt eine Einwilligung nur bis zum Ende ihrer Frist; danach zählt, wer unterschrieben hat."""
    muendlich_bis = einwilligung.muendlich_bis
    if muendlich_bis is not None and tag <= muendlich_bis:
        return []
    verstoesse = []
    if alter.eigene_unterschrift_noetig and not einwilligung.selbst_unterschrieben:
        if muendlich_bis is not None:
            text = f"Mündlich galt sie bis {muendlich_bis:%d.%m.%Y}; seither fehlt die Unterschrift."
            verstoesse.append(Verstoss("nicht_unterschrieben", text, N_EINWILLIGUNG))
        elif alter.sorge_noetig:
            text = "Die eigene Unterschrift fehlt: Ab 15 Jahren unterschreibt das Kind mit."
            verstoesse.append(Verstoss("unterschrift_kind", text, N_KIND))
        else:
            verstoesse.append(Verstoss("unterschrift", "Die Unterschrift fehlt.", N_EINWILLIGUNG))
    if alter.sorge_noetig and einwilligung.sorge_unterschriften < max(1, einwilligung.sorgeberechtigte):
        fehlend = max(1, einwilligung.sorgeberechtigte) - einwilligung.sorge_unterschriften
        text = (
            "Eine Unterschrift der Sorgeberechtigten fehlt."
            if fehlend == 1
            else f"{fehlend} Unterschriften der Sorgeberechtigten fehlen."
        )
        verstoesse.append(Verstoss("unterschrift_sorge", text, N_SORGE))
    return verstoesse


def aufgabe_mit_fuenfzehn(einwilligung: Einwilligung, alter: Alter, tag: date) -> bool:
    """Das Kind ist inzwischen 15 und hat selbst noch nicht unterschrieben: eine Aufgabe."""
    return (
        einwilligung.stand is Einwilligungsstand.ERTEILT
        and tag <= einwilligung.bis
        and alter.sorge_noetig
        and alter.eigene_unterschrift_noetig
        and not einwilligung.selbst_unterschrieben
    )


def unterzeichnende(alter: Alter) -> tuple[Unterzeichnend, ...]:
    """Wer unterschreiben muss, in der Reihenfolge des Blatts."""
    selbst = (Unterzeichnend.SELBST,) if alter.eigene_unterschrift_noetig else ()
    return (*selbst, Unterzeichnend.SORGE) if alter.sorge_noetig else selbst
