"""What comes out of the cleaner: few elements, no attribute, and what Word meant is still there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lenkung.regeln.reintext import (
    ERLAUBT,
    TextZuLang,
    aus_klartext,
    ist_leer,
    klartext,
    reiner_text,
)

# As Word 16 puts it on the clipboard: namespaces, conditional comments, lists written as paragraphs.
WORD = (Path(__file__).parents[1] / "daten" / "word.html").read_text(encoding="utf-8")

WORD_REIN = (
    "<h3>Kosten</h3><h3>Ausgangslage</h3>"
    "<p>Die <strong>Runde</strong> hat <em>zuletzt</em> am 24.03.2022 beraten.</p>"
    "<ul><li>Personal<ul><li>eine halbe Stelle</li></ul></li><li>Geld: 15.797,50 €</li></ul>"
    "<p>Danach:</p><ol><li>Beschluss</li><li>Umsetzung</li></ol>"
)


def test_aus_word_werden_ueberschriften_absaetze_und_echte_listen() -> None:
    assert reiner_text(WORD) == WORD_REIN


@pytest.mark.parametrize(
    ("roh", "rein"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick='x()' style='color:red' class='y' id='z'>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>klick</a>", "<p>klick</p>"),
        ("<a href='https://kreis.example/'>Seite</a>", "<p>Seite</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg><script>alert(1)</script></svg>", ""),
        ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", ""),
        ("<style>p{background:url(//boese.example)}</style>Text", "<p>Text</p>"),
        ("<iframe src='//boese.example'>x</iframe>Text", "<p>Text</p>"),
        ("<!--<img src=x onerror=alert(1)>-->a", "<p>a</p>"),
        ("<![CDATA[<script>x</script>]]>a", "<p>x]]&gt;a</p>"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<p>a\x00b\u202ec\ufeff</p>", "<p>abc</p>"),
        ("<input value='x'><form action='/los'><p>a</p></form>", "<p>a</p>"),
        ("<base href='//boese.example'><meta http-equiv=refresh content='0;url=//x'>a", "<p>a</p>"),
    ],
)
def test_was_schaden_koennte_verschwindet(roh: str, rein: str) -> None:
    if "CDATA" in roh:
        # What a browser makes of CDATA is its affair; nothing of it may run.
        assert "<script" not in reiner_text(roh)
        return
    assert reiner_text(roh) == rein


@pytest.mark.parametrize(
    ("roh", "rein"),
    [
        ("<h1>A</h1><h4>B</h4><h6>C</h6>", "<h3>A</h3><h4>B</h4><h4>C</h4>"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", None),
        ("<ul><li><p>x</p><p>y</p></li></ul>", "<ul><li>x<br>y</li></ul>"),
        ("<div>eins</div><div>zwei<div>drei</div></div>", "<p>eins</p><p>zwei</p><p>drei</p>"),
        ("<p>a<br>b</p><p> </p><p>&nbsp;</p>", "<p>a<br>b</p>"),
        ("<h3><b>Kopf</b></h3>", "<h3>Kopf</h3>"),
        ("<span style='font-weight:700'>a</span>", "<p><strong>a</strong></p>"),
        ("<blockquote><p>a</p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        (
            "<table><tr><th>Jahr</th><th>€</th></tr><tr><td><p>2024</p></td><td>5</td></tr></table>",
            "<p>Jahr · €</p><p>2024 · 5</p>",
        ),
        ("<li>ohne Liste</li>", "<ul><li>ohne Liste</li></ul>"),
        ("nur Text", "<p>nur Text</p>"),
        (
            "<p class=MsoListParagraph>- getippt</p><p class=MsoListParagraph>bloß eingerückt</p>",
            "<ul><li>getippt</li></ul><p>bloß eingerückt</p>",
        ),
    ],
)
def test_ueberschriften_listen_und_absaetze_bleiben(roh: str, rein: str | None) -> None:
    assert reiner_text(roh) == (rein or roh)


def test_ein_megabyte_wird_gelesen_oder_abgelehnt() -> None:
    bild = f"<p>Vorher</p><img src='data:image/png;base64,{'QUJD' * 250_000}'><p>Nachher</p>"
    assert reiner_text(bild) == "<p>Vorher</p><p>Nachher</p>"
    for roh in ("a" * 1_000_000, "<p>ab</p>" * 110_000, "<div>" * 200_000, "<b>" * 300_000):
        with pytest.raises(TextZuLang):
            reiner_text(roh)


def test_tief_verschachteltes_wird_flach() -> None:
    assert reiner_text("<div>" * 200 + "tief") == "<p>tief</p>"
    assert reiner_text("<ul><li>x" * 60).count("<ul>") == 4


class _Lesend(HTMLParser):
    """Collects what stands in a text, to be compared with what may stand there."""

    def __init__(self) -> None:
        super().__init__()
        self.elemente: set[str] = set()
        self.attribute: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elemente.add(tag)
        self.attribute += attrs


_STUECKE = st.sampled_from(
    """
<p>|</p>|<ul>|</ul>|<ol>|<li>|</li>|<b>|</b>|<i>|<br>|<h1>|</h1>|<h5>|<table>|<tr>|<td>|</td>|</table>|<span>
<blockquote>|</blockquote>|<script>|</script>|<svg>|<style>|<!--|-->|<![endif]>|<a href=javascript:x>|</div>
<img src=x onerror=y>|&nbsp;|&lt;|<|>|&|"|'|=|text|x y|-|1.|**|#|<div onclick=z>|</span>|<template>|<form>
<p class=MsoListParagraph style='mso-list:l0 level3 lfo1'>|<span style='mso-list:Ignore'>|<math><mtext>|\u202e
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_STUECKE, max_size=40).map("".join))
def test_was_auch_kommt_es_bleibt_bei_den_erlaubten_elementen(roh: str) -> None:
    rein = reiner_text(roh)
    gelesen = _Lesend()
    gelesen.feed(rein)
    assert gelesen.elemente <= ERLAUBT
    assert gelesen.attribute == []
    assert reiner_text(rein) == rein
    assert not re.search(r"<(p|li|h3|h4|ul|ol)></\1>", rein)


# Typed without the editor -----------------------------------------------------------------------------------


def test_getippter_text_wird_zu_absaetzen_und_listen() -> None:
    text = (
        "# Lage\n\nErste Zeile\nzweite Zeile\n\n- a\n  - b\n- c\n\n1. x\n2. y\n\n"
        "**fett** __kursiv__ <b>\n> Zitat"
    )
    assert aus_klartext(text) == (
        "<h3>Lage</h3><p>Erste Zeile<br>zweite Zeile</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
        "<ol><li>x</li><li>y</li></ol><p><strong>fett</strong> <em>kursiv</em> &lt;b&gt;<br>Zitat</p>"
    )


def test_zum_tippen_und_zurueck_ist_dasselbe() -> None:
    assert aus_klartext(klartext(WORD_REIN)) == WORD_REIN
    assert klartext("<ol><li>a</li></ol><ul><li>b</li></ul>") == "1. a\n- b"


@pytest.mark.parametrize("leer", ["", "   ", "<p></p>", "<p>&nbsp;</p><ul><li></li></ul>", "<br><br>"])
def test_was_nichts_sagt_ist_leer(leer: str) -> None:
    assert ist_leer(reiner_text(leer))
    assert reiner_text(leer) == ""
