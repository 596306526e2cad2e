"""What is written about an agenda."""

from __future__ import annotations

from kim.basis.mailtext import MAILTEXTE


def eintragen() -> None:
    from lenkung.domain.mailtexte_tagesordnung import MAILTEXTE_DER_TAGESORDNUNG

    for text in MAILTEXTE_DER_TAGESORDNUNG:
        MAILTEXTE.eintragen(text)
