"""Findings of a sweep: all of them, one per line, not the first few characters of a list."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def nichts(funde: Iterable[str], hinweis: str = "") -> None:
    """Fails when there is anything."""
    liste = list(funde)
    if liste:
        kopf = f"{len(liste)} finding(s)" + (f"; {hinweis}" if hinweis else "")
        pytest.fail("\n  ".join([kopf, *liste]), pytrace=False)
