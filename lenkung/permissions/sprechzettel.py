"""What the chair has in her hand: for those who run the Gremium, on the page and on paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.permissions.sitzungen import sichtbare_sitzungen
from lenkung.permissions.vorbereitung import darf_hinter_die_kulissen

SPRECHZETTEL_DRUCK = "lenkung.sprechzettel"
"""What a printed Sprechzettel belongs to: the session."""


def darf_sprechzettel_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    sitzung = sichtbare_sitzungen(akteur).filter(pk=dokument.gehoert_zu_id).first()
    if sitzung is None:
        return verweigert(_("Dieser Sprechzettel gehört zu einer Sitzung, die Sie nicht sehen."))
    return darf_hinter_die_kulissen(akteur, sitzung)
