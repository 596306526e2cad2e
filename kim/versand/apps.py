"""Wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN, ZEITPLAENE
from kim.basis.heute import HEUTE, Heutequelle
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.rechte import RECHTE
from kim.basis.suche import SUCHE, Suchquelle
from kim.basis.zugriff import HISTORIENARTEN, Historienart


class VersandConfig(AppConfig):
    name = "kim.versand"
    verbose_name = _("Versand")

    def ready(self) -> None:
        from kim.versand import permissions, tasks
        from kim.versand.views import anschluesse

        for recht in permissions.RECHTE_DIESES_RAUMS:
            RECHTE.eintragen(recht)
        AUFTRAGSARTEN.eintragen(tasks.NACHRICHT_SENDEN)
        AUFTRAGSARTEN.eintragen(tasks.LIEGENGEBLIEBENES_SENDEN)
        ZEITPLAENE.eintragen(tasks.KEHRPLAN)
        sehen, texte = permissions.SEHEN.schluessel, permissions.TEXTE_AENDERN.schluessel
        NAVIGATION.eintragen(
            Naveintrag(
                "versand.postausgang",
                "Postausgang",
                "versand:postausgang",
                Gruppe.VERWALTUNG,
                recht=sehen,
                rang=30,
                symbol="brief",
            )
        )
        NAVIGATION.eintragen(
            Naveintrag(
                "versand.mailtexte",
                "Mailtexte",
                "versand:mailtext-liste",
                Gruppe.VERWALTUNG,
                recht=texte,
                rang=40,
                symbol="stift",
            )
        )
        HEUTE.eintragen(Heutequelle("versand.zu_klaeren", anschluesse.heute_zeilen, recht=sehen))
        SUCHE.eintragen(
            Suchquelle(
                "versand.nachrichten",
                "Nachrichten",
                anschluesse.nachrichten_suchen,
                recht=permissions.INHALT_SEHEN.schluessel,
                rang=70,
            )
        )
        HISTORIENARTEN.eintragen(Historienart("mailtext", "Mailtext", permissions.sichtbare_mailtexte))
