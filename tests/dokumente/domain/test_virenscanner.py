"""The hook for a virus scanner: found, clean, silent, not set."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pytest_django import Settings

from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.virenscanner import auf_viren_pruefen
from tests.dokumente.scanner import clamd


@pytest.fixture(autouse=True)
def eingestellt(settings: Settings) -> None:
    settings.KIM_VIRENSCANNER = "kim.dokumente.domain.clamd.pruefe"


def test_ohne_scanner_gilt_die_datei_als_nicht_geprueft(settings: Settings) -> None:
    settings.KIM_VIRENSCANNER = ""
    assert auf_viren_pruefen(b"x") is False


@pytest.mark.parametrize("ueber", ["tcp", "unix"])
def test_eine_saubere_datei_wird_ganz_gezeigt_und_angenommen(
    settings: Settings, tmp_path: Path, ueber: str
) -> None:
    inhalt = bytes(range(256)) * 600
    with clamd(b"stream: OK\0", tmp_path / "clamd" if ueber == "unix" else None) as (adresse, gesehen):
        settings.KIM_CLAMD = adresse
        assert auf_viren_pruefen(inhalt) is True
    assert gesehen == [inhalt]


def test_ein_fund_wird_mit_namen_abgewiesen(settings: Settings) -> None:
    antwort = b"stream: Eicar-Test-Signature FOUND\0"
    with clamd(antwort) as (settings.KIM_CLAMD, _gesehen), pytest.raises(Fachfehler) as fehler:
        auf_viren_pruefen(b"x")
    assert "Eicar-Test-Signature" in fehler.value.meldung
    assert (fehler.value.code, fehler.value.feld) == ("virus", "datei")


@pytest.mark.parametrize("antwort", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"quatsch\0"])
def test_keine_klare_antwort_gilt_als_stoerung(settings: Settings, antwort: bytes) -> None:
    with clamd(antwort) as (settings.KIM_CLAMD, _gesehen), pytest.raises(Fachfehler) as fehler:
        auf_viren_pruefen(b"x")
    assert fehler.value.code == "scanner_gestoert"
    assert "nicht gespeichert" in fehler.value.meldung


def _toter_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as horcher:
        return f"tcp://127.0.0.1:{horcher.getsockname()[1]}"


@pytest.mark.parametrize("adresse", ["tot", "unix:///nicht/da", "http://127.0.0.1", "tcp://"])
def test_ein_nicht_erreichbarer_scanner_weist_ab(settings: Settings, adresse: str) -> None:
    settings.KIM_CLAMD = _toter_port() if adresse == "tot" else adresse
    with pytest.raises(Fachfehler) as fehler:
        auf_viren_pruefen(b"x")
    assert fehler.value.code == "scanner_gestoert"
