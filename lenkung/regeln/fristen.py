"""Fristen vor einer Sitzung (GO RSK § 4 Abs. 4 und 5).

Der Tag der Sitzung und der Tag des Versands zählen nicht mit: bei 14 Kalendertagen wird spätestens am 15. Tag
davor versandt. Nur das Datum eines Zeitpunkts entscheidet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kim.basis.anzeige import datum
from kim.basis.befund import Befund
from lenkung.regeln.feiertage import ist_arbeitstag
from lenkung.regeln.ordnung import Ladungsregel, Ordnung, Vorschlagsregel
from lenkung.regeln.werte import NICHT_GEREGELT, Zaehlung

_EIN_TAG = timedelta(days=1)


class Fristen(NamedTuple):
    """None, wo die Geschäftsordnung nichts bestimmt."""

    vorschlaege_bis: date | None
    versand_bis: date | None
    versand_dringlich_bis: date | None


def tage(anzahl: int, zaehlung: Zaehlung = Zaehlung.KALENDERTAGE, *, dativ: bool = False) -> str:
    """1 Kalendertag, 14 Kalendertage; bei 14 Kalendertagen"""
    wort = "Kalendertag" if zaehlung is Zaehlung.KALENDERTAGE else "Arbeitstag"
    endung = "" if anzahl == 1 else "en" if dativ else "e"
    return f"{anzahl} {wort}{endung}"


def tage_vor(tag: date, anzahl: int) -> date:
    """Der Kalender beginnt mit dem Jahr 1: was davor läge, ist sein erster Tag."""
    return date.fromordinal(max(1, tag.toordinal() - anzahl))


def letzter_versandtag(sitzungstag: date, frist: int, zaehlung: Zaehlung) -> date:
    """Zwischen ihm und dem Sitzungstag liegen genau `frist` gezählte Tage, beide nicht mitgerechnet."""
    if zaehlung is Zaehlung.KALENDERTAGE:
        return tage_vor(sitzungstag, frist + 1)
    tag, offen = sitzungstag, frist
    while offen > 0 and tag > date.min:
        tag -= _EIN_TAG
        if ist_arbeitstag(tag):
            offen -= 1
    return tage_vor(tag, 1)


def vorschlaege_bis(sitzungstag: date, regel: Vorschlagsregel) -> date:
    return tage_vor(sitzungstag, regel.tage_vorher)


def versand_bis(sitzungstag: date, regel: Ladungsregel) -> date:
    return letzter_versandtag(sitzungstag, regel.frist, regel.zaehlung)


def versand_dringlich_bis(sitzungstag: date, regel: Ladungsregel) -> date | None:
    if regel.dringlich_frist is None:
        return None
    return letzter_versandtag(sitzungstag, regel.dringlich_frist, regel.zaehlung)


def fristen(sitzungstag: date, ordnung: Ordnung) -> Fristen:
    vorschlaege, ladung = ordnung.vorschlaege, ordnung.ladung
    return Fristen(
        vorschlaege_bis(sitzungstag, vorschlaege) if vorschlaege else None,
        versand_bis(sitzungstag, ladung) if ladung else None,
        versand_dringlich_bis(sitzungstag, ladung) if ladung else None,
    )


def vorschlag_pruefen(*, eingang: date, sitzungstag: date, regel: Vorschlagsregel | None) -> Befund:
    """Wurde ein Punkt rechtzeitig vorgeschlagen? Ein später wird gekennzeichnet, nicht abgewiesen."""
    if regel is None:
        return Befund(
            NICHT_GEREGELT,
            rechnung="Die Geschäftsordnung bestimmt nicht, bis wann Punkte vorzuschlagen sind.",
        )
    bis = vorschlaege_bis(sitzungstag, regel)
    rechtzeitig = eingang <= bis
    rechnung = (
        f"Eingegangen am {datum(eingang)}; {tage(regel.tage_vorher)} vor dem {datum(sitzungstag)} "
        f"ist der {datum(bis)}: {'rechtzeitig' if rechtzeitig else 'verspätet'}."
    )
    return Befund("rechtzeitig" if rechtzeitig else "verspaetet", (regel.norm,), rechnung)
