"""Der Weg eines Verweises (Verweisberatung, Fachmodell § 3): wer was wann damit tun kann."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kim.basis.zeit import berliner_tag

ANTWORT_TAGE = 14
"""Nach so vielen Tagen ohne Antwort wird erinnert *(abgeleitet, je Kreis änderbar)*."""
LINK_TAGE = 60
"""So lange gilt der persönliche Link eines Verweises *(abgeleitet, je Kreis änderbar)*."""
CODE_TAGE = 14
CODE_VERSUCHE = 5
CODE_LAENGE = 8
ZEICHEN = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Ohne I, O, 0 und 1: am Telefon wird nichts verwechselt."""


class Verweisstand(StrEnum):
    ENTWURF = "entwurf"
    GESENDET = "gesendet"
    ANGENOMMEN = "angenommen"
    ABGELEHNT = "abgelehnt"
    ERLEDIGT = "erledigt"
    OHNE_ANTWORT = "ohne_antwort"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Verweisform(StrEnum):
    ANONYM = "anonym"
    MIT_DATEN = "mit_daten"


class Kanal(StrEnum):
    MAIL = "mail"
    BRIEF = "brief"
    PERSOENLICH = "persoenlich"
    INTERN = "intern"
    """Der Empfänger arbeitet selbst mit KIM: dort steht der Verweis in einer Liste."""


DRAUSSEN = (Kanal.MAIL, Kanal.BRIEF, Kanal.PERSOENLICH)


def moegliche_wege(angegeben: Collection[str]) -> tuple[Kanal, ...]:
    """Wie ein Verweis zu einer Stelle außerhalb kommt. Hat sie nichts angegeben, auf jedem Weg.

    Auf ihrer eigenen Anmeldeseite meldet man sich dort an; KIM schickt dahin nichts.
    """
    return tuple(weg for weg in DRAUSSEN if not angegeben or weg in angegeben)


class Ablehngrund(StrEnum):
    KEINE_PLAETZE = "keine_plaetze"
    NICHT_ZUSTAENDIG = "nicht_zustaendig"
    VORAUSSETZUNG = "voraussetzung"
    SPRACHE = "sprache"
    SONSTIGES = "sonstiges"


class Rueckzugsgrund(StrEnum):
    WUNSCH = "wunsch"
    ERLEDIGT_ANDERS = "erledigt_anders"
    IRRTUM = "irrtum"
    WIDERRUF = "widerruf"
    """Die Einwilligung trägt nicht mehr; das tut KIM selbst."""


class Schrittweg(StrEnum):
    KONTO = "konto"
    LINK = "link"
    GEMELDET = "gemeldet"
    """Die Stelle hat am Telefon, per Brief oder persönlich geantwortet; eingetragen von uns."""
    SYSTEM = "system"


UEBERGAENGE: dict[Verweisstand, frozenset[Verweisstand]] = {
    Verweisstand.ENTWURF: frozenset({Verweisstand.GESENDET, Verweisstand.ZURUECKGEZOGEN}),
    Verweisstand.GESENDET: frozenset(
        {
            Verweisstand.ANGENOMMEN,
            Verweisstand.ABGELEHNT,
            Verweisstand.OHNE_ANTWORT,
            Verweisstand.ZURUECKGEZOGEN,
        }
    ),
    # Late answers are still answers.
    Verweisstand.OHNE_ANTWORT: frozenset(
        {Verweisstand.ANGENOMMEN, Verweisstand.ABGELEHNT, Verweisstand.ZURUECKGEZOGEN}
    ),
    # Accepted, and then it did not come to it after all.
    Verweisstand.ANGENOMMEN: frozenset(
        {Verweisstand.ERLEDIGT, Verweisstand.ABGELEHNT, Verweisstand.ZURUECKGEZOGEN}
    ),
    Verweisstand.ABGELEHNT: frozenset(),
    Verweisstand.ERLEDIGT: frozenset(),
    Verweisstand.ZURUECKGEZOGEN: frozenset(),
}
ENDEN = frozenset(stand for stand, weiter in UEBERGAENGE.items() if not weiter)
OFFEN = frozenset({Verweisstand.GESENDET, Verweisstand.OHNE_ANTWORT, Verweisstand.ANGENOMMEN})
"""Draußen: die andere Seite kann den Verweis lesen und beantworten."""
WARTET = frozenset({Verweisstand.GESENDET, Verweisstand.OHNE_ANTWORT})


def darf_werden(stand: Verweisstand, neu: Verweisstand) -> bool:
    return neu in UEBERGAENGE[stand]


def antwort_faellig(stand: Verweisstand, antwort_bis: date | None, heute: date) -> bool:
    """Ab dem Tag nach der Frist; vorher hat die Stelle noch Zeit."""
    return stand is Verweisstand.GESENDET and antwort_bis is not None and antwort_bis < heute


# The code by a second channel -------------------------------------------------------------------------------


class Codestand(StrEnum):
    KEINER = "keiner"
    OFFEN = "offen"
    ABGELAUFEN = "abgelaufen"
    VERBRAUCHT = "verbraucht"
    """Zu oft falsch eingegeben."""


def codestand(
    *, code_hash: str, gueltig_bis: datetime | None, fehlversuche: int, jetzt: datetime
) -> Codestand:
    if not code_hash or gueltig_bis is None:
        return Codestand.KEINER
    if fehlversuche >= CODE_VERSUCHE:
        return Codestand.VERBRAUCHT
    return Codestand.OFFEN if jetzt < gueltig_bis else Codestand.ABGELAUFEN


def code_normal(eingabe: str) -> str:
    """Wie am Telefon gesagt: klein oder groß, mit Leerzeichen oder Strichen, ist gleich."""
    return "".join(zeichen for zeichen in eingabe.upper() if zeichen in ZEICHEN)[: CODE_LAENGE + 1]


def code_lesbar(code: str) -> str:
    """In zwei Blöcken lässt er sich ansagen."""
    return f"{code[:4]} {code[4:]}"


def link_bis(gesendet: datetime, tage: int = LINK_TAGE) -> datetime:
    return gesendet + timedelta(days=tage)


def antwort_bis(gesendet: datetime, tage: int = ANTWORT_TAGE) -> date:
    return berliner_tag(gesendet) + timedelta(days=tage)


# What stands in it ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Formfehler:
    code: str
    feld: str


def form_pruefen(
    *, form: Verweisform, kanal: Kanal, hat_klient: bool, klassen: Collection[str], intern: bool
) -> Formfehler | None:
    """Ob die Teile zueinander passen; ob weitergegeben werden darf, sagt die Einwilligung."""
    if intern != (kanal is Kanal.INTERN):
        return Formfehler("kanal", "kanal")
    if form is Verweisform.ANONYM:
        return Formfehler("anonym_ohne_daten", "klassen") if klassen else None
    if not hat_klient:
        return Formfehler("klient", "klient")
    return None if klassen else Formfehler("klassen", "klassen")
