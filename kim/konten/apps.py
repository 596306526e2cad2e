"""Wiring of the room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE, Auftragsart, Zeitplan
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.mailtext import MAILTEXTE, Mailtextart, Platzhalter
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE
from kim.basis.rollenbereich import ROLLENBEREICHE, Rollenbereich
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.zugriff import HISTORIENARTEN, Historienart


class KontenConfig(AppConfig):
    name = "kim.konten"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from kim.konten import permissions, tasks
        from kim.konten.domain.queries import bereiche
        from kim.konten.views import heute

        for recht in permissions.RECHTE_DES_RAUMS:
            RECHTE.eintragen(recht)
        for bereich in (
            Rollenbereich("kreis", "Kreis", "stammdaten.Kreis", bereiche.kreis_auswahl),
            Rollenbereich("kommune", "Kommune", "stammdaten.Kommune", bereiche.kommunen_auswahl),
            Rollenbereich("einrichtung", "Behörde", "stammdaten.Einrichtung", bereiche.behoerden_auswahl),
        ):
            ROLLENBEREICHE.eintragen(bereich)
        self._seiten_eintragen(permissions)
        self._heute_eintragen(permissions, heute)
        HISTORIENARTEN.eintragen(Historienart("konto", "Konto", permissions.sichtbare_konten, url=_konto_url))
        HISTORIENARTEN.eintragen(
            Historienart("rollenzuweisung", "Rolle", permissions.sichtbare_zuweisungen, url=_zuweisung_url)
        )
        AUFTRAGSARTEN.eintragen(
            Auftragsart("konten.rollen_abraeumen", "Abgelaufene Rollen abräumen", tasks.rollen_abraeumen)
        )
        ZEITPLAENE.eintragen(
            Zeitplan("konten.rollen_abraeumen", "konten.rollen_abraeumen", timedelta(hours=6))
        )
        # Permission rows are part of the schema, like content types: made where Django makes those.
        post_migrate.connect(_nach_migration, dispatch_uid="kim.konten.berechtigungen")

        self._mailtexte_eintragen()

    @staticmethod
    def _mailtexte_eintragen() -> None:
        from kim.konten.regeln.texte import ERKLAERUNGEN, TEXTE

        for text in TEXTE.values():
            MAILTEXTE.eintragen(
                Mailtextart(
                    schluessel=text.mailtext,
                    titel=text.titel,
                    betreff=text.betreff,
                    text=text.text,
                    anlass=f"Geht hinaus, {text.wann}.",
                    platzhalter=tuple(
                        Platzhalter(
                            name,
                            *ERKLAERUNGEN[name],
                            pflicht=name == "link",
                            geheim=name == "link" and text.link_geheim,
                        )
                        for name in text.platzhalter
                    ),
                )
            )

    @staticmethod
    def _seiten_eintragen(permissions: Any) -> None:
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="konten",
                titel="Konten",
                url_name="konten:liste",
                gruppe=Gruppe.VERWALTUNG,
                recht=permissions.VERWALTEN.schluessel,
                rang=50,
                symbol="konten",
            )
        )
        NAVIGATION.eintragen(
            Naveintrag(
                schluessel="konten.bestaetigungen",
                titel="Bestätigungen",
                url_name="konten:bestaetigungen",
                gruppe=Gruppe.VERWALTUNG,
                recht=permissions.ROLLE_BESTAETIGEN.schluessel,
                rang=51,
                symbol="schild",
            )
        )

    @staticmethod
    def _heute_eintragen(permissions: Any, heute: Any) -> None:
        HEUTE.eintragen(
            Heutequelle(
                "konten.bestaetigen", heute.zu_bestaetigen, recht=permissions.ROLLE_BESTAETIGEN.schluessel
            )
        )
        HEUTE.eintragen(Heutequelle("konten.endende_rollen", heute.endende_rollen))
        HEUTE.eintragen(Heutequelle("konten.zweiter_faktor", heute.zweiter_faktor_fehlt))
        SUCHE.eintragen(
            Suchquelle(
                "konten", "Konten", heute.konten_suchen, recht=permissions.VERWALTEN.schluessel, rang=90
            )
        )


def _konto_url(konto: Any) -> str:
    return reverse("konten:konto", args=[konto.pk])


def _zuweisung_url(zuweisung: Any) -> str:
    return reverse("konten:konto", args=[zuweisung.konto_id])


def _nach_migration(sender: AppConfig, **_angaben: Any) -> None:
    if sender.name != "guardian":
        return
    from kim.konten.domain.berechtigungen import berechtigungen_anlegen

    berechtigungen_anlegen()
