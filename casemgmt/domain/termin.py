"""Beratungen planen, festhalten, ändern und berichtigen.

Jeder Vorgang, der etwas Neues schreibt, bringt seine `kennung` mit: zweimal gesandt, steht es einmal da.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.arbeit import arbeitstermin_festhalten as arbeitstermin_festhalten
from casemgmt.domain.arbeit import kopfzahl_festhalten as kopfzahl_festhalten
from casemgmt.domain.terminangaben import (
    INHALT,
    angaben_setzen,
    beteiligte_ersetzen,
    einmal,
    neuer_termin,
    termin_sperren,
    verlange_angaben,
    verlange_kreis,
    zuordnen,
)
from casemgmt.models import Termin
from casemgmt.models.terminauswahl import TERMINSTAENDE
from casemgmt.regeln.termin import Beratungsangaben, Geraetezeit, Kanal, Sprachmittlung, Terminstand
from casemgmt.regeln.terminregeln import GRUND_LAENGE, kann_werden
from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, Ueberholt, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.stand import stand_von


def beratung_festhalten(
    *, akteur: Akteur, kreis_id: int, bereich: str, angaben: Beratungsangaben, geraet: Geraetezeit
) -> Termin:
    """Eine Beratung, die stattgefunden hat: zu einem Fall, mit Namen ohne Fall, oder anonym."""
    return einmal(
        Termin,
        akteur,
        geraet.kennung,
        lambda: _schreiben(akteur, kreis_id, bereich, angaben, geraet, Terminstand.GEHALTEN),
    )


def termin_planen(
    *, akteur: Akteur, kreis_id: int, bereich: str, angaben: Beratungsangaben, geraet: Geraetezeit
) -> Termin:
    """Ein Termin, der noch bevorsteht. Er zählt erst, wenn er gehalten wurde."""
    return einmal(
        Termin,
        akteur,
        geraet.kennung,
        lambda: _schreiben(akteur, kreis_id, bereich, angaben, geraet, Terminstand.GEPLANT),
    )


@transaction.atomic
def _schreiben(
    akteur: Akteur,
    kreis_id: int,
    bereich: str,
    angaben: Beratungsangaben,
    geraet: Geraetezeit,
    stand: Terminstand,
) -> Termin:
    geplant = stand is Terminstand.GEPLANT
    verlange_kreis(akteur, kreis_id)
    ziel = zuordnen(akteur, kreis_id, bereich, angaben, noch_nicht_gehalten=geplant)
    verlange_angaben(kreis_id, angaben, geraet, geplant=geplant)
    return neuer_termin(akteur, kreis_id, ziel, angaben, geraet, stand=stand)


def termin_absagen(*, akteur: Akteur, termin_id: int) -> Termin:
    return _umschalten(akteur, termin_id, Terminstand.ABGESAGT, _("abgesagt"))


def nicht_erschienen(*, akteur: Akteur, termin_id: int) -> Termin:
    """Niemand kam. Vor dem Beginn lässt sich das noch nicht sagen."""
    return _umschalten(akteur, termin_id, Terminstand.NICHT_ERSCHIENEN, _("nicht erschienen"))


@transaction.atomic
def _umschalten(akteur: Akteur, termin_id: int, neu: Terminstand, grund: str) -> Termin:
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_fuehren(akteur, termin))
    if termin.stand == neu:
        return termin
    _verlange_uebergang(termin, neu)
    if neu is Terminstand.NICHT_ERSCHIENEN and termin.beginn > timezone.now():
        raise Fachfehler(
            _("Der Termin ist erst am %(tag)s. Bitte ihn absagen, wenn er ausfällt.")
            % {"tag": datum(termin.beginn)},
            code="zukunft",
        )
    termin.stand = neu
    # From here the days count in which one's own entry can still be changed.
    termin.erfasst_am = timezone.now()
    return speichere(termin, akteur=akteur, grund=grund, nur=("stand", "erfasst_am"))


def _verlange_uebergang(termin: Termin, neu: Terminstand) -> None:
    if not kann_werden(Terminstand(termin.stand), neu):
        raise Ueberholt(
            _(
                "Sie wollten „%(neu)s“ festhalten. Der Termin ist inzwischen „%(stand)s“. "
                "Bitte den neuen Stand ansehen."
            )
            % {"neu": dict(TERMINSTAENDE)[neu], "stand": termin.get_stand_display()}
        )


@transaction.atomic
def als_gehalten_festhalten(
    *, akteur: Akteur, termin_id: int, angaben: Beratungsangaben, geraet: Geraetezeit | None = None
) -> Termin:
    """Ein geplanter Termin hat stattgefunden. Wohin er gehört, steht seit dem Planen fest."""
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_fuehren(akteur, termin))
    if termin.stand == Terminstand.GEHALTEN:
        return termin
    _verlange_uebergang(termin, Terminstand.GEHALTEN)
    angaben = _am_selben_ort(termin, angaben)
    ziel = zuordnen(akteur, termin.kreis_id, termin.bereich, angaben)
    verlange_angaben(termin.kreis_id, angaben, geraet)
    angaben_setzen(termin, angaben)
    termin.stand = Terminstand.GEHALTEN
    termin.konto_id = verlange_kreis(akteur, termin.kreis_id)
    termin.erfasst_am = timezone.now()
    termin.geraet_erfasst_am = geraet.geraet_erfasst_am if geraet else None
    nur = (*INHALT, "standort", "konto", "erfasst_am", "geraet_erfasst_am")
    speichere(termin, akteur=akteur, grund=_("gehalten"), nur=nur)
    beteiligte_ersetzen(termin, ziel.klienten, angaben.themen)
    return termin


def _am_selben_ort(termin: Termin, angaben: Beratungsangaben) -> Beratungsangaben:
    """Fall und Kommune ändert kein Formular. Wer ohne Namen kam, bekommt hier auch keinen: das ist ein
    eigener Vorgang, dem die Person zustimmt."""
    klienten = angaben.klienten
    if termin.fall_id is None and not termin.anwesende.exists():
        klienten = ()
    return replace(angaben, fall_id=termin.fall_id, kommune_id=termin.kommune_id, klienten=klienten)


@transaction.atomic
def termin_aendern(*, akteur: Akteur, termin_id: int, angaben: Beratungsangaben, stand: int) -> Termin:
    """Den eigenen Eintrag bis zum Ende des nächsten Arbeitstags; einen geplanten, solange er geplant ist.

    `stand`: was auf der Seite zu sehen war. Hat inzwischen jemand geändert, wird nichts überschrieben.
    """
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_aendern(akteur, termin, timezone.now()))
    if stand_von(termin) != stand:
        raise Ueberholt(
            _("Der Termin wurde inzwischen geändert. Bitte vergleichen und noch einmal speichern.")
        )
    geplant = termin.stand != Terminstand.GEHALTEN
    angaben = _am_selben_ort(termin, angaben)
    ziel = zuordnen(akteur, termin.kreis_id, termin.bereich, angaben)
    geraet = Geraetezeit(termin.kennung, termin.geraet_erfasst_am)
    verlange_angaben(termin.kreis_id, angaben, geraet, geplant=geplant)
    angaben_setzen(termin, angaben)
    speichere(termin, akteur=akteur, grund=_("geändert"), nur=(*INHALT, "standort"))
    beteiligte_ersetzen(termin, ziel.klienten, angaben.themen)
    return termin


def termin_berichtigen(
    *, akteur: Akteur, termin_id: int, angaben: Beratungsangaben, grund: str, kennung: UUID
) -> Termin:
    """Nach der Zeit zum Ändern: ein neuer Eintrag zählt statt des alten, beide bleiben lesbar."""
    return einmal(
        Termin,
        akteur,
        kennung,
        lambda: _berichtigen(akteur, termin_id, angaben, grund, kennung),
        ist_derselbe=lambda satz: satz.berichtigt_id == termin_id,
    )


@transaction.atomic
def _berichtigen(
    akteur: Akteur, termin_id: int, angaben: Beratungsangaben, grund: str, kennung: UUID
) -> Termin:
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_berichtigen(akteur, termin, timezone.now()))
    if termin.stand != Terminstand.GEHALTEN:
        raise Fachfehler(_("Berichtigt wird, was gehalten wurde."), code="stand")
    return _ersetzen(akteur, termin, _am_selben_ort(termin, angaben), grund, kennung)


def _ersetzen(akteur: Akteur, termin: Termin, angaben: Beratungsangaben, grund: str, kennung: UUID) -> Termin:
    grund = " ".join(grund.split())
    if not grund or len(grund) > GRUND_LAENGE:
        raise Fachfehler(
            _("Bitte in einem Satz sagen, warum berichtigt wird (höchstens 500 Zeichen)."),
            code="berichtigungsgrund",
            feld="grund",
        )
    ziel = zuordnen(akteur, termin.kreis_id, termin.bereich, angaben)
    geraet = Geraetezeit(kennung, termin.geraet_erfasst_am)
    verlange_angaben(termin.kreis_id, angaben, geraet)
    termin.ersetzt_am = timezone.now()
    speichere(termin, akteur=akteur, grund=_("berichtigt"), nur=("ersetzt_am",))
    return neuer_termin(akteur, termin.kreis_id, ziel, angaben, geraet, berichtigt=termin, grund=grund)


def anonym_wird_fall(
    *, akteur: Akteur, termin_id: int, fall_id: int, klienten: tuple[int, ...], zugestimmt_am: date
) -> Termin:
    """Die Person will, dass ihre anonyme Beratung zu ihrer Akte gehört, und hat dem zugestimmt.

    Nur so führt ein Weg von dort zu ihr. Der anonyme Eintrag bleibt, wie er ist; es zählt der neue im Fall.
    """
    anonym = permissions.sichtbare_termine(akteur).filter(pk=termin_id).only("kennung").first()
    # Derived from it, so that sending twice makes one row.
    kennung = uuid5(anonym.kennung, "fall") if anonym else uuid4()
    return einmal(
        Termin,
        akteur,
        kennung,
        lambda: _in_den_fall(akteur, termin_id, fall_id, klienten, zugestimmt_am, kennung),
        ist_derselbe=lambda satz: satz.berichtigt_id == termin_id and satz.fall_id == fall_id,
    )


@transaction.atomic
def _in_den_fall(
    akteur: Akteur,
    termin_id: int,
    fall_id: int,
    klienten: tuple[int, ...],
    zugestimmt_am: date,
    kennung: UUID,
) -> Termin:
    termin = termin_sperren(akteur, termin_id)
    verlange(permissions.darf_termin_fuehren(akteur, termin))
    if not termin.anonym or termin.stand != Terminstand.GEHALTEN or termin.ersetzt_am is not None:
        raise Fachfehler(_("Das geht nur mit einer anonymen Beratung, die zählt."), code="nicht_anonym")
    if zugestimmt_am > timezone.localdate() or not klienten:
        raise Fachfehler(
            _("Bitte angeben, wer zugestimmt hat und wann."), code="zustimmung", feld="zugestimmt_am"
        )
    grund = _("Die Person hat am %(tag)s zugestimmt, dass diese Beratung zu ihrer Akte gehört.") % {
        "tag": datum(zugestimmt_am)
    }
    angaben = replace(angaben_von(termin), fall_id=fall_id, klienten=klienten)
    angaben = replace(angaben, personen=max(angaben.personen, len(klienten)))
    return _ersetzen(akteur, termin, angaben, grund, kennung)


def angaben_von(termin: Termin) -> Beratungsangaben:
    """Was gespeichert ist, in der Form, in der es angegeben wird."""
    return Beratungsangaben(
        beginn=termin.beginn,
        dauer_minuten=termin.dauer_minuten,
        kanal=Kanal(termin.kanal),
        themen=tuple(zeile.thema for zeile in termin.themen.order_by("pk")),
        sprachmittlung=Sprachmittlung(termin.sprachmittlung),
        sprache=termin.sprache,
        personen=termin.personen,
        fall_id=termin.fall_id,
        klienten=tuple(zeile.klient_id for zeile in termin.anwesende.order_by("pk")),
        kommune_id=termin.kommune_id,
        standort_id=termin.standort_id,
        naechster_schritt=termin.naechster_schritt,
        notiz=termin.notiz,
        vorbereitung_minuten=termin.vorbereitung_minuten,
        nachbereitung_minuten=termin.nachbereitung_minuten,
    )
