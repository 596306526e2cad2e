"""Womit sich der Verlauf einer Sitzung beschreiben lässt: Ereignisse, Abstimmungen, Beschlüsse, Folgen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.tagesordnung import Punktart


class Ereignisart(StrEnum):
    EROEFFNET = "eroeffnet"
    BESCHLUSSFAEHIG = "beschlussfaehigkeit_festgestellt"
    BESCHLUSSUNFAEHIG = "beschlussunfaehigkeit_festgestellt"
    AUFGERUFEN = "punkt_aufgerufen"
    BEHANDELT = "punkt_behandelt"
    ABGESETZT = "punkt_abgesetzt"
    ZURUECKGESTELLT = "punkt_zurueckgestellt"
    GEKOMMEN = "gekommen"
    GEGANGEN = "gegangen"
    BERICHTIGT = "anwesenheit_berichtigt"
    ABGESTIMMT = "abgestimmt"
    FESTGESTELLT = "ergebnis_festgestellt"
    VERWORFEN = "abstimmung_verworfen"
    WORTLAUT = "wortlaut_geaendert"
    OEFFENTLICHKEIT = "oeffentlichkeit_geaendert"
    GESCHLOSSEN = "geschlossen"


class Weise(StrEnum):
    """Wie entschieden wird; zuerst wird Einvernehmen gesucht (GO RSK § 6 Abs. 1, GO Steinfurt § 6)."""

    EINVERNEHMLICH = "einvernehmlich"
    OFFEN = "offen"
    NAMENTLICH = "namentlich"
    GEHEIM = "geheim"


MIT_ZAHLEN = frozenset({Weise.OFFEN, Weise.GEHEIM})
"""Nur Zahlen; wer wie gestimmt hat, weiß niemand und erfährt niemand."""


class Abstimmungsstand(StrEnum):
    LAEUFT = "laeuft"
    GESCHLOSSEN = "geschlossen"
    """Gezählt, und die vertretenen Sitze der Minute sind festgehalten; der Vorsitz hat noch nichts gesagt."""
    FESTGESTELLT = "festgestellt"
    VERWORFEN = "verworfen"
    """Ungültig oder zu wiederholen; sie bleibt im Verlauf stehen."""


UEBERGAENGE: Mapping[Abstimmungsstand, frozenset[Abstimmungsstand]] = {
    Abstimmungsstand.LAEUFT: frozenset({Abstimmungsstand.GESCHLOSSEN, Abstimmungsstand.VERWORFEN}),
    Abstimmungsstand.GESCHLOSSEN: frozenset({Abstimmungsstand.FESTGESTELLT, Abstimmungsstand.VERWORFEN}),
    Abstimmungsstand.FESTGESTELLT: frozenset(),
    Abstimmungsstand.VERWORFEN: frozenset(),
}


class Stimmwert(StrEnum):
    JA = "ja"
    NEIN = "nein"
    ENTHALTUNG = "enthaltung"
    WIDERSPRUCH = "widerspruch"
    """Beim Suchen nach Einvernehmen."""


class Folgenart(StrEnum):
    """Was aus einem Beschluss folgt (GO RSK § 1 Abs. 2, § 2 Abs. 4, § 5)."""

    AUFGABE = "aufgabe"
    EMPFEHLUNG = "empfehlung"
    IMPULS = "impuls"
    PRESSE = "presse"
    ZUSAMMENSETZUNG = "zusammensetzung"
    GESCHAEFTSORDNUNG = "geschaeftsordnung"
    ARBEITSGRUPPE = "arbeitsgruppe"
    TURNUS = "turnus"
    GAST = "gast"


class Folgenstand(StrEnum):
    OFFEN = "offen"
    ERLEDIGT = "erledigt"
    ENTFALLEN = "entfallen"


ENTSCHEIDUNGEN = frozenset({Punktart.BESCHLUSS, Punktart.GENEHMIGUNG})
"""Punkte, über die entschieden wird: ohne Beschlussfähigkeit werden sie zurückgestellt."""


def unfaehigkeit_vorgesehen(ordnung: Ordnung) -> bool:
    """Nur wo die Beschlussfähigkeit bis zur Feststellung gilt, stellt der Vorsitz das Gegenteil fest
    (GO RSK § 6 Abs. 4); anderswo wird bei jeder Abstimmung gerechnet."""
    return ordnung.quorum is not None and ordnung.quorum.gilt_bis_feststellung


def darf_werden(von: Abstimmungsstand, nach: Abstimmungsstand) -> bool:
    return nach in UEBERGAENGE[von]
