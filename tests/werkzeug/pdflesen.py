"""A PDF as a screen reader meets it: its structure tree from top to bottom, with the text of each element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pypdf import PdfReader

_ZEICHEN = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_INNEN = frozenset(["/Span", "/NonStruct", "/Link", "/Lbl", "/LBody", "/Reference"])
"""Their text belongs to the element around them."""


class Element(NamedTuple):
    rolle: str
    text: str


def vorgelesen(pdf: bytes) -> list[Element]:
    """Each element that has text of its own, in the order of the structure tree."""
    with pikepdf.open(BytesIO(pdf)) as datei:
        texte = {seite.objgen: _je_marke(seite) for seite in datei.pages}
        return [
            Element(rolle, " ".join("".join(stuecke).split()))
            for rolle, stuecke in _elemente(datei.Root.StructTreeRoot.K, texte, None, [("", [])])
            if "".join(stuecke).strip()
        ]


def lesezeichen(pdf: bytes) -> list[tuple[int, str]]:
    """Depth and title."""

    def tiefer(baum: Any, tiefe: int) -> Iterator[tuple[int, str]]:
        for eintrag in baum:
            if isinstance(eintrag, list):
                yield from tiefer(eintrag, tiefe + 1)
            else:
                yield tiefe, str(eintrag["/Title"])

    return list(tiefer(PdfReader(BytesIO(pdf)).outline, 0))


def _elemente(
    knoten: Any, texte: dict[Any, dict[int, str]], seite: Any, offen: list[tuple[str, list[str]]]
) -> Iterator[tuple[str, list[str]]]:
    if isinstance(knoten, pikepdf.Array):
        for kind in knoten:
            yield from _elemente(kind, texte, seite, offen)
    elif isinstance(knoten, pikepdf.Dictionary):
        seite = knoten.get("/Pg", seite)
        if "/MCID" in knoten:
            offen[-1][1].append(texte[seite.objgen][int(knoten.MCID)])
        elif "/S" in knoten:
            if str(knoten.S) in _INNEN:
                yield from _elemente(knoten.get("/K", pikepdf.Array()), texte, seite, offen)
            else:
                eigenes: tuple[str, list[str]] = (str(knoten.S).strip("/"), [])
                darunter = list(_elemente(knoten.get("/K", pikepdf.Array()), texte, seite, [*offen, eigenes]))
                yield eigenes
                yield from darunter
    elif seite is not None:
        offen[-1][1].append(texte[seite.objgen][int(knoten)] + " ")


def _je_marke(seite: pikepdf.Page) -> dict[int, str]:
    """What is drawn between a mark and its end."""
    schriften = {
        name: {
            bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be")
            for a, b in _ZEICHEN.findall(schrift.ToUnicode.read_bytes())
        }
        for name, schrift in seite.Resources.Font.items()
    }
    texte: dict[int, str] = {}
    zeichen: dict[bytes, str] = {}
    marken: list[int | None] = []
    for befehl in pikepdf.parse_content_stream(seite):
        name = str(befehl.operator)
        if name in ("BDC", "BMC"):
            angaben = befehl.operands[1] if name == "BDC" else {}
            marken.append(int(angaben["/MCID"]) if "/MCID" in angaben else None)
            if marken[-1] is not None:
                texte.setdefault(marken[-1], "")
        elif name == "EMC":
            marken.pop()
        elif name == "Tf":
            zeichen = schriften[str(befehl.operands[0])]
        elif name in ("Tj", "TJ") and marken and marken[-1] is not None:
            teile = befehl.operands[0] if name == "TJ" else befehl.operands
            roh = b"".join(bytes(teil) for teil in teile if isinstance(teil, pikepdf.String))
            texte[marken[-1]] += "".join(zeichen[roh[n : n + 2]] for n in range(0, len(roh), 2))
    return texte
