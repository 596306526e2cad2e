"""Die Sprachen der Fallarbeit: eine Liste für Menschen, Beratung, Netzwerk und Drucke.

Kürzel nach ISO 639, die häufigsten der Beratung zuerst. Ziffern stehen überall so, wie sie auf jedem Schild
stehen; eigene Ziffern einer Sprache braucht kein Druck.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Schrift(StrEnum):
    """Nach ISO 15924."""

    LATEINISCH = "Latn"
    KYRILLISCH = "Cyrl"
    ARABISCH = "Arab"
    AETHIOPISCH = "Ethi"
    GEORGISCH = "Geor"
    ARMENISCH = "Armn"
    CHINESISCH = "Hans"


@dataclass(frozen=True, slots=True)
class Sprache:
    kuerzel: str
    name: str
    """Auf Deutsch."""
    eigenname: str
    schrift: Schrift = Schrift.LATEINISCH
    blatt: str = ""
    """In welcher Sprache die mitgelieferten Blätter für diese Menschen geschrieben sind; leer: in keiner."""

    @property
    def richtung(self) -> str:
        return "rtl" if self.schrift is Schrift.ARABISCH else "ltr"


ALLE: dict[str, Sprache] = {
    sprache.kuerzel: sprache
    for sprache in (
        Sprache("de", "Deutsch", "Deutsch", blatt="de"),
        Sprache("ar", "Arabisch", "العربية", Schrift.ARABISCH, blatt="ar"),
        Sprache("uk", "Ukrainisch", "Українська", Schrift.KYRILLISCH, blatt="uk"),
        Sprache("ru", "Russisch", "Русский", Schrift.KYRILLISCH, blatt="ru"),
        Sprache("fa", "Farsi", "فارسی", Schrift.ARABISCH, blatt="fa"),
        Sprache("prs", "Dari", "دری", Schrift.ARABISCH, blatt="fa"),
        Sprache("ps", "Paschtu", "پښتو", Schrift.ARABISCH, blatt="ps"),
        Sprache("kmr", "Kurmandschi", "Kurmancî", blatt="kmr"),
        Sprache("ckb", "Sorani", "سۆرانی", Schrift.ARABISCH),
        Sprache("tr", "Türkisch", "Türkçe", blatt="tr"),
        Sprache("en", "Englisch", "English", blatt="en"),
        Sprache("fr", "Französisch", "Français", blatt="fr"),
        Sprache("ti", "Tigrinya", "ትግርኛ", Schrift.AETHIOPISCH),
        Sprache("so", "Somali", "Soomaali"),
        Sprache("sq", "Albanisch", "Shqip"),
        Sprache("sr", "Serbisch, Kroatisch, Bosnisch", "Srpski, hrvatski, bosanski"),
        Sprache("ro", "Rumänisch", "Română"),
        Sprache("bg", "Bulgarisch", "Български", Schrift.KYRILLISCH),
        Sprache("pl", "Polnisch", "Polski"),
        Sprache("es", "Spanisch", "Español"),
        Sprache("pt", "Portugiesisch", "Português"),
        Sprache("it", "Italienisch", "Italiano"),
        Sprache("ur", "Urdu", "اردو", Schrift.ARABISCH),
        Sprache("rom", "Romanes", "Romanes"),
        Sprache("ka", "Georgisch", "ქართული", Schrift.GEORGISCH),
        Sprache("hy", "Armenisch", "Հայերեն", Schrift.ARMENISCH),
        Sprache("zh", "Chinesisch", "中文", Schrift.CHINESISCH),
        Sprache("vi", "Vietnamesisch", "Tiếng Việt"),
    )
}
SPRACHEN: dict[str, str] = {kuerzel: sprache.name for kuerzel, sprache in ALLE.items()}
BLATTSPRACHEN = ("de", "en", "ar", "uk", "ru", "fa", "ps", "kmr", "tr", "fr")
"""In diesen liegen Einwilligung, Integrationsplan und Terminzettel bei."""
GEMEINSAM = {"fa": "Farsi oder Dari"}
"""Ein Blatt für beide: geschrieben sind sie hier gleich."""
BLATTNAMEN: dict[str, str] = {k: GEMEINSAM.get(k, SPRACHEN[k]) for k in BLATTSPRACHEN}
ZUSAMMEN: dict[str, str] = {k: GEMEINSAM.get(k, name) for k, name in SPRACHEN.items() if k != "prs"}
"""Wo es auf den Unterschied von Farsi und Dari nicht ankommt: was eine Stelle spricht."""
HAEUFIGE: dict[str, str] = dict(list(SPRACHEN.items())[:12])
ANDERE = "und"
GESPRAECHSSPRACHEN: dict[str, str] = {**SPRACHEN, ANDERE: "eine andere"}


def sprachname(kuerzel: str) -> str:
    """Eine Sprache, die hier fehlt, steht mit ihrem Kürzel da."""
    return GESPRAECHSSPRACHEN.get(kuerzel, kuerzel)


def in_worten(kuerzel: Iterable[str] | None) -> str:
    return ", ".join(sprachname(eines) for eines in kuerzel or ())


def richtung(kuerzel: str) -> str:
    return ALLE[kuerzel].richtung if kuerzel in ALLE else "ltr"


def blattsprache(kuerzel: Iterable[str] | None) -> str:
    """Die erste dieser Sprachen, in der ein Blatt neben Deutsch geht; sonst nur Deutsch."""
    blaetter = (ALLE[k].blatt for k in kuerzel or () if k in ALLE)
    return next((blatt for blatt in blaetter if blatt not in ("", "de")), "de")
