"""`manage.py demo_gross --kreise 54 --termine 1000000 --saat 1`: invented mass data, to measure with."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casemgmt.domain.massendaten import GROSS, KLIENTEN_SONST, Umfang, massendaten_anlegen
from kim.basis.fehler import Fachfehler


class Command(BaseCommand):
    help = (
        "Füllt eine leere Datenbank mit erfundenen Kreisen, Klientinnen und Klienten, Fällen und Terminen. "
        "Aus derselben Saat entstehen dieselben. Wo schon ein Kreis ist, geschieht nichts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kreise", type=int, default=54)
        parser.add_argument("--termine", type=int, default=1_000_000, help="Beratungen zusammen")
        parser.add_argument("--saat", type=int, default=1)
        parser.add_argument("--klienten", type=int, default=GROSS, help="im ersten Kreis")
        parser.add_argument("--klienten-sonst", type=int, default=KLIENTEN_SONST, help="in jedem anderen")
        parser.add_argument(
            "--neben-vorhandenem",
            action="store_true",
            help="auch wenn es schon Kreise gibt; nie in einer Datenbank, mit der Menschen arbeiten",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kreise"] < 1 or options["termine"] < 0:
            raise CommandError("Bitte mindestens einen Kreis und keine negative Zahl von Terminen angeben.")
        beginn = monotonic()
        try:
            summe = massendaten_anlegen(
                Umfang(
                    kreise=options["kreise"],
                    termine=options["termine"],
                    saat=options["saat"],
                    klienten_im_ersten=options["klienten"],
                    klienten_sonst=options["klienten_sonst"],
                ),
                neben_vorhandenem=options["neben_vorhandenem"],
                melden=lambda text: self.stdout.write(f"{monotonic() - beginn:6.0f} s  {text}"),
            )
        except Fachfehler as fehler:
            raise CommandError(str(fehler)) from fehler
        for name, anzahl in summe.items():
            self.stdout.write(f"{anzahl:>10}  {name}")
