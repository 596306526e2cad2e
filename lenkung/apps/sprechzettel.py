"""What the chair holds in her hand while the session is on."""

from __future__ import annotations

from kim.basis.pdfart import PDFARTEN
from kim.basis.zugriff import DOKUMENTZUGRIFFE, Dokumentzugriff


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.pdf import sprechzettel

    DOKUMENTZUGRIFFE.eintragen(
        Dokumentzugriff(permissions.SPRECHZETTEL_DRUCK, permissions.darf_sprechzettel_lesen)
    )
    PDFARTEN.eintragen(sprechzettel.PDFART)
