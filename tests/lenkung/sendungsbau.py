"""Sessions ready to be invited to, as they are once the chair has confirmed the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from kim.auftraege.domain import auftrag_ausfuehren, faellige_auftraege
from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.dokumente.models import Dokument
from kim.dokumente.regeln.dateityp import Dateityp
from lenkung.domain.queries.tagesordnung import bilder_von, punkte_der_sitzung
from lenkung.domain.sendung import einladung_vorbereiten, vorhaben_der_sendung
from lenkung.domain.versenden import Versandt, einladung_versenden
from lenkung.models import (
    Anlage,
    Gremium,
    Punktgast,
    Sendung,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Vorzimmer,
)
from lenkung.permissions import ANLAGE_PUNKT
from tests.lenkung.sitzungsbau import mitglied, sitzung

SYSTEM = SystemAkteur("Test")
PUNKTE = (("formalia", "Begrüßung", 5), ("bericht", "Bericht der Geschäftsstelle", 20))


def punkt(satz: Sitzung, titel: str = "Haushalt", art: str = "bericht", **felder: Any) -> Tagesordnungspunkt:
    position = felder.pop("position", None) or satz.punkte.count() + 1
    return Tagesordnungspunkt.objects.create(sitzung=satz, position=position, titel=titel, art=art, **felder)


def bestaetigen(satz: Sitzung, aenderungen: tuple[str, ...] = ()) -> Tagesordnungsfassung:
    """What the chair's act leaves behind."""
    ordnung, _neu = Tagesordnung.objects.get_or_create(sitzung=satz)
    ordnung.stand = "bestaetigt"
    ordnung.save()
    if satz.stand == "geplant":
        satz.stand = "tagesordnung_festgelegt"
        satz.save()
    return Tagesordnungsfassung.objects.create(
        sitzung=satz,
        nummer=satz.tagesordnungsfassungen.count() + 1,
        punkte=[bild.als_wert() for bild in bilder_von(punkte_der_sitzung(satz.pk))],
        aenderungen=list(aenderungen),
        bestaetigt_am=timezone.now(),
        bestaetigt_von_name="Vorsitz",
    )


def bereite_sitzung(gremium: Gremium, tag: date, *, personen: int = 2, **felder: Any) -> Sitzung:
    """Confirmed, with two items; each seat with member and deputy."""
    felder.setdefault("ort", "Kreishaus, Raum A 1.16")
    satz = sitzung(gremium, tag, **felder)
    for art, titel, minuten in PUNKTE:
        punkt(satz, titel, art, minuten=minuten)
    besetze(gremium, personen)
    bestaetigen(satz)
    return satz


def besetze(gremium: Gremium, anzahl: int) -> None:
    vorhanden = gremium.sitze.count()
    for nummer in range(vorhanden, vorhanden + anzahl):
        haupt = mitglied(gremium, nachname=f"Mit{nummer:02}", email=f"mit{nummer}@kreis.example")
        mitglied(
            gremium,
            art="stellvertretung",
            sitz=haupt.sitz,
            nachname=f"Stell{nummer:02}",
            email=f"stell{nummer}@kreis.example",
        )


def anlage(satz: Tagesordnungspunkt, titel: str = "Bericht", groesse: int = 0, mb: float = 0) -> Anlage:
    """A paper at an item. `mb` only says so: the file itself stays small."""
    inhalt = f"{titel}\n".encode() + b"x" * groesse
    datei = GepruefteDatei(name=f"{titel}.txt", typ=Dateityp.TXT, inhalt=inhalt, auf_viren_geprueft=True)
    dokument = datei_ablegen(
        datei=datei, gehoert_zu=Zugehoerigkeit(satz.kreis_id, ANLAGE_PUNKT, satz.pk), akteur=SYSTEM
    )
    if mb:
        Dokument.objects.filter(pk=dokument.pk).update(groesse=int(mb * 1_000_000))
    return Anlage.objects.create(
        dokument=dokument,
        titel=titel,
        punkt=satz,
        abgelegt_am=timezone.now(),
        abgelegt_von_name="Geschäftsstelle",
    )


def gast(satz: Tagesordnungspunkt, name: str = "Gerda Gast", email: str = "gerda@gast.example") -> Punktgast:
    return Punktgast.objects.create(punkt=satz, name=name, email=email)


def vorzimmer(gremium: Gremium, person: Any, **felder: Any) -> Vorzimmer:
    werte = {"name": "Vera Vorzimmer", "email": "vorzimmer@kreis.example", **felder}
    return Vorzimmer.objects.create(gremium=gremium, person=person, **werte)


def pdf_setzen(sendung: Sendung) -> None:
    """Lets the background job of the PDF run."""
    sendung.refresh_from_db()
    auftrag_ausfuehren(auftrag_id=sendung.pdf_auftrag_id)
    assert Auftrag.objects.get(pk=sendung.pdf_auftrag_id).stand == "erledigt"


def pdf_statt_setzen(sendung: Sendung) -> Dokument:
    """As if the press had worked; it takes a second each time."""
    sendung.refresh_from_db()
    auftrag = Auftrag.objects.get(pk=sendung.pdf_auftrag_id)
    datei = GepruefteDatei(
        name="Einladung.txt", typ=Dateityp.TXT, inhalt=b"Einladung", auf_viren_geprueft=True
    )
    dokument = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(sendung.kreis_id, "lenkung.einladung", sendung.pk),
        akteur=SYSTEM,
    )
    Dokument.objects.filter(pk=dokument.pk).update(auftrag_schluessel=auftrag.angaben["schluessel"])
    Auftrag.objects.filter(pk=auftrag.pk).update(
        stand="erledigt", beendet_am=timezone.now(), ergebnis={"dokument": str(dokument.kennung)}
    )
    return dokument


def vorbereitet(satz: Sitzung, akteur: Any = SYSTEM) -> Sendung:
    sendung = einladung_vorbereiten(sitzung_id=satz.pk, akteur=akteur)
    pdf_statt_setzen(sendung)
    sendung.refresh_from_db()
    return sendung


def eingeladen(satz: Sitzung, akteur: Any = SYSTEM) -> Versandt:
    sendung = vorbereitet(satz, akteur)
    was = einladung_versenden(
        sendung_id=sendung.pk, akteur=akteur, gelesen=vorhaben_der_sendung(sendung).abdruck
    )
    satz.refresh_from_db()
    return was


def alles_zustellen() -> None:
    """The worker's round: every job that is due."""
    for nummer in faellige_auftraege(jetzt=timezone.now()):
        auftrag_ausfuehren(auftrag_id=nummer)
