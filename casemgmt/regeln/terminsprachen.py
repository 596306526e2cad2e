"""Die Sprachen, in denen beraten wird, und ob sie von rechts nach links geschrieben werden."""

from __future__ import annotations

SPRACHEN: dict[str, str] = {
    "de": "Deutsch",
    "ar": "Arabisch",
    "uk": "Ukrainisch",
    "ru": "Russisch",
    "fa": "Farsi/Dari",
    "ps": "Paschtu",
    "ku": "Kurmandschi",
    "tr": "Türkisch",
    "fr": "Französisch",
    "en": "Englisch",
    "sq": "Albanisch",
    "bg": "Bulgarisch",
    "ro": "Rumänisch",
    "es": "Spanisch",
    "so": "Somali",
    "ti": "Tigrinisch",
    "und": "eine andere",
}


def sprachname(kuerzel: str) -> str:
    return SPRACHEN.get(kuerzel, kuerzel)
