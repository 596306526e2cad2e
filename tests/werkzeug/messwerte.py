"""What a test has measured, to be written down: one line each in build/pruefung/messwerte.jsonl."""

from __future__ import annotations

import json
from typing import Any

from tests.architektur.quelltext import WURZEL

DATEI = WURZEL / "build" / "pruefung" / "messwerte.jsonl"


def festhalten(was: str, **werte: Any) -> None:
    DATEI.parent.mkdir(parents=True, exist_ok=True)
    with DATEI.open("a", encoding="utf-8") as datei:
        datei.write(json.dumps({"was": was, **werte}, ensure_ascii=False) + "\n")
