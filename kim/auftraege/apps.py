"""Wiring of the room."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE, Auftragsart, Fortschritt, Zeitplan
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE


def _aufraeumen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    from kim.auftraege.domain import auftraege_aufraeumen

    return {"entfernt": auftraege_aufraeumen(jetzt=timezone.now())}


class AuftraegeConfig(AppConfig):
    name = "kim.auftraege"
    verbose_name = _("Aufträge")

    def ready(self) -> None:
        from kim.auftraege.permissions import SEHEN, STEUERN
        from kim.auftraege.views import auftraege

        RECHTE.eintragen(SEHEN)
        RECHTE.eintragen(STEUERN)
        AUFTRAGSARTEN.eintragen(
            Auftragsart("auftraege.aufraeumen", "Erledigte Aufträge aufräumen", _aufraeumen)
        )
        ZEITPLAENE.eintragen(Zeitplan("aufraeumen", "auftraege.aufraeumen", timedelta(days=1)))
        NAVIGATION.eintragen(
            Naveintrag(
                "auftraege",
                "Aufträge",
                "auftraege:liste",
                Gruppe.VERWALTUNG,
                recht=SEHEN.schluessel,
                rang=70,
                symbol="auftrag",
            )
        )
        HEUTE.eintragen(Heutequelle("auftraege.gescheitert", auftraege.heute_zeilen, recht=SEHEN.schluessel))
