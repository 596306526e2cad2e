"""Which tests run once, and which the coverage gate counts: counting makes Python half as fast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Looks at the source, starts an installation of its own, or shows the demo, which is always on SQLite.
FRAGT_KEINE = frozenset({"architektur", "betrieb", "demo"})
# Pages: what they ask of the database, tests of the domain ask on both, and Chromium and the crawler open
# every page on PostgreSQL.
SEITEN = "views"
# Walks through everything and asks it for one thing only.
DURCHREISE = frozenset({"crawler", "e2e"})
# What SQLite cannot do.
NUR_HIER = ("postgres", "redis")


def aendert_keine_datenbank(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in ("beide_datenbanken", *NUR_HIER)):
        return False
    return bool((FRAGT_KEINE | {SEITEN}) & _ordner(item))


def wird_gezaehlt(item: pytest.Item) -> bool:
    """On PostgreSQL only what runs there otherwise than on SQLite: the rest has been counted already.

    A race does: SQLite lets one write after the other, so that two never meet.
    """
    if DURCHREISE & _ordner(item):
        return False
    if not os.environ.get("KIM_TEST_DB") or "wettlauf" in item.path.stem:
        return True
    return any(item.get_closest_marker(name) for name in ("beide_datenbanken", *NUR_HIER))


def _ordner(item: pytest.Item) -> set[str]:
    return set(item.path.parent.relative_to(item.config.rootpath).parts)


@contextmanager
def ungezaehlt(config: pytest.Config) -> Iterator[None]:
    steuerung = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if steuerung is None or not steuerung.started:
        yield
        return
    steuerung.pause()
    try:
        yield
    finally:
        steuerung.resume()
