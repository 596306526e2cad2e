"""Signed Niederschriften for tests: rows as they are after the steps that lead there, sent, and accepted."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from kim.dokumente.regeln.dateityp import Dateityp
from kim.versand.models import Zustellung
from lenkung.domain.einwendung import einwenden_per_link
from lenkung.domain.niederschriftsversand import Versendet, niederschrift_versenden
from lenkung.domain.queries.geschaeftsordnung import geschaeftsordnung_in_kraft
from lenkung.models import (
    Einwendung,
    Gremienoeffentlichkeit,
    Gremium,
    Niederschrift,
    Niederschriftsempfaenger,
    Niederschriftsfassung,
    Sitzung,
    Tagesordnungspunkt,
    Unterschrift,
    Veroeffentlichung,
)
from lenkung.permissions import NIEDERSCHRIFT_DRUCK, OEFFENTLICH_DRUCK
from lenkung.regeln.oeffentliche_fassung import OeffentlicheFassung, als_inhalt
from tests.lenkung import gobau
from tests.lenkung.sitzungsbau import sitzung, wann

SYSTEM = SystemAkteur("Test")
TAG = date(2022, 5, 2)
"""A Monday; both shipped versions are in force."""


def pdf(
    kreis_id: int, zu: int, inhalt: bytes = b"%PDF-1.7 probe", art: str = NIEDERSCHRIFT_DRUCK
) -> Dokument:
    return datei_ablegen(
        datei=GepruefteDatei(
            name="niederschrift.pdf", typ=Dateityp.PDF, inhalt=inhalt, auf_viren_geprueft=True
        ),
        gehoert_zu=Zugehoerigkeit(kreis_id, art, zu),
        akteur=SYSTEM,
    )


def veroeffentliche(fassung: Niederschriftsfassung) -> Dokument:
    """A public version of it, and its PDF."""
    gremium = fassung.niederschrift.sitzung.gremium
    Gremienoeffentlichkeit.objects.create(
        kreis_id=gremium.kreis_id, gremium=gremium, adresse="lg", eingeschaltet=True
    )
    leer: Any = ()
    inhalt = OeffentlicheFassung("", "", "", "", "", "", *[leer] * 5)
    satz = Veroeffentlichung.objects.create(
        niederschrift=fassung.niederschrift,
        fassung=fassung,
        inhalt=als_inhalt(inhalt),
        inhalt_hash="0" * 64,
        veroeffentlicht_am=timezone.now(),
        veroeffentlicht_von_name="Test",
    )
    return pdf(gremium.kreis_id, satz.pk, art=OEFFENTLICH_DRUCK)


def geschlossen(gremium: Gremium, tag: date = TAG, **felder: Any) -> Sitzung:
    return sitzung(gremium, tag, "geschlossen", ort="Kreishaus", **felder)


def unterzeichnet(satz: Sitzung, *, groesse: int = 20, nicht_oeffentlich: int = 0) -> Niederschriftsfassung:
    """One more version, and what was valid before is replaced."""
    niederschrift, _neu = Niederschrift.objects.get_or_create(
        sitzung=satz, defaults={"angelegt_von_name": "Test"}
    )
    niederschrift.fassungen.filter(stand="unterzeichnet").update(stand="ersetzt")
    nummer = niederschrift.fassungen.count() + 1
    jetzt = timezone.now()
    fassung = Niederschriftsfassung.objects.create(
        niederschrift=niederschrift,
        nummer=nummer,
        stand="unterzeichnet",
        inhalt={"abschnitte": [{"oeffentlich": True}, *([{"oeffentlich": False}] * nicht_oeffentlich)]},
        inhalt_hash="0" * 64,
        pruefzeichen=uuid4().hex,
        anlass="" if nummer == 1 else "Berichtigt",
        erstellt_am=jetzt,
        erstellt_von_name="Test",
        unterzeichnet_am=jetzt,
    )
    fassung.unterzeichnetes_pdf = pdf(satz.kreis_id, fassung.pk, b"%PDF-1.7 " + b"x" * groesse)
    fassung.save()
    Unterschrift.objects.create(
        fassung=fassung,
        amt="vorsitz",
        art="papier",
        name="Renate Vorsitz",
        funktion="Vorsitz",
        am=jetzt,
        dokument=fassung.unterzeichnetes_pdf,
    )
    fassung.niederschrift.sitzung = satz
    return fassung


def versandt(satz: Sitzung, **felder: Any) -> Versendet:
    wer = felder.pop("akteur", None) or gobau.akteur(satz.gremium)
    return niederschrift_versenden(sitzung_id=satz.pk, akteur=wer, **felder)


def nimm_an(ergebnis: Versendet, am: datetime, *, ausser: tuple[int, ...] = ()) -> None:
    """The mail server accepts what waits; not what goes to these recipients."""
    bezuege = [f"niederschrift:{pk}" for pk in ausser]
    nachrichten = ergebnis.versand.nachrichten.values("nachricht")
    wartende = Zustellung.objects.filter(nachricht__in=nachrichten, stand="wartet").exclude(bezug__in=bezuege)
    wartende.update(stand="gesendet", angenommen_am=am)


def lehne_ab(person: Niederschriftsempfaenger) -> None:
    Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}", stand="wartet").update(
        stand="gescheitert", grund="Postfach unbekannt"
    )


def empfaenger(ergebnis: Versendet, art: str = "mitglied", stelle: int = 0) -> Niederschriftsempfaenger:
    satz: Niederschriftsempfaenger = ergebnis.versand.empfaenger.filter(art=art).order_by("pk")[stelle]
    return satz


def token(person: Niederschriftsempfaenger) -> str:
    """The secret of the link in the last mail that still has it."""
    zustellung = Zustellung.objects.filter(bezug=f"niederschrift:{person.pk}").latest("pk")
    treffer = re.search(r"/niederschrift/([\w-]+)/", zustellung.geheim["link"])
    assert treffer is not None
    return treffer[1]


def wende_ein(person: Niederschriftsempfaenger, text: str = "TOP 2 fehlt.") -> Einwendung:
    return einwenden_per_link(token=token(person), text=text, schluessel=uuid4())


def folgesitzung(vorige: Sitzung, tag: date, stand: str = "eingeladen", **felder: Any) -> Sitzung:
    """With the approval of the earlier one as its first item."""
    go = geschaeftsordnung_in_kraft(vorige.gremium_id, tag)
    satz = sitzung(vorige.gremium, tag, stand, ort="Kreishaus", geschaeftsordnung=go, **felder)
    Tagesordnungspunkt.objects.create(
        sitzung=satz,
        position=1,
        art="genehmigung",
        titel="Genehmigung der Niederschrift",
        niederschrift_von=vorige,
    )
    return satz


def uhr(tag: date, stunde: int, minute: int = 0, sekunde: int = 0) -> datetime:
    return wann(tag, time(stunde, minute, sekunde))
