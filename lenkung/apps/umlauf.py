"""Circular decisions: their links in mails, what is written about them, their histories."""

from __future__ import annotations

from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from lenkung import permissions
    from lenkung.domain.mailtexte_umlauf import MAILTEXTE_DES_UMLAUFS
    from lenkung.domain.umlaufpost import UMLAUF_LINK, VORBEHALT, umlauf_gilt_noch
    from lenkung.views import anschluesse

    for art, bezeichnung, sichtbare in (
        ("umlauf", "Umlaufbeschluss", permissions.einsehbare_umlaufverfahren),
        ("umlaufstimme", "Stimme im Umlauf", permissions.einsehbare_umlaufstimmen),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=anschluesse.seite_des_satzes))
    LINKZWECKE.eintragen(UMLAUF_LINK)
    SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, umlauf_gilt_noch))
    for text in MAILTEXTE_DES_UMLAUFS:
        MAILTEXTE.eintragen(text)
