"""What people read for the fixed values of `regeln/gremium.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lenkung.regeln.bestimmungen import BESTIMMUNGEN
from lenkung.regeln.gremium import AmtArt, BesetzungArt, GremiumArt

GREMIUM_ARTEN = [
    (GremiumArt.LENKUNGSGRUPPE.value, _("Lenkungsgruppe")),
    (GremiumArt.ARBEITSGRUPPE.value, _("Arbeitsgruppe")),
]
AMT_ARTEN = [
    (AmtArt.VORSITZ.value, _("Vorsitz")),
    (AmtArt.STELLV_VORSITZ.value, _("stellvertretender Vorsitz")),
    (AmtArt.LEITUNG_GESCHAEFTSSTELLE.value, _("Leitung der Geschäftsstelle")),
]
BESETZUNG_ARTEN = [
    (BesetzungArt.MITGLIED.value, _("Mitglied")),
    (BesetzungArt.STELLVERTRETUNG.value, _("Stellvertretung")),
]
BESTIMMUNG_ARTEN = [(art.schluessel, art.titel) for art in BESTIMMUNGEN.values()]
