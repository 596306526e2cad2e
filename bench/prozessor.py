"""What a measurement was made on."""

from __future__ import annotations

import platform
from pathlib import Path


def prozessor() -> str:
    for zeile in Path("/proc/cpuinfo").read_text().splitlines():
        if zeile.startswith("model name"):
            return zeile.split(":", 1)[1].strip()
    return platform.machine()
