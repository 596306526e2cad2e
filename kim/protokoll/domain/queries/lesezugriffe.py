"""Das Lesezugriffsprotokoll für die Anzeige."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from kim.basis.akteur import Akteur
from kim.protokoll.permissions import sichtbare_lesezugriffe


def arten_fuer(akteur: Akteur) -> list[tuple[str, str]]:
    """Was in den sichtbaren Zeilen überhaupt vorkommt, mit dem deutschen Namen."""
    arten: Iterable[str] = sichtbare_lesezugriffe(akteur).values_list("art", flat=True).distinct()
    return sorted(((art, art_titel(art)) for art in arten), key=lambda paar: paar[1])


def art_titel(art: str) -> str:
    try:
        return str(apps.get_model(art)._meta.verbose_name)
    except (LookupError, ValueError):
        return art
