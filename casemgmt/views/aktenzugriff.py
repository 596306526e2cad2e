"""Who opens something of a client leaves a row in the log of reads, before it is shown."""

from __future__ import annotations

from django.db import models

from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.web.anfrage import Anfrage


def akte_gelesen(anfrage: Anfrage, objekt: models.Model, anlass: str, kennzeichen: str) -> None:
    """`kennzeichen` is the Aktenzeichen, never a name."""
    lesezugriff_protokollieren(
        akteur=anfrage.akteur,
        objekt=objekt,
        anlass=anlass,
        kennzeichen=kennzeichen,
        ansicht=anfrage.resolver_match.view_name if anfrage.resolver_match else "",
    )
