"""The suite's last lines tell what was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import wegwerfserver
from scripts.pruefen import Lauf, arbeitsordner, nirgends_gelaufen


def test_auf_einer_datenbank_uebersprungen_auf_der_anderen_gelaufen_gilt_nicht_als_ausgelassen() -> None:
    sqlite = Lauf(
        "sqlite", "", bestanden={"a"}, ausgelassen={"b": "needs PostgreSQL", "c": "no reason given"}
    )
    postgres = Lauf("postgres", "", bestanden={"a", "b"}, ausgelassen={"c": "no reason given"})
    assert nirgends_gelaufen([sqlite, postgres]) == {"c": "no reason given"}


def test_ordner_eines_getoeteten_laufs_werden_entfernt_andere_nicht(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # Beyond the largest number that Linux gives to a process
    for name in ("kim-wegwerf-4194305-x", "kim-wegwerf-1-x", "kim-wegwerf-fremd", "anderes"):
        (tmp_path / name).mkdir()
    wegwerfserver.liegengebliebenes_entfernen()
    assert {p.name for p in tmp_path.iterdir()} == {"kim-wegwerf-1-x", "kim-wegwerf-fremd", "anderes"}


def test_durch_den_arbeitsordner_kommt_auch_das_fremde_konto_der_datenbank() -> None:
    with arbeitsordner() as ordner:
        assert ordner.stat().st_mode & 0o777 == 0o711
    assert not ordner.exists()
