"""Die Bestimmungen einer Geschäftsordnung: was sie regeln kann, mit welchen Angaben, in welchen Worten.

Jede Bestimmung trägt ihre Stelle (§) und ihren Wortlaut. Was eine Geschäftsordnung offen lässt, ist nicht
geregelt; dort erzwingt KIM nichts. Eine neue Regel bekommt hier einen Eintrag, und Editor, Vergleich, Druck
und Prüfung kennen sie.
"""

from __future__ import annotations

from lenkung.regeln.bestimmungen.art import Bestimmung, Bestimmungsart, Feld, Feldart, Gruppe
from lenkung.regeln.bestimmungen.beschluss import BESCHLUSS
from lenkung.regeln.bestimmungen.sitzung import SITZUNG

__all__ = ["BESTIMMUNGEN", "Bestimmung", "Bestimmungsart", "Feld", "Feldart", "Gruppe"]

BESTIMMUNGEN: dict[str, Bestimmungsart] = {art.schluessel: art for art in (*SITZUNG, *BESCHLUSS)}
