"""`manage.py zertifizierungsstelle`: shows the own authority; --neu makes one that signs from now on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kim.basis.zeit import BERLIN
from kim.siegel.domain.technik.zertifikat import kennzeichen
from kim.siegel.domain.zertifizierungsstelle import (
    neueste,
    zertifikat_der,
    zertifizierungsstelle_erneuern,
)


class Command(BaseCommand):
    help = "Zeigt die eigene Zertifizierungsstelle, mit der KIM Schreiben unterzeichnet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--neu",
            action="store_true",
            help="eine neue anlegen, die ab jetzt gilt; die alten bleiben zum Prüfen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stelle = zertifizierungsstelle_erneuern() if options["neu"] else neueste()
        if stelle is None:
            self.stdout.write("Es gibt noch keine; sie entsteht bei der ersten Unterschrift.")
            return
        angaben = kennzeichen(zertifikat_der(stelle))
        self.stdout.write(
            f"Zertifizierungsstelle Nr. {stelle.nummer}, gilt bis "
            f"{stelle.gilt_bis.astimezone(BERLIN):%d.%m.%Y}.\n"
            f"{angaben['inhaber']}\nSHA-256 {angaben['fingerabdruck']}"
        )
