"""Was andere Teile der Fallarbeit beisteuern und hier gefragt wird: für welche Fälle eine Einwilligung gilt.

Solange nichts eingetragen ist, wird der Filter „ohne Einwilligung“ nicht angeboten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet


@dataclass(slots=True)
class Anschluesse:
    faelle_mit_einwilligung: Callable[[date], QuerySet[Any]] | None = None
    """Die Nummern der Fälle (`values("fall_id")` oder Fälle), für die an dem Tag eine Einwilligung gilt."""


ANSCHLUESSE = Anschluesse()
