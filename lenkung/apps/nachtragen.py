"""Sessions that were held on paper: in the demo those that the sources tell of."""

from __future__ import annotations

from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil


def eintragen() -> None:
    from lenkung.domain.vorfuehrung_verlauf import verlauf_aufbauen

    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.verlauf", verlauf_aufbauen))
