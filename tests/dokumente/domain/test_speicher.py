"""Files on the disk: whole or not at all, for nobody else to read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kim.dokumente.domain import speicher
from kim.dokumente.domain.speicher import Speicherfehler


def dateien(ablage: Path) -> list[Path]:
    return [pfad for pfad in ablage.rglob("*") if pfad.is_file()]


def test_was_geschrieben_wird_kommt_so_zurueck(ablage: Path) -> None:
    ort = speicher.schreibe(b"Inhalt")
    assert speicher.lies(ort) == b"Inhalt"
    assert [pfad.relative_to(ablage).as_posix() for pfad in dateien(ablage)] == [ort]


def test_nur_der_eigentuemer_darf_lesen(ablage: Path) -> None:
    ort = speicher.schreibe(b"Inhalt")
    assert stat.S_IMODE((ablage / ort).stat().st_mode) == 0o600
    assert stat.S_IMODE((ablage / ort).parent.stat().st_mode) == 0o700


def test_gleicher_inhalt_liegt_zweimal_da() -> None:
    # two documents may have different owners and different ends
    assert speicher.schreibe(b"gleich") != speicher.schreibe(b"gleich")


@pytest.mark.parametrize(
    ("nummer", "code"),
    [(errno.ENOSPC, "speicher_voll"), (errno.EDQUOT, "speicher_voll"), (errno.EIO, "speicher_gestoert")],
)
@pytest.mark.parametrize("stelle", ["fsync", "rename"])
def test_bei_voller_oder_gestoerter_platte_bleibt_nichts_halbes(
    ablage: Path, monkeypatch: pytest.MonkeyPatch, nummer: int, code: str, stelle: str
) -> None:
    def voll(*_angaben: object) -> None:
        raise OSError(nummer, os.strerror(nummer))

    monkeypatch.setattr(os, stelle, voll)
    with pytest.raises(Speicherfehler) as fehler:
        speicher.schreibe(b"Inhalt")
    assert fehler.value.code == code
    assert "nicht gespeichert" in fehler.value.meldung
    assert dateien(ablage) == []


def test_auch_nach_dem_umbenennen_bleibt_bei_einem_fehler_nichts_liegen(
    ablage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speicher.schreibe(b"davor")
    vorher = dateien(ablage)
    echt, gerufen = os.fsync, []

    def zweites_mal_voll(griff: int) -> None:
        gerufen.append(griff)
        if len(gerufen) == 2:
            raise OSError(errno.ENOSPC, "voll")
        echt(griff)

    monkeypatch.setattr(os, "fsync", zweites_mal_voll)
    with pytest.raises(Speicherfehler):
        speicher.schreibe(b"Inhalt")
    assert dateien(ablage) == vorher


def test_eine_ablage_die_keine_sein_kann_ist_eine_stoerung(ablage: Path) -> None:
    ablage.write_text("eine Datei, wo ein Ordner sein soll")
    with pytest.raises(Speicherfehler) as fehler:
        speicher.schreibe(b"Inhalt")
    assert fehler.value.code == "speicher_gestoert"


def test_entfernen_ist_auch_beim_zweiten_mal_kein_fehler(ablage: Path) -> None:
    ort = speicher.schreibe(b"Inhalt")
    speicher.entferne(ort)
    speicher.entferne(ort)
    assert dateien(ablage) == []
