"""The user's manual: docs/handbuch/*.md, shown in the application and found by its search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kim.basis.akteur import Akteur
from kim.basis.suche import Treffer

ANFANG = "index"
_VERWEIS = re.compile(r"^(?:\./)?([a-z0-9_-]+)\.md(#.*)?$")
_UEBERSCHRIFT = re.compile(r"^#\s+(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Handbuchseite:
    kennung: str
    titel: str
    text: str

    @property
    def url(self) -> str:
        return _adresse(self.kennung)

    @property
    def html(self) -> SafeString:
        return _als_html(self.text)


def ordner() -> Path:
    return Path(settings.WURZEL) / "docs" / "handbuch"


def seiten() -> dict[str, Handbuchseite]:
    """All pages by their short name, the beginning first, the others by title."""
    gelesen = [_lesen(pfad, pfad.stat().st_mtime_ns) for pfad in ordner().glob("*.md")]
    gelesen.sort(key=lambda seite: (seite.kennung != ANFANG, seite.titel.casefold()))
    return {seite.kennung: seite for seite in gelesen}


def suchen(akteur: Akteur, frage: str, hoechstens: int) -> Sequence[Treffer]:
    woerter = frage.casefold().split()
    treffer = [
        Treffer(seite.titel, seite.url)
        for seite in seiten().values()
        if all(wort in seite.text.casefold() for wort in woerter)
    ]
    return treffer[:hoechstens]


def _adresse(kennung: str) -> str:
    return reverse("web:hilfe") if kennung == ANFANG else reverse("web:hilfe-seite", args=[kennung])


@lru_cache(maxsize=200)
def _lesen(pfad: Path, _geaendert: int) -> Handbuchseite:
    text = pfad.read_text(encoding="utf-8")
    ueberschrift = _UEBERSCHRIFT.search(text)
    return Handbuchseite(pfad.stem, ueberschrift[1].strip() if ueberschrift else pfad.stem, text)


@lru_cache(maxsize=200)
def _als_html(text: str) -> SafeString:
    leser = MarkdownIt("commonmark", {"html": False}).enable("table")
    marken = leser.parse(text)
    for stelle, marke in enumerate(marken):
        if marke.type == "heading_open" and marke.tag != "h1":
            marke.attrSet("id", slugify(marken[stelle + 1].content))
        # The Content-Security-Policy forbids the style attribute by which tables are aligned.
        marke.attrs.pop("style", None)
        for kind in marke.children or []:
            _verweis_umschreiben(kind)
    # Safe: the reader has html switched off, and the files are our own.
    return mark_safe(leser.renderer.render(marken, leser.options, {}))


def _verweis_umschreiben(marke: Token) -> None:
    """Pages link to each other by file name, so that the links also work where one reads the files."""
    treffer = _VERWEIS.match(str(marke.attrGet("href") or ""))
    if marke.type == "link_open" and treffer:
        marke.attrSet("href", _adresse(treffer[1]) + (treffer[2] or ""))
