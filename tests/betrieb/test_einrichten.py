"""What a machine lacks is installed, or named together with the command that would install it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import einrichten
from scripts.einrichten import Bedarf, NichtEinrichtbar, befehl_fuer, ist_auf_stand, system_einrichten

WURZEL = Path(__file__).resolve().parents[2]
DA = Bedarf("what is there", ("da",), lambda: True)
NOETIG = Bedarf("PDF making", ("libpango-1.0-0", "libpangoft2-1.0-0"), lambda: False)
VERZICHTBAR = Bedarf("the tests in a browser", ("chromium",), lambda: False, verzichtbar=True)


@pytest.fixture
def ohne_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)


def profil(monkeypatch: pytest.MonkeyPatch, *bedarfe: Bedarf) -> None:
    monkeypatch.setitem(einrichten.PROFILE, "demo", bedarfe)


def test_wo_alles_da_ist_wird_nichts_installiert(ohne_apt: None, monkeypatch: pytest.MonkeyPatch) -> None:
    profil(monkeypatch, DA)
    assert system_einrichten("demo") == []


def test_was_noetig_ist_und_fehlt_wird_mit_befehl_genannt(
    ohne_apt: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    profil(monkeypatch, DA, NOETIG, VERZICHTBAR)
    with pytest.raises(NichtEinrichtbar) as fehler:
        system_einrichten("demo")
    text = str(fehler.value)
    assert "PDF making: this is not a Debian (no apt-get)" in text
    assert "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0" in text
    assert "chromium" not in text


def test_worauf_man_verzichten_kann_haelt_nicht_auf(ohne_apt: None, monkeypatch: pytest.MonkeyPatch) -> None:
    profil(monkeypatch, DA, VERZICHTBAR)
    assert system_einrichten("demo") == [VERZICHTBAR]


def test_in_der_ci_wird_auf_nichts_verzichtet(ohne_apt: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    profil(monkeypatch, DA, VERZICHTBAR)
    with pytest.raises(NichtEinrichtbar, match="chromium"):
        system_einrichten("demo")


def test_befehl_nennt_alle_pakete_einmal() -> None:
    befehl = "apt-get update && apt-get install -y --no-install-recommends da chromium"
    assert befehl_fuer([DA, VERZICHTBAR]) == befehl


@pytest.mark.parametrize(
    ("inhalt", "gefragt", "erwartet"),
    [
        (None, "demo", False),
        ("demo abc", "demo", True),
        ("demo abc", "test", False),
        ("test abc", "demo", True),
        ("test abc", "test", True),
        ("test alt", "test", False),
    ],
)
def test_umgebung_der_tests_genuegt_der_demo_aber_nicht_umgekehrt(
    tmp_path: Path, inhalt: str | None, gefragt: str, erwartet: bool
) -> None:
    marke = tmp_path / "marke"
    if inhalt is not None:
        marke.write_text(f"{inhalt}\n")
    assert ist_auf_stand(marke, "abc", gefragt) is erwartet


def test_laeuft_mit_dem_blossen_python_des_systems() -> None:
    ergebnis = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import sys; sys.path.insert(0, '.'); import scripts.einrichten"],
        cwd=WURZEL,
        capture_output=True,
        text=True,
    )
    assert ergebnis.stderr == ""


@pytest.mark.parametrize("datei", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_sperrdatei_nennt_keine_adresse_und_hat_pruefsummen(datei: str) -> None:
    text = (WURZEL / datei).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha256:" in text or '"integrity": "sha512-' in text
