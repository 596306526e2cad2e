"""Entering later what was held on paper."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import Sitzung
from lenkung.permissions.rechte import VORBEREITEN, bereich_von
from lenkung.regeln.sitzung import Sitzungsstand

_NICHT = frozenset({Sitzungsstand.EROEFFNET, Sitzungsstand.ABGESAGT})


def darf_nachtragen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    if sitzung.lage in _NICHT:
        return verweigert(
            _("Diese Sitzung ist %(stand)s; nachzutragen ist da nichts.")
            % {"stand": sitzung.get_stand_display()}
        )
    if sitzung.beginn > timezone.now():
        return verweigert(_("Diese Sitzung ist noch nicht vorbei; nachzutragen ist da nichts."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))
