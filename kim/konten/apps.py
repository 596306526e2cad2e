"""Wiring of the room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from kim.basis.rechte import RECHTE
from kim.basis.rollenbereich import ROLLENBEREICHE, Rollenbereich


class KontenConfig(AppConfig):
    name = "kim.konten"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from kim.konten.domain.queries import bereiche
        from kim.konten.permissions import RECHTE_DES_RAUMS

        for recht in RECHTE_DES_RAUMS:
            RECHTE.eintragen(recht)
        ROLLENBEREICHE.eintragen(Rollenbereich("kreis", "Kreis", "stammdaten.Kreis", bereiche.kreis_auswahl))
        ROLLENBEREICHE.eintragen(
            Rollenbereich("kommune", "Kommune", "stammdaten.Kommune", bereiche.kommunen_auswahl)
        )
        ROLLENBEREICHE.eintragen(
            Rollenbereich("einrichtung", "Behörde", "stammdaten.Einrichtung", bereiche.behoerden_auswahl)
        )
        # Permission rows are part of the schema, like content types: made where Django makes those.
        post_migrate.connect(_nach_migration, dispatch_uid="kim.konten.berechtigungen")


def _nach_migration(sender: AppConfig, **_angaben: Any) -> None:
    if sender.name != "guardian":
        return
    from kim.konten.domain.berechtigungen import berechtigungen_anlegen

    berechtigungen_anlegen()
