"""Makes a Kreis, if there is none with this sign yet, and invites its first administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler
from kim.konten.domain.ersteinrichtung import verwaltung_einladen
from kim.stammdaten.domain.kreis import kreis_anlegen
from kim.stammdaten.domain.queries.listen import kreis_mit_kuerzel


class Command(BaseCommand):
    help = "Legt einen Kreis an (wenn es ihn noch nicht gibt) und lädt seine Systemadministration ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kuerzel", help="Kürzel des Kreises, zum Beispiel musterkreis")
        parser.add_argument("--name", help="Name des Kreises; nötig, wenn es ihn noch nicht gibt")
        parser.add_argument("--email", required=True, help="E-Mail-Adresse der einzuladenden Person")
        parser.add_argument("--person", required=True, help="Name der einzuladenden Person")

    def handle(self, *args: Any, **optionen: Any) -> None:
        akteur = SystemAkteur("Kommandozeile")
        try:
            with transaction.atomic():
                kreis = kreis_mit_kuerzel(optionen["kuerzel"])
                if kreis is None:
                    if not optionen["name"]:
                        raise CommandError(
                            f"Einen Kreis „{optionen['kuerzel']}“ gibt es noch nicht. Bitte --name angeben."
                        )
                    kreis = kreis_anlegen(name=optionen["name"], kuerzel=optionen["kuerzel"], akteur=akteur)
                konto = verwaltung_einladen(
                    kreis_id=kreis.pk, email=optionen["email"], name=optionen["person"], akteur=akteur
                )
        except ValidationError as fehler:
            raise CommandError(" ".join(fehler.messages)) from None
        except Fachfehler as fehler:
            raise CommandError(fehler.meldung) from None
        self.stdout.write(f"Kreis {kreis.name}: die Einladung an {konto.email} ist unterwegs.")
