"""The page reader sees what it should see."""

from __future__ import annotations

import pytest

from tests.werkzeug.html import Seite, geruest, text

GUT = (
    '<!doctype html><html lang="de"><head><title>Heute</title></head><body><main id="inhalt">'
    '<h1>Heute</h1><a href="#inhalt">nach oben</a>'
    '<form method="post" action="/a/"><label for="f">Name</label>'
    '<input id="f" name="n" value="x" required></form></main>'
    "</body></html>"
)


def test_eine_gute_seite_hat_keine_fehler() -> None:
    assert Seite(GUT).fehler() == []


@pytest.mark.parametrize(
    ("alt", "neu", "fund"),
    [
        ("<!doctype html>", "", "no doctype"),
        (' lang="de"', "", "html without lang=de"),
        ("<title>Heute</title>", "", "no title"),
        ("<h1>Heute</h1>", "", "0 × h1 instead of 1"),
        ("<h1>Heute</h1>", "<h1>Heute</h1><h1>Morgen</h1>", "2 × h1 instead of 1"),
        ("<h1>Heute</h1>", "<h1>Heute</h1><h3>Tiefer</h3>", "h3 follows h1"),
        ("<h1>Heute</h1>", "<h1></h1>", "1 empty heading(s)"),
        ('id="f"', 'id="inhalt"', "id used 2 times: inhalt"),
        ('for="f"', 'for="g"', "for points to nothing: g"),
        ("#inhalt", "#weg", "jump to nothing: #weg"),
        ('href="#inhalt"', 'href="#"', "link without a goal: nach oben"),
        ("nach oben</a>", "None</a>", "template leftovers in the text: None"),
        ("</form>", "</div>", "HTML"),
    ],
)
def test_fehler_einer_seite_werden_genannt(alt: str, neu: str, fund: str) -> None:
    assert alt in GUT
    assert any(fehler.startswith(fund) for fehler in Seite(GUT.replace(alt, neu)).fehler())


def test_verweise_und_formulare_werden_gefunden() -> None:
    seite = Seite(
        '<a href="b/?x=1#y">b</a><a href="https://example.org/">fremd</a>'
        '<a href="mailto:a@b.example">Mail</a>'
        '<form action="/suche/"><input name="q"><select name="s"><option value="">alle</option>'
        '<option value="alt">alte</option></select></form><div hx-get="/teil/"></div>'
        '<form method="post"><input type="hidden" name="t" value="1"><input type="checkbox" name="c"></form>'
        '<script src="/static/a.js"></script>',
        "/a/",
    )
    assert seite.verweise() == ["/a/b/?x=1", "/teil/", "/suche/", "/suche/?s=alt"]
    assert seite.bestandteile() == ["/static/a.js"]
    post = seite.formulare()[1]
    assert (post.ziel, post.methode, post.felder, post.pflicht) == ("/a/", "post", (("t", "1"),), False)
    assert Seite(GUT).formulare()[0].pflicht is True


def test_rahmen_und_inhalt_werden_getrennt_gelesen_und_zusammen_beurteilt() -> None:
    """A frame and a content that met before are not parsed again when they meet others."""
    weg = '<nav class="kim-brotkrumen"><a href="/">Heute</a></nav>'
    rahmen, inhalt = Seite(
        f'<a id="marke" href="/start/">KIM</a>{weg}<main><a id="x" href="?seite=2">weiter</a></main>'
        '<form id="f" method="post"><input name="q"></form>'
    ).rahmen_und_inhalt()
    assert rahmen.verweise_von("/a/") == ["/start/"]
    assert inhalt.verweise_von("/a/") == ["/", "/a/?seite=2"]
    assert [formular.ziel for formular in rahmen.formulare_von("/a/")] == ["/a/"]
    assert rahmen.fehler_mit(inhalt) == []


@pytest.mark.parametrize(
    ("html", "fund"),
    [
        ('<main><p id="marke"></p></main>', "id used 2 times: marke"),
        ('<main><label for="weg">L</label></main>', "for points to nothing: weg"),
        ('<main><a href="#weg">L</a></main>', "jump to nothing: #weg"),
    ],
)
def test_was_erst_in_einem_anderen_rahmen_falsch_wird_faellt_auf(html: str, fund: str) -> None:
    rahmen = Seite('<a id="marke" href="/">KIM</a><main></main>').rahmen_und_inhalt()[0]
    inhalt = Seite(f'<p id="weg"></p>{html}').rahmen_und_inhalt()[1]
    assert rahmen.fehler_mit(inhalt) == [fund]


def test_geruest_gleicht_sich_bei_einer_und_drei_zeilen_und_nicht_bei_einem_knopf_mehr() -> None:
    eine, drei, anders = (
        Seite(f"<ul>{zeilen}</ul>{mehr}").wurzel
        for zeilen, mehr in (
            ('<li><a href="/x/1/">a</a>', ""),
            ('<li><a href="/x/1/">a</a><li><a href="/x/2/">b</a><li><a href="/x/30/">c</a>', ""),
            ('<li><a href="/x/1/">a</a>', '<a class="kern-btn" href="/neu/">Neu</a>'),
        )
    )
    assert geruest(eine) == geruest(drei) != geruest(anders)
    assert text(eine).strip() == "a"
