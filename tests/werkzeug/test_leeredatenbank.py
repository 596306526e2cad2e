"""The kept database is another one as soon as anything that migrations are made of has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.werkzeug import leeredatenbank


@pytest.fixture
def wurzel(tmp_path: Path, monkeypatch: Any) -> Path:
    for name in ("requirements-dev.txt", "kim/settings/base.py", "lenkung/migrations/0001_initial.py"):
        datei = tmp_path / name
        datei.parent.mkdir(parents=True, exist_ok=True)
        datei.write_text("a = 1\n")
    (tmp_path / "lenkung/views.py").write_text("a = 1\n")
    monkeypatch.setattr(leeredatenbank, "WURZEL", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("datei", "eine_andere"),
    [
        ("lenkung/migrations/0001_initial.py", True),
        ("lenkung/migrations/_ausloeser.py", True),
        ("requirements-dev.txt", True),
        ("kim/settings/base.py", True),
        ("lenkung/views.py", False),
    ],
)
def test_was_migrationen_ausmacht_aendert_den_fingerabdruck(
    wurzel: Path, datei: str, eine_andere: bool
) -> None:
    vorher = leeredatenbank.fingerabdruck()
    assert leeredatenbank.fingerabdruck() == vorher
    (wurzel / datei).write_text("a = 2\n")
    assert (leeredatenbank.fingerabdruck() != vorher) is eine_andere
