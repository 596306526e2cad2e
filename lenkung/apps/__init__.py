"""Wiring of the module: what it brings to the registries of the house, one file per area."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE
from lenkung.apps import (
    arbeitsgruppen,
    beschluesse,
    einladung,
    erinnerungen,
    genehmigung,
    geschaeftsordnung,
    gremien,
    nachtragen,
    niederschrift,
    portal,
    rueckmeldungen,
    sitzungen,
    sprechzettel,
    tagesordnung,
    umlauf,
    veroeffentlichung,
    vorbereitung,
    vorschlaege,
)

# In this order the demo is built: bodies first, then what they work by, then their sessions.
TEILE = (
    gremien,
    geschaeftsordnung,
    sitzungen,
    nachtragen,
    vorbereitung,
    vorschlaege,
    tagesordnung,
    einladung,
    rueckmeldungen,
    erinnerungen,
    portal,
    sprechzettel,
    beschluesse,
    umlauf,
    arbeitsgruppen,
    niederschrift,
    veroeffentlichung,
    genehmigung,
)


class LenkungConfig(AppConfig):
    name = "lenkung"
    verbose_name = _("Lenkung")

    def ready(self) -> None:
        from lenkung.permissions import OEFFNEN, RECHTE_DES_MODULS

        for recht in RECHTE_DES_MODULS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="lenkung",
                titel=str(self.verbose_name),
                url_name="lenkung:uebersicht",
                gruppe=Gruppe.LENKUNG,
                recht=OEFFNEN.schluessel,
                modul=Modul.LENKUNG,
                rang=10,
                symbol="hammer",
            )
        )
        for teil in TEILE:
            teil.eintragen()
