"""Namen so vergleichen, dass Schreibweise, Umschrift und Reihenfolge nicht stören."""

from __future__ import annotations

import re
import unicodedata

_UMLAUTE = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "ł": "l", "đ": "d", "ı": "i"}
)


def grundform(name: str) -> str:
    """Klein, ohne Akzente, Umlaute ausgeschrieben, nur Buchstaben und einfache Leerzeichen."""
    text = name.casefold().translate(_UMLAUTE)
    text = "".join(z for z in unicodedata.normalize("NFKD", text) if not unicodedata.combining(z))
    return " ".join(re.findall(r"[^\W\d_]+", text))


def suchworte(vorname: str, nachname: str) -> set[str]:
    return set(grundform(f"{vorname} {nachname}").split())
