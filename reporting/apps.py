"""Wiring of the module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Auswertung")

    def ready(self) -> None:
        from reporting.permissions import OEFFNEN, RECHTE_DES_MODULS

        for recht in RECHTE_DES_MODULS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="reporting",
                titel=str(self.verbose_name),
                url_name="reporting:uebersicht",
                gruppe=Gruppe.AUSWERTUNG,
                recht=OEFFNEN.schluessel,
                modul=Modul.REPORTING,
                rang=10,
            )
        )
