"""Dispatch, objections and approval of a Niederschrift: mails, links, histories, the hourly look."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.linkzweck import LINKZWECKE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt
from kim.basis.zugriff import HISTORIENARTEN, Historienart


def eintragen() -> None:
    from lenkung import permissions, tasks
    from lenkung.domain.niederschriftsversand_post import (
        NIEDERSCHRIFT_LINK,
        VORBEHALT,
        niederschrift_gilt_noch,
    )
    from lenkung.domain.niederschriftsversandtexte import MAILTEXTE_DER_NIEDERSCHRIFT
    from lenkung.views.genehmigungsseiten import seite_des_satzes

    for art, bezeichnung, sichtbare in (
        ("verteiler", "Verteiler", permissions.sichtbare_verteiler),
        ("verteileradresse", "Adresse eines Verteilers", permissions.sichtbare_verteileradressen),
        (
            "niederschriftsversand",
            "Versand einer Niederschrift",
            permissions.sichtbare_niederschriftsversande,
        ),
        ("einwendung", "Einwendung", permissions.sichtbare_einwendungen),
        ("genehmigung", "Genehmigung einer Niederschrift", permissions.sichtbare_genehmigungen),
    ):
        HISTORIENARTEN.eintragen(Historienart(art, bezeichnung, sichtbare, url=seite_des_satzes))
    LINKZWECKE.eintragen(NIEDERSCHRIFT_LINK)
    SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, niederschrift_gilt_noch))
    for text in MAILTEXTE_DER_NIEDERSCHRIFT:
        MAILTEXTE.eintragen(text)
    AUFTRAGSARTEN.eintragen(tasks.GENEHMIGEN)
    ZEITPLAENE.eintragen(tasks.GENEHMIGEN_PLAN)
