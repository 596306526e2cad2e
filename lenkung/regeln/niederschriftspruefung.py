"""Ist diese Datei die Niederschrift, für die sie sich ausgibt? Was KIM und die Datei zusammen sagen.

Maßgeblich ist die hinterlegte Datei, Byte für Byte: eine abgeschnittene letzte Unterschrift lässt die erste
gültig, und ist doch nicht mehr dieselbe Niederschrift.
"""

from __future__ import annotations

from enum import StrEnum

from lenkung.regeln.niederschriftsfassung import Fassungsstand


class Echtheit(StrEnum):
    ECHT = "echt"
    ERSETZT = "ersetzt"
    """Echt, aber eine neuere Fassung gilt."""
    WIDERRUFEN = "widerrufen"
    UNVOLLSTAENDIG = "unvollstaendig"
    """Ein früherer Stand: noch nicht alle Unterschriften, oder eine ist abgeschnitten."""
    UNBEKANNT = "unbekannt"
    """Unverändert unterschrieben, aber in KIM nicht hinterlegt."""
    OHNE_UNTERSCHRIFT = "ohne_unterschrift"
    NICHT_ECHT = "nicht_echt"
    NICHT_PRUEFBAR = "nicht_pruefbar"
    """Die Datei ist hinterlegt, ihre Unterschriften ließen sich gerade nicht prüfen."""


def echtheit(
    *,
    stand: Fassungsstand | None,
    letzter_stand: bool,
    unversehrt: bool,
    unterschrieben: bool,
) -> Echtheit:
    """`stand` None: keine hinterlegte Datei gleicht dieser. `letzter_stand`: sie ist die mit allen
    Unterschriften, nicht eine davor."""
    if stand is None:
        if not unversehrt:
            return Echtheit.NICHT_ECHT
        return Echtheit.UNBEKANNT if unterschrieben else Echtheit.OHNE_UNTERSCHRIFT
    if not unversehrt:
        # Byte for byte what is stored here; only the check itself can have failed.
        return Echtheit.NICHT_PRUEFBAR
    if stand is Fassungsstand.WIDERRUFEN:
        return Echtheit.WIDERRUFEN
    if not letzter_stand or stand is Fassungsstand.FESTGESCHRIEBEN:
        return Echtheit.UNVOLLSTAENDIG
    return Echtheit.ERSETZT if stand is Fassungsstand.ERSETZT else Echtheit.ECHT


URTEILE = {
    Echtheit.ECHT: (
        "Diese Niederschrift ist echt",
        "Die Datei ist Byte für Byte die unterzeichnete Niederschrift. Sie ist die geltende Fassung.",
    ),
    Echtheit.ERSETZT: (
        "Echt, aber ersetzt",
        "Die Datei ist unverändert. Es gibt aber eine neuere Fassung, und nur die gilt.",
    ),
    Echtheit.WIDERRUFEN: (
        "Widerrufen",
        "Die Datei ist unverändert. Die Unterschriften sind aber widerrufen; diese Fassung gilt nicht.",
    ),
    Echtheit.UNVOLLSTAENDIG: (
        "Noch nicht vollständig unterzeichnet",
        "Die Datei ist unverändert. Es ist aber ein früherer Stand, in dem eine Unterschrift fehlt.",
    ),
    Echtheit.UNBEKANNT: (
        "Diese Datei kennt KIM nicht",
        "Die Unterschriften in ihr sind unverändert, aber es ist keine hier hinterlegte Niederschrift.",
    ),
    Echtheit.OHNE_UNTERSCHRIFT: (
        "Keine unterzeichnete Niederschrift",
        "Die Datei trägt keine Unterschrift und ist hier nicht hinterlegt.",
    ),
    Echtheit.NICHT_PRUEFBAR: (
        "Gerade nicht zu prüfen",
        "Die Datei ist hier hinterlegt. Ihre Unterschriften ließen sich aber gerade nicht prüfen. "
        "Bitte versuchen Sie es später noch einmal.",
    ),
    Echtheit.NICHT_ECHT: (
        "Nicht echt",
        "Die Datei wurde verändert, oder ihre Unterschriften stammen nicht von dieser Einrichtung.",
    ),
}
