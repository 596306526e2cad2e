"""Taking over a former database: its place in the navigation, and files that nobody took over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag


def eintragen() -> None:
    from casemgmt import tasks
    from casemgmt.permissions import FACHAUFSICHT

    AUFTRAGSARTEN.eintragen(tasks.DATEIEN)
    ZEITPLAENE.eintragen(tasks.DATEIEN_PLAN)
    NAVIGATION.eintragen(
        Naveintrag(
            schluessel="casemgmt.uebernahme",
            titel=str(_("Bestand übernehmen")),
            url_name="casemgmt:uebernahme-liste",
            gruppe=Gruppe.FALLARBEIT,
            recht=FACHAUFSICHT.schluessel,
            modul=Modul.CASEMGMT,
            rang=90,
            symbol="herunterladen",
        )
    )
