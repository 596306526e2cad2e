"""Was andere Teile der Fallarbeit beisteuern und hier gefragt wird: ob eine Einwilligung trägt.

Solange nichts eingetragen ist, gilt die strenge Antwort: ohne Einwilligung geht nichts mit Namen hinaus, und
der Filter „ohne Einwilligung“ wird nicht angeboten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from casemgmt.models import Fall


@dataclass(slots=True)
class Anschluesse:
    faelle_mit_einwilligung: Callable[[date], QuerySet[Any]] | None = None
    """Die Nummern der Fälle (`values("fall_id")` oder Fälle), für die an dem Tag eine Einwilligung gilt."""
    uebergabe_gedeckt: Callable[[Fall, int | None, date], bool] | None = None
    """Deckt eine Einwilligung, dass Angaben an diese Einrichtung gehen?"""


ANSCHLUESSE = Anschluesse()
