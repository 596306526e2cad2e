"""Answers to invitations and polls: their links in mails, and what is written about them."""

from __future__ import annotations

from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.modul import Modul


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.abfrage import ABFRAGE_LINK
    from lenkung.domain.mailtexte_antwort import MAILTEXTE_DER_ANTWORTEN
    from lenkung.domain.persoenliche_links import LINKZWECKE_DER_ANTWORT
    from lenkung.views import antwort_heute

    HEUTE.eintragen(
        Heutequelle(
            "lenkung.antworten",
            antwort_heute.heute_zeilen,
            recht=permissions.GREMIUM_LESEN.schluessel,
            modul=Modul.LENKUNG,
        )
    )
    for zweck in (*LINKZWECKE_DER_ANTWORT, ABFRAGE_LINK):
        LINKZWECKE.eintragen(zweck)
    for text in MAILTEXTE_DER_ANTWORTEN:
        MAILTEXTE.eintragen(text)
