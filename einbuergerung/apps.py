"""Wiring of the module."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.modul import Modul
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE


class EinbuergerungConfig(AppConfig):
    name = "einbuergerung"
    verbose_name = _("Modul 3")

    def ready(self) -> None:
        from einbuergerung.permissions import OEFFNEN, RECHTE_DES_MODULS

        for recht in RECHTE_DES_MODULS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="einbuergerung",
                titel=str(self.verbose_name),
                url_name="einbuergerung:uebersicht",
                gruppe=Gruppe.MODUL3,
                recht=OEFFNEN.schluessel,
                modul=Modul.EINBUERGERUNG,
                rang=10,
            )
        )
