"""Templates: every word can be translated, and nothing stands in them that the CSP forbids."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architektur import quelltext
from tests.werkzeug.befunde import nichts

# Names and signs that read the same in every language.
UNUEBERSETZBAR = {
    "KIM",
    "Enter",
    "Esc",
    "PDF",
    "PDF/A",
    "QR",
    "TOTP",
    "CSV",
    "XLSX",
    "px",
    "kB",
    "MB",
    "SHA-256",
}

SICHTBARE_ATTRIBUTE = (
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "label",
)
# Printed papers and mails are no web pages: no CSP holds there, and mail programs know inline styles only.
KEINE_WEBSEITEN = ("pdf", "mail")

_UEBERSETZT = re.compile(
    r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->",
    re.DOTALL,
)
# A block inside an attribute holds a class, not a text.
_KLASSENBLOCK = re.compile(r"{%\s*block (breite|klasse|form)\s*%}[^<]*?{%\s*endblock[^%]*%}")
_ADRESSE = re.compile(r"\b[\w.-]+@[\w.-]+\b|\bhttps?://\S+|\bwww\.\S+")
_TAG = re.compile(r"{%.*?%}", re.DOTALL)
_VARIABLE = re.compile(r"{{.*?}}", re.DOTALL)
_OHNE_TEXT = re.compile(r"<(script|style|kbd|code|svg|symbol)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_HTML_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
_WORT = re.compile(r"[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß/-]*[A-Za-zÄÖÜäöüß]")
_ZEICHENKETTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
# A tag that already translates its text, or whose quoted values are addresses, names of files and blocks.
_TAG_OHNE_TEXT = re.compile(
    r"{%-?\s*(translate|trans|load|extends|block|url|adresse|static|datei|symbol|if|elif|for|csrf_token|now|cycle|querystring)\b"
)


def _leeren(treffer: re.Match[str]) -> str:
    """Keeps the line numbers."""
    return "\n" * treffer[0].count("\n")


def unuebersetztes(text: str, *, ist_html: bool = True) -> Iterator[tuple[int, str]]:
    """(line, text) for words that no translate tag holds."""
    text = _KLASSENBLOCK.sub(_leeren, _UEBERSETZT.sub(_leeren, text))
    for treffer in _TAG.finditer(text):
        if _TAG_OHNE_TEXT.match(treffer[0]):
            continue
        for doppelt, einfach in _ZEICHENKETTE.findall(treffer[0]):
            wert = doppelt or einfach
            if " " in wert or re.search(r"[ÄÖÜäöüß]", wert) or re.match(r"[A-Z][a-z]", wert):
                yield _zeile(text, treffer.start()), wert
    ohne_tags = _VARIABLE.sub(_leeren, _TAG.sub(_leeren, text))
    if ist_html:
        ohne_tags = _OHNE_TEXT.sub(_leeren, ohne_tags)
        for treffer in _HTML_TAG.finditer(ohne_tags):
            for name in SICHTBARE_ATTRIBUTE:
                for wert in re.findall(rf"\s{name}=[\"']([^\"']*)[\"']", treffer[0]):
                    if _woerter(wert):
                        yield _zeile(ohne_tags, treffer.start()), f"{name}={wert}"
            if re.search(r"type=[\"'](submit|button)", treffer[0]):
                for wert in re.findall(r"\svalue=[\"']([^\"']*)[\"']", treffer[0]):
                    if treffer[0].startswith("<input") and _woerter(wert):
                        yield _zeile(ohne_tags, treffer.start()), f"value={wert}"
        ohne_tags = _HTML_TAG.sub(_leeren, ohne_tags)
    for nummer, zeile in enumerate(ohne_tags.split("\n"), start=1):
        if woerter := _woerter(_ADRESSE.sub(" ", re.sub(r"&#?\w+;", " ", zeile))):
            yield nummer, " ".join(woerter)


def _woerter(text: str) -> list[str]:
    return [wort for wort in _WORT.findall(text) if wort not in UNUEBERSETZBAR]


def _zeile(text: str, stelle: int) -> int:
    return text.count("\n", 0, stelle) + 1


def _ist_webseite(pfad: object) -> bool:
    return not any(f"/{ordner}/" in str(pfad) for ordner in KEINE_WEBSEITEN)


VERBOTEN = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "on… handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on handler": re.compile(r"\shx-on[:=-]", re.IGNORECASE),
    "script in an attribute": re.compile(r"[\"'](?:javascript|js):", re.IGNORECASE),
    "address of another host": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "base element": re.compile(r"<base\b", re.IGNORECASE),
}


def verbotenes(text: str) -> Iterator[tuple[int, str]]:
    text = re.sub(r"{#.*?#}|<!--.*?-->|{%\s*comment.*?endcomment\s*%}", _leeren, text, flags=re.DOTALL)
    for was, muster in VERBOTEN.items():
        for treffer in muster.finditer(text):
            yield _zeile(text, treffer.start()), was


def test_alle_texte_der_vorlagen_sind_uebersetzbar() -> None:
    funde = [
        f"{quelltext.kurz(pfad)}:{zeile} {text}"
        for endung in ("html", "txt")
        for pfad in quelltext.vorlagen(endung)
        for zeile, text in unuebersetztes(pfad.read_text(encoding="utf-8"), ist_html=endung == "html")
    ]
    nichts(funde)


@pytest.mark.parametrize(
    ("vorlage", "fund"),
    [
        ('<h1>{% translate "Einladen" %}</h1>', []),
        ("<h1>Einladen</h1>", ["Einladen"]),
        ("{% blocktranslate trimmed %}Noch {{ n }} Tage{% endblocktranslate %}", []),
        ('<a title="Zur Liste" href="/x/">{{ name }}</a>', ["title=Zur Liste"]),
        ('{% include "x.html" with titel="Nichts da" only %}', ["Nichts da"]),
        ('{% translate "Nichts da" as t %}{% include "x.html" with titel=t art="danger" only %}', []),
        ("{# Ein Kommentar #}<p>KIM · 12</p>", []),
        ('<input type="submit" value="Senden">', ["value=Senden"]),
        ("<p>&nbsp;{{ a }} bis {{ b }}</p>", ["bis"]),
    ],
)
def test_die_pruefung_auf_uebersetzbarkeit_unterscheidet(vorlage: str, fund: list[str]) -> None:
    assert [text for _zeile_nr, text in unuebersetztes(vorlage)] == fund


def test_keine_webseite_enthaelt_was_die_csp_verbietet() -> None:
    funde = [
        f"{quelltext.kurz(pfad)}:{zeile} {was}"
        for pfad in quelltext.vorlagen()
        if _ist_webseite(pfad)
        for zeile, was in verbotenes(pfad.read_text(encoding="utf-8"))
    ]
    nichts(funde)


@pytest.mark.parametrize(
    ("vorlage", "fund"),
    [
        ("<script src=\"{% static 'js/kim.js' %}\" defer></script>", []),
        ("<script>alert(1)</script>", ["inline script"]),
        ("<style>p{}</style>", ["style element"]),
        ('<p class="a" style="color:red">', ["style attribute"]),
        ('<button onclick="x()">', ["on… handler"]),
        ('<form hx-on:submit="x()">', ["hx-on handler"]),
        ('<a href="javascript:x()">', ["script in an attribute"]),
        ('<link rel="stylesheet" href="https://example.org/a.css">', ["address of another host"]),
        ('<p data-onward="1">', []),
    ],
)
def test_die_pruefung_auf_die_csp_unterscheidet(vorlage: str, fund: list[str]) -> None:
    assert [was for _zeile_nr, was in verbotenes(vorlage)] == fund


# Texts in Python -------------------------------------------------------------------------------------------

TEXTANGABEN = {
    "label",
    "help_text",
    "verbose_name",
    "verbose_name_plural",
    "violation_error_message",
    "empty_label",
}
TEXTAUFRUFE = {"ValidationError", "PermissionDenied", "Fachfehler", "NichtErlaubt", "Ueberholt"}
MELDUNGEN = {"success", "info", "warning", "error"}


def unuebersetzte_texte(modul: ast.Module) -> Iterator[tuple[int, str]]:
    for aufruf in quelltext.aufrufe(modul):
        name = aufruf.func.attr if isinstance(aufruf.func, ast.Attribute) else getattr(aufruf.func, "id", "")
        werte = [angabe.value for angabe in aufruf.keywords if angabe.arg in TEXTANGABEN]
        if name in TEXTAUFRUFE:
            werte += aufruf.args[:1]
        if name in MELDUNGEN and ast.unparse(aufruf.func).startswith("messages."):
            werte += aufruf.args[1:2]
        for wert in werte:
            fester_text = wert.value if isinstance(wert, ast.Constant) and isinstance(wert.value, str) else ""
            if isinstance(wert, ast.JoinedStr) or _woerter(fester_text):
                yield wert.lineno, ast.unparse(wert)


def test_alle_texte_der_formulare_modelle_und_meldungen_sind_uebersetzbar() -> None:
    funde = [
        f"{quelltext.kurz(pfad)}:{zeile} {text}"
        for pfad in quelltext.python_dateien()
        if not {"regeln", "basis", "management"} & set(pfad.parts)
        for zeile, text in unuebersetzte_texte(quelltext.baum(pfad))
    ]
    nichts(funde)


@pytest.mark.parametrize(
    ("zeile", "faellt_auf"),
    [
        ("forms.CharField(label='Name')", True),
        ("forms.CharField(label=_('Name'))", False),
        ("messages.success(request, 'Gespeichert.')", True),
        ("messages.success(request, f'{name} gespeichert.')", True),
        ("messages.success(request, _('Gespeichert.'))", False),
        ("raise ValidationError('Das Datum fehlt.')", True),
        ("models.CharField('name', help_text='')", False),
        ("log.error('broker gone')", False),
    ],
)
def test_die_pruefung_der_texte_in_python_unterscheidet(zeile: str, faellt_auf: bool) -> None:
    assert bool(list(unuebersetzte_texte(ast.parse(zeile)))) is faellt_auf


# A field of a form writes its value itself.
_NUMMER_ALS_MENGE = re.compile(r"{{\s*(?:[a-z_]+\.)*(?<!form\.)(?:pk|zaehler)\s*}}")


def test_keine_vorlage_schreibt_eine_nummer_wie_eine_menge() -> None:
    """`{{ satz.pk }}` reads "1.234" from the thousandth record on; `|stringformat:"d"` leaves it alone."""
    nichts(
        f"{quelltext.kurz(pfad)}: {fund}"
        for pfad in quelltext.vorlagen()
        for fund in _NUMMER_ALS_MENGE.findall(pfad.read_text(encoding="utf-8"))
    )
