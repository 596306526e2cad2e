"""Welche Arten von Einträgen ein Gerät ohne Netz erfasst, und was aus jeder wird."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.annahme_familie import familie_festhalten
from casemgmt.domain.sperren import fall_sperren, verlange_laufend
from casemgmt.models import Arbeitstermin, Fall, Kopfzahl, Termin, Terminthema
from casemgmt.regeln.termin import Kanal, Sprachmittlung, Terminart
from casemgmt.regeln.themen import MITGELIEFERT
from casemgmt.regeln.vorort import VORAUS_HOECHSTENS, Ablagegrund, aktenzeichen_lesen
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere

THEMEN = frozenset(thema.schluessel for thema in MITGELIEFERT)


class Annahmefehler(Fachfehler):
    """Der Server nimmt den Eintrag so nicht; `code` ist der Grund in der Ablage."""


@dataclass(frozen=True, slots=True)
class Einlieferung:
    kennung: UUID
    kreis_id: int
    konto_id: int
    """Wer erfasst hat; das bleibt auch, wenn die Koordination freigibt."""
    geraet_erfasst_am: datetime | None
    freigabe: bool = False
    """Die Koordination übernimmt den Eintrag für die Person, die ihn erfasst hat."""


def eigene_kommune(akteur: Akteur, daten: Mapping[str, Any]) -> tuple[str, int | None]:
    """Bereich und Kommune, wenn der Eintrag zu keinem Fall gehört."""
    lokal = permissions.umfang(akteur, permissions.FAELLE_FUEHREN)
    gewaehlt = zahl(daten, "kommune_id", leer=True)
    if gewaehlt is None and len(lokal.kommunen) == 1 and not lokal.kreise:
        gewaehlt = lokal.kommunen[0]
    mukis = permissions.umfang(akteur, permissions.MUKIS_FUEHREN)
    nur_mukis = bool(mukis.kreise or mukis.kommunen) and not (lokal.kreise or lokal.kommunen)
    return (Fallbereich.MUKIS if nur_mukis else Fallbereich.LOKAL).value, gewaehlt


def ungueltig(was: str) -> Annahmefehler:
    return Annahmefehler(
        _("Die Angabe „%(was)s“ fehlt oder passt nicht.") % {"was": was}, code=Ablagegrund.UNGUELTIG
    )


def zahl(daten: Mapping[str, Any], name: str, *, leer: bool = False, sonst: int | None = None) -> Any:
    wert = daten.get(name)
    if wert in (None, ""):
        if leer or sonst is not None:
            return sonst
        raise ungueltig(name)
    try:
        return int(wert)
    except (TypeError, ValueError):
        raise ungueltig(name) from None


def zeit_lesen(wert: Any) -> datetime | None:
    """Nur mit Zeitzone: sonst wüsste niemand, wann es war."""
    try:
        zeit = parse_datetime(str(wert or ""))
    except ValueError:
        return None
    return zeit if zeit is not None and timezone.is_aware(zeit) else None


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
        raise Annahmefehler(
            _("Diesen Fall gibt es nicht, oder er gehört nicht mehr zu Ihrem Bereich."),
            code=Ablagegrund.KEIN_ZUGANG,
        )
    fall = fall_sperren(fall.pk)
    verlange(
        permissions.darf_in_fall_freigeben(akteur, fall)
        if lieferung.freigabe
        else permissions.darf_fall_fuehren(akteur, fall)
    )
    verlange_laufend(fall)
    return fall


def _ort(akteur: Akteur, lieferung: Einlieferung, daten: Mapping[str, Any]) -> tuple[str, int | None]:
    bereich, kommune_id = eigene_kommune(akteur, daten)
    if lieferung.freigabe:
        if not permissions.beaufsichtigt(akteur, lieferung.kreis_id, kommune_id):
            raise Annahmefehler(_("Das gehört nicht zu Ihrer Fachaufsicht."), code=Ablagegrund.KEIN_ZUGANG)
        return str(daten.get("bereich") or bereich), kommune_id
    verlange(permissions.darf_beraten(akteur, lieferung.kreis_id, bereich, kommune_id))
    return bereich, kommune_id


def _erfasst(lieferung: Einlieferung, bereich: str, kommune_id: int | None) -> dict[str, Any]:
    return {
        "kreis_id": lieferung.kreis_id,
        "kennung": lieferung.kennung,
        "konto_id": lieferung.konto_id,
        "bereich": bereich,
        "kommune_id": kommune_id,
        "geraet_erfasst_am": lieferung.geraet_erfasst_am,
    }


def _themen(daten: Mapping[str, Any]) -> Sequence[str]:
    roh = daten.get("themen")
    themen = list(dict.fromkeys(str(thema) for thema in roh)) if isinstance(roh, list) else []
    if not themen or not THEMEN.issuperset(themen):
        raise ungueltig("themen")
    return themen


def beratung(akteur: Akteur, lieferung: Einlieferung, daten: Mapping[str, Any]) -> None:
    beginn, themen = beginn_lesen(daten), _themen(daten)
    aktenzeichen = str(daten.get("aktenzeichen") or "").strip()
    if aktenzeichen:
        fall: Fall | None = _fall(akteur, lieferung, aktenzeichen)
        assert fall is not None
        bereich, kommune_id = fall.bereich, fall.kommune_id
    else:
        fall = None
        bereich, kommune_id = _ort(akteur, lieferung, daten)
    termin = Termin(
        **_erfasst(lieferung, bereich, kommune_id),
        art=Terminart.CASE_MANAGEMENT if fall else Terminart.EINMALIG,
        fall=fall,
        beginn=beginn,
        dauer_minuten=zahl(daten, "dauer_minuten"),
        personen=zahl(daten, "personen", sonst=1),
        kanal=str(daten.get("kanal") or Kanal.VOR_ORT),
        sprache=str(daten.get("sprache") or "de"),
        sprachmittlung=str(daten.get("sprachmittlung") or Sprachmittlung.KEINE),
        naechster_schritt=str(daten.get("naechster_schritt") or ""),
        notiz=str(daten.get("notiz") or ""),
    )
    speichere(termin, akteur=akteur, grund=_("ohne Netz erfasst"))
    Terminthema.objects.bulk_create(
        Terminthema(kreis_id=termin.kreis_id, termin=termin, thema=thema) for thema in themen
    )


def arbeitstermin(akteur: Akteur, lieferung: Einlieferung, daten: Mapping[str, Any]) -> None:
    beginn = beginn_lesen(daten)
    satz = Arbeitstermin(
        **_erfasst(lieferung, *_ort(akteur, lieferung, daten)),
        art=str(daten.get("art") or ""),
        titel=str(daten.get("titel") or ""),
        beginn=beginn,
        dauer_minuten=zahl(daten, "dauer_minuten"),
        teilnehmende=zahl(daten, "teilnehmende", leer=True),
        notiz=str(daten.get("notiz") or ""),
    )
    speichere(satz, akteur=akteur, grund=_("ohne Netz erfasst"))


def kopfzahl(akteur: Akteur, lieferung: Einlieferung, daten: Mapping[str, Any]) -> None:
    satz = Kopfzahl(
        **_erfasst(lieferung, *_ort(akteur, lieferung, daten)),
        art=str(daten.get("art") or ""),
        tag=_tag(daten, "tag"),
        anzahl=zahl(daten, "anzahl"),
    )
    speichere(satz, akteur=akteur, grund=_("ohne Netz erfasst"))


def _tag(daten: Mapping[str, Any], name: str) -> Any:
    try:
        tag = parse_date(str(daten.get(name) or ""))
    except ValueError:
        tag = None
    if tag is None:
        raise ungueltig(name)
    if tag > timezone.localdate():
        raise Annahmefehler(_("Der Tag liegt in der Zukunft."), code=Ablagegrund.UHR)
    return tag


def familie(akteur: Akteur, lieferung: Einlieferung, daten: Mapping[str, Any]) -> None:
    if lieferung.freigabe:
        raise Annahmefehler(
            _("Eine neue Familie nimmt nur auf, wer in der Kommune berät."), code=Ablagegrund.KEIN_ZUGANG
        )
    bereich, kommune_id = _ort(akteur, lieferung, daten)
    if daten.get("hinweis_gegeben") is not True or not isinstance(daten.get("personen"), list):
        raise ungueltig("hinweis_gegeben" if isinstance(daten.get("personen"), list) else "personen")
    familie_festhalten(
        kreis_id=lieferung.kreis_id,
        bereich=Fallbereich(bereich),
        kommune_id=kommune_id,
        hinweis_am=_tag(daten, "hinweis_am"),
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
}
"""Art und Fassung. Eine neue Fassung bekommt eine eigene Zeile; alte Geräte senden noch lange die alte."""
