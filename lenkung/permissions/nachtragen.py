"""Entering later what was held on paper."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import Gremium, Sitzung
from lenkung.permissions.rechte import VORBEREITEN, bereich_von
from lenkung.permissions.sitzungen import darf_sitzung_planen
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


def darf_sitzungen_uebernehmen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Old sessions from a table: the same as entering each of them, and its agenda."""
    planen = darf_sitzung_planen(akteur, gremium)
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium)) if planen else planen


def darf_beschluesse_uebernehmen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Also of a Gremium that has been closed: what it decided still holds."""
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))
