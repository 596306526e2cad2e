"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE


class ProtokollConfig(AppConfig):
    name = "kim.protokoll"
    verbose_name = _("Protokoll")

    def ready(self) -> None:
        from kim.protokoll import permissions

        for recht in permissions.RECHTE_DIESES_RAUMS:
            RECHTE.eintragen(recht)
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="protokoll.lesezugriffe",
                titel="Lesezugriffe",
                url_name="protokoll:lesezugriffe",
                gruppe=Gruppe.VERWALTUNG,
                recht=permissions.LESEZUGRIFFE_SEHEN,
                rang=800,
                symbol="auge",
            )
        )
