"""Darf ein Kreis diese Akzentfarbe führen? Kontrast nach WCAG 2.2, Erfolgskriterium 1.4.3."""

from __future__ import annotations

from kim.basis.befund import Befund, Verstoss
from kim.basis.farbe import DUNKEL, HELL, MINDESTKONTRAST, akzent_dunkel, kontrast

NORM = "WCAG 2.2, 1.4.3"


def akzentfarbe_pruefen(farbe: str) -> Befund:
    """Prüft, ob Text in dieser Farbe auf Weiß und weißer Text auf ihr lesbar ist.

    Für die dunkle Darstellung wird die Farbe aufgehellt; deshalb entscheidet der Kontrast zu Weiß.
    """
    auf_hell = kontrast(farbe, HELL)
    dunkel = akzent_dunkel(farbe)
    rechnung = (
        f"Kontrast zu Weiß {_zahl(auf_hell)}:1, für die dunkle Darstellung als {dunkel} "
        f"{_zahl(kontrast(dunkel, DUNKEL))}:1; verlangt sind je {_zahl(MINDESTKONTRAST)}:1."
    )
    if auf_hell >= MINDESTKONTRAST:
        return Befund("lesbar", (NORM,), rechnung)
    verstoss = Verstoss(
        "kontrast_zu_gering",
        f"Die Farbe ist auf Weiß nicht lesbar genug: Kontrast {_zahl(auf_hell)}:1, nötig sind "
        f"{_zahl(MINDESTKONTRAST)}:1. Bitte eine dunklere Farbe wählen.",
        NORM,
    )
    return Befund("nicht lesbar", (NORM,), rechnung, (verstoss,))


def _zahl(wert: float) -> str:
    # Cut, not rounded: 4.497 must not be shown as the 4.50 that it fails to reach.
    return f"{int(wert * 100) / 100:.2f}".replace(".", ",")
