"""What the scheduler reminds of."""

from __future__ import annotations

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.mailtext import MAILTEXTE
from kim.basis.sendevorbehalt import SENDEVORBEHALTE, Sendevorbehalt


def eintragen() -> None:
    from lenkung import tasks
    from lenkung.domain.erinnern import VORBEHALT
    from lenkung.domain.erinnerung_vorbehalt import erinnerung_gilt_noch
    from lenkung.domain.mailtexte_erinnerung import MAILTEXTE_DER_ERINNERUNGEN

    for text in MAILTEXTE_DER_ERINNERUNGEN.values():
        MAILTEXTE.eintragen(text)
    SENDEVORBEHALTE.eintragen(Sendevorbehalt(VORBEHALT, erinnerung_gilt_noch))
    AUFTRAGSARTEN.eintragen(tasks.ERINNERN)
    ZEITPLAENE.eintragen(tasks.ERINNERN_PLAN)
