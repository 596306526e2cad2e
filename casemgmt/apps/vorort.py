"""On site without a network: the tray on the start page, and its history."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.modul import Modul
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from casemgmt import permissions
    from casemgmt.views import uebertragungen

    HISTORIENARTEN.eintragen(
        Historienart(
            "uebertragung", "Übertragung vom Gerät", permissions.sichtbare_uebertragungen, sensibel=True
        )
    )
    HEUTE.eintragen(
        Heutequelle(
            "casemgmt.ablage",
            uebertragungen.auf_heute,
            recht=permissions.OEFFNEN.schluessel,
            modul=Modul.CASEMGMT,
        )
    )
