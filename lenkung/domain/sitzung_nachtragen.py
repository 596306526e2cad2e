"""Sitzungen eintragen, die vor der Zeit mit KIM stattfanden oder abgesagt wurden."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze
from lenkung import permissions
from lenkung.domain.sitzung import FELDER, SitzungAngaben
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Sitzung
from lenkung.regeln.sitzung import Sitzungsstand


@transaction.atomic
def sitzung_nachtragen(
    *,
    gremium_id: int,
    akteur: Akteur,
    beginn: datetime,
    angaben: SitzungAngaben,
    absage_grund: str = "",
    grund: str = "",
) -> Sitzung:
    """Geschlossen oder, mit Grund, abgesagt. Niemand wird unterrichtet, und Fristen haben keinen Nachweis."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_sitzung_planen(akteur, gremium))
    if beginn > timezone.now():
        raise Fachfehler(
            _("Dieser Termin liegt noch vor uns. Bitte die Sitzung planen."), code="kuenftig", feld="tag"
        )
    sitzung = Sitzung(gremium=gremium, beginn=beginn, absage_grund=absage_grund)
    sitzung.stand = (Sitzungsstand.ABGESAGT if absage_grund else Sitzungsstand.GESCHLOSSEN).value
    setze(sitzung, angaben, FELDER)
    return speichere(sitzung, akteur=akteur, grund=grund)
