"""Whoever opens a file is written down before she sees it."""

from __future__ import annotations

from typing import Any

from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.web.anfrage import Anfrage


def akte_gelesen(anfrage: Anfrage, objekt: Any, anlass: str, kennzeichen: str) -> None:
    """`kennzeichen` is the Aktenzeichen, never a name."""
    lesezugriff_protokollieren(
        akteur=anfrage.akteur,
        objekt=objekt,
        anlass=anlass,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
        kennzeichen=kennzeichen,
    )
