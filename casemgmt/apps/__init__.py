"""Wiring of the module: what it brings to the registries of the house, one file per area."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casemgmt.apps import (
    akten,
    akteure,
    einwilligungen,
    faelle,
    fallkonferenzen,
    ohne_netz,
    personen,
    uebernahme,
    verweise,
    vor_ort,
    zahlen,
)
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE

# In this order the demo is built: people first, then what is done with them.
TEILE = (
    akten,
    personen,
    einwilligungen,
    vor_ort,
    faelle,
    ohne_netz,
    zahlen,
    uebernahme,
    akteure,
    verweise,
    fallkonferenzen,
)


class CasemgmtConfig(AppConfig):
    name = "casemgmt"
    verbose_name = _("Fallarbeit")

    def ready(self) -> None:
        from casemgmt.permissions import OEFFNEN, RECHTE_DES_MODULS

        for recht in RECHTE_DES_MODULS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="casemgmt",
                titel="Fälle",
                url_name="casemgmt:fall-liste",
                gruppe=Gruppe.FALLARBEIT,
                recht=OEFFNEN.schluessel,
                modul=Modul.CASEMGMT,
                rang=10,
                symbol="akte",
            )
        )
        for teil in TEILE:
            teil.eintragen()
