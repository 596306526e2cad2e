"""Das private Kalenderabo eines Kontos: anlegen, finden, widerrufen, lesen (RFC 5545)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.basis.zeit import BERLIN
from kim.protokoll.domain.speichern import speichere
from lenkung import permissions
from lenkung.models import Kalenderabo, Sitzung
from lenkung.regeln.sitzung import Sitzungsstand

PRODID = "-//KIM//Kommunales Integrationsmanagement//DE"
RUECKBLICK = timedelta(days=365)
_STATUS = {
    Sitzungsstand.GEPLANT: "TENTATIVE",
    Sitzungsstand.TAGESORDNUNG_FESTGELEGT: "TENTATIVE",
    Sitzungsstand.ABGESAGT: "CANCELLED",
}


def fingerabdruck(token: str) -> str:
    """Nur dieser Wert steht in der Datenbank: wer sie liest, kann die Adresse nicht nachbauen."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def kalenderabo_anlegen(*, akteur: Akteur) -> str:
    """Gibt das Geheimnis der Adresse einmal heraus; eine bisherige Adresse gilt danach nicht mehr."""
    verlange(permissions.darf_kalender_abonnieren(akteur))
    kalenderabo_widerrufen(akteur=akteur)
    token = secrets.token_urlsafe(32)
    abo = Kalenderabo(
        konto_id=akteur.konto_id or 0, token_hash=fingerabdruck(token), angelegt_am=timezone.now()
    )
    speichere(abo, akteur=akteur)
    return token


@transaction.atomic
def kalenderabo_widerrufen(*, akteur: Akteur) -> bool:
    """Die Adresse antwortet danach nicht mehr; sagt, ob es eine gab."""
    offene = permissions.sichtbare_kalenderabos(akteur).select_for_update().filter(widerrufen_am=None)
    for abo in offene:
        abo.widerrufen_am = timezone.now()
        speichere(abo, akteur=akteur)
        return True
    return False


def offenes_abo(akteur: Akteur) -> Kalenderabo | None:
    return permissions.sichtbare_kalenderabos(akteur).filter(widerrufen_am=None).first()


def abo_mit(token: str) -> Kalenderabo | None:
    """Wer die Adresse kennt, bekommt den Kalender, solange das Konto noch darf."""
    abo = (
        Kalenderabo.objects.filter(token_hash=fingerabdruck(token), widerrufen_am=None)
        .select_related("konto__kreis")
        .first()
    )
    if abo is None or not permissions.darf_kalender_abonnieren(abo.konto):
        return None
    return abo


def kalender_des_abos(abo: Kalenderabo, *, seite: Callable[[Sitzung], str], rechner: str) -> str:
    """Alle Sitzungen der Gremien dieses Kontos, ein Jahr zurück und alle künftigen."""
    jetzt = timezone.now()
    sitzungen = (
        permissions.sichtbare_sitzungen(abo.konto)
        .filter(beginn__gte=jetzt - RUECKBLICK)
        .select_related("gremium", "standort__kommune", "standort__einrichtung")
        .order_by("beginn", "pk")
    )
    return als_kalender(sitzungen, jetzt=jetzt, seite=seite, rechner=rechner)


def als_kalender(
    sitzungen: Iterable[Sitzung], *, jetzt: datetime, seite: Callable[[Sitzung], str], rechner: str
) -> str:
    """Keine Namen von Personen und kein Link zur Teilnahme: den zeigt nur die Seite der Sitzung."""
    kalender = Calendar()
    kalender.add("prodid", PRODID)
    kalender.add("version", "2.0")
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", _("KIM: Sitzungen"))
    kalender.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for sitzung in sitzungen:
        ereignis = Event()
        ereignis.add("uid", f"sitzung-{sitzung.pk}@{rechner}")
        ereignis.add("dtstamp", jetzt.astimezone(UTC).replace(microsecond=0))
        ereignis.add("dtstart", sitzung.beginn.astimezone(BERLIN))
        ereignis.add("dtend", sitzung.ende)
        ereignis.add("summary", _titel(sitzung))
        if sitzung.ort_text:
            ereignis.add("location", sitzung.ort_text)
        ereignis.add("url", seite(sitzung))
        ereignis.add("status", _STATUS.get(sitzung.lage, "CONFIRMED"))
        ereignis.add("class", "PRIVATE")
        kalender.add_component(ereignis)
    kalender.add_missing_timezones()
    return kalender.to_ical().decode()


def _titel(sitzung: Sitzung) -> str:
    vorlage = _("%(gremium)s: Sitzung")
    if sitzung.lage is Sitzungsstand.ABGESAGT:
        vorlage = _("Abgesagt: %(gremium)s, Sitzung")
    elif sitzung.lage in _STATUS:
        vorlage = _("%(gremium)s: Sitzung (geplant)")
    return vorlage % {"gremium": sitzung.gremium.kurz}
