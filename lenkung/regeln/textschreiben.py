"""Gelesene Absätze, Überschriften und Listen schreiben: als HTML ohne Attribute oder zum Tippen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from lenkung.regeln.textlesen import TIEFE, UMBRUCH, Block, Teil


def als_html(bloecke: Sequence[Block]) -> str:
    stuecke: list[str] = []
    for art, gruppe in groupby(bloecke, key=_gruppe):
        satz = list(gruppe)
        if art == "li":
            stuecke.append(_listen([(_eingerueckt(block), block) for block in satz]))
        elif art == "zitat":
            stuecke.append("<blockquote>" + "".join(_absatz(block) for block in satz) + "</blockquote>")
        else:
            stuecke += [_absatz(block) for block in satz]
    return "".join(stuecke)


def _gruppe(block: Block) -> str:
    if block.art == "li":
        return "li"
    return "zitat" if block.zitat and block.art == "p" else block.art


def _absatz(block: Block) -> str:
    betont = block.art == "p"
    return f"<{block.art}>{_gesetzt(block.teile, betont=betont)}</{block.art}>"


def _gesetzt(teile: Sequence[Teil], *, betont: bool = True) -> str:
    fertig = []
    for teil in teile:
        if teil.text == UMBRUCH:
            fertig.append("<br>")
            continue
        text = escape(teil.text, quote=False)
        if betont and teil.kursiv:
            text = f"<em>{text}</em>"
        if betont and teil.fett:
            text = f"<strong>{text}</strong>"
        fertig.append(text)
    return "".join(fertig)


def _eingerueckt(block: Block) -> tuple[str, ...]:
    return block.listen[:TIEFE]


def _listen(punkte: list[tuple[tuple[str, ...], Block]]) -> str:
    """Ein Punkt rückt gegenüber dem vor ihm höchstens um eine Ebene ein."""
    offen: list[str] = []
    html = ""
    for listen, block in punkte:
        ebene = min(len(listen), len(offen) + 1)
        listen = (*listen[: ebene - 1], listen[-1])
        if len(offen) >= ebene:
            while len(offen) > ebene:
                html += f"</li></{offen.pop()}>"
            html += "</li>"
            if offen[-1] != listen[-1]:
                html += f"</{offen.pop()}>"
        if len(offen) < ebene:
            offen.append(listen[-1])
            html += f"<{listen[-1]}>"
        html += f"<li>{_gesetzt(block.teile)}"
    while offen:
        html += f"</li></{offen.pop()}>"
    return html


def als_klartext(bloecke: Sequence[Block]) -> str:
    zeilen: list[str] = []
    vorher = ""
    nummern: list[tuple[str, int]] = []
    for block in bloecke:
        if zeilen and not (block.art == "li" and vorher == "li"):
            zeilen.append("")
        if block.art == "li":
            ebene, liste = len(block.listen), block.listen[-1]
            nummern = nummern[:ebene] if vorher == "li" else []
            nummern += [(liste, 0)] * (ebene - len(nummern))
            nummern[-1] = (liste, nummern[-1][1] + 1 if nummern[-1][0] == liste else 1)
            zeichen = f"{nummern[-1][1]}." if liste == "ol" else "-"
            # A line break inside an item goes on without a mark.
            zeilen.append(f"{'  ' * (ebene - 1)}{zeichen} {_getippt(block.teile)}")
        else:
            zeichen = {"h3": "# ", "h4": "## "}.get(block.art, "> " if block.zitat else "")
            zeilen.append(zeichen + _getippt(block.teile, betont=block.art == "p"))
        vorher = block.art
    return "\n".join(zeilen)


def _getippt(teile: Sequence[Teil], *, betont: bool = True) -> str:
    fertig = []
    for teil in teile:
        marke = "**" if teil.fett else "__" if teil.kursiv else ""
        if not betont or not marke or not teil.text.strip():
            fertig.append(teil.text)
            continue
        kern = teil.text.strip()
        vorne = teil.text[: len(teil.text) - len(teil.text.lstrip())]
        hinten = teil.text[len(teil.text.rstrip()) :]
        fertig.append(f"{vorne}{marke}{kern}{marke}{hinten}")
    return "".join(fertig)
