"""What people read for the fixed values of `regeln/akteure.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from casemgmt.regeln.akteure import Bestaetigt, Verweisweg, Wartezeit

VERWEISWEGE = [
    (Verweisweg.MAIL.value, _("E-Mail mit persönlichem Link")),
    (Verweisweg.BRIEF.value, _("Brief")),
    (Verweisweg.PERSOENLICH.value, _("persönlich, die Menschen bringen ihn mit")),
    (Verweisweg.LINK.value, _("eigene Anmeldeseite der Stelle")),
]
WARTEZEITEN = [
    (Wartezeit.KEINE.value, _("keine")),
    (Wartezeit.BIS_ZWEI.value, _("bis 2 Wochen")),
    (Wartezeit.BIS_VIER.value, _("bis 4 Wochen")),
    (Wartezeit.BIS_ACHT.value, _("bis 8 Wochen")),
]
BESTAETIGUNGEN = [
    (Bestaetigt.AKTUELL.value, _("im letzten halben Jahr")),
    (Bestaetigt.FAELLIG.value, _("länger her oder nie")),
]
