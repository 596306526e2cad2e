"""The key ring: made once, kept apart, never silently replaced."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kim.schluessel.domain.bund import (
    SchluesselbundFehler,
    schluessel_hinzufuegen,
    schluesselbund_oeffnen,
)
from kim.schluessel.domain.pruefung import schluesselbund, schluesselbund_pruefen
from kim.schluessel.models import Schluesselmarke


@pytest.fixture
def pfad(tmp_path: Path) -> Path:
    return tmp_path / "geheim" / "schluesselbund.json"


def test_first_opening_makes_a_file_that_only_the_owner_reads(pfad: Path) -> None:
    bund = schluesselbund_oeffnen(pfad)
    assert stat.S_IMODE(pfad.stat().st_mode) == 0o600
    assert bund.aktuell == "1"
    assert len(bund.fuer("1")) == 32


def test_second_opening_finds_the_same_keys(pfad: Path) -> None:
    assert schluesselbund_oeffnen(pfad) == schluesselbund_oeffnen(pfad)


def test_whoever_comes_second_at_the_first_start_keeps_the_first_ring(pfad: Path) -> None:
    from kim.schluessel.domain import bund as modul

    erster = schluesselbund_oeffnen(pfad)
    modul._anlegen(pfad)  # the loser of the race: the file has appeared between its look and its writing
    assert schluesselbund_oeffnen(pfad) == erster
    assert [p.name for p in pfad.parent.iterdir()] == [pfad.name]


def test_new_key_becomes_current_and_old_ones_still_read(pfad: Path) -> None:
    alt = schluesselbund_oeffnen(pfad)
    neu = schluessel_hinzufuegen(pfad)
    assert neu.aktuell == "2"
    assert neu.fuer("1") == alt.fuer("1")
    assert schluesselbund_oeffnen(pfad) == neu
    assert stat.S_IMODE(pfad.stat().st_mode) == 0o600


def test_unknown_key_is_named(pfad: Path) -> None:
    with pytest.raises(SchluesselbundFehler, match="„7“"):
        schluesselbund_oeffnen(pfad).fuer("7")


def test_repr_shows_no_key(pfad: Path) -> None:
    bund = schluesselbund_oeffnen(pfad)
    assert repr(bund) == "Schluesselbund(aktuell='1', anzahl=1)"


def test_file_that_others_may_read_is_refused(pfad: Path) -> None:
    schluesselbund_oeffnen(pfad)
    pfad.chmod(0o644)
    with pytest.raises(SchluesselbundFehler, match="chmod 600"):
        schluesselbund_oeffnen(pfad)


@pytest.mark.parametrize(
    "inhalt",
    [
        "",
        "[]",
        "{}",
        '{"aktuell": "1", "schluessel": {"1": "*"}}',
        '{"aktuell": "1", "schluessel": {}}',
        '{"aktuell": "1", "schluessel": {"1": "YWJj"}}',
    ],
)
def test_damaged_file_is_refused_with_a_way_out(pfad: Path, inhalt: str) -> None:
    schluesselbund_oeffnen(pfad)
    pfad.write_text(inhalt)
    with pytest.raises(SchluesselbundFehler, match="aus der Sicherung"):
        schluesselbund_oeffnen(pfad)


@pytest.mark.django_db
def test_check_remembers_each_key_by_fingerprint_only(pfad: Path) -> None:
    bund = schluesselbund_pruefen(pfad=pfad)
    marke = Schluesselmarke.objects.get()
    assert str(marke) == "1"
    assert marke.fingerabdruck == bund.fingerabdruck("1")
    assert bund.fuer("1").hex() not in marke.fingerabdruck
    assert schluesselbund_pruefen(pfad=pfad) == bund


@pytest.mark.django_db
def test_missing_ring_of_a_written_database_is_not_replaced(pfad: Path) -> None:
    schluesselbund_pruefen(pfad=pfad)
    pfad.unlink()
    with pytest.raises(SchluesselbundFehler, match="fehlt, aber die Datenbank"):
        schluesselbund_pruefen(pfad=pfad)
    assert not pfad.exists()


@pytest.mark.django_db
def test_ring_of_another_installation_is_refused(pfad: Path) -> None:
    schluesselbund_pruefen(pfad=pfad)
    pfad.unlink()
    schluesselbund_oeffnen(pfad)
    with pytest.raises(SchluesselbundFehler, match="gehört nicht zu dieser Datenbank"):
        schluesselbund_pruefen(pfad=pfad)


@pytest.mark.django_db
def test_ring_that_lost_an_old_key_is_refused(pfad: Path) -> None:
    erster = schluesselbund_oeffnen(pfad)
    schluessel_hinzufuegen(pfad)
    schluesselbund_pruefen(pfad=pfad)
    pfad.unlink()
    pfad.touch(mode=0o600)
    import base64
    import json

    pfad.write_text(
        json.dumps({"aktuell": "1", "schluessel": {"1": base64.b64encode(erster.fuer("1")).decode()}})
    )
    with pytest.raises(SchluesselbundFehler, match="„2“"):
        schluesselbund_pruefen(pfad=pfad)


@pytest.mark.django_db
def test_command_makes_turns_and_complains(pfad: Path, settings, capsys) -> None:
    settings.KIM_SCHLUESSELBUND = pfad
    call_command("schluesselbund")
    call_command("schluesselbund", "--neu")
    assert "2 Schlüssel, es gilt Nr. 2" in capsys.readouterr().out
    pfad.unlink()
    with pytest.raises(CommandError, match="aus der Sicherung"):
        call_command("schluesselbund")


def test_the_house_reads_its_ring_once(pfad: Path, settings) -> None:
    settings.KIM_SCHLUESSELBUND = pfad
    schluesselbund.cache_clear()
    try:
        erster = schluesselbund()
        pfad.unlink()
        assert schluesselbund() is erster
    finally:
        schluesselbund.cache_clear()
