"""Makes Nachrichten, and a mail server that does what a test tells it to."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from django.test import Client
from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, faellige_auftraege
from kim.basis.akteur import SystemAkteur
from kim.stammdaten.models import Kreis
from kim.versand.domain import Empfaenger, nachricht_verfassen
from kim.versand.models import Nachricht, Zustellung
from scripts.rechner import freier_port

_nummer = itertools.count(1)
PETRA = Empfaenger("Petra Probe", "petra.probe@kreis.example")
OLAF = Empfaenger("Olaf Muster", "olaf.muster@kreis.example")


def verfasse(kreis: Kreis, *personen: Empfaenger, **angaben: Any) -> Nachricht:
    grund = {
        "kreis_id": kreis.pk,
        "akteur": SystemAkteur("Probe", kreis.pk),
        "art": "probe",
        "betreff": "Einladung zur Sitzung",
        "text": "Guten Tag,\n\nSie sind eingeladen.",
        "empfaenger": list(personen) or [PETRA],
        "schluessel": f"probe:{next(_nummer)}",
    }
    return nachricht_verfassen(**{**grund, **angaben})


def eine_zustellung(kreis: Kreis, **felder: Any) -> Zustellung:
    """A Zustellung in any state, as if it had gone through what leads there."""
    zustellung = verfasse(kreis).zustellungen.get()
    for name, wert in felder.items():
        setattr(zustellung, name, wert)
    zustellung.save()
    return zustellung


def abarbeiten() -> None:
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)


@dataclass
class Mailserver:
    """`antworten` says what RCPT and DATA get; without a word all is accepted."""

    port: int = 0
    angenommen: list[bytes] = field(default_factory=list)
    empfaenger: list[str] = field(default_factory=list)
    antwort_auf_absender: str = ""
    antwort_auf_empfaenger: Callable[[str], str] = lambda adresse: ""
    antwort_auf_inhalt: Callable[[], str] = lambda: ""

    async def handle_MAIL(self, server: Any, sitzung: Any, umschlag: Any, adresse: str, optionen: Any) -> str:
        if self.antwort_auf_absender:
            return self.antwort_auf_absender
        umschlag.mail_from = adresse
        return "250 OK"

    async def handle_RCPT(self, server: Any, sitzung: Any, umschlag: Any, adresse: str, optionen: Any) -> str:
        if antwort := self.antwort_auf_empfaenger(adresse):
            return antwort
        umschlag.rcpt_tos.append(adresse)
        return "250 OK"

    async def handle_DATA(self, server: Any, sitzung: Any, umschlag: Any) -> str:
        if antwort := self.antwort_auf_inhalt():
            return antwort
        self.angenommen.append(umschlag.content)
        self.empfaenger += umschlag.rcpt_tos
        return "250 2.0.0 Ok: queued as 4XyZ"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(inhalt, policy=SMTP) for inhalt in self.angenommen]  # type: ignore[misc]


@contextmanager
def laufender_mailserver() -> Iterator[Mailserver]:
    server = Mailserver()
    steuerung = Controller(server, hostname="127.0.0.1", port=freier_port(), ready_timeout=10)
    steuerung.start()
    server.port = steuerung.port
    try:
        yield server
    finally:
        steuerung.stop()


def seitentext(client: Client, url: str) -> str:
    antwort = client.get(url)
    assert antwort.status_code == 200, antwort.status_code
    return antwort.content.decode()
