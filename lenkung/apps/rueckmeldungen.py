"""Answers to invitations and polls: their links in mails, and what is written about them."""

from __future__ import annotations

from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE


def eintragen() -> None:
    from lenkung.domain.abfrage import ABFRAGE_LINK
    from lenkung.domain.mailtexte_antwort import MAILTEXTE_DER_ANTWORTEN
    from lenkung.domain.persoenliche_links import LINKZWECKE_DER_ANTWORT

    for zweck in (*LINKZWECKE_DER_ANTWORT, ABFRAGE_LINK):
        LINKZWECKE.eintragen(zweck)
    for text in MAILTEXTE_DER_ANTWORTEN:
        MAILTEXTE.eintragen(text)
