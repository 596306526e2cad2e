"""Was von einem Gerät kommt, annehmen oder in die Ablage legen. Verloren geht dabei nichts."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.annahmearten import (
    ANNAHMEARTEN,
    Einlieferung,
    fall_zum_aktenzeichen,
    zahl_oder_leer,
    zeit_lesen,
)
from casemgmt.domain.erfassungsgeraet import abdruck, warum_abgewiesen
from casemgmt.domain.erfassungsgeraet import geraet_anmelden as geraet_anmelden
from casemgmt.domain.kasten import kasten_oeffnen
from casemgmt.domain.queries.ohne_netz import gezeigter_grund
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Arbeitstermin, Erfassungsgeraet, Fall, Kopfzahl, Termin, Uebertragung
from casemgmt.regeln.ohne_netz import (
    ABLAGE_HOECHSTENS,
    Ablagegrund,
    Inhalt,
    Kastenfehler,
    Uebertragungsstand,
    kasten_lesen,
    kennung_lesen,
    nachlauf_offen,
    uhr_geht_falsch,
)
from kim.basis.akteur import Akteur, Bereich, SystemAkteur
from kim.basis.fehler import Fachfehler, NichtErlaubt
from kim.protokoll.domain.speichern import speichere

logger = logging.getLogger(__name__)

# What the device does with its copy: only after these two it lets go of it.
ANGENOMMEN, ABGELEGT = "angenommen", "abgelegt"
FREMD, WARTEN, ABGEWIESEN = "fremd", "warten", "abgewiesen"
NICHT_GEOEFFNET = "unlesbar"
"""Liegt in der Ablage, aber niemand kann es lesen: das Gerät behält seinen Kasten."""


@dataclass(frozen=True, slots=True)
class Antwort:
    stand: str
    text: str = ""
    grund: str = ""


def annehmen(*, roh: Any, geraet_jetzt: datetime | None, akteur: Akteur) -> Antwort:
    """Ein Kasten der angemeldeten Person. Ohne lesbare Kennung ist er nicht zu halten: `Kastenfehler`."""
    kennung, marke = kennung_lesen(_wert(roh, "kennung")), kennung_lesen(_wert(roh, "marke"))
    geraet = Erfassungsgeraet.objects.filter(marke=marke, konto_id=konto_von(akteur)).first()
    if geraet is None:
        return Antwort(FREMD, _("Dieser Eintrag wartet, bis sich anmeldet, wer ihn erfasst hat."))
    if abgewiesen := warum_abgewiesen(geraet):
        return Antwort(ABGEWIESEN, abgewiesen)
    return _halten(roh, kennung, geraet, geraet_jetzt, akteur, None)


def einwerfen(*, roh: Any, geheimnis: str, geraet_jetzt: datetime | None) -> Antwort:
    """Ohne Anmeldung, nur mit dem Geheimnis des Geräts: allein für Konten, die beendet sind.

    Ihre Einträge kommen noch eine Zeit lang in die Ablage, für die Fachaufsicht.
    """
    kennung, marke = kennung_lesen(_wert(roh, "kennung")), kennung_lesen(_wert(roh, "marke"))
    geraet = Erfassungsgeraet.objects.filter(marke=marke).select_related("konto", "kreis").first()
    if geraet is None or not hmac.compare_digest(geraet.geheimnis, abdruck(geheimnis)):
        return Antwort(FREMD, _("Dieses Gerät ist hier nicht bekannt."))
    konto: Any = geraet.konto
    kreis: Any = geraet.kreis
    if konto.is_active or not kreis.modul_casemgmt:
        return Antwort(WARTEN, _("Dieser Eintrag wartet, bis sich anmeldet, wer ihn erfasst hat."))
    if not nachlauf_offen(konto.gesperrt_am, timezone.now()):
        return Antwort(
            ABGEWIESEN,
            _("Das Konto ist seit mehr als 30 Tagen beendet. Bitte das Gerät der Koordination bringen."),
        )
    if abgewiesen := warum_abgewiesen(geraet):
        return Antwort(ABGEWIESEN, abgewiesen)
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
        if nicht_geoeffnet(da):
            wieder_oeffnen(da, roh, akteur=akteur)
        return _antwort(da, akteur)
    satz = Uebertragung(
        kreis_id=geraet.kreis_id,
        konto_id=geraet.konto_id,
        kennung=kennung,
        empfangen_am=timezone.now(),
        geraet_gesendet_am=geraet_jetzt,
    )
    try:
        inhalt = kasten_oeffnen(kasten_lesen(roh), kreis_id=geraet.kreis_id)
        offen = _offen(inhalt)
    except Kastenfehler:
        satz.kommune_id = _heimat(satz)
        return _ablegen(satz, Ablagegrund.UNLESBAR, _ohne_halbe_zeichen(dict(roh)), akteur)
    _beschriften(satz, inhalt)
    if grund is None:
        grund = _vorab(inhalt, geraet_jetzt, satz.empfangen_am)
    if grund is not None:
        return _ablegen(satz, grund, offen, akteur)
    try:
        ausfuehren(satz, offen, akteur=akteur)
    except Fachfehler as fehler:
        return _ablegen(satz, grund_von(fehler), offen, akteur, fehler.meldung)
    except (OperationalError, InterfaceError):
        # The database itself: the device tries again.
        raise
    except Exception as fehler:
        # Whatever it was, it would be the same next time. Only its kind: what it says may quote the entry.
        logger.error("Eintrag vom Gerät nicht angenommen: %s", type(fehler).__name__)
        return _ablegen(satz, Ablagegrund.UNGUELTIG, offen, akteur)
    satz.stand = Uebertragungsstand.ANGENOMMEN
    speichere(satz, akteur=akteur)
    return _antwort(satz, akteur)


def _offen(inhalt: Inhalt) -> dict[str, Any]:
    offen = {"art": inhalt.art, "fassung": inhalt.fassung, "daten": dict(inhalt.daten)}
    return _ohne_halbe_zeichen(offen)


def _ohne_halbe_zeichen(daten: dict[str, Any]) -> dict[str, Any]:
    """Halbe Zeichen (Surrogate) lassen sich nicht speichern; an ihrer Stelle steht ein Fragezeichen."""
    try:
        text = json.dumps(daten, ensure_ascii=False).encode(errors="replace")
        gelesen: dict[str, Any] = json.loads(text)
    except (RecursionError, ValueError) as fehler:
        raise Kastenfehler("inhalt") from fehler
    return gelesen


def _beschriften(satz: Uebertragung, inhalt: Inhalt) -> None:
    satz.art = inhalt.art[:20] if inhalt.art.isprintable() else ""
    satz.geraet_erfasst_am = zeit_lesen(inhalt.erfasst_am.isoformat())
    _zuordnen(satz, inhalt)


def nicht_geoeffnet(satz: Uebertragung) -> bool:
    return satz.stand == Uebertragungsstand.OFFEN and satz.grund == Ablagegrund.UNLESBAR


@transaction.atomic
def wieder_oeffnen(satz: Uebertragung, roh: Any, *, akteur: Akteur) -> bool:
    """Vielleicht ist der Schlüssel jetzt da. Dann steht der Eintrag lesbar in der Ablage."""
    try:
        inhalt = kasten_oeffnen(kasten_lesen(roh), kreis_id=satz.kreis_id)
        offen = _offen(inhalt)
    except Kastenfehler:
        return False
    _beschriften(satz, inhalt)
    konto: Any = satz.konto
    grund = _vorab(inhalt, satz.geraet_gesendet_am, satz.empfangen_am)
    if grund is None:
        grund = Ablagegrund.UNGUELTIG if konto.is_active else Ablagegrund.KONTO_BEENDET
    _ablegen(
        satz, grund, offen, akteur, _("Der Eintrag ließ sich erst später öffnen. Jetzt ist er zu lesen.")
    )
    return True


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
        kennung=kennung or _freie_kennung(satz),
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


def _freie_kennung(satz: Uebertragung) -> UUID:
    """Hat ein anderes Konto einen Eintrag unter dieser UUID, wird aus ihr und dem Konto eine eigene."""
    for modell in (Termin, Arbeitstermin, Kopfzahl):
        vorhandene: Any = modell._default_manager.filter(kennung=satz.kennung)
        if vorhandene.exclude(konto_id=satz.konto_id).exists():
            return uuid5(satz.kennung, str(satz.konto_id))
    return satz.kennung


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
    """Wessen Fachaufsicht den Eintrag sieht.

    Eine falsche Nummer im Aktenzeichen trägt ihn nicht in eine Kommune, mit der die Person nichts zu tun hat.
    """
    fall = fall_zum_aktenzeichen(satz.kreis_id, str(inhalt.daten.get("aktenzeichen") or ""))
    satz.fall = fall
    if fall is not None and _hatte_zugang(satz, fall):
        satz.kommune_id = fall.kommune_id
        return
    try:
        kommune_id = zahl_oder_leer(inhalt.daten, "kommune_id")
    except Fachfehler:
        kommune_id = None
    kommunen: Any = satz.kreis
    genannt = kommunen.kommunen.filter(pk=kommune_id).values_list("pk", flat=True).first()
    satz.kommune_id = genannt or _heimat(satz)


def _hatte_zugang(satz: Uebertragung, fall: Fall) -> bool:
    return (
        bool(
            _gebiete(satz)
            & {Bereich.kreis(fall.kreis_id), Bereich("kommune", fall.kommune_id or 0, fall.kreis_id)}
        )
        or fall.history.filter(verantwortlich_id=satz.konto_id).exists()
        or fall.termine.filter(konto_id=satz.konto_id).exists()
    )


def _gebiete(satz: Uebertragung) -> set[Bereich]:
    """Wo die Person berät; auch wenn ihr Konto schon beendet ist."""
    konto: Any = satz.konto
    rechte = {permissions.FAELLE_FUEHREN.schluessel, permissions.MUKIS_FUEHREN.schluessel}
    return {z.bereich for z in konto.wirksame_zuweisungen() if rechte & set(z.angabe.rechte)}


def _heimat(satz: Uebertragung) -> int | None:
    """Die Kommune, für die die Person berät, wenn es nur eine ist."""
    gebiete = _gebiete(satz)
    kommunen = {gebiet.id for gebiet in gebiete if gebiet.art == "kommune"}
    return kommunen.pop() if len(gebiete) == len(kommunen) == 1 else None


def _ablegen(
    satz: Uebertragung, grund: Ablagegrund, inhalt: dict[str, Any], akteur: Akteur, hinweis: str = ""
) -> Antwort:
    offene = Uebertragung.objects.filter(konto_id=satz.konto_id, stand=Uebertragungsstand.OFFEN)
    if satz.pk is None and offene.count() >= ABLAGE_HOECHSTENS:
        return Antwort(
            WARTEN,
            _("In Ihrer Ablage liegen schon %(n)d Einträge. Bitte zuerst dort aufräumen. Dieser bleibt hier.")
            % {"n": ABLAGE_HOECHSTENS},
        )
    satz.stand, satz.grund, satz.inhalt = Uebertragungsstand.OFFEN, grund.value, inhalt
    satz.hinweis = hinweis[:500]
    speichere(satz, akteur=akteur)
    return _antwort(satz, akteur)


def _antwort(satz: Uebertragung, akteur: Akteur) -> Antwort:
    """Auch ein zweites Mal gesendet: Was inzwischen verschlossen ist, beschreibt die Antwort nicht mehr."""
    if nicht_geoeffnet(satz):
        text = _("Der Server konnte ihn nicht öffnen. Er bleibt auf diesem Gerät und steht in der Ablage.")
        return Antwort(NICHT_GEOEFFNET, text, satz.grund)
    if satz.stand == Uebertragungsstand.OFFEN:
        grund, hinweis = gezeigter_grund(akteur, satz)
        return Antwort(ABGELEGT, hinweis or str(satz.get_grund_display()), grund)
    return Antwort(ANGENOMMEN)
