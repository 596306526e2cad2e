"""Absätze, Überschriften und Listen aus HTML oder getipptem Text lesen, auch aus dem von Word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

EINGANG = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "div",
        "section",
        "article",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "strong",
        "b",
        "em",
        "i",
        "span",
        "br",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
"""Was gelesen und verstanden wird; alles andere verliert seine Marken und behält seinen Text."""
OHNE_INHALT = frozenset(
    [
        "script",
        "style",
        "title",
        "xml",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "textarea",
        "select",
        "option",
        "button",
        "audio",
        "video",
        "canvas",
        "frameset",
        "noframes",
    ]
)
"""Was samt Inhalt verschwindet."""

TIEFE = 4
"""So tief lassen sich Listen schachteln."""
ZELLTRENNER = " · "
UMBRUCH = "\n"

_UEBERSCHRIFTEN = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_ABSAETZE = frozenset(["p", "div", "section", "article", "dt", "dd", "pre"])
_LISTENEBENE = re.compile(r"mso-list:[^;]*\blevel\s*(\d+)", re.IGNORECASE)
_LISTENZEICHEN = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_FETT = re.compile(r"font-weight:\s*(bold|bolder|[6-9]00)\b", re.IGNORECASE)
_KURSIV = re.compile(r"font-style:\s*(italic|oblique)\b", re.IGNORECASE)
_GEZAEHLT = re.compile(r"^\(?(\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]")
_GETIPPTES_ZEICHEN = re.compile(r"^\s*(?:([·•▪◦§o–-])|(\(?(?:\d{1,3}|[a-z])[.)]))\s+")


@dataclass(slots=True)
class Teil:
    text: str
    fett: bool = False
    kursiv: bool = False


@dataclass(slots=True)
class Block:
    """Ein Absatz (p), eine Überschrift (h3, h4) oder ein Listenpunkt (li) mit seinen Listen."""

    art: str
    listen: tuple[str, ...] = ()
    zitat: bool = False
    teile: list[Teil] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(teil.text for teil in self.teile)


@dataclass(slots=True)
class _Offen:
    """Ein geöffnetes Element und was mit ihm endet."""

    tag: str
    fett: bool = False
    kursiv: bool = False
    zeichen: bool = False


class _Leser(HTMLParser):
    """Liest, was `nh3` hinterlassen hat: wohlgeformt, nur Elemente aus `EINGANG`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bloecke: list[Block] = []
        self.block: Block | None = None
        self.offen: list[_Offen] = []
        self.listen: list[str] = []
        self.fett = self.kursiv = self.zitate = self.zeilen = self.punkte = self.zeichentiefe = 0
        self.wordebene, self.wordzeichen, self.wordabsatz = 0, "", False

    # Elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        angaben = {name: wert or "" for name, wert in attrs}
        if tag == "br":
            self._text(UMBRUCH)
            return
        offen = _Offen(tag)
        stil = angaben.get("style", "")
        if tag in ("strong", "b", "em", "i", "span"):
            offen.fett = tag in ("strong", "b") or bool(_FETT.search(stil))
            offen.kursiv = tag in ("em", "i") or bool(_KURSIV.search(stil))
            offen.zeichen = bool(_LISTENZEICHEN.search(stil))
            self.fett, self.kursiv = self.fett + offen.fett, self.kursiv + offen.kursiv
            self.zeichentiefe += offen.zeichen
        elif tag in ("ul", "ol"):
            self._schliessen()
            self.listen.append(tag)
        elif tag == "blockquote":
            self._schliessen()
            self.zitate += 1
        elif tag == "tr":
            self._schliessen()
            self.zeilen += 1
        elif tag in ("td", "th"):
            if self.block is not None and self.block.teile:
                self._text(ZELLTRENNER)
        else:
            self._oeffnen(tag, stil, angaben.get("class", ""))
        self.punkte += tag == "li"
        self.offen.append(offen)

    def handle_endtag(self, tag: str) -> None:
        # `nh3` closes in order what was opened; anything else is passed over.
        if self.offen and self.offen[-1].tag == tag:
            self._beenden(self.offen.pop())

    def handle_data(self, data: str) -> None:
        if self.zeichentiefe:
            self.wordzeichen += data
        else:
            self._text(" ".join(data.replace("\xa0", " ").split("\n")))

    def fertig(self) -> list[Block]:
        self.close()
        self._schliessen()
        return self.bloecke

    # Blocks

    def _oeffnen(self, tag: str, stil: str, klasse: str) -> None:
        if self.zeilen:
            # A cell is one line: paragraphs in it are set apart by a space.
            self._text(" ")
            return
        if tag in _ABSAETZE and self.listen and self.punkte > 0:
            if self.block is not None and self.block.text.strip():
                self._text(UMBRUCH)
            return
        self._schliessen()
        self.wordebene, self.wordzeichen, self.wordabsatz = 0, "", False
        if tag in _UEBERSCHRIFTEN:
            self.block = Block(_UEBERSCHRIFTEN[tag])
        elif tag == "li":
            self.block = Block("li", tuple(self.listen or ["ul"]))
        elif tag in _ABSAETZE:
            self.block = Block("p", zitat=self.zitate > 0)
            ebene = _LISTENEBENE.search(stil)
            self.wordebene = int(ebene.group(1)) if ebene else 0
            self.wordabsatz = klasse.lower().startswith("msolist")
            if klasse == "MsoTitle":
                self.block.art = "h3"

    def _beenden(self, offen: _Offen) -> None:
        self.fett, self.kursiv = self.fett - offen.fett, self.kursiv - offen.kursiv
        self.zeichentiefe -= offen.zeichen
        self.punkte -= offen.tag == "li"
        if offen.tag in ("ul", "ol"):
            self._schliessen()
            self.listen.pop()
        elif offen.tag == "blockquote":
            self._schliessen()
            self.zitate -= 1
        elif offen.tag == "tr":
            self.zeilen -= 1
            self._schliessen()
        elif offen.tag in _UEBERSCHRIFTEN or offen.tag == "li" or offen.tag in _ABSAETZE:
            im_punkt = offen.tag in _ABSAETZE and self.listen and self.punkte > 0
            if not self.zeilen and not im_punkt:
                self._schliessen()

    def _text(self, text: str) -> None:
        if self.block is None:
            if not text.strip():
                return
            art = "li" if self.listen and self.punkte > 0 else "p"
            self.block = Block(art, tuple(self.listen) if art == "li" else (), self.zitate > 0)
        self.block.teile.append(Teil(text, self.fett > 0, self.kursiv > 0))

    def _schliessen(self) -> None:
        block, self.block = self.block, None
        if block is None:
            return
        self._listenabsatz(block)
        block.teile = _zusammengefasst(block.teile)
        if block.teile:
            self.bloecke.append(block)

    def _listenabsatz(self, block: Block) -> None:
        """Word schreibt Listen als Absätze mit einem Zeichen davor; hier werden es wieder Listen."""
        zeichen = self.wordzeichen.replace("\xa0", " ").strip()
        if block.art != "p" or not (self.wordebene or self.wordabsatz):
            return
        getippt = None if zeichen else _GETIPPTES_ZEICHEN.match(block.text.replace("\xa0", " "))
        if not self.wordebene and not zeichen and getippt is None:
            return
        if getippt is not None:
            zeichen = getippt.group(0).strip()
            _vorne_weg(block.teile, getippt.end())
        liste = "ol" if _GEZAEHLT.match(zeichen) and zeichen != "o" else "ul"
        ebene = min(max(self.wordebene, 1), TIEFE)
        davor = self.bloecke[-1].listen if self.bloecke else ()
        block.art = "li"
        block.listen = (*(davor + (liste,) * ebene)[: ebene - 1], liste)


def bloecke_aus_html(html: str) -> list[Block]:
    leser = _Leser()
    leser.feed(html)
    return leser.fertig()


# Typed text -------------------------------------------------------------------------------------------------

_PUNKT = re.compile(r"^( *)[-*•] +(.*)$")
_NUMMER = re.compile(r"^( *)\d{1,3}[.)] +(.*)$")
_UEBERSCHRIFT = re.compile(r"^(#{1,6}) +(.*)$")
_BETONT = re.compile(r"(\*\*[^*\n]+\*\*|__[^_\n]+__)")


def bloecke_aus_text(text: str) -> list[Block]:
    """Eine Leerzeile trennt Absätze; zwei Leerzeichen vor einem Punkt rücken ihn ein."""
    bloecke: list[Block] = []
    absatz: Block | None = None
    for zeile in text.expandtabs(2).split("\n"):
        kopf, punkt = _UEBERSCHRIFT.match(zeile), _PUNKT.match(zeile)
        nummer = _NUMMER.match(zeile)
        treffer = punkt or nummer
        if not zeile.strip():
            absatz = None
        elif kopf:
            bloecke.append(Block("h3" if len(kopf.group(1)) < 2 else "h4", teile=_betont(kopf.group(2))))
            absatz = None
        elif treffer:
            liste = "ul" if punkt else "ol"
            ebene = min(len(treffer.group(1)) // 2 + 1, TIEFE)
            davor = bloecke[-1].listen if bloecke else ()
            listen = (*(davor + (liste,) * ebene)[: ebene - 1], liste)
            absatz = Block("li", listen, teile=_betont(treffer.group(2)))
            bloecke.append(absatz)
        elif absatz is None:
            zitat = zeile.startswith("> ")
            absatz = Block("p", zitat=zitat, teile=_betont(zeile.removeprefix("> ").strip()))
            bloecke.append(absatz)
        else:
            absatz.teile += [Teil(UMBRUCH), *_betont(zeile.removeprefix("> ").strip())]
    for block in bloecke:
        block.teile = _zusammengefasst(block.teile)
    return [block for block in bloecke if block.teile]


def _betont(zeile: str) -> list[Teil]:
    teile = []
    for stueck in _BETONT.split(zeile):
        if stueck.startswith("**") and stueck.endswith("**") and len(stueck) > 4:
            teile.append(Teil(stueck[2:-2], fett=True))
        elif stueck.startswith("__") and stueck.endswith("__") and len(stueck) > 4:
            teile.append(Teil(stueck[2:-2], kursiv=True))
        elif stueck:
            teile.append(Teil(stueck))
    return teile


# What both share --------------------------------------------------------------------------------------------


def _vorne_weg(teile: list[Teil], zeichen: int) -> None:
    for teil in teile:
        weg = min(zeichen, len(teil.text))
        teil.text, zeichen = teil.text[weg:], zeichen - weg


def _zusammengefasst(teile: list[Teil]) -> list[Teil]:
    """Leerraum zu einem Leerzeichen, keiner an Rändern und Umbrüchen, gleich Gesetztes in einem Stück."""
    fertig: list[Teil] = []
    for teil in teile:
        for nummer, stueck in enumerate(re.split(f"({UMBRUCH})", teil.text)):
            rand = not fertig or fertig[-1].text.endswith((" ", UMBRUCH))
            if stueck == UMBRUCH and nummer % 2:
                if fertig:
                    fertig[-1].text = fertig[-1].text.rstrip(" ")
                    fertig.append(Teil(UMBRUCH))
                continue
            glatt = re.sub(r"\s+", " ", stueck)
            glatt = glatt.lstrip() if rand else glatt
            if not glatt:
                continue
            if (
                fertig
                and (fertig[-1].fett, fertig[-1].kursiv) == (teil.fett, teil.kursiv)
                and (fertig[-1].text != UMBRUCH)
            ):
                fertig[-1].text += glatt
            else:
                fertig.append(Teil(glatt, teil.fett, teil.kursiv))
    fertig = [teil for teil in fertig if teil.text]
    while fertig and not fertig[-1].text.strip():
        fertig.pop()
    if fertig:
        fertig[-1].text = fertig[-1].text.rstrip()
    return fertig
