"""The plain rules of what is logged without a network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casemgmt.regeln.ohne_netz import (
    Kastenfehler,
    aktenzeichen_lesen,
    berichtigt,
    kasten_lesen,
    nachlauf_offen,
    ohne_namen,
    uhr_geht_falsch,
)

MITTAG = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zeichen"),
    [
        ("KIM-2026-0012", (2026, 12)),
        ("2026-12", (2026, 12)),
        (" kim 2026/0012 ", (2026, 12)),
        ("2026 12", (2026, 12)),
        ("12", None),
        ("", None),
        ("KIM-26-12", None),
        ("2026-12-1", None),
    ],
)
def test_aktenzeichen_wie_man_sie_schreibt(text: str, zeichen: tuple[int, int] | None) -> None:
    assert aktenzeichen_lesen(text) == zeichen


def test_die_uhr_geht_falsch_wenn_der_tag_nicht_mehr_stimmt() -> None:
    assert not uhr_geht_falsch(None, MITTAG)
    assert not uhr_geht_falsch(MITTAG - timedelta(hours=12), MITTAG)
    assert uhr_geht_falsch(MITTAG - timedelta(hours=12, seconds=1), MITTAG)
    assert uhr_geht_falsch(MITTAG + timedelta(days=1), MITTAG)


def test_berichtigt_um_den_fehler_der_uhr() -> None:
    """The clock is a day ahead: what it called Tuesday was Monday."""
    morgen = MITTAG + timedelta(days=1)
    assert berichtigt(morgen - timedelta(hours=1), morgen, MITTAG) == MITTAG - timedelta(hours=1)


def test_der_nachlauf_endet_nach_30_tagen() -> None:
    assert nachlauf_offen(MITTAG, MITTAG + timedelta(days=30))
    assert not nachlauf_offen(MITTAG, MITTAG + timedelta(days=30, seconds=1))


@pytest.mark.parametrize(
    ("text", "namen", "bleibt"),
    [
        ("Mit Frau Haddad zum Jobcenter", ["Amira Haddad"], "Mit Frau … zum Jobcenter"),
        ("AMIRAS Zeugnis kopieren", ["Amira"], "… Zeugnis kopieren"),
        ("Termin mit Al-Haddad", ["Haddad"], "Termin mit Al-…"),
        ("Amirant anrufen", ["Amira"], "Amirant anrufen"),
        ("Antrag abgeben", [], "Antrag abgeben"),
        ("Zu A. gehen", ["A."], "Zu A. gehen"),
    ],
)
def test_was_mitgenommen_wird_nennt_niemanden(text: str, namen: list[str], bleibt: str) -> None:
    assert ohne_namen(text, namen) == bleibt


@pytest.mark.parametrize("roh", [None, "x", {}, {"v": 2}, {"v": 1, "kennung": "x"}])
def test_kein_kasten(roh: object) -> None:
    with pytest.raises(Kastenfehler):
        kasten_lesen(roh)
