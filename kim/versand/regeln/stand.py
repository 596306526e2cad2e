"""In welchem Stand eine Zustellung ist."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Stand(StrEnum):
    WARTET = "wartet"
    IN_VERSAND = "in_versand"
    GESENDET = "gesendet"
    """Der Mailserver hat die E-Mail angenommen; das ist der Moment des Versands."""
    GESCHEITERT = "gescheitert"
    """KIM versucht es nicht mehr; ein Mensch entscheidet."""
    ZURUECKGEHALTEN = "zurueckgehalten"
    """Ein Sendevorbehalt hat es kurz vor dem Senden verboten."""
    ERLEDIGT = "erledigt"
    """Ein Mensch hat die Sache anders erledigt, zum Beispiel mit einem Brief."""


OFFEN = frozenset({Stand.WARTET, Stand.IN_VERSAND})
ABGESCHLOSSEN = frozenset({Stand.GESENDET, Stand.ERLEDIGT})
BRAUCHT_MENSCHEN = frozenset({Stand.GESCHEITERT, Stand.ZURUECKGEHALTEN})


class Ausgang(StrEnum):
    """Wie ein einzelner Versuch endete; leer, solange er läuft."""

    ANGENOMMEN = "angenommen"
    VERSCHOBEN = "verschoben"
    ABGELEHNT = "abgelehnt"
    NICHT_ERREICHBAR = "nicht_erreichbar"
    ABGEBROCHEN = "abgebrochen"


class Gesamtstand(StrEnum):
    """Der Stand einer Nachricht, zusammengefasst aus ihren Zustellungen."""

    UNTERWEGS = "unterwegs"
    GESENDET = "gesendet"
    ZU_KLAEREN = "zu_klaeren"


def gesamtstand(anzahl: Mapping[Stand, int]) -> Gesamtstand:
    """Was einen Menschen braucht, geht vor; sonst zählt, ob noch etwas unterwegs ist."""
    if any(anzahl.get(stand, 0) for stand in BRAUCHT_MENSCHEN):
        return Gesamtstand.ZU_KLAEREN
    if any(anzahl.get(stand, 0) for stand in OFFEN):
        return Gesamtstand.UNTERWEGS
    return Gesamtstand.GESENDET
