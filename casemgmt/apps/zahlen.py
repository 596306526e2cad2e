"""Figures, and the demo from which the published ones follow."""

from __future__ import annotations

from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil


def eintragen() -> None:
    from casemgmt.domain.vorfuehrung import fallarbeit_aufbauen

    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("casemgmt.fallarbeit", fallarbeit_aufbauen))
