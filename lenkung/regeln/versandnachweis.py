"""Wann war eingeladen? Der Nachweis entscheidet, nicht der Knopfdruck (GO RSK § 4 Abs. 5).

Versandt ist eine Einladung, wenn der Mailserver sie angenommen hat. Für die Sitzung zählt die späteste erste
Annahme bei den Mitgliedern der Sitze, die am Sitzungstag bestehen. Kopien, Gäste und wiederholte Sendungen
zählen nicht.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kim.basis.anzeige import datum, uhrzeit
from kim.basis.befund import Befund
from kim.basis.zeit import BERLIN, berliner_tag
from lenkung.regeln.einladung import Einladung, einladung_pruefen
from lenkung.regeln.ordnung import Ladungsregel
from lenkung.regeln.werte import Sitzungsart


class Ladung(NamedTuple):
    """Eine Einladung an ein Mitglied eines Sitzes, und was aus ihr wurde."""

    sitz_id: int
    angenommen_am: datetime | None = None
    anders_erledigt: bool = False
    """Ein Mensch hat es anders geregelt, zum Beispiel mit einem Brief: das ist entschieden, aber kein
    Nachweis."""


@dataclass(frozen=True, slots=True)
class Nachweis:
    """Je Sitz die erste Annahme; davon die späteste, sobald keine mehr aussteht."""

    geladen: int
    angenommen: int
    anders_erledigt: int
    letzte: datetime | None

    @property
    def offen(self) -> int:
        return self.geladen - self.angenommen - self.anders_erledigt

    @property
    def versandt_am(self) -> datetime | None:
        return None if self.offen else self.letzte

    @property
    def tag(self) -> date | None:
        return None if self.versandt_am is None else berliner_tag(self.versandt_am)


def nachweis(ladungen: Iterable[Ladung]) -> Nachweis:
    """Bekam ein Sitz mehrere, etwa nach einem Wechsel, zählt die erste, die ankam."""
    je_sitz: dict[int, Ladung] = {}
    for ladung in ladungen:
        bisher = je_sitz.get(ladung.sitz_id)
        je_sitz[ladung.sitz_id] = ladung if bisher is None else _fruehere(bisher, ladung)
    annahmen = [ladung.angenommen_am for ladung in je_sitz.values() if ladung.angenommen_am is not None]
    erledigt = sum(ladung.anders_erledigt and ladung.angenommen_am is None for ladung in je_sitz.values())
    return Nachweis(len(je_sitz), len(annahmen), erledigt, max(annahmen, default=None))


def _fruehere(eine: Ladung, andere: Ladung) -> Ladung:
    if eine.angenommen_am is None or andere.angenommen_am is None:
        angenommen = eine.angenommen_am or andere.angenommen_am
    else:
        angenommen = min(eine.angenommen_am, andere.angenommen_am)
    return Ladung(eine.sitz_id, angenommen, eine.anders_erledigt or andere.anders_erledigt)


def ladung_beurteilen(
    *,
    stand: Nachweis,
    einladung: Einladung,
    sitzungstag: date,
    sitzungsart: Sitzungsart,
    regel: Ladungsregel | None,
) -> Befund:
    """Das Urteil über die Ladung, nachdem sie hinaus ist; solange eine Annahme aussteht, gibt es keines."""
    haben = "hat" if stand.angenommen == 1 else "haben"
    zaehlung = (
        f"Von {stand.geladen} Mitgliedern {haben} {stand.angenommen} die Einladung nachweislich bekommen."
    )
    if stand.anders_erledigt:
        zaehlung += f" Anders erledigt, ohne Nachweis von KIM: {stand.anders_erledigt}."
    if regel is None:
        return einladung_pruefen(
            einladung=einladung, sitzungstag=sitzungstag, sitzungsart=sitzungsart, regel=None
        )
    if stand.versandt_am is None:
        offen = f" Noch offen: {stand.offen}." if stand.offen else ""
        return Befund("offen", (regel.norm,), zaehlung + offen)
    ortszeit = stand.versandt_am.astimezone(BERLIN)
    befund = einladung_pruefen(
        einladung=einladung._replace(versandt=ortszeit),
        sitzungstag=sitzungstag,
        sitzungsart=sitzungsart,
        regel=regel,
    )
    letzte = f" Die letzte am {datum(ortszeit)} um {uhrzeit(ortszeit)}."
    return befund._replace(rechnung=f"{befund.rechnung} {zaehlung}{letzte}")
