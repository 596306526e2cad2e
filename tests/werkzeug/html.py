"""Reads a page as a browser would and says what is wrong with its HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from tinyhtml5 import inputstream
from tinyhtml5.parser import HTMLParser

# What the parser of HTML5 mends without harm, and KERN or Django bring along.
HARMLOS: frozenset[str] = frozenset()
_BEFEHLE = ("hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch")
_ZEIGEND = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
    "list",
    "form",
)


class _Zeichenmuster(dict[tuple[Any, bool], re.Pattern[str]]):
    """tinyhtml5 2.1 looks its patterns up under one key and keeps them under another, so it makes each
    anew for every word. This dictionary keeps them where it looks: a page is read in half the time.
    """

    def __missing__(self, schluessel: tuple[Any, bool]) -> re.Pattern[str]:
        zeichen, gegenteil = schluessel
        menge = "".join(f"\\x{ord(z):02x}" for z in zeichen)
        self[schluessel] = re.compile(f"[{'' if gegenteil else '^'}{menge}]+")
        return self[schluessel]


inputstream.characters_until_regex = _Zeichenmuster()


@dataclass(frozen=True)
class Formular:
    ziel: str
    methode: str
    felder: tuple[tuple[str, str], ...]
    """Names and values as they stand on the page."""
    pflicht: bool
    """Is there a visible field that must be filled?"""


class Seite:
    def __init__(self, html: str, adresse: str = "/") -> None:
        parser = HTMLParser(namespace_html_elements=False)
        self.wurzel: Element = parser.parse(html)
        self.adresse = adresse
        self._parserfehler = list(parser.errors)
        self.html = html

    @cached_property
    def elemente(self) -> list[Element]:
        return [element for element in self.wurzel.iter() if isinstance(element.tag, str)]

    def alle(self, *tags: str) -> list[Element]:
        return [element for element in self.elemente if element.tag in tags]

    @cached_property
    def kennungen(self) -> set[str]:
        return {element.get("id", "") for element in self.elemente} - {""}

    @property
    def titel(self) -> str:
        return " ".join(text(element) for element in self.alle("title")).strip()

    @cached_property
    def inhalt(self) -> Element:
        haupt = self.alle("main")
        return haupt[0] if haupt else self.wurzel

    def verweise(self) -> list[str]:
        """Addresses that a person can go to from here, without other hosts, mail and telephone."""
        return self._ganz.verweise_von(self.adresse)

    def bestandteile(self) -> list[str]:
        """Stylesheets, scripts, images: what the browser fetches by itself."""
        return self._ganz.bestandteile_von(self.adresse)

    def formulare(self) -> list[Formular]:
        return self._ganz.formulare_von(self.adresse)

    @cached_property
    def _ganz(self) -> Teil:
        return Teil.aus(self.elemente)

    def rahmen_und_inhalt(self) -> tuple[Teil, Teil]:
        """What is around every page, and what belongs to this one: `main`, and the way to it above."""
        wege = [nav for nav in self.alle("nav") if "kim-brotkrumen" in (nav.get("class") or "").split()]
        innen = {id(element) for teil in (self.inhalt, *wege) for element in teil.iter()}
        return (
            Teil.aus([element for element in self.elemente if id(element) not in innen]),
            Teil.aus([element for element in self.elemente if id(element) in innen]),
        )

    def fehler(self) -> list[str]:
        """Everything that is wrong with the page by itself."""
        funde = [
            f"HTML {zeile}:{spalte} {art} {angaben or ''}".strip()
            for (zeile, spalte), art, angaben in self._parserfehler
            if art not in HARMLOS
        ]
        if not self.html.lstrip().lower().startswith("<!doctype html>"):
            funde.append("no doctype")
        if self.wurzel.get("lang") != "de":
            funde.append("html without lang=de")
        if not self.titel:
            funde.append("no title")
        for tag, anzahl in (("h1", 1), ("main", 1), ("title", 1)):
            if len(self.alle(tag)) != anzahl and not (tag == "title" and self.titel):
                funde.append(f"{len(self.alle(tag))} × {tag} instead of {anzahl}")
        if ueberschriften := [e for e in self.alle("h1", "h2", "h3", "h4") if not text(e).strip()]:
            funde.append(f"{len(ueberschriften)} empty heading(s)")
        funde += self._stufen()
        doppelt = Counter(element.get("id") for element in self.elemente if element.get("id"))
        funde += [f"id used {anzahl} times: {kennung}" for kennung, anzahl in doppelt.items() if anzahl > 1]
        funde += self._bezuege()
        for wort in re.findall(
            r"{{|{%|\bNone\b|&lt;Signal|\b__proxy__\b|\[object Object\]", " ".join(self.inhalt.itertext())
        ):
            funde.append(f"template leftovers in the text: {wort}")
        return funde

    def _stufen(self) -> list[str]:
        stufen = [int(element.tag[1]) for element in self.alle("h1", "h2", "h3", "h4", "h5", "h6")]
        return [f"h{b} follows h{a}" for a, b in pairwise(stufen) if b > a + 1]

    def _bezuege(self) -> list[str]:
        """Labels, descriptions and jumps that point nowhere."""
        funde = []
        for element in self.elemente:
            funde += [fund for ziel, fund in _bezuege(element) if ziel not in self.kennungen]
            if element.tag == "a" and element.get("href") == "#":
                funde.append(f"link without a goal: {text(element).strip()[:40]}")
        return funde


@dataclass(frozen=True)
class Teil:
    """What a part of a page leads to, with the addresses as they are written there."""

    verweise: tuple[str, ...]
    bestandteile: tuple[str, ...]
    formulare: tuple[Formular, ...]
    kennungen: frozenset[str]
    hinaus: tuple[tuple[str, str], ...]
    """Ids that the part points to and does not hold itself, and what to say when nobody holds them."""

    @classmethod
    def aus(cls, elemente: list[Element]) -> Teil:
        # What a mail to somebody else says, leads where she may go, not where the reader of the page may.
        alle = [e for e in elemente if e.tag in ("a", "area") and "nofollow" not in e.get("rel", "")]
        verweise = [element.get("href", "") for element in alle]
        verweise += [element.get("hx-get", "") for element in elemente]
        formulare = [element for element in elemente if element.tag == "form"]
        for formular in formulare:
            if (formular.get("method") or "get").lower() == "get":
                verweise += _fragen(formular)
        bestandteile = [e.get("src", "") for e in elemente if e.tag in ("script", "img", "source")]
        bestandteile += [
            element.get("href", "")
            for element in elemente
            if element.tag == "link"
            and {"stylesheet", "icon", "preload", "manifest"} & set((element.get("rel") or "").split())
        ]
        bestandteile += [element.get("href", "") for element in elemente if element.tag.endswith("use")]
        kennungen = frozenset(element.get("id", "") for element in elemente) - {""}
        return cls(
            tuple(dict.fromkeys(verweise)),
            tuple(dict.fromkeys(bestandteile)),
            tuple(_formular(element) for element in formulare),
            kennungen,
            tuple(b for element in elemente for b in _bezuege(element) if b[0] not in kennungen),
        )

    def verweise_von(self, adresse: str) -> list[str]:
        return _eigene(self.verweise, adresse)

    def bestandteile_von(self, adresse: str) -> list[str]:
        return _eigene(self.bestandteile, adresse)

    def formulare_von(self, adresse: str) -> list[Formular]:
        anfang = "http://testserver"
        return [
            replace(f, ziel=urljoin(anfang + adresse, f.ziel or adresse).removeprefix(anfang))
            for f in self.formulare
        ]

    def fehler_mit(self, anderer: Teil) -> list[str]:
        """What is wrong only because these two came together: the same id in both, an id in neither."""
        funde = [f"id used 2 times: {kennung}" for kennung in sorted(self.kennungen & anderer.kennungen)]
        for einer, zweiter in ((self, anderer), (anderer, self)):
            funde += [fund for ziel, fund in einer.hinaus if ziel not in zweiter.kennungen]
        return funde


def _eigene(ziele: tuple[str, ...], adresse: str) -> list[str]:
    ganz = [urlsplit(urljoin(f"http://testserver{adresse}", ziel)) for ziel in ziele if ziel]
    return list(
        dict.fromkeys(
            ziel._replace(scheme="", netloc="", fragment="").geturl()
            for ziel in ganz
            if ziel.netloc == "testserver"
        )
    )


def _formular(element: Element) -> Formular:
    felder: list[tuple[str, str]] = []
    pflicht = False
    for feld in element.iter():
        if feld.tag not in ("input", "select", "textarea") or not feld.get("name"):
            continue
        pflicht = pflicht or ("required" in feld.attrib and feld.get("type") != "hidden")
        if feld.get("type") in ("checkbox", "radio") and "checked" not in feld.attrib:
            continue
        if feld.get("type") in ("submit", "button", "file", "image"):
            continue
        felder.append((feld.get("name", ""), _wert(feld)))
    methode = (element.get("method") or "get").lower()
    return Formular(element.get("action") or "", methode, tuple(felder), pflicht)


def _bezuege(element: Element) -> list[tuple[str, str]]:
    """Ids that this element needs somewhere on the page, each with what to say when it is missing."""
    bezuege = [
        (ziel, f"{name} points to nothing: {ziel}")
        for name in _ZEIGEND
        if name in element.attrib and not (element.tag == "output" and name == "for")
        for ziel in (element.get(name) or "").split()
    ]
    href = element.get("href", "")
    if element.tag == "a" and re.fullmatch(r"#.+", href):
        bezuege.append((href[1:], f"jump to nothing: {href}"))
    return bezuege


def _fragen(formular: Element) -> list[str]:
    """What a person can ask with a filter: nothing, and each choice by itself."""
    ziel = formular.get("action") or ""
    fragen = [ziel or "?"]
    for auswahl in formular.iter("select"):
        werte = [option.get("value") or "" for option in auswahl.iter("option")]
        fragen += [f"{ziel}?{urlencode({auswahl.get('name', ''): wert})}" for wert in werte if wert]
    return fragen


def _wert(feld: Element) -> str:
    if feld.tag == "textarea":
        return text(feld)
    if feld.tag == "select":
        optionen = list(feld.iter("option"))
        gewaehlt = [option for option in optionen if "selected" in option.attrib] or optionen[:1]
        return (gewaehlt[0].get("value") or "") if gewaehlt else ""
    return feld.get("value") or ("on" if feld.get("type") == "checkbox" else "")


def text(element: Element) -> str:
    if element.tag in ("script", "style", "template", "svg"):
        return ""
    return "".join(
        [
            element.text or "",
            *(text(kind) + (kind.tail or "") for kind in element if isinstance(kind.tag, str)),
        ]
    )


def geruest(element: Element) -> str:
    """The page without its words: two roles that see the same parts get the same skeleton."""
    teile: list[str] = []

    def gehen(knoten: Element, tiefe: int) -> None:
        if not isinstance(knoten.tag, str):
            return
        # One row or many, a filled or an empty cell: not another variant of the page.
        ziel = re.sub(r"\d+|[0-9a-f-]{36}", "#", knoten.get("href") or knoten.get("action") or "").partition(
            "?"
        )[0]
        teile.append(f"{tiefe}{knoten.tag}.{knoten.get('class', '')}>{ziel}")
        for kind in knoten:
            gehen(kind, tiefe + 1)

    gehen(element, 0)
    return "\n".join(dict.fromkeys(teile))
