"""A filing of its own for each test, and files of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def ablage(settings: Settings, tmp_path: Path) -> Path:
    settings.KIM_DOKUMENTE = tmp_path / "dokumente"
    return tmp_path / "dokumente"
