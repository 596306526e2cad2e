"""A document with two places to sign, signed twice; and OpenSSL as a judge that shares no code with us."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509

from kim.dokumente.pdf.druck import drucke
from kim.siegel.domain.felder import signaturfelder_anlegen
from kim.siegel.domain.technik.pruefer import pruefe
from kim.siegel.domain.unterschreiben import Signiert, unterschreiben
from kim.siegel.domain.zertifizierungsstelle import alle_zertifikate
from kim.siegel.regeln.befund import NICHT_LESBAR, Siegelbefund, ungueltig, urteile
from kim.siegel.regeln.feld import Signaturfeld

STAND = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
CSS = (
    'body { font-family: "Kim Sans"; } .paar { display: flex; gap: 4mm; }'
    " .kim-unterschriftsfeld { width: 84mm; height: 30mm; break-inside: avoid; }"
)
VORSITZ = Signaturfeld("vorsitz", "unterschrift-vorsitz", "Unterschrift Vorsitz")
SCHRIFT = Signaturfeld("schriftfuehrung", "unterschrift-schriftfuehrung", "Unterschrift Schriftführung")
BEIDE = (VORSITZ, SCHRIFT)


def platz(feld: Signaturfeld) -> str:
    return f'<div class="kim-unterschriftsfeld" id="{feld.anker}"></div>'


def gedruckt(inhalt: str = "", **angaben: Any) -> bytes:
    inhalt = inhalt or f'<div class="paar">{platz(VORSITZ)}{platz(SCHRIFT)}</div>'
    html = f'<!doctype html><html lang="de"><head><title>x</title></head><body>{inhalt}</body></html>'
    return drucke(
        html, **{"titel": "Schreiben", "kennung": "probe:1", "stand": STAND, "css": [CSS], **angaben}
    )


@lru_cache(maxsize=1)
def vorbereitet() -> bytes:
    text = "<h1>Niederschrift</h1><p>Beschlossen wurde, was hier steht.</p>"
    return signaturfelder_anlegen(
        gedruckt(f'{text}<div class="paar">{platz(VORSITZ)}{platz(SCHRIFT)}</div>'), BEIDE
    )


def erste(pdf: bytes | None = None, **angaben: Any) -> Signiert:
    return unterschreiben(
        pdf or vorbereitet(),
        "vorsitz",
        **{
            "name": "Wanda Vorsitz",
            "funktion": "Vorsitzende der Lenkungsgruppe",
            "organisation": "Musterkreis",
            "wann": datetime.now(UTC),
            "grund": "Niederschrift unterzeichnet",
            "ort": "Musterstadt",
            **angaben,
        },
    )


def zweite(pdf: bytes, **angaben: Any) -> Signiert:
    return unterschreiben(
        pdf,
        "schriftfuehrung",
        **{"name": "Fritz Feder", "funktion": "Schriftführung", "wann": datetime.now(UTC), **angaben},
    )


@dataclass(frozen=True)
class Satz:
    einmal: bytes
    zweimal: bytes
    stelle: str


_SATZ: list[Satz] = []


def satz() -> Satz:
    """Signed once per process: the bytes outlive the database of the test that made them."""
    if not _SATZ:
        einmal = erste().pdf
        _SATZ.append(Satz(einmal, zweite(einmal).pdf, alle_zertifikate()))
    return _SATZ[0]


def befund(pdf: bytes, stelle: str, **angaben: Any) -> Siegelbefund:
    """As the domain judges, without a process of its own for each of hundreds of files."""
    try:
        gelesen = pruefe(pdf, x509.load_pem_x509_certificates(stelle.encode()))
    except Exception:
        return ungueltig(NICHT_LESBAR)
    return urteile(gelesen.unterschriften, leere_felder=gelesen.leere_felder, **angaben)


# OpenSSL ---------------------------------------------------------------------------------------------------

BYTERANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def bereiche(pdf: bytes) -> list[tuple[int, int, int, int]]:
    """What each signature says it covers, read from the bytes of the file."""
    return [tuple(int(zahl) for zahl in treffer) for treffer in BYTERANGE.findall(pdf)]  # type: ignore[misc]


def gedeckt(bereich: tuple[int, int, int, int], stelle: int) -> bool:
    a, b, c, d = bereich
    return a <= stelle < a + b or c <= stelle < c + d


def openssl_gilt(pdf: bytes, bereich: tuple[int, int, int, int], stelle: str) -> bool:
    a, b, c, d = bereich
    inhalt = pdf[a : a + b] + pdf[c : c + d]
    cms = bytes.fromhex(pdf[a + b : c].strip(b"<>").decode("ascii"))
    with tempfile.TemporaryDirectory() as ordner:
        pfade = {name: Path(ordner) / name for name in ("inhalt", "cms.der", "stelle.pem")}
        pfade["inhalt"].write_bytes(inhalt)
        pfade["cms.der"].write_bytes(cms)
        pfade["stelle.pem"].write_text(stelle)
        lauf = subprocess.run(
            [
                *(
                    "openssl",
                    "cms",
                    "-verify",
                    "-binary",
                    "-inform",
                    "DER",
                    "-purpose",
                    "any",
                    "-no_check_time",
                ),
                *("-in", str(pfade["cms.der"]), "-content", str(pfade["inhalt"])),
                *("-CAfile", str(pfade["stelle.pem"]), "-out", "/dev/null"),
            ],
            capture_output=True,
            text=True,
            timeout=30,
        )
    assert lauf.returncode in (0, 4), lauf.stderr  # 4: it could be read and does not hold
    return lauf.returncode == 0
