"""Text einer Vorlage: wenige Elemente, sonst nichts; darauf wird gebracht, was aus Word kommt.

Drei Schritte: `nh3` wirft weg, was ausführbar oder unbekannt ist; daraus werden Absätze, Überschriften und
Listen gelesen; geschrieben wird nur, was `ERLAUBT` nennt, ohne ein einziges Attribut.
"""

from __future__ import annotations

import re
import unicodedata

import nh3

from lenkung.regeln.textlesen import EINGANG, OHNE_INHALT, bloecke_aus_html, bloecke_aus_text
from lenkung.regeln.textschreiben import als_html, als_klartext

ERLAUBT = frozenset({"h3", "h4", "p", "ul", "ol", "li", "strong", "em", "br", "blockquote"})
ROH_HOECHSTENS = 2_000_000
"""So viele Zeichen werden überhaupt gelesen; Word bringt zu einer Seite leicht 100.000 mit."""
REIN_HOECHSTENS = 100_000
"""So viele Zeichen hat ein gereinigter Text höchstens, das sind etwa vierzig Seiten."""

TIEF_HOECHSTENS = 300
"""So tief dürfen Elemente ineinander stecken; Word bleibt unter dreißig."""
_MARKE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_OHNE_ENDE = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "option", "br", "hr", "img", "meta", "link", "input", "col"}
)
_STILE = {"mso-list", "font-weight", "font-style"}
_UMKEHREND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSICHTBAR = _UMKEHREND | frozenset("\u00ad\u200b\u2060\ufeff")


class TextZuLang(ValueError):
    """Mehr oder tiefer, als eine Vorlage fasst; meist sind es eingefügte Bilder."""


def reiner_text(html: str) -> str:
    """Gereinigtes HTML. Zweimal gereinigt ist dasselbe wie einmal."""
    if len(html) > ROH_HOECHSTENS or _zu_tief(html):
        raise TextZuLang
    vorgereinigt = nh3.clean(
        _sichtbar(html),
        tags=set(EINGANG),
        clean_content_tags=set(OHNE_INHALT),
        attributes={tag: {"style", "class"} for tag in ("p", "div", "span", "h1", "h2", "h3", "h4", "li")},
        filter_style_properties=_STILE,
        link_rel=None,
    )
    return _pruefen(als_html(bloecke_aus_html(vorgereinigt)))


def aus_klartext(text: str) -> str:
    """Was ohne Schreibfeld getippt wurde: Absätze, `# Überschrift`, `- Punkt`, `1. Punkt`, `**fett**`."""
    if len(text) > ROH_HOECHSTENS:
        raise TextZuLang
    return _pruefen(als_html(bloecke_aus_text(_sichtbar(text))))


def klartext(html: str) -> str:
    """Derselbe Text zum Tippen, für Browser ohne Skript; `aus_klartext` macht ihn wieder zu HTML."""
    return als_klartext(bloecke_aus_html(html))


def gesichert(html: str) -> str:
    """Für die Ausgabe: was gespeichert ist, geht noch einmal durch den Filter."""
    return nh3.clean(html, tags=set(ERLAUBT), attributes={}, link_rel=None)


def ist_leer(html: str) -> bool:
    return not bloecke_aus_html(html)


def _zu_tief(html: str) -> bool:
    """Sehr tief Verschachteltes braucht beim Lesen quadratisch viel Zeit; niemand schreibt so."""
    tiefe = 0
    for schluss, name in _MARKE.findall(html):
        if name.lower() in _OHNE_ENDE:
            continue
        tiefe = max(0, tiefe - 1) if schluss else tiefe + 1
        if tiefe > TIEF_HOECHSTENS:
            return True
    return False


def _pruefen(html: str) -> str:
    if len(html) > REIN_HOECHSTENS:
        raise TextZuLang
    # The last word has the tested cleaner, whatever the two steps before it have let through.
    return gesichert(html)


def _sichtbar(text: str) -> str:
    """Ohne Zeichen, die man nicht sieht und die Richtung oder Bedeutung des Textes ändern."""
    return "".join(
        zeichen
        for zeichen in text.replace("\r\n", "\n").replace("\r", "\n")
        if zeichen in "\n\t"
        or (zeichen not in _UNSICHTBAR and unicodedata.category(zeichen) not in ("Cc", "Cs", "Cn"))
    )
