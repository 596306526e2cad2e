"""A field for a text with headings and lists: typed without script, with it written as it will look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t

from lenkung.domain.queries.vorlagen import gesetzt
from lenkung.domain.vorlage import zu_lang
from lenkung.regeln.reintext import TextZuLang, aus_klartext, klartext, reiner_text


@dataclass(frozen=True, slots=True)
class Geschrieben:
    """What came back: clean or foreign HTML from the editor, or typed text."""

    text: str
    ist_html: bool


def _gelesen(wert: Geschrieben) -> str:
    return reiner_text(wert.text) if wert.ist_html else aus_klartext(wert.text)


class Schreibfeld(forms.Textarea):
    template_name = "lenkung/schreibfeld.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Geschrieben | None:
        text = data.get(name)
        return None if text is None else Geschrieben(text, data.get(f"{name}-form") == "html")

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed, html = self._beides(value)
        context["widget"] |= {"value": typed, "html": html, "ist_html": typed == "" and html != ""}
        return context

    @staticmethod
    def _beides(value: Any) -> tuple[str, SafeString]:
        """As typed text and as HTML. What cannot be cleaned stands there as it was typed: nothing is lost."""
        try:
            html = _gelesen(value) if isinstance(value, Geschrieben) else reiner_text(value or "")
        except TextZuLang:
            return value.text if isinstance(value, Geschrieben) else str(value), gesetzt("")
        if isinstance(value, Geschrieben) and not value.ist_html:
            return value.text, gesetzt(html)
        return klartext(html), gesetzt(html)


class SchreibField(forms.CharField):
    """Clean HTML. A typed text becomes paragraphs, headings and lists."""

    widget = Schreibfeld

    def __init__(self, *, rows: int = 8, **kwargs: Any) -> None:
        super().__init__(**{"widget": Schreibfeld(attrs={"rows": rows}), **kwargs})

    def to_python(self, value: Any) -> str:
        if not isinstance(value, Geschrieben):
            return super().to_python(value) or ""
        try:
            return _gelesen(value)
        except TextZuLang as fehler:
            raise ValidationError(zu_lang(), code="zu_lang") from fehler

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(_t("Diese Angabe fehlt. Bitte ausfüllen."), code="required")
