"""Die Ablage „nicht übertragen“ abarbeiten: jeder Eintrag hat einen Weg weiter, keiner verschwindet."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.annahmearten import zeit_lesen
from casemgmt.domain.sperren import konto_von
from casemgmt.domain.uebertragung import ausfuehren, nicht_geoeffnet, wieder_oeffnen
from casemgmt.models import Uebertragung
from casemgmt.regeln.ohne_netz import Ablagegrund, Loesung, Uebertragungsstand, berichtigt
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


def wege(satz: Uebertragung, akteur: Akteur) -> list[Loesung]:
    """Was diese Person mit diesem Eintrag tun kann."""
    if satz.stand != Uebertragungsstand.OFFEN:
        return []
    eigener = satz.konto_id == akteur.konto_id
    if satz.grund == Ablagegrund.UNLESBAR:
        return [Loesung.WIEDERHOLT, Loesung.ABGELEGT]
    offen: list[Loesung] = []
    if not eigener and permissions.darf_freigeben(akteur, satz) and satz.art != "familie":
        offen.append(Loesung.FREIGEGEBEN)
    if eigener:
        offen.append(Loesung.WIEDERHOLT)
        if satz.art == "beratung":
            offen += [Loesung.ZUGEORDNET, Loesung.ANONYM]
    return [*offen, Loesung.ABGELEGT]


@transaction.atomic
def ablage_loesen(
    *,
    uebertragung_id: int,
    weg: Loesung,
    akteur: Akteur,
    aktenzeichen: str = "",
    grund: str = "",
    zeit_berichtigen: bool = False,
) -> Uebertragung:
    satz = Uebertragung.objects.select_for_update(of=("self",)).get(pk=uebertragung_id)
    if satz.stand != Uebertragungsstand.OFFEN:
        raise Fachfehler(_("Dieser Eintrag ist schon erledigt."), code="ueberholt")
    eigener = satz.konto_id == akteur.konto_id
    if not eigener:
        verlange(permissions.darf_freigeben(akteur, satz))
    if weg not in wege(satz, akteur):
        raise Fachfehler(_("Das ist mit diesem Eintrag nicht möglich."), code="weg")
    if nicht_geoeffnet(satz) and weg == Loesung.WIEDERHOLT:
        if not wieder_oeffnen(satz, satz.inhalt, akteur=akteur):
            raise Fachfehler(_("Der Eintrag lässt sich noch immer nicht öffnen."), code="unlesbar")
        return satz
    if weg == Loesung.ABGELEGT:
        if not grund.strip():
            raise Fachfehler(_("Bitte sagen, wie der Eintrag erledigt wurde."), code="grund", feld="grund")
    else:
        inhalt = _inhalt(satz, weg, aktenzeichen, zeit_berichtigen)
        # An anonymous row must not lead back here, so it gets a mark of its own.
        kennung = uuid.uuid4() if weg == Loesung.ANONYM else None
        ausfuehren(satz, inhalt, akteur=akteur, freigabe=not eigener, kennung=kennung)
        if weg == Loesung.ANONYM:
            _spur_loeschen(satz)
        satz.inhalt = None
    satz.stand, satz.loesung = Uebertragungsstand.ERLEDIGT, weg.value
    satz.loesungsgrund = grund.strip()[:500]
    satz.geloest_von_id, satz.geloest_am = konto_von(akteur), timezone.now()
    return speichere(satz, akteur=akteur, grund=str(satz.get_loesung_display()))


def _spur_loeschen(satz: Uebertragung) -> None:
    """Auch im Verlauf steht danach kein Fall: Von einer anonymen Beratung führt kein Weg zu einer Person.

    Der Hinweis geht mit; er kann das Aktenzeichen nennen.
    """
    satz.fall, satz.geraet_erfasst_am, satz.hinweis = None, None, ""
    Uebertragung.history.filter(id=satz.pk).update(fall=None, geraet_erfasst_am=None, hinweis="")


def _inhalt(satz: Uebertragung, weg: Loesung, aktenzeichen: str, zeit_berichtigen: bool) -> dict[str, Any]:
    inhalt = dict(satz.inhalt or {})
    daten = dict(inhalt.get("daten") or {})
    if weg == Loesung.ZUGEORDNET:
        if not aktenzeichen.strip():
            raise Fachfehler(_("Bitte das Aktenzeichen angeben."), code="fehlt", feld="aktenzeichen")
        daten["aktenzeichen"] = aktenzeichen
    if weg == Loesung.ANONYM:
        # What was written about somebody is not carried into a row that belongs to nobody.
        for name in ("aktenzeichen", "notiz", "naechster_schritt"):
            daten.pop(name, None)
    if weg == Loesung.FREIGEGEBEN and not daten.get("kommune_id"):
        daten["kommune_id"] = satz.kommune_id
    if zeit_berichtigen:
        _zeit_berichtigen(satz, daten)
    return {**inhalt, "daten": daten}


def uhr_voraus(satz: Uebertragung) -> timedelta | None:
    """Wie weit die Uhr des Geräts vorging; negativ, wenn sie nachging."""
    return satz.geraet_gesendet_am - satz.empfangen_am if satz.geraet_gesendet_am else None


def _zeit_berichtigen(satz: Uebertragung, daten: dict[str, Any]) -> None:
    if satz.geraet_gesendet_am is None:
        return
    beginn = zeit_lesen(daten.get("beginn"))
    if beginn is not None:
        richtig = berichtigt(beginn, satz.geraet_gesendet_am, satz.empfangen_am)
        daten["beginn"] = richtig.isoformat()
    if daten.get("tag"):
        mitte = zeit_lesen(f"{daten['tag']}T12:00:00+00:00")
        if mitte is not None:
            daten["tag"] = berichtigt(mitte, satz.geraet_gesendet_am, satz.empfangen_am).date().isoformat()
