"""An wen eine Nachricht geht und was in Kopfzeilen einer E-Mail stehen darf."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_ADRESSE = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)
_HOECHSTLAENGE = 254


@dataclass(frozen=True, slots=True)
class Empfaenger:
    """Eine Person mit ihrer Adresse.

    `werte` füllt Platzhalter des Textes nur für diese Person. `geheim` ebenso, steht aber in keiner Ansicht
    des Postausgangs und wird nach dem Versand gelöscht: dorthin gehören persönliche Links. `bezug` sagt dem
    Raum, der die Nachricht verfasst, wofür die Person steht (zum Beispiel "sitz:12").
    """

    name: str
    adresse: str
    konto_id: int | None = None
    bezug: str = ""
    werte: Mapping[str, str] = field(default_factory=dict)
    geheim: Mapping[str, str] = field(default_factory=dict)


def zeile_zulaessig(text: str) -> bool:
    """Ein Zeilenumbruch oder Steuerzeichen in Betreff oder Namen könnte eine fremde Kopfzeile
    einschleusen."""
    return not any(unicodedata.category(zeichen) in ("Cc", "Zl", "Zp", "Cs") for zeichen in text)


def adresse_normal(adresse: str) -> str | None:
    """Die Adresse, wie der Mailserver sie versteht; None, wenn sie keine ist.

    Umlaute sind nur hinter dem @ möglich und werden dort übersetzt; der Teil davor bleibt, wie er ist.
    """
    name, klammeraffe, rechner = adresse.strip().rpartition("@")
    if not klammeraffe:
        return None
    try:
        normal = f"{name}@{rechner.encode('idna').decode().lower()}"
    except UnicodeError:
        return None
    if len(normal) > _HOECHSTLAENGE or not _ADRESSE.fullmatch(normal):
        return None
    return normal


def doppelte(adressen: Iterable[str]) -> list[str]:
    """Adressen, die mehr als einmal vorkommen; Groß und klein zählt nicht als Unterschied."""
    gesehen: set[str] = set()
    mehrfach: dict[str, str] = {}
    for adresse in adressen:
        klein = adresse.lower()
        if klein in gesehen:
            mehrfach.setdefault(klein, adresse)
        gesehen.add(klein)
    return list(mehrfach.values())


def adresse_verdeckt(adresse: str) -> str:
    """Genug, um einen Fehler beim Mailserver einzuordnen; nicht genug, um jemanden zu erkennen."""
    name, _klammeraffe, rechner = adresse.rpartition("@")
    return f"{name[:1]}…@{rechner}"
