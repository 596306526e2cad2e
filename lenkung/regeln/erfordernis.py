"""Wie viele Ja-Stimmen es braucht, gesagt, bevor abgestimmt wird (GO RSK § 6 Abs. 2, GO Steinfurt § 6)."""

from __future__ import annotations

from kim.basis.befund import Befund
from lenkung.regeln.augenblick import Augenblick
from lenkung.regeln.ausprobieren import noetige_ja
from lenkung.regeln.ordnung import Mehrheitsregel, Ordnung
from lenkung.regeln.werte import NICHT_GEREGELT, Mehrheitsbasis, Vergleich

_BASIS = {
    Mehrheitsbasis.ANWESENDE: "der Anwesenden",
    Mehrheitsbasis.ABGEGEBENE: "der abgegebenen Stimmen",
    Mehrheitsbasis.JA_NEIN: "der Ja- und Nein-Stimmen",
    Mehrheitsbasis.ALLE_SITZE: "aller stimmberechtigten Sitze",
}


def erfordernis(ordnung: Ordnung, augenblick: Augenblick) -> Befund:
    """Mit den Sitzen, die in diesem Augenblick vertreten sind; gezählt wird am Ende neu."""
    regel, vertretene = ordnung.mehrheit, len(augenblick.vertretene)
    if regel is None:
        return Befund(
            NICHT_GEREGELT,
            rechnung="Die Geschäftsordnung bestimmt keine Mehrheit; der Vorsitz stellt das Ergebnis fest.",
        )
    noetig = noetige_ja(ordnung, vertretene=vertretene, stimmberechtigte=augenblick.stimmberechtigte)
    anteil = anteil_in_worten(regel)
    if noetig is None:
        text = f"Bei {_sitze(vertretene)} kann nichts angenommen werden: nötig {anteil}."
        return Befund("nicht_erreichbar", (regel.norm,), text)
    text = f"Nötig {anteil}; bei {_sitze(vertretene)} sind das {noetig} Ja, wenn alle übrigen Nein sagen."
    return Befund("erforderlich", (regel.norm,), text)


def anteil_in_worten(regel: Mehrheitsregel) -> str:
    """„mindestens 2/3 der Anwesenden“, „mehr Ja als Nein“"""
    if (regel.zaehler, regel.nenner, regel.vergleich) == (1, 2, Vergleich.MEHR_ALS):
        if regel.basis is Mehrheitsbasis.JA_NEIN:
            return "sind mehr Ja als Nein"
        return f"ist mehr als die Hälfte {_BASIS[regel.basis]}"
    mehr = "mehr als" if regel.vergleich is Vergleich.MEHR_ALS else "mindestens"
    return f"sind {mehr} {regel.zaehler}/{regel.nenner} {_BASIS[regel.basis]}"


def _sitze(anzahl: int) -> str:
    return "1 vertretenen Sitz" if anzahl == 1 else f"{anzahl} vertretenen Sitzen"
