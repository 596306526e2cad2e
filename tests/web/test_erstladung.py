"""What a page loads the first time, and how it is built. The limit is the house's: 150 kB with type."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from fontTools.ttLib import TTFont

from tests.fabriken import KontoFactory

WURZEL = Path(settings.WURZEL)
GRENZE = 150_000
SKRIPT = WURZEL / "scripts" / "oberflaeche_bauen.py"


@pytest.fixture(scope="module", autouse=True)
def gebaut() -> None:
    if not (WURZEL / "node_modules" / "@kern-ux").is_dir():
        pytest.fail("front-end packages are missing: run npm ci")
    subprocess.run([sys.executable, SKRIPT], check=True, capture_output=True)


def geladen(html: str) -> dict[str, int]:
    """Every file that the page names, with its size as sent; type is compressed in itself."""
    groessen = {}
    for adresse in sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', html))):
        datei = finders.find(adresse.removeprefix("/static/"))
        assert datei, f"{adresse} is named by the page and not there"
        inhalt = Path(datei).read_bytes()
        groessen[adresse] = len(inhalt) if datei.endswith("woff2") else len(brotli.compress(inhalt))
    return groessen


@pytest.mark.django_db
def test_die_startseite_bleibt_unter_150_kb(anmelden: Callable[..., Client]) -> None:
    html = anmelden(KontoFactory()).get("/").content.decode()
    groessen = geladen(html)
    assert {Path(name).name for name in groessen} >= {
        "kern.min.css",
        "grund.css",
        "htmx.min.js",
        "kim.js",
        "symbole.svg",
        "kim-sans-400.woff2",
        "kim-sans-600.woff2",
    }
    gesamt = sum(groessen.values()) + len(brotli.compress(html.encode()))
    assert gesamt <= GRENZE, groessen


def test_das_stylesheet_laedt_keine_fremde_schrift_und_behaelt_die_bausteine() -> None:
    css = (WURZEL / "build/static/fremd/kern.min.css").read_text()
    assert "@font-face" not in css
    assert ".kern-flex" not in css
    for baustein in (
        ".kern-btn--primary",
        ".kern-form-input__input",
        ".kern-alert--danger",
        ".kern-icon--info",
    ):
        assert baustein in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize(
    "datei",
    ["static/fremd/kim-sans-400.woff2", "static/fremd/kim-sans-600.woff2", "schriften/KimSans-Regular.ttf"],
)
def test_die_schrift_traegt_den_geschuetzten_namen_nicht_und_kann_die_namen_der_leute(datei: str) -> None:
    schrift = TTFont(WURZEL / "build" / datei)
    for nummer in (1, 3, 4, 6, 16, 17):
        assert "fira" not in schrift["name"].getDebugName(nummer).lower()
    assert schrift["name"].getDebugName(16) == "Kim Sans"
    assert "Mozilla" in schrift["name"].getDebugName(0)
    assert schrift["head"].unitsPerEm == 1000
    vorhanden = set(schrift.getBestCmap())
    assert {ord(zeichen) for zeichen in "ÄÖÜäöüßẞŞşĞğİıŁłŃńŽžĆćČčĐđȘșȚțŐőŰűÇçÊêÎîñ„“–…€§"} <= vorhanden


def test_die_lizenz_liegt_neben_der_schrift() -> None:
    for ordner in ("build/static/fremd", "build/schriften"):
        assert "SIL OPEN FONT LICENSE" in (WURZEL / ordner / "OFL.txt").read_text()


def test_ein_zweiter_lauf_tut_nichts_und_ist_schnell() -> None:
    schrift = WURZEL / "build/static/fremd/kim-sans-400.woff2"
    vorher = schrift.stat().st_mtime_ns
    beginn = time.perf_counter()
    subprocess.run([sys.executable, SKRIPT], check=True)
    assert schrift.stat().st_mtime_ns == vorher
    # 0.04 s on a quiet machine; the limit leaves room for a busy one.
    assert time.perf_counter() - beginn < 1
