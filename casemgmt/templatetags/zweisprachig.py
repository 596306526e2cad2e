"""Words beside their language, for pages and prints."""

from __future__ import annotations

from django import template

from casemgmt.regeln.zweisprachig import Blattsprache

register = template.Library()


@register.filter
def neben(worte: tuple[str, ...], sprachen: tuple[Blattsprache, ...]) -> list[tuple[Blattsprache, str]]:
    """Each word with its language."""
    return list(zip(sprachen, worte, strict=True))
