"""Welche Arten von Einträgen ein Gerät ohne Netz erfasst, und welcher Vorgang jede festhält."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.annahme_familie import familie_festhalten
from casemgmt.domain.annahme_termin import arbeitstermin_aus_daten, beratung_aus_daten, kopfzahl_aus_daten
from casemgmt.domain.arbeit import arbeitstermin_festhalten, kopfzahl_festhalten
from casemgmt.domain.queries.ohne_netz import UNBEKANNTER_FALL
from casemgmt.domain.sperren import fall_sperren
from casemgmt.domain.termin import beratung_festhalten
from casemgmt.domain.terminangaben import Zuordnung, neuer_termin, verlange_angaben, verlange_offen
from casemgmt.models import Fall
from casemgmt.permissions.rechte import FACHAUFSICHT, FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.regeln.ohne_netz import VORAUS_HOECHSTENS, Ablagegrund, aktenzeichen_lesen
from casemgmt.regeln.termin import Beratungsangaben, Geraetezeit
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis
from kim.basis.fehler import Fachfehler, verlange


class Annahmefehler(Fachfehler):
    """Der Server nimmt den Eintrag so nicht; `code` ist der Grund in der Ablage."""


@dataclass(frozen=True, slots=True)
class Einlieferung:
    kennung: UUID
    kreis_id: int
    konto_id: int
    """Wer erfasst hat; das bleibt auch, wenn die Koordination freigibt."""
    konto_name: str
    geraet_erfasst_am: datetime | None
    freigabe: bool = False
    """Die Koordination übernimmt den Eintrag für die Person, die ihn erfasst hat."""

    @property
    def geraet(self) -> Geraetezeit:
        return Geraetezeit(self.kennung, self.geraet_erfasst_am)


@dataclass(frozen=True, slots=True)
class Freigebende:
    """Hält fest, was eine andere Person erfasst hat, und nur dort, wo sie die Fachaufsicht hat."""

    aufsicht: Akteur
    konto_id: int | None
    konto_name: str

    @property
    def akteur_name(self) -> str:
        return f"{self.konto_name[:90]}, freigegeben von {self.aufsicht.akteur_name[:90]}"

    @property
    def kreis_id(self) -> int | None:
        return self.aufsicht.kreis_id

    @property
    def person_id(self) -> int | None:
        return None

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        return self.aufsicht.hat_recht(FACHAUFSICHT.schluessel, bereich)

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        if recht not in (FAELLE_FUEHREN.schluessel, MUKIS_FUEHREN.schluessel):
            return frozenset()
        return self.aufsicht.bereiche_mit(FACHAUFSICHT.schluessel)


def eigene_kommune(akteur: Akteur, daten: Mapping[str, Any]) -> tuple[str, int | None]:
    """Bereich und Kommune, wenn der Eintrag zu keinem Fall gehört."""
    lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
    gewaehlt = zahl_oder_leer(daten, "kommune_id")
    if gewaehlt is None and len(lokal.kommunen) == 1 and not lokal.kreise:
        gewaehlt = lokal.kommunen[0]
    mukis = permissions.umfang(akteur, permissions.MUKIS_FUEHREN)
    nur_mukis = bool(mukis.kreise or mukis.kommunen) and not (lokal.kreise or lokal.kommunen)
    return (Fallbereich.MUKIS if nur_mukis else Fallbereich.LOKAL).value, gewaehlt


def ungueltig(was: str) -> Annahmefehler:
    return Annahmefehler(
        _("Die Angabe „%(was)s“ fehlt oder passt nicht.") % {"was": was}, code=Ablagegrund.UNGUELTIG
    )


def zahl_oder_leer(daten: Mapping[str, Any], name: str) -> int | None:
    wert = daten.get(name)
    if wert in (None, ""):
        return None
    try:
        return int(wert)
    except (TypeError, ValueError, OverflowError):
        raise ungueltig(name) from None


def zeit_lesen(wert: Any) -> datetime | None:
    """Nur mit Zeitzone: sonst wüsste niemand, wann es war."""
    try:
        zeit = parse_datetime(str(wert or ""))
        if zeit is None or not timezone.is_aware(zeit):
            return None
        # At the edge of the calendar there is no such moment elsewhere.
        zeit.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return zeit


def beginn_lesen(daten: Mapping[str, Any]) -> datetime:
    beginn = zeit_lesen(daten.get("beginn"))
    if beginn is None:
        raise ungueltig("beginn")
    if beginn > timezone.now() + VORAUS_HOECHSTENS:
        raise Annahmefehler(_("Der Beginn liegt in der Zukunft."), code=Ablagegrund.UHR)
    return beginn


def fall_zum_aktenzeichen(kreis_id: int, text: str) -> Fall | None:
    """Ohne Blick darauf, wer ihn sehen darf: nur für die Zuordnung in der Ablage."""
    zeichen = aktenzeichen_lesen(text)
    if zeichen is None:
        return None
    return Fall.objects.filter(kreis_id=kreis_id, jahr=zeichen[0], nummer=zeichen[1]).first()


def _fall(akteur: Akteur, lieferung: Einlieferung, text: str) -> Fall:
    gemeint = fall_zum_aktenzeichen(lieferung.kreis_id, text)
    fall = None if gemeint is None else permissions.sichtbare_faelle(akteur).filter(pk=gemeint.pk).first()
    if fall is None:
        # The same words whether it is hidden or unknown.
        raise Annahmefehler(str(UNBEKANNTER_FALL), code=Ablagegrund.KEIN_ZUGANG)
    return fall


def _wer(akteur: Akteur, lieferung: Einlieferung) -> Akteur:
    if not lieferung.freigabe:
        return akteur
    return Freigebende(akteur, lieferung.konto_id, lieferung.konto_name)


def _wohin(akteur: Akteur, lieferung: Einlieferung, daten: dict[str, Any]) -> str:
    """Setzt die Kommune und nennt den Bereich, für alles, was zu keinem Fall gehört."""
    genannt = str(daten.pop("bereich", "") or "")
    bereich, daten["kommune_id"] = eigene_kommune(akteur, daten)
    return genannt if lieferung.freigabe and genannt in set(Fallbereich) else bereich


def beratung(akteur: Akteur, lieferung: Einlieferung, angegeben: Mapping[str, Any]) -> None:
    daten = dict(angegeben)
    beginn_lesen(daten)
    aktenzeichen = str(daten.pop("aktenzeichen", "") or "").strip()
    if not aktenzeichen:
        bereich = _wohin(akteur, lieferung, daten)
        _festhalten(_wer(akteur, lieferung), lieferung, bereich, beratung_aus_daten(daten))
        return
    fall = _fall(akteur, lieferung, aktenzeichen)
    daten |= {"fall_id": fall.pk, "kommune_id": fall.kommune_id}
    daten.pop("bereich", None)
    angaben = beratung_aus_daten(daten)
    if lieferung.freigabe:
        _in_den_fall(akteur, lieferung, fall, angaben)
    else:
        _festhalten(akteur, lieferung, fall.bereich, angaben)


def _festhalten(wer: Akteur, lieferung: Einlieferung, bereich: str, angaben: Beratungsangaben) -> None:
    beratung_festhalten(
        akteur=wer, kreis_id=lieferung.kreis_id, bereich=bereich, angaben=angaben, geraet=lieferung.geraet
    )


def _in_den_fall(akteur: Akteur, lieferung: Einlieferung, fall: Fall, angaben: Beratungsangaben) -> None:
    """Die Koordination liest Akten und schreibt sonst nicht in sie; hier schreibt sie für eine andere."""
    fall = fall_sperren(fall.pk)
    verlange(permissions.darf_in_fall_freigeben(akteur, fall))
    verlange_offen(fall, angaben.beginn, False)
    verlange_angaben(lieferung.kreis_id, angaben, lieferung.geraet)
    ziel = Zuordnung(fall, fall.bereich, fall.kommune_id, ())
    neuer_termin(_wer(akteur, lieferung), lieferung.kreis_id, ziel, angaben, lieferung.geraet)


def arbeitstermin(akteur: Akteur, lieferung: Einlieferung, angegeben: Mapping[str, Any]) -> None:
    daten = dict(angegeben)
    beginn_lesen(daten)
    bereich = _wohin(akteur, lieferung, daten)
    arbeitstermin_festhalten(
        akteur=_wer(akteur, lieferung),
        kreis_id=lieferung.kreis_id,
        bereich=bereich,
        angaben=arbeitstermin_aus_daten(daten),
        geraet=lieferung.geraet,
    )


def kopfzahl(akteur: Akteur, lieferung: Einlieferung, angegeben: Mapping[str, Any]) -> None:
    daten = dict(angegeben)
    tag_lesen(daten, "tag")
    bereich = _wohin(akteur, lieferung, daten)
    kopfzahl_festhalten(
        akteur=_wer(akteur, lieferung),
        kreis_id=lieferung.kreis_id,
        bereich=bereich,
        angaben=kopfzahl_aus_daten(daten),
        geraet=lieferung.geraet,
    )


def tag_lesen(daten: Mapping[str, Any], name: str) -> date:
    try:
        tag = parse_date(str(daten.get(name) or ""))
    except ValueError:
        tag = None
    if tag is None:
        raise ungueltig(name)
    if tag > timezone.localdate():
        raise Annahmefehler(_("Der Tag liegt in der Zukunft."), code=Ablagegrund.UHR)
    return tag


def familie(akteur: Akteur, lieferung: Einlieferung, angegeben: Mapping[str, Any]) -> None:
    if lieferung.freigabe:
        raise Annahmefehler(
            _("Eine neue Familie nimmt nur auf, wer in der Kommune berät."), code=Ablagegrund.KEIN_ZUGANG
        )
    daten = dict(angegeben)
    bereich = _wohin(akteur, lieferung, daten)
    if daten.get("hinweis_gegeben") is not True:
        raise ungueltig("hinweis_gegeben")
    if not isinstance(daten.get("personen"), list):
        raise ungueltig("personen")
    familie_festhalten(
        kreis_id=lieferung.kreis_id,
        bereich=Fallbereich(bereich),
        kommune_id=daten["kommune_id"],
        hinweis_am=tag_lesen(daten, "hinweis_am"),
        hinweis_sprache=str(daten.get("hinweis_sprache") or "de"),
        personen=daten["personen"],
        einwilligung=daten.get("einwilligung"),
        akteur=akteur,
    )


Annahme = Callable[[Akteur, Einlieferung, Mapping[str, Any]], None]
ANNAHMEARTEN: dict[tuple[str, int], Annahme] = {
    ("beratung", 1): beratung,
    ("arbeitstermin", 1): arbeitstermin,
    ("kopfzahl", 1): kopfzahl,
    ("familie", 1): familie,
    ("familie", 2): familie,
}
"""Art und Fassung. Eine neue Fassung bekommt eine eigene Zeile; alte Geräte senden noch lange die alte."""
