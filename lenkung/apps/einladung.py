"""Invitations: their texts, their letter, the personal link to large papers."""

from __future__ import annotations

from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.pdfart import PDFARTEN
from kim.basis.zugriff import DOKUMENTZUGRIFFE, Dokumentzugriff


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.einladungstexte import MAILTEXTE_DER_EINLADUNG
    from lenkung.domain.persoenliche_links import UNTERLAGEN
    from lenkung.pdf import einladung

    for text in MAILTEXTE_DER_EINLADUNG:
        MAILTEXTE.eintragen(text)
    DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.EINLADUNG_DRUCK, permissions.darf_einladung_lesen))
    PDFARTEN.eintragen(einladung.PDFART)
    LINKZWECKE.eintragen(UNTERLAGEN)
