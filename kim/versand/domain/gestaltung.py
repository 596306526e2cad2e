"""Aus dem Text einer Nachricht wird der gestaltete Text: mit unserem Rahmen, ohne fremde Gestaltung."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.html import escape, format_html, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

RAHMEN = "versand/mail.html"


def gestaltet(*, betreff: str, text: str, html: SafeString | None, absender: str) -> str:
    """`html` ist ein eigener Ausschnitt aus unseren Vorlagen; ohne ihn wird der Text in Absätze gesetzt."""
    inhalt = html if html is not None else mark_safe(linebreaks(urlize(text, autoescape=True)))
    return render_to_string(RAHMEN, {"betreff": betreff, "inhalt": inhalt, "absender": absender})


def werte_fuer_html(werte: Mapping[str, str]) -> dict[str, str]:
    """Ein Wert, der ein Link ist, wird anklickbar; alles andere wird wörtlich eingesetzt."""
    return {name: _wert(wert) for name, wert in werte.items()}


def _wert(wert: str) -> str:
    if wert.startswith(("https://", "http://")) and not wert.strip().count(" "):
        return format_html('<a href="{}">{}</a>', wert, wert)
    return escape(wert)
