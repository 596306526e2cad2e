"""What counts tries for signing in must outlive a dead broker and somebody who guesses under many names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command

from scripts.rechner import WURZEL
from scripts.stilpruefung import BETRIEB


@pytest.fixture
def wie_im_betrieb(db: None, settings: Any, tmp_path: Path) -> None:
    umgebung = {name: wert for name, wert in os.environ.items() if not name.startswith(("KIM_", "DJANGO_"))}
    ergebnis = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json; from django.conf import settings; print(json.dumps(settings.CACHES))",
        ],
        cwd=WURZEL,
        env=umgebung | {**BETRIEB, "KIM_DATEN": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    settings.CACHES = json.loads(ergebnis.stdout)
    call_command("createcachetable", verbosity=0)


def test_viele_fremde_versuche_verdraengen_keinen_gezaehlten(wie_im_betrieb: None) -> None:
    speicher = caches["default"]
    speicher.set("versuche:a", 9, 900)
    for nummer in range(400):
        speicher.set(f"versuche:b{nummer}", 1, 900)
    assert speicher.get("versuche:a") == 9
