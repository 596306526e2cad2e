"""Die Regelprobe: ein Szenario hinein, alle Urteile heraus.

Nur für eine gespeicherte Fassung wird die Datenbank gefragt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lenkung.domain.mitgeliefert import kennungen, mitgelieferte_ordnung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.probe import antwort
from lenkung.regeln.szenario import SzenarioFehler, szenario_lesen

Nachschlagen = Callable[[str], Ordnung | None]


def beantworte(szenario: Any, gespeicherte: Nachschlagen | None = None) -> dict[str, Any]:
    """Wirft SzenarioFehler, wenn das Szenario nicht dem Vertrag entspricht."""
    gelesen = szenario_lesen(szenario)
    ordnung = gelesen.ordnung
    if isinstance(ordnung, str):
        ordnung = _ordnung(ordnung, gespeicherte)
    return antwort(gelesen, ordnung)


def _ordnung(kennung: str, gespeicherte: Nachschlagen | None) -> Ordnung:
    if kennung in kennungen():
        return mitgelieferte_ordnung(kennung)
    gefunden = gespeicherte(kennung) if gespeicherte else None
    if gefunden is None:
        raise SzenarioFehler("geschaeftsordnung", "diese Geschäftsordnung gibt es nicht")
    return gefunden
