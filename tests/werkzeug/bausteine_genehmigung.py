"""What a world needs around a Niederschrift that is signed and sent: its proof, a list, two objections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.einwendung import Eingetragen, einwenden_per_link, einwendung_eintragen
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.domain.niederschriftsversand import niederschrift_versenden
from lenkung.domain.niederschriftsversand_verteiler import Adresszeile, VerteilerAngaben, verteiler_anlegen
from lenkung.domain.sitzung_fuehren import sitzung_eroeffnen, sitzung_schliessen
from lenkung.domain.verlaufsblatt import Eintrag
from lenkung.models import Einwendung, Niederschriftsempfaenger, Niederschriftsversand, Sitzung, Verteiler
from tests.lenkung.genehmigungsbau import token, unterzeichnet

Welt = Any


def _verteiler(welt: Welt) -> Verteiler:
    return verteiler_anlegen(
        gremium_id=welt["gremium"].pk,
        angaben=VerteilerAngaben(
            "Dezernate", (Adresszeile("Sabine Sozial", "sozial@stadt.example", "Stadt Nord"),)
        ),
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


def _sitzung(welt: Welt) -> Sitzung:
    """Over for a month; its Niederschrift is signed."""
    wer = welt.konten[Rolle.GESCHAEFTSSTELLE]
    beginn = (timezone.now() - timedelta(days=30)).replace(microsecond=0)
    satz = Sitzung.objects.create(gremium=welt["gremium"], beginn=beginn, ort="Kreishaus", stand="eingeladen")
    eintrag = Eintrag(wer, zeit=beginn)
    sitzung_eroeffnen(sitzung_id=satz.pk, leitung="Dr. Renate Vorsitz", eintrag=eintrag)
    sitzung_schliessen(sitzung_id=satz.pk, eintrag=Eintrag(wer, zeit=beginn + timedelta(hours=1)))
    satz = Sitzung.objects.select_related("gremium").get(pk=satz.pk)
    niederschrift_beginnen(sitzung_id=satz.pk, akteur=wer)
    unterzeichnet(satz)
    return satz


def _versand(welt: Welt) -> Niederschriftsversand:
    return niederschrift_versenden(
        sitzung_id=welt["sitzung_unterzeichnet"].pk, akteur=welt.konten[Rolle.GESCHAEFTSSTELLE]
    ).versand


def _empfaenger(welt: Welt) -> Niederschriftsempfaenger:
    return Niederschriftsempfaenger.objects.get(
        versand=welt["niederschriftsversand"], person=welt.konten[Rolle.MITGLIED].person
    )


def _einwendung(welt: Welt) -> Einwendung:
    return einwenden_per_link(token=welt["niederschriftslink"], text="TOP 2 fehlt.", schluessel=uuid4())


def _eingetragen(welt: Welt) -> Einwendung:
    return einwendung_eintragen(
        sitzung_id=welt["sitzung_unterzeichnet"].pk,
        angaben=Eingetragen("Petra Probe", "TOP 1 fehlt.", timezone.now(), "Anruf"),
        schluessel=uuid4(),
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
    )


GENEHMIGUNG: dict[str, Callable[[Welt], Any]] = {
    "verteiler": _verteiler,
    "sitzung_unterzeichnet": _sitzung,
    "niederschriftsversand": _versand,
    "niederschriftsempfaenger": _empfaenger,
    "niederschriftslink": lambda welt: token(welt["niederschriftsempfaenger"]),
    "einwendung": _einwendung,
    "einwendung_eingetragen": _eingetragen,
}
