"""Wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kim.basis.auftragsart import AUFTRAGSARTEN
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.basis.pdfart import PDFARTEN
from kim.basis.rechte import RECHTE
from kim.basis.zugriff import DOKUMENTZUGRIFFE, HISTORIENARTEN, Dokumentzugriff, Historienart


class DokumenteConfig(AppConfig):
    name = "kim.dokumente"
    verbose_name = _("Dokumente")

    def ready(self) -> None:
        from kim.dokumente import permissions, tasks
        from kim.dokumente.pdf import briefkopfprobe

        for recht in permissions.RECHTE_DIESES_RAUMS:
            RECHTE.eintragen(recht)
        DOKUMENTZUGRIFFE.eintragen(Dokumentzugriff(permissions.ABLAGE, permissions.darf_ablage_lesen))
        DOKUMENTZUGRIFFE.eintragen(
            Dokumentzugriff(permissions.BRIEFKOPFPROBE, permissions.darf_briefkopfprobe_lesen)
        )
        HISTORIENARTEN.eintragen(Historienart("dokument", "Dokument", permissions.sichtbare_ablage))
        AUFTRAGSARTEN.eintragen(tasks.PDF_ERSTELLEN)
        PDFARTEN.eintragen(briefkopfprobe.PDFART)
        NAVIGATION.eintragen(
            Naveintrag(
                "dokumente.ablage",
                "Dokumente",
                "dokumente:ablage",
                Gruppe.VERWALTUNG,
                recht=permissions.HOCHLADEN,
                rang=60,
                symbol="ordner",
            )
        )
        NAVIGATION.eintragen(
            Naveintrag(
                "dokumente.briefkopf",
                "Briefkopf",
                "dokumente:briefkopf",
                Gruppe.VERWALTUNG,
                recht=permissions.BRIEFKOPF_PRUEFEN,
                rang=80,
                symbol="dokument",
            )
        )
