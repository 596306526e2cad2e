"""That somebody has read a file is written down before anything of it is shown."""

from __future__ import annotations

from typing import Any

from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren, listenzugriff_protokollieren
from kim.web.anfrage import Anfrage


def akte_gelesen(anfrage: Anfrage, objekt: Any, anlass: str, kennzeichen: str = "") -> None:
    """`kennzeichen` is an Aktenzeichen, never a name."""
    lesezugriff_protokollieren(
        akteur=anfrage.akteur,
        objekt=objekt,
        anlass=anlass,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
        kennzeichen=kennzeichen,
    )


def liste_gelesen(anfrage: Anfrage, kreis_id: int, art: str, anlass: str) -> None:
    listenzugriff_protokollieren(
        akteur=anfrage.akteur,
        kreis_id=kreis_id,
        art=art,
        anlass=anlass,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
    )
