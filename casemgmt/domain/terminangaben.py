"""Was jedem Vorgang an Terminen gemeinsam ist: Angaben prüfen, den Fall sperren, die Zeilen schreiben."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.themen import bekannte_themen
from casemgmt.domain.sperren import konto_von
from casemgmt.models import (
    Arbeitstermin,
    Fall,
    Fallperson,
    Kopfzahl,
    Termin,
    Terminperson,
    Terminthema,
)
from casemgmt.permissions.sicht import faelle_der_sicht, sicht_aus, sicht_von
from casemgmt.regeln.termin import Beratungsangaben, Geraetezeit, Terminstand
from casemgmt.regeln.terminregeln import Mangel, art_von, maengel, unbekannte
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.basis.zeit import berliner_tag
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, standorte_im_kreis
from kim.web.feste_abfrage import feste_abfrage

E = TypeVar("E", Termin, Arbeitstermin, Kopfzahl)

INHALT = (
    "art",
    "stand",
    "beginn",
    "dauer_minuten",
    "personen",
    "kanal",
    "sprache",
    "sprachmittlung",
    "naechster_schritt",
    "notiz",
    "vorbereitung_minuten",
    "nachbereitung_minuten",
)
"""Was geprüft und geschrieben wird; Verweise auf andere Sätze sind schon geprüft, wenn sie gesetzt werden."""


def einmal(
    modell: type[E],
    akteur: Akteur,
    kennung: UUID,
    tun: Callable[[], E],
    *,
    ist_derselbe: Callable[[E], bool] | None = None,
) -> E:
    """Zweimal gesandt, einmal geschrieben. Ohne weitere Angabe ist derselbe Eintrag der des eigenen Kontos.

    Zuerst wird geschrieben: der seltene Fall, dass die Kennung schon da ist, fällt in der Datenbank auf, auch
    wenn beide im selben Augenblick kommen. Wer inzwischen nicht mehr dürfte, bekommt den früheren Eintrag.
    """
    try:
        return tun()
    except (Fachfehler, IntegrityError) as fehler:
        vorhanden = modell._default_manager.filter(kennung=kennung).first()
        if vorhanden is None:
            raise
        if not (ist_derselbe(vorhanden) if ist_derselbe else vorhanden.konto_id == akteur.konto_id):
            raise Fachfehler(
                _("Dieser Eintrag gehört zu einem anderen Konto."), code="kennung", feld="kennung"
            ) from fehler
        return vorhanden


def ablehnen(funde: Iterable[Mangel]) -> None:
    for fund in funde:
        raise Fachfehler(_(fund.text), code=fund.code, feld=fund.feld)


def verlange_kreis(akteur: Akteur, kreis_id: int) -> int:
    """Das Konto; gehört es zu einem anderen Kreis, gibt es hier nichts festzuhalten."""
    if akteur.kreis_id != kreis_id:
        raise NichtErlaubt(_("Das gehört zu einem anderen Kreis."))
    return konto_von(akteur)


@dataclass(frozen=True, slots=True)
class Zuordnung:
    """Wohin ein Termin gehört, geprüft."""

    fall: Fall | None
    bereich: str
    kommune_id: int | None
    klienten: tuple[int, ...]


def zuordnen(
    akteur: Akteur,
    kreis_id: int,
    bereich: str,
    angaben: Beratungsangaben,
    *,
    noch_nicht_gehalten: bool = False,
) -> Zuordnung:
    klienten = tuple(dict.fromkeys(angaben.klienten))
    if angaben.fall_id is not None:
        fall = fall_zum_schreiben(akteur, angaben.fall_id)
        verlange_offen(fall, angaben.beginn, noch_nicht_gehalten)
        _verlange_personen_des_falls(fall, klienten)
        return Zuordnung(fall, fall.bereich, fall.kommune_id, klienten)
    verlange(permissions.darf_beraten(akteur, kreis_id, bereich, angaben.kommune_id))
    verlange_kommune(akteur, kreis_id, angaben.kommune_id)
    if klienten:
        eigene = permissions.sichtbare_klienten(akteur).filter(
            kreis_id=kreis_id, bereich=bereich, pk__in=klienten
        )
        if eigene.count() != len(klienten):
            raise Fachfehler(
                _("Diese Person gibt es nicht in Ihrem Bereich."), code="personen", feld="klienten"
            )
    return Zuordnung(None, bereich, angaben.kommune_id, klienten)


def fall_zum_schreiben(akteur: Akteur, fall_id: int) -> Fall:
    """Gesperrt, sichtbar und im eigenen Bereich, mit einer Abfrage."""
    gefunden = _gesperrt(fall_id, *sicht_von(akteur).einzeln())
    if not gefunden:
        raise NichtErlaubt(_("Diesen Fall gibt es nicht in Ihrem Bereich."), code="fall", feld="fall_id")
    fall = gefunden[0]
    if not permissions.darf_beraten(akteur, fall.kreis_id, fall.bereich, fall.kommune_id):
        # Who stands in for a colleague works outside her own area; one read in an emergency is not written.
        verlange(permissions.darf_fall_fuehren(akteur, fall))
    return fall


@feste_abfrage
def _gesperrt(fall_id: int, *sicht: Any) -> QuerySet[Fall]:
    menge = Fall.objects.select_for_update(no_key=True, of=("self",))
    return menge.filter(faelle_der_sicht(sicht_aus(sicht)), pk=fall_id).order_by()


def verlange_offen(fall: Fall, beginn: datetime, noch_nicht_gehalten: bool) -> None:
    """Was vor dem Ende des Falls gehalten wurde, lässt sich auch danach noch festhalten."""
    if not fall.beendet:
        return
    ende = fall.beendet_am
    if noch_nicht_gehalten or ende is None or berliner_tag(beginn) > ende:
        raise Fachfehler(
            _("Der Fall %(fall)s ist beendet. Bitte ihn zuerst wieder aufnehmen.") % {"fall": fall},
            code="beendet",
            feld="fall_id",
        )


@feste_abfrage
def _personen(fall_id: int, klienten: tuple[int, ...]) -> QuerySet[Fallperson]:
    return Fallperson.objects.filter(fall=fall_id, klient__in=klienten).order_by()


def _verlange_personen_des_falls(fall: Fall, klienten: tuple[int, ...]) -> None:
    if klienten and {zeile.klient_id for zeile in _personen(fall.pk, klienten)} != set(klienten):
        raise Fachfehler(_("Diese Person gehört nicht zum Fall."), code="personen", feld="klienten")


def verlange_kommune(akteur: Akteur, kreis_id: int, kommune_id: int | None) -> None:
    """Wer das Recht für die Kommune selbst hat, hat sie schon im eigenen Kreis."""
    if kommune_id is None or kommune_id in permissions.eigene_kommunen(akteur):
        return
    if not kommunen_im_kreis(kreis_id).filter(pk=kommune_id).exists():
        raise Fachfehler(_("Diese Kommune gibt es nicht im Kreis."), code="kommune", feld="kommune_id")


def verlange_standort(kreis_id: int, standort_id: int | None) -> None:
    if standort_id is not None and not standorte_im_kreis(kreis_id).filter(pk=standort_id).exists():
        raise Fachfehler(_("Diesen Standort gibt es nicht im Kreis."), code="standort", feld="standort_id")


def verlange_angaben(
    kreis_id: int, angaben: Beratungsangaben, geraet: Geraetezeit | None = None, *, geplant: bool = False
) -> None:
    ablehnen(
        maengel(
            angaben,
            jetzt=timezone.now(),
            geraet_erfasst_am=geraet.geraet_erfasst_am if geraet else None,
            geplant=geplant,
        )
    )
    if unbekannte(angaben.themen, bekannte_themen(kreis_id, angaben.themen)):
        raise Fachfehler(_("Dieses Thema gibt es im Kreis nicht."), code="themen", feld="themen")
    verlange_standort(kreis_id, angaben.standort_id)


def angaben_setzen(termin: Termin, angaben: Beratungsangaben) -> None:
    termin.art = art_von(angaben.fall_id)
    termin.beginn = angaben.beginn
    termin.dauer_minuten = angaben.dauer_minuten
    termin.personen = angaben.personen
    termin.kanal = angaben.kanal.value
    termin.sprache = angaben.sprache
    termin.sprachmittlung = angaben.sprachmittlung.value
    termin.naechster_schritt = " ".join(angaben.naechster_schritt.split())
    termin.notiz = angaben.notiz.strip()
    termin.vorbereitung_minuten = angaben.vorbereitung_minuten
    termin.nachbereitung_minuten = angaben.nachbereitung_minuten
    termin.standort_id = angaben.standort_id


def neuer_termin(
    akteur: Akteur,
    kreis_id: int,
    ziel: Zuordnung,
    angaben: Beratungsangaben,
    geraet: Geraetezeit,
    *,
    stand: Terminstand = Terminstand.GEHALTEN,
    berichtigt: Termin | None = None,
    grund: str = "",
) -> Termin:
    termin = Termin(
        kreis_id=kreis_id,
        kennung=geraet.kennung,
        geraet_erfasst_am=geraet.geraet_erfasst_am,
        konto_id=berichtigt.konto_id if berichtigt else konto_von(akteur),
        bereich=ziel.bereich,
        kommune_id=ziel.kommune_id,
        fall_id=ziel.fall.pk if ziel.fall else None,
        stand=stand,
        berichtigt_id=berichtigt.pk if berichtigt else None,
        berichtigungsgrund=grund,
    )
    angaben_setzen(termin, angaben)
    speichere(termin, akteur=akteur, nur=(*INHALT, "berichtigungsgrund"))
    beteiligte_schreiben(termin, ziel.klienten, angaben.themen)
    return termin


def beteiligte_schreiben(termin: Termin, klienten: tuple[int, ...], themen: tuple[str, ...]) -> None:
    if klienten:
        Terminperson.objects.bulk_create(
            Terminperson(kreis_id=termin.kreis_id, termin_id=termin.pk, klient_id=klient)
            for klient in klienten
        )
    if themen:
        Terminthema.objects.bulk_create(
            Terminthema(kreis_id=termin.kreis_id, termin_id=termin.pk, thema=thema)
            for thema in dict.fromkeys(themen)
        )


def beteiligte_ersetzen(termin: Termin, klienten: tuple[int, ...], themen: tuple[str, ...]) -> None:
    Terminperson.objects.filter(termin=termin).delete()
    Terminthema.objects.filter(termin=termin).delete()
    beteiligte_schreiben(termin, klienten, themen)


def termin_sperren(akteur: Akteur, termin_id: int) -> Termin:
    """Was man nicht sieht, gibt es nicht; der Stand ist der unter der Sperre."""
    sichtbare = permissions.sichtbare_termine(akteur).select_for_update(no_key=True, of=("self",))
    termin: Termin | None = sichtbare.select_related("fall").filter(pk=termin_id).first()
    if termin is None:
        raise NichtErlaubt(_("Diesen Termin gibt es nicht in Ihrem Bereich."), code="termin")
    return termin
