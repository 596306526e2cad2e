"""Addresses that a page needs often: the resolver is asked once for each name, not fifty times for a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

_STELLVERTRETER = 8765432109876543


def adresse(name: str) -> str:
    """Like `reverse(name)`."""
    return _ohne_nummer(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name)


def adressen(name: str) -> Callable[[int], str]:
    """For many records: `adressen(name)(pk)` is `reverse(name, args=[pk])`."""
    vor, nach = _um_die_nummer(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name)
    return lambda pk: f"{vor}{pk:d}{nach}"


@lru_cache(maxsize=500)
def _ohne_nummer(urlconf: str, _vorsatz: str, name: str) -> str:
    return reverse(name, urlconf)


@lru_cache(maxsize=500)
def _um_die_nummer(urlconf: str, _vorsatz: str, name: str) -> tuple[str, str]:
    vor, nach = reverse(name, urlconf, args=[_STELLVERTRETER]).split(str(_STELLVERTRETER))
    return vor, nach
