"""`manage.py regelprobe` as somebody from outside would use it: a process with bytes in and bytes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

pytestmark = [pytest.mark.langsam, pytest.mark.ohne_datenbank]

RSK = {"geschaeftsordnung": "rsk-2022-03-24", "sitzung": {"beginn": "2023-03-21T14:00"}}
NEUSS = {**RSK, "geschaeftsordnung": "neuss-2021-01-27"}
FRISTEN = {
    "vorschlaege_bis": "2023-02-28",
    "versand_bis": "2023-03-06",
    "versand_dringlich_bis": "2023-03-13",
}
OFFEN = dict.fromkeys(FRISTEN)


def _umgebung(daten: Path) -> dict[str, str]:
    """A checkout in which nothing has been set up yet; no database, no settings of the tests."""
    ohne = {name: wert for name, wert in os.environ.items() if not name.startswith(("KIM_", "DJANGO_"))}
    return {**ohne, "KIM_DATEN": str(daten)}


@pytest.fixture
def daten(tmp_path: Path) -> Path:
    return tmp_path / "noch-nicht-da"


def _regelprobe(eingabe: bytes, daten: Path, *zusatz: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(Path(settings.WURZEL) / "manage.py"), "regelprobe", *zusatz],
        input=eingabe,
        capture_output=True,
        env=_umgebung(daten),
        cwd=settings.WURZEL,
        timeout=60,
        check=False,
    )


def _bytes(szenario: Any) -> bytes:
    return json.dumps(szenario).encode()


def test_ein_szenario_eine_antwort(daten: Path) -> None:
    lauf = _regelprobe(_bytes(RSK), daten)
    assert (lauf.returncode, lauf.stderr) == (0, b"")
    assert json.loads(lauf.stdout) == {"fristen": FRISTEN}
    assert lauf.stdout.count(b"\n") == 1


def test_umlaute_kommen_als_sie_selbst_heraus(daten: Path) -> None:
    szenario = {**RSK, "vorschlaege": [{"id": "tröt", "eingang": "2023-02-28T10:00"}]}
    lauf = _regelprobe(_bytes(szenario), daten)
    assert "tröt".encode() in lauf.stdout
    assert json.loads(lauf.stdout)["vorschlaege"][0]["ergebnis"] == "rechtzeitig"


@pytest.mark.parametrize(
    ("eingabe", "pfad"),
    [
        (b"", "szenario"),
        (b"\n", "szenario"),
        (b"{", "szenario"),
        (b"[]", "szenario"),
        (b"NaN", "szenario"),
        (b'{"a": Infinity}', "szenario"),
        (b"\xff\xfe{}", "szenario"),
        (b"\xef\xbb\xbf" + _bytes(RSK), "szenario"),
        (b"[" * 100_000, "szenario"),
        (b'{"a":' * 100_000, "szenario"),
        (_bytes(RSK) + b"\n" + _bytes(RSK), "szenario"),
        (_bytes({**RSK, "wetter": 1}), "wetter"),
        (_bytes({**RSK, "sitzung": {}}), "sitzung.beginn"),
        (_bytes({**RSK, "geschaeftsordnung": "gibt-es-nicht"}), "geschaeftsordnung"),
        (_bytes({**RSK, "geschaeftsordnung": "\x00"}), "geschaeftsordnung"),
        (_bytes({**RSK, "geschaeftsordnung": "\ud800"}), "geschaeftsordnung"),
        (_bytes({**RSK, "geschaeftsordnung": "../daten"}), "geschaeftsordnung"),
        (_bytes({**RSK, "geschaeftsordnung": "x" * 100_000}), "geschaeftsordnung"),
        (_bytes({**RSK, "\ud800": 1}), "?"),
    ],
)
def test_was_fehlerhaft_ist_endet_mit_zwei_und_einem_pfad(eingabe: bytes, pfad: str, daten: Path) -> None:
    lauf = _regelprobe(eingabe, daten)
    assert lauf.returncode == 2
    assert lauf.stdout == b""
    gemeldet, trenner, text = lauf.stderr.decode().partition(": ")
    assert (gemeldet, trenner) == (pfad, ": ")
    assert text.strip()
    assert text.count("\n") == 1
    assert "Traceback" not in text


def test_zeilen_bleiben_in_ihrer_reihe_und_eine_fehlerhafte_haelt_keine_auf(daten: Path) -> None:
    zeilen = [
        _bytes(RSK),
        b"",
        b"   ",
        _bytes(NEUSS),
        b"\xff",
        b"{",
        b"\xef\xbb\xbf" + _bytes(NEUSS),
        _bytes({**RSK, "sitzung": {"beginn": "2023-02-29T14:00"}}),
        b"[" * 100_000,
        _bytes(RSK) + b"\r",
        b"\r",
        _bytes(NEUSS),
    ]
    # Without a line break at the end: the last one counts all the same.
    lauf = _regelprobe(b"\n".join(zeilen), daten, "--zeilen")
    assert (lauf.returncode, lauf.stderr) == (0, b"")
    antworten = [json.loads(zeile) for zeile in lauf.stdout.decode().splitlines()]
    assert len(antworten) == len(zeilen)
    gute = {0: FRISTEN, 3: OFFEN, 9: FRISTEN, 11: OFFEN}
    for stelle, antwort in enumerate(antworten):
        if stelle in gute:
            assert antwort == {"fristen": gute[stelle]}
        else:
            assert set(antwort) == {"fehler"}
    assert antworten[7]["fehler"].startswith("sitzung.beginn: ")


def test_ohne_zeilen_keine_antworten(daten: Path) -> None:
    lauf = _regelprobe(b"", daten, "--zeilen")
    assert (lauf.returncode, lauf.stdout, lauf.stderr) == (0, b"", b"")


def test_ein_halbes_zeichen_im_namen_kommt_wieder_heraus(daten: Path) -> None:
    """JSON can write half a surrogate pair, UTF-8 cannot."""
    zeile = b'{"geschaeftsordnung":"neuss-2021-01-27","sitzung":{"beginn":"2023-03-21T14:00"},'
    zeile += b'"vorschlaege":[{"id":"\\ud83d","eingang":"2023-01-01T00:00"}]}'
    lauf = _regelprobe(zeile + b"\n" + _bytes(NEUSS) + b"\n", daten, "--zeilen")
    erste, zweite = lauf.stdout.decode().splitlines()
    assert json.loads(erste)["vorschlaege"][0]["id"] == "\ud83d"
    assert json.loads(zweite) == {"fristen": OFFEN}


def test_die_antwort_auf_eine_zeile_kommt_bevor_die_naechste_gefragt_ist(daten: Path) -> None:
    befehl = [sys.executable, str(Path(settings.WURZEL) / "manage.py"), "regelprobe", "--zeilen"]
    with subprocess.Popen(
        befehl, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_umgebung(daten), cwd=settings.WURZEL
    ) as prozess:
        assert prozess.stdin is not None
        assert prozess.stdout is not None
        for szenario, fristen in ((RSK, FRISTEN), (NEUSS, OFFEN), (RSK, FRISTEN)):
            prozess.stdin.write(_bytes(szenario) + b"\n")
            prozess.stdin.flush()
            assert json.loads(prozess.stdout.readline()) == {"fristen": fristen}
        prozess.stdin.close()
        assert prozess.wait(30) == 0
