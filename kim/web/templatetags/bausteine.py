"""Template tags for the parts in templates/components/. Known in every template without being loaded."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kim.basis import anzeige, kreisangaben
from kim.basis.befund import Befund
from kim.basis.kreisangaben import Kreisangaben
from kim.web import formulare
from kim.web.adressen import adresse
from kim.web.tabelle import Tabellenseite

register = template.Library()

STATUSARTEN = ("gut", "achtung", "schlecht", "hinweis", "neutral")


@register.simple_tag
@lru_cache(maxsize=200)
def symbol(name: str) -> SafeString:
    """A decorative picture from the sprite; the word always stands beside it. A list page asks 200 times."""
    return format_html(
        '<svg class="kim-symbol" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/symbole.svg"),
        name,
    )


register.simple_tag(adresse)
"""`{% adresse "web:hilfe" %}`: `{% url %}` for the frame, which stands on each page."""


@register.simple_tag
@lru_cache(maxsize=50)
def datei(name: str) -> str:
    """`{% datei "js/kim.js" %}`: `{% static %}` for the frame."""
    return static(name)


@register.inclusion_tag("components/brotkrumen.html")
def brotkrumen(*stationen: Any) -> dict[str, Any]:
    """`{% brotkrumen "Stammdaten" url "Einrichtungen" url %}`: title and address in turn."""
    return {"stationen": list(zip(stationen[::2], stationen[1::2], strict=True))}


@register.simple_tag
def status(art: str, text: Any, bild: str = "") -> SafeString:
    """State as icon and word. `art`: gut, achtung, schlecht, hinweis, neutral ("nicht geregelt")."""
    art = art if art in STATUSARTEN else "neutral"
    return format_html(
        '<span class="kim-status kim-status--{}">{}<span>{}</span></span>',
        art,
        symbol(bild or art),
        text,
    )


@register.inclusion_tag("components/befund.html")
def befund(
    wert: Befund, art: str = "", norm_url: str = "", wort: str = "", offen: bool = False
) -> dict[str, Any]:
    """A computed verdict: badge, norm, "Warum?". Without `art` it depends on whether anything is violated;
    without `wort` the verdict is its own word; `offen` unfolds the arithmetic."""
    return {
        "befund": wert,
        "wort": wort or wert.urteil,
        "art": art or ("gut" if wert.ohne_verstoss else "schlecht"),
        "norm_url": norm_url,
        "offen": offen,
    }


@register.simple_block_tag(takes_context=True)
def tabelle(
    context: template.Context,
    content: str,
    seite: Tabellenseite,
    beschriftung: Any,
    karten: bool = True,
    **leer: Any,
) -> str:
    """Filters, head, rows, paging. The block holds the `<tr>`s; `leer_titel`, `leer_text`, `leer_url` and
    `leer_knopf` say what stands there while there is nothing at all."""
    request: HttpRequest = context["request"]
    return render_to_string(
        "components/tabelle.html",
        {
            "seite": seite,
            "zeilen": SafeString(content),
            "beschriftung": beschriftung,
            "karten": karten,
            "pfad": request.path,
            **leer,
        },
    )


@register.inclusion_tag("components/fehlerzusammenfassung.html")
def fehlerzusammenfassung(*formen: forms.BaseForm) -> dict[str, Any]:
    """Only needed where a page lays out its fields itself; `{{ form }}` brings its own."""
    return {"eintraege": [eintrag for form in formen if form for eintrag in formulare.fehlereintraege(form)]}


@register.filter
def feldart(feld: forms.BoundField) -> str:
    """Which markup a field gets."""
    widget = feld.field.widget
    for klasse, art in _FELDARTEN:
        if isinstance(widget, klasse):
            return art
    return "eingabe"


_FELDARTEN: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "haken"),
    (forms.CheckboxSelectMultiple, "gruppe"),
    (forms.RadioSelect, "gruppe"),
    (forms.SelectMultiple, "eingabe"),
    (forms.Select, "auswahl"),
    (forms.ClearableFileInput, "datei"),
    (forms.FileInput, "datei"),
    (forms.MultiWidget, "mehrteilig"),
)


@register.filter
def kern(feld: forms.BoundField) -> SafeString:
    """The field's own element with the design system's classes."""
    art = feldart(feld)
    basis = {"haken": "kern-form-check__checkbox", "auswahl": "kern-form-input__select"}.get(
        art, "kern-form-input__input"
    )
    klassen = [basis, feld.field.widget.attrs.get("class", "")]
    if feld.errors:
        klassen.insert(1, f"{basis}--error")
    return feld.as_widget(attrs={"class": " ".join(klasse for klasse in klassen if klasse)})


@register.filter
def optionsart(feld: forms.BoundField) -> str:
    return "checkbox" if isinstance(feld.field.widget, forms.CheckboxSelectMultiple) else "radio"


@register.filter
def gruppen(form: forms.BaseForm) -> list[tuple[Any, list[forms.BoundField]]]:
    """The sections of a form; a package's form is one section."""
    if isinstance(form, formulare.KernFormMixin):
        return form.gruppen
    return [("", list(form))]


@register.filter
def anschriftzeilen(kreis: Kreisangaben) -> tuple[str, ...]:
    return kreisangaben.anschriftzeilen(kreis)


@register.filter
def umbruch(text: Any) -> SafeString:
    """A line may break after a stroke: browsers keep "Aufenthalt/Einbürgerung" together."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((teil,) for teil in str(text).split("/")))


@register.filter
def datum(wert: date | datetime | None) -> str:
    return anzeige.datum(wert) if wert else ""


@register.filter
def uhrzeit(wert: datetime | None) -> str:
    return anzeige.uhrzeit(wert) if wert else ""


@register.filter
def zeitpunkt(wert: datetime | None) -> str:
    return anzeige.zeitpunkt(wert) if wert else ""


@register.filter
def wochentag(wert: date | datetime | None) -> str:
    if isinstance(wert, datetime):
        wert = timezone.localtime(wert).date() if timezone.is_aware(wert) else wert.date()
    return anzeige.wochentag(wert) if wert else ""


@register.filter
def zahl(wert: Any, stellen: int = 0) -> str:
    return "" if wert is None or wert == "" else anzeige.zahl(wert, stellen)


@register.filter
def geld(wert: Any) -> str:
    return "" if wert is None or wert == "" else anzeige.geld(wert)


@register.filter
def tage_bis(wert: date | None) -> str:
    return anzeige.tage_bis(wert, timezone.localdate()) if wert else ""


@register.filter
def dateigroesse(wert: int | None) -> str:
    return "" if wert is None else anzeige.dateigroesse(wert)


@register.filter
def auswahl(satz: models.Model, feld: str) -> Any:
    """The title of a chosen value. Django's `get_…_display` hashes all translated titles anew for each row,
    which was a quarter of a list's time. The house speaks one language: the words are looked up once."""
    return _titel(type(satz), feld).get(getattr(satz, feld), "")


@cache
def _titel(modell: type[models.Model], feld: str) -> dict[Any, str]:
    auswahl = modell._meta.get_field(feld).flatchoices  # type: ignore[union-attr]
    return {wert: str(titel) for wert, titel in auswahl}
