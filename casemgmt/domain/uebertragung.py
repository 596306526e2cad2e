"""Was von einem Gerät kommt, annehmen oder in die Ablage legen. Verloren geht dabei nichts."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.annahmearten import ANNAHMEARTEN, Einlieferung, fall_zum_aktenzeichen, zahl_oder_leer
from casemgmt.domain.kasten import kasten_oeffnen
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Erfassungsgeraet, Uebertragung
from casemgmt.regeln.ohne_netz import (
    Ablagegrund,
    Inhalt,
    Kastenfehler,
    Uebertragungsstand,
    kasten_lesen,
    kennung_lesen,
    nachlauf_offen,
    uhr_geht_falsch,
)
from kim.basis.akteur import Akteur, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.protokoll.domain.speichern import speichere

logger = logging.getLogger(__name__)

# What the device does with its copy: only after these two it lets go of it.
ANGENOMMEN, ABGELEGT = "angenommen", "abgelegt"
FREMD, WARTEN, ABGEWIESEN = "fremd", "warten", "abgewiesen"


@dataclass(frozen=True, slots=True)
class Antwort:
    stand: str
    text: str = ""
    grund: str = ""


@transaction.atomic
def geraet_anmelden(*, marken: list[str], akteur: Akteur) -> tuple[Erfassungsgeraet, str]:
    """Die Marke dieser Person auf diesem Gerät. Ist keine der genannten ihre, bekommt sie eine neue.

    Das Geheimnis gibt es nur mit einer neuen Marke; auf dem Server bleibt davon der Hash.
    """
    bekannt = [kennung for marke in marken if (kennung := _kennung(marke))]
    geraet = Erfassungsgeraet.objects.filter(konto_id=konto_von(akteur), marke__in=bekannt).first()
    if geraet is not None:
        return geraet, ""
    if akteur.kreis_id is None:
        raise NichtErlaubt(_("Dieses Konto gehört zu keinem Kreis."))
    geheimnis = secrets.token_urlsafe(32)
    geraet = Erfassungsgeraet.objects.create(
        kreis_id=akteur.kreis_id, konto_id=konto_von(akteur), geheimnis=_hash(geheimnis)
    )
    return geraet, geheimnis


def _kennung(wert: Any) -> UUID | None:
    try:
        return kennung_lesen(wert)
    except Kastenfehler:
        return None


def _hash(geheimnis: str) -> str:
    return hashlib.sha256(geheimnis.encode()).hexdigest()


def annehmen(*, roh: Any, geraet_jetzt: datetime | None, akteur: Akteur) -> Antwort:
    """Ein Kasten der angemeldeten Person. Ohne lesbare Kennung ist er nicht zu halten: `Kastenfehler`."""
    kennung, marke = kennung_lesen(_wert(roh, "kennung")), kennung_lesen(_wert(roh, "marke"))
    geraet = Erfassungsgeraet.objects.filter(marke=marke, konto_id=konto_von(akteur)).first()
    if geraet is None:
        return Antwort(FREMD, _("Dieser Eintrag wartet, bis sich anmeldet, wer ihn erfasst hat."))
    return _halten(roh, kennung, geraet, geraet_jetzt, akteur, None)


def einwerfen(*, roh: Any, geheimnis: str, geraet_jetzt: datetime | None) -> Antwort:
    """Ohne Anmeldung, nur mit dem Geheimnis des Geräts: allein für Konten, die beendet sind.

    Ihre Einträge kommen noch eine Zeit lang in die Ablage, für die Fachaufsicht.
    """
    kennung, marke = kennung_lesen(_wert(roh, "kennung")), kennung_lesen(_wert(roh, "marke"))
    geraet = Erfassungsgeraet.objects.filter(marke=marke).select_related("konto").first()
    if geraet is None or not hmac.compare_digest(geraet.geheimnis, _hash(geheimnis)):
        return Antwort(FREMD, _("Dieses Gerät ist hier nicht bekannt."))
    konto: Any = geraet.konto
    if konto.is_active:
        return Antwort(WARTEN, _("Dieser Eintrag wartet, bis sich anmeldet, wer ihn erfasst hat."))
    if not nachlauf_offen(konto.gesperrt_am, timezone.now()):
        return Antwort(
            ABGEWIESEN,
            _("Das Konto ist seit mehr als 30 Tagen beendet. Bitte das Gerät der Koordination bringen."),
        )
    akteur = SystemAkteur("Annahme vom Gerät", geraet.kreis_id)
    return _halten(roh, kennung, geraet, geraet_jetzt, akteur, Ablagegrund.KONTO_BEENDET)


def _wert(roh: Any, name: str) -> Any:
    return roh.get(name) if isinstance(roh, Mapping) else None


@transaction.atomic
def _halten(
    roh: Any,
    kennung: UUID,
    geraet: Erfassungsgeraet,
    geraet_jetzt: datetime | None,
    akteur: Akteur,
    grund: Ablagegrund | None,
) -> Antwort:
    """Unter der Sperre des Geräts: zweimal gesendet, entsteht einmal etwas, und beide hören dasselbe."""
    Erfassungsgeraet.objects.select_for_update().get(pk=geraet.pk)
    da = Uebertragung.objects.filter(konto_id=geraet.konto_id, kennung=kennung).first()
    if da is not None:
        return _antwort(da)
    satz = Uebertragung(
        kreis_id=geraet.kreis_id,
        konto_id=geraet.konto_id,
        kennung=kennung,
        empfangen_am=timezone.now(),
        geraet_gesendet_am=geraet_jetzt,
    )
    try:
        inhalt = kasten_oeffnen(kasten_lesen(roh), kreis_id=geraet.kreis_id)
    except Kastenfehler:
        return _ablegen(satz, Ablagegrund.UNLESBAR, dict(roh), akteur)
    satz.art, satz.geraet_erfasst_am = inhalt.art[:20], inhalt.erfasst_am
    _zuordnen(satz, inhalt)
    offen = {
        "art": inhalt.art,
        "fassung": inhalt.fassung,
        "daten": dict(inhalt.daten),
    }
    if grund is None:
        grund = _vorab(inhalt, geraet_jetzt, satz.empfangen_am)
    if grund is not None:
        return _ablegen(satz, grund, offen, akteur)
    try:
        ausfuehren(satz, offen, akteur=akteur)
    except Fachfehler as fehler:
        return _ablegen(satz, grund_von(fehler), offen, akteur, fehler.meldung)
    satz.stand = Uebertragungsstand.ANGENOMMEN
    speichere(satz, akteur=akteur)
    return _antwort(satz)


def _vorab(inhalt: Inhalt, geraet_jetzt: datetime | None, jetzt: datetime) -> Ablagegrund | None:
    if (inhalt.art, inhalt.fassung) not in ANNAHMEARTEN:
        return Ablagegrund.UNBEKANNT
    if inhalt.entwurf:
        return Ablagegrund.UNVOLLSTAENDIG
    return Ablagegrund.UHR if uhr_geht_falsch(geraet_jetzt, jetzt) else None


@transaction.atomic
def ausfuehren(
    satz: Uebertragung,
    inhalt: Mapping[str, Any],
    *,
    akteur: Akteur,
    freigabe: bool = False,
    kennung: UUID | None = None,
) -> None:
    """Der eigentliche Vorgang. Scheitert er, bleibt von ihm nichts zurück und der Eintrag in der Ablage."""
    annahme = ANNAHMEARTEN.get((inhalt.get("art", ""), inhalt.get("fassung", 0)))
    if annahme is None:
        raise Fachfehler(_("Diese Art von Eintrag kennt der Server nicht."), code=Ablagegrund.UNBEKANNT)
    lieferung = Einlieferung(
        kennung=kennung or satz.kennung,
        kreis_id=satz.kreis_id,
        konto_id=satz.konto_id,
        konto_name=str(satz.konto),
        geraet_erfasst_am=satz.geraet_erfasst_am,
        freigabe=freigabe,
    )
    try:
        annahme(akteur, lieferung, inhalt["daten"])
    except ValidationError as fehler:
        raise Fachfehler(" ".join(fehler.messages), code=Ablagegrund.UNGUELTIG) from fehler


def grund_von(fehler: Fachfehler) -> Ablagegrund:
    if isinstance(fehler, NichtErlaubt):
        return Ablagegrund.KEIN_ZUGANG
    if fehler.code in ("ueberholt", "beendet"):
        return Ablagegrund.KONFLIKT
    if fehler.code in ("zukunft", "geraeteuhr"):
        return Ablagegrund.UHR
    try:
        return Ablagegrund(fehler.code)
    except ValueError:
        return Ablagegrund.UNGUELTIG


def _zuordnen(satz: Uebertragung, inhalt: Inhalt) -> None:
    """Wessen Fachaufsicht den Eintrag sieht."""
    fall = fall_zum_aktenzeichen(satz.kreis_id, str(inhalt.daten.get("aktenzeichen") or ""))
    satz.fall = fall
    if fall is not None:
        satz.kommune_id = fall.kommune_id
        return
    try:
        kommune_id = zahl_oder_leer(inhalt.daten, "kommune_id")
    except Fachfehler:
        return
    kommunen: Any = satz.kreis
    satz.kommune_id = kommunen.kommunen.filter(pk=kommune_id).values_list("pk", flat=True).first()


def _ablegen(
    satz: Uebertragung, grund: Ablagegrund, inhalt: dict[str, Any], akteur: Akteur, hinweis: str = ""
) -> Antwort:
    satz.stand, satz.grund, satz.inhalt = Uebertragungsstand.OFFEN, grund.value, inhalt
    satz.hinweis = hinweis[:500]
    speichere(satz, akteur=akteur)
    return _antwort(satz)


def _antwort(satz: Uebertragung) -> Antwort:
    if satz.stand == Uebertragungsstand.OFFEN:
        return Antwort(ABGELEGT, satz.hinweis or str(satz.get_grund_display()), satz.grund)
    return Antwort(ANGENOMMEN)
