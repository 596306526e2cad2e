"""Kinds of jobs that exist only while a test runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from kim.basis.auftragsart import AUFTRAGSARTEN, Auftragsart, Fortschritt


@pytest.fixture
def auftragsart(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Mapping[str, Any]]]:
    """`auftragsart("probe", tun)`: registers it and returns the list of what it was called with."""

    def eintragen(
        schluessel: str, tun: Callable[[Mapping[str, Any], Fortschritt], Any] | None = None, **angaben: Any
    ) -> list[Mapping[str, Any]]:
        gerufen: list[Mapping[str, Any]] = []

        def ausfuehren(werte: Mapping[str, Any], fortschritt: Fortschritt) -> Any:
            gerufen.append(werte)
            return tun(werte, fortschritt) if tun else None

        grund = {"versuche": 3, "pausen": (timedelta(seconds=10), timedelta(minutes=1))}
        art = Auftragsart(schluessel, f"Probe {schluessel}", ausfuehren, **{**grund, **angaben})
        monkeypatch.setitem(AUFTRAGSARTEN._eintraege, schluessel, art)
        return gerufen

    return eintragen
