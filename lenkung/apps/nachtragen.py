"""Sessions that were held on paper, one by one or from tables; in the demo those that the sources tell of."""

from __future__ import annotations

from kim.basis.einspielart import EINSPIELARTEN
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil


def eintragen() -> None:
    from lenkung.domain import altbeschluesse, altsitzungen
    from lenkung.domain.vorfuehrung_verlauf import verlauf_aufbauen

    EINSPIELARTEN.eintragen(altsitzungen.EINSPIELART)
    EINSPIELARTEN.eintragen(altbeschluesse.EINSPIELART)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.verlauf", verlauf_aufbauen))
