"""The three settings really do what their names promise."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.architektur.quelltext import WURZEL

_PROBE = """
import json, sqlite3, django
django.setup()
from django.conf import settings
from django.db import connection, transaction
with connection.cursor() as c:
    namen = ("journal_mode", "foreign_keys", "busy_timeout")
    pragma = {name: c.execute("PRAGMA " + name).fetchone()[0] for name in namen}
andere = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0, isolation_level=None)
with transaction.atomic():
    try:
        andere.execute("BEGIN IMMEDIATE")
        frei = True
    except sqlite3.OperationalError:
        frei = False
print(json.dumps({
    "pragma": pragma, "frei_waehrend_atomic": frei, "debug": settings.DEBUG, "hosts": settings.ALLOWED_HOSTS,
    "wecker": settings.KIM_AUFTRAG_WECKER, "versandweg": settings.KIM_VERSANDWEG,
    "geheimnis": settings.SECRET_KEY,
}))
"""


def _eingebettet(daten: Path) -> dict[str, Any]:
    umgebung = {k: w for k, w in os.environ.items() if not k.startswith(("KIM_", "DJANGO_", "COV_"))}
    lauf = subprocess.run(
        [sys.executable, "-c", _PROBE],
        cwd=WURZEL,
        env={**umgebung, "DJANGO_SETTINGS_MODULE": "kim.settings.embedded", "KIM_DATEN": str(daten)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert lauf.returncode == 0, lauf.stderr
    return json.loads(lauf.stdout.splitlines()[-1])


def test_eingebettet_schreibt_mit_wal_und_sofortiger_sperre(tmp_path: Path) -> None:
    stand = _eingebettet(tmp_path / "daten")
    assert stand["pragma"]["journal_mode"] == "wal"
    assert stand["pragma"]["foreign_keys"] == 1
    assert stand["pragma"]["busy_timeout"] >= 5000
    assert stand["frei_waehrend_atomic"] is False, "atomic() must take the write lock at once (IMMEDIATE)"


def test_eingebettet_legt_das_geheimnis_nur_fuer_den_eigentuemer_lesbar_ab(tmp_path: Path) -> None:
    daten = tmp_path / "daten"
    erstes = _eingebettet(daten)["geheimnis"]
    datei = daten / "geheimnis"
    assert stat.S_IMODE(datei.stat().st_mode) == 0o600
    assert len(erstes) >= 50
    assert _eingebettet(daten)["geheimnis"] == erstes, "a second start keeps the sessions"


def test_eingebettet_braucht_keinen_server_und_ist_nur_hier_zu_erreichen(tmp_path: Path) -> None:
    stand = _eingebettet(tmp_path / "daten")
    assert stand["debug"] is False
    assert set(stand["hosts"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert stand["wecker"] == ""
    assert stand["versandweg"] == "postausgang"


def test_die_csp_erlaubt_nur_eigenes() -> None:
    regeln = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert regeln["default-src"] == ["'none'"]
    assert regeln["script-src"] == ["'self'"]
    assert regeln["style-src"] == ["'self'"]
    for name, werte in regeln.items():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & set(map(str, werte)), name


def test_die_tests_liefern_stylesheets_wirklich_aus() -> None:
    """Under manifest storage a live test server answers 404 for all CSS, and axe passes on a bare page."""
    assert settings.STORAGES["staticfiles"]["BACKEND"].endswith(".StaticFilesStorage")
    assert settings.WHITENOISE_USE_FINDERS is True
