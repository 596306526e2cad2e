"""Die nötige Mehrheit (GO RSK § 6 Abs. 2, GO Steinfurt § 6)."""

from __future__ import annotations

from typing import NamedTuple

from lenkung.regeln.bruch import erreicht, kleinster_wert
from lenkung.regeln.ordnung import Mehrheitsregel
from lenkung.regeln.werte import Mehrheitsbasis, Vergleich


class Stimmen(NamedTuple):
    ja: int
    nein: int
    enthaltung: int

    @property
    def summe(self) -> int:
        return self.ja + self.nein + self.enthaltung


def _feste_und_wachsende(
    stimmen: Stimmen, basis: Mehrheitsbasis, *, vertretene: int, stimmberechtigte: int
) -> tuple[int, bool]:
    """Die Grundmenge ohne die Ja-Stimmen, und ob diese in ihr mitzählen."""
    if basis is Mehrheitsbasis.ANWESENDE:
        return vertretene, False
    if basis is Mehrheitsbasis.ALLE_SITZE:
        return stimmberechtigte, False
    if basis is Mehrheitsbasis.JA_NEIN:
        return stimmen.nein, True
    return stimmen.nein + stimmen.enthaltung, True


def grundmenge(stimmen: Stimmen, regel: Mehrheitsregel, *, vertretene: int, stimmberechtigte: int) -> int:
    """Die Zahl, von der der Bruch genommen wird."""
    fest, waechst = _feste_und_wachsende(
        stimmen, regel.basis, vertretene=vertretene, stimmberechtigte=stimmberechtigte
    )
    return fest + stimmen.ja if waechst else fest


def traegt(ja: int, basis: int, regel: Mehrheitsregel) -> bool:
    """Ohne eine einzige Ja-Stimme ist nichts angenommen."""
    return ja >= 1 and erreicht(ja, basis, regel)


def erforderlich(
    stimmen: Stimmen, regel: Mehrheitsregel, *, vertretene: int, stimmberechtigte: int
) -> int | None:
    """Die kleinste Zahl von Ja-Stimmen, die trägt, wenn Nein und Enthaltungen bleiben, wie sie sind.

    None, wenn keine genügt: die Grundmenge wächst dann mindestens so schnell wie die Ja-Stimmen.
    """
    fest, waechst = _feste_und_wachsende(
        stimmen, regel.basis, vertretene=vertretene, stimmberechtigte=stimmberechtigte
    )
    rechts = regel.zaehler * fest
    # nenner·ja ≥ zaehler·(fest + ja) says the same as (nenner - zaehler)·ja ≥ zaehler·fest
    faktor = regel.nenner - regel.zaehler if waechst else regel.nenner
    if faktor > 0:
        return kleinster_wert(rechts, faktor, regel)
    einstimmig = faktor == 0 and rechts == 0 and regel.vergleich is Vergleich.MINDESTENS
    return 1 if einstimmig else None
