"""Kontrast von Farben nach WCAG 2.2, Erfolgskriterium 1.4.3."""

from __future__ import annotations

import re

from kim.basis.befund import Befund, Verstoss

NORM = "WCAG 2.2, 1.4.3"
MINDESTENS = 4.5
HELLER_GRUND = "#f3f4f7"
"""Die dunkelste Fläche der hellen Darstellung; was hier lesbar ist, ist es auch auf Weiß."""
DUNKLER_GRUND = "#1d2034"
"""Die hellste Fläche der dunklen Darstellung; was hier lesbar ist, ist es auch auf Schwarz."""

_MUSTER = re.compile(r"#[0-9a-fA-F]{6}")


def kanaele(farbe: str) -> tuple[int, int, int]:
    """Rot, Grün und Blau einer Farbe wie „#004b76“."""
    if not _MUSTER.fullmatch(farbe):
        raise ValueError("Die Farbe muss aus # und sechs Zeichen von 0 bis 9 und a bis f bestehen.")
    return int(farbe[1:3], 16), int(farbe[3:5], 16), int(farbe[5:7], 16)


def leuchtdichte(farbe: str) -> float:
    """Relative Leuchtdichte von 0 (Schwarz) bis 1 (Weiß)."""

    def linear(kanal: int) -> float:
        anteil = kanal / 255
        return anteil / 12.92 if anteil <= 0.04045 else float(((anteil + 0.055) / 1.055) ** 2.4)

    rot, gruen, blau = (linear(kanal) for kanal in kanaele(farbe))
    return 0.2126 * rot + 0.7152 * gruen + 0.0722 * blau


def kontrast(eine: str, andere: str) -> float:
    """Das Verhältnis zweier Farben von 1 (gleich) bis 21 (Schwarz auf Weiß)."""
    hell, dunkel = sorted((leuchtdichte(eine), leuchtdichte(andere)), reverse=True)
    return (hell + 0.05) / (dunkel + 0.05)


def fuer_dunkel(farbe: str) -> str:
    """Hellt eine Akzentfarbe so weit auf, dass sie auf dunklem Grund lesbar ist."""
    ursprung = kanaele(farbe)
    ergebnis = farbe.lower()
    for schritt in range(1, 101):
        if kontrast(ergebnis, DUNKLER_GRUND) >= MINDESTENS:
            break
        ergebnis = "#" + "".join(f"{round(k + (255 - k) * schritt / 100):02x}" for k in ursprung)
    return ergebnis


def akzentfarbe_pruefen(farbe: str) -> Befund:
    """Prüft, ob Text in dieser Farbe auf hellem Grund und weißer Text auf ihr lesbar ist.

    Für die dunkle Darstellung wird die Farbe aufgehellt; deshalb entscheidet der helle Grund.
    """
    auf_hell = kontrast(farbe, HELLER_GRUND)
    dunkel = fuer_dunkel(farbe)
    auf_dunkel = kontrast(dunkel, DUNKLER_GRUND)
    rechnung = (
        f"Kontrast zum hellen Grund {_zahl(auf_hell)}:1, aufgehellt als {dunkel} zum dunklen Grund "
        f"{_zahl(auf_dunkel)}:1; verlangt sind je {_zahl(MINDESTENS)}:1."
    )
    if auf_hell < MINDESTENS:
        verstoss = Verstoss(
            "kontrast_zu_gering",
            f"Die Farbe ist auf hellem Grund nicht lesbar genug: Kontrast {_zahl(auf_hell)}:1, nötig sind "
            f"{_zahl(MINDESTENS)}:1. Bitte eine dunklere Farbe wählen.",
            NORM,
        )
        return Befund("nicht lesbar", NORM, rechnung, (verstoss,))
    return Befund("lesbar", NORM, rechnung)


def _zahl(wert: float) -> str:
    # Cut, not rounded: 4.497 must not be shown as the 4.50 that it fails to reach.
    return f"{int(wert * 100) / 100:.2f}".replace(".", ",")
