"""Addresses of many records. The resolver is asked once for each name; a list of fifty asks no more."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

_STELLVERTRETER = 8765432109876543


def adresse(name: str, pk: int | None = None) -> str:
    """Like `reverse(name, args=[pk])`, or like `reverse(name)`."""
    vor, nach = _teile(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, pk is not None)
    return vor if pk is None else f"{vor}{pk:d}{nach}"


@lru_cache(maxsize=500)
def _teile(urlconf: str, vorsatz: str, name: str, mit_nummer: bool) -> tuple[str, str]:
    if not mit_nummer:
        return reverse(name, urlconf), ""
    vor, nach = reverse(name, urlconf, args=[_STELLVERTRETER]).split(str(_STELLVERTRETER))
    return vor, nach
