"""Reads a page as a browser would and says what is wrong with its HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

# What the parser of HTML5 mends without harm, and KERN or Django bring along.
HARMLOS: frozenset[str] = frozenset()
_BEFEHLE = ("hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch")


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
        ziele = [element.get("href", "") for element in self.alle("a", "area")]
        ziele += [element.get("hx-get", "") for element in self.elemente]
        for formular in self.alle("form"):
            if (formular.get("method") or "get").lower() == "get":
                ziele += _fragen(formular)
        return list(dict.fromkeys(self._eigene(ziele)))

    def bestandteile(self) -> list[str]:
        """Stylesheets, scripts, images: what the browser fetches by itself."""
        ziele = [element.get("src", "") for element in self.alle("script", "img", "source")]
        ziele += [
            element.get("href", "")
            for element in self.alle("link")
            if {"stylesheet", "icon", "preload", "manifest"} & set((element.get("rel") or "").split())
        ]
        ziele += [element.get("href", "") for element in self.elemente if element.tag.endswith("use")]
        return list(dict.fromkeys(self._eigene(ziele)))

    def _eigene(self, ziele: list[str]) -> list[str]:
        ganz = [urljoin(f"http://testserver{self.adresse}", ziel) for ziel in ziele if ziel]
        return [
            urlsplit(ziel)._replace(scheme="", netloc="", fragment="").geturl()
            for ziel in ganz
            if urlsplit(ziel).netloc == "testserver"
        ]

    def formulare(self) -> list[Formular]:
        return [self._formular(element) for element in self.alle("form")]

    def _formular(self, element: Element) -> Formular:
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
        ziel = element.get("action") or self.adresse
        return Formular(
            urljoin(f"http://testserver{self.adresse}", ziel).removeprefix("http://testserver"),
            (element.get("method") or "get").lower(),
            tuple(felder),
            pflicht,
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
            for name in (
                "for",
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "aria-details",
                "list",
                "form",
            ):
                if element.tag == "output" and name == "for":
                    continue
                for ziel in (element.get(name) or "").split():
                    if ziel not in self.kennungen:
                        funde.append(f"{name} points to nothing: {ziel}")
            href = element.get("href", "")
            if element.tag == "a" and re.fullmatch(r"#.+", href) and href[1:] not in self.kennungen:
                funde.append(f"jump to nothing: {href}")
            if element.tag == "a" and href == "#":
                funde.append(f"link without a goal: {text(element).strip()[:40]}")
        return funde


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
