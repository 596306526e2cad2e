"""Contrast of colours after WCAG 2.2, and the accent colour of a Kreis on a light and on a dark page."""

from __future__ import annotations

import colorsys
import re

HELL = "#ffffff"
DUNKEL = "#14161f"
MINDESTKONTRAST = 4.5
_FORM = re.compile(r"^#[0-9a-f]{6}$")


def ist_farbe(farbe: str) -> bool:
    return bool(_FORM.match(farbe.lower()))


def _anteile(farbe: str) -> tuple[float, float, float]:
    if not ist_farbe(farbe):
        raise ValueError(f"Keine Farbe: {farbe!r}")
    r, g, b = (int(farbe[stelle : stelle + 2], 16) / 255 for stelle in (1, 3, 5))
    return r, g, b


def _leuchtdichte(farbe: str) -> float:
    linear = [a / 12.92 if a <= 0.04045 else ((a + 0.055) / 1.055) ** 2.4 for a in _anteile(farbe)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def kontrast(eine: str, andere: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    hell, dunkel = sorted((_leuchtdichte(eine), _leuchtdichte(andere)), reverse=True)
    return (hell + 0.05) / (dunkel + 0.05)


def akzent_taugt(farbe: str) -> bool:
    """Is the colour readable as text on white, and white on it?"""
    return ist_farbe(farbe) and kontrast(farbe, HELL) >= MINDESTKONTRAST


def _verschoben(farbe: str, grund: str, ziel: float, schritt: float) -> str:
    ton, helle, saettigung = colorsys.rgb_to_hls(*_anteile(farbe))
    ergebnis = farbe.lower()
    # Black and white themselves must move, too: only the end that the step leads to stops it.
    ende = 1.0 if schritt > 0 else 0.0
    while kontrast(ergebnis, grund) < ziel and helle != ende:
        helle = min(1.0, max(0.0, helle + schritt))
        r, g, b = colorsys.hls_to_rgb(ton, helle, saettigung)
        ergebnis = f"#{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}"
    return ergebnis


def akzent_hell(farbe: str) -> str:
    """The accent for a light page: darkened where it would not be readable."""
    return _verschoben(farbe, HELL, MINDESTKONTRAST, -0.02)


def akzent_dunkel(farbe: str) -> str:
    """The same hue for a dark page, lighter, with room to spare for tinted surfaces."""
    return _verschoben(farbe, DUNKEL, 8.0, 0.02)
