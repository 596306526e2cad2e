"""What people read for the fixed values of `regeln/gremium.py`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lenkung.regeln.bestimmungen import BESTIMMUNGEN
from lenkung.regeln.gremium import AmtArt, BesetzungArt, GremiumArt
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Sitzungsart

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
SITZUNGSARTEN = [
    (Sitzungsart.PRAESENZ.value, _("in Präsenz")),
    (Sitzungsart.DIGITAL.value, _("digital")),
    (Sitzungsart.HYBRID.value, _("hybrid")),
]
SITZUNGSSTAENDE = [
    (Sitzungsstand.GEPLANT.value, _("geplant")),
    (Sitzungsstand.TAGESORDNUNG_FESTGELEGT.value, _("Tagesordnung festgelegt")),
    (Sitzungsstand.EINGELADEN.value, _("eingeladen")),
    (Sitzungsstand.EROEFFNET.value, _("eröffnet")),
    (Sitzungsstand.GESCHLOSSEN.value, _("geschlossen")),
    (Sitzungsstand.ABGESAGT.value, _("abgesagt")),
]
