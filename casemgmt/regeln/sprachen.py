"""Die Sprachen, die zur Wahl stehen: nach ISO 639, die häufigsten der Beratung zuerst."""

from __future__ import annotations

SPRACHEN: dict[str, str] = {
    "de": "Deutsch",
    "ar": "Arabisch",
    "uk": "Ukrainisch",
    "ru": "Russisch",
    "fa": "Farsi",
    "prs": "Dari",
    "ps": "Paschtu",
    "kmr": "Kurmandschi",
    "ckb": "Sorani",
    "tr": "Türkisch",
    "en": "Englisch",
    "fr": "Französisch",
    "ti": "Tigrinya",
    "so": "Somali",
    "sq": "Albanisch",
    "sr": "Serbisch, Kroatisch, Bosnisch",
    "ro": "Rumänisch",
    "bg": "Bulgarisch",
    "pl": "Polnisch",
    "es": "Spanisch",
    "pt": "Portugiesisch",
    "it": "Italienisch",
    "ur": "Urdu",
    "rom": "Romanes",
    "ka": "Georgisch",
    "hy": "Armenisch",
    "zh": "Chinesisch",
    "vi": "Vietnamesisch",
}


def sprachname(code: str) -> str:
    """Eine Sprache, die hier fehlt, steht mit ihrem Kürzel da."""
    return SPRACHEN.get(code, code)


def in_worten(codes: list[str] | None) -> str:
    return ", ".join(sprachname(code) for code in codes or [])
