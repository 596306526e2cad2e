"""Wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.einspielart import EINSPIELARTEN
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.kreisangaben import KREISQUELLEN, Kreisquelle
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.zugriff import HISTORIENARTEN, Historienart


class StammdatenConfig(AppConfig):
    name = "kim.stammdaten"
    verbose_name = _("Stammdaten")

    def ready(self) -> None:
        from kim.stammdaten import permissions, tasks
        from kim.stammdaten.domain.einspielen import STAMMDATEN
        from kim.stammdaten.domain.queries.listen import alle_kreise
        from kim.stammdaten.views import anschluesse

        for angabe in permissions.RECHTE_DIESES_RAUMS:
            RECHTE.eintragen(angabe)
        KREISQUELLEN.eintragen(Kreisquelle("stammdaten", alle_kreise))
        for einspielart in STAMMDATEN:
            EINSPIELARTEN.eintragen(einspielart)
        AUFTRAGSARTEN.eintragen(tasks.AUFRAEUMEN)
        ZEITPLAENE.eintragen(tasks.AUFRAEUMEN_PLAN)

        NAVIGATION.eintragen(
            Naveintrag(
                "stammdaten",
                "Stammdaten",
                "stammdaten:uebersicht",
                Gruppe.VERWALTUNG,
                recht=permissions.SEHEN,
                rang=10,
                symbol="gebaeude",
            )
        )
        NAVIGATION.eintragen(
            Naveintrag(
                "stammdaten.kreis",
                "Kreis",
                "stammdaten:kreis-detail",
                Gruppe.VERWALTUNG,
                recht=permissions.KREIS_EINSTELLEN,
                rang=90,
                symbol="kreis",
            )
        )
        HEUTE.eintragen(
            Heutequelle("stammdaten.kontakt", anschluesse.heute_zeilen, recht=permissions.AENDERN)
        )
        for schluessel, titel, suchen, recht, rang in (
            ("einrichtungen", "Einrichtungen", anschluesse.einrichtungen_suchen, permissions.SEHEN, 50),
            ("personen", "Personen", anschluesse.personen_suchen, permissions.PERSONEN_SEHEN, 51),
            ("kommunen", "Kommunen", anschluesse.kommunen_suchen, permissions.SEHEN, 52),
            ("standorte", "Standorte", anschluesse.standorte_suchen, permissions.SEHEN, 53),
        ):
            SUCHE.eintragen(Suchquelle(f"stammdaten.{schluessel}", titel, suchen, recht=recht, rang=rang))
        for schluessel, titel, sichtbare in (
            ("kreis", "Kreis", permissions.einstellbare_kreise),
            ("kommune", "Kommune", permissions.sichtbare_kommunen),
            ("einrichtung", "Einrichtung", permissions.sichtbare_einrichtungen),
            ("person", "Person", permissions.sichtbare_personen),
            ("funktion", "Funktion", permissions.sichtbare_funktionen),
            ("standort", "Standort", permissions.sichtbare_standorte),
        ):
            HISTORIENARTEN.eintragen(
                Historienart(schluessel, titel, sichtbare, url=anschluesse.seite_des_satzes)
            )
