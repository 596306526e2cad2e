"""What is written about an agenda."""

from __future__ import annotations

from kim.basis.mailtext import MAILTEXTE
from kim.basis.vorfuehrung import VORFUEHRUNGSTEILE, Vorfuehrungsteil


def eintragen() -> None:
    from lenkung.domain.mailtexte_tagesordnung import MAILTEXTE_DER_TAGESORDNUNG
    from lenkung.domain.vorfuehrung_tagesordnung import tagesordnung_aufbauen

    for text in MAILTEXTE_DER_TAGESORDNUNG:
        MAILTEXTE.eintragen(text)
    VORFUEHRUNGSTEILE.eintragen(Vorfuehrungsteil("lenkung.tagesordnung", tagesordnung_aufbauen))
