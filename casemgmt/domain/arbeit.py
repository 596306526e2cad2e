"""Arbeitstermine und Kopfzahlen: Arbeit, die keine Beratung ist, und Ankünfte ohne einen einzigen Namen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.terminangaben import (
    ablehnen,
    einmal,
    verlange_kommune,
    verlange_kreis,
    verlange_standort,
)
from casemgmt.models import Arbeitstermin, Kopfzahl
from casemgmt.regeln.termin import Arbeitsangaben, Geraetezeit, Kopfzahlangaben, Kopfzahlart, Terminstand
from casemgmt.regeln.terminregeln import (
    GRUND_LAENGE,
    Rhythmus,
    arbeitsmaengel,
    kann_werden,
    kopfzahlmaengel,
    serienmaengel,
    serientage,
    stand_bei,
)
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt, verlange
from kim.basis.zeit import BERLIN, berliner_tag
from kim.protokoll.domain.speichern import speichere

_INHALT = ("art", "stand", "titel", "beginn", "dauer_minuten", "teilnehmende", "notiz")


def arbeitstermin_festhalten(
    *,
    akteur: Akteur,
    kreis_id: int,
    bereich: str,
    angaben: Arbeitsangaben,
    geraet: Geraetezeit,
    rhythmus: Rhythmus | None = None,
    bis: date | None = None,
) -> Arbeitstermin:
    """Einer, oder eine Serie bis zu einem Tag. Zurück kommt der erste."""
    return einmal(
        Arbeitstermin,
        akteur,
        geraet.kennung,
        lambda: _schreiben(akteur, kreis_id, bereich, angaben, geraet, rhythmus, bis),
    )


@transaction.atomic
def _schreiben(
    akteur: Akteur,
    kreis_id: int,
    bereich: str,
    angaben: Arbeitsangaben,
    geraet: Geraetezeit,
    rhythmus: Rhythmus | None,
    bis: date | None,
) -> Arbeitstermin:
    konto_id = verlange_kreis(akteur, kreis_id)
    _verlange_bereich(akteur, kreis_id, bereich, angaben)
    ablehnen(arbeitsmaengel(angaben))
    saetze = []
    for kennung, einzeln in _serie(geraet.kennung, angaben, rhythmus, bis):
        satz = Arbeitstermin(
            kreis_id=kreis_id,
            kennung=kennung,
            konto_id=konto_id,
            bereich=bereich,
            kommune_id=angaben.kommune_id,
            standort_id=angaben.standort_id,
            geraet_erfasst_am=geraet.geraet_erfasst_am,
            serie=geraet.kennung if rhythmus else None,
        )
        _setzen(satz, einzeln, geraet.geraet_erfasst_am)
        saetze.append(speichere(satz, akteur=akteur, nur=_INHALT))
    return saetze[0]


def _serie(
    kennung: UUID, angaben: Arbeitsangaben, rhythmus: Rhythmus | None, bis: date | None
) -> list[tuple[UUID, Arbeitsangaben]]:
    """Jeder Termin einer Serie beginnt um dieselbe Uhrzeit, auch wenn dazwischen die Uhr umgestellt wird."""
    if rhythmus is None:
        return [(kennung, angaben)]
    erster = berliner_tag(angaben.beginn)
    if bis is None:
        raise Fachfehler(_("Bitte den letzten Tag der Serie angeben."), code="bis", feld="bis")
    ablehnen(serienmaengel(erster, bis))
    uhrzeit = angaben.beginn.astimezone(BERLIN).time()
    return [
        (
            kennung if tag == erster else uuid5(kennung, tag.isoformat()),
            replace(angaben, beginn=datetime.combine(tag, uhrzeit, tzinfo=BERLIN)),
        )
        for tag in serientage(erster, rhythmus, bis)
    ]


def _setzen(satz: Arbeitstermin, angaben: Arbeitsangaben, geraet: datetime | None) -> None:
    satz.art = angaben.art.value
    satz.titel = " ".join(angaben.titel.split())
    satz.beginn = angaben.beginn
    satz.dauer_minuten = angaben.dauer_minuten
    satz.teilnehmende = angaben.teilnehmende
    satz.notiz = angaben.notiz.strip()
    satz.stand = stand_bei(angaben.beginn, timezone.now(), geraet)


def _verlange_bereich(
    akteur: Akteur, kreis_id: int, bereich: str, angaben: Arbeitsangaben | Kopfzahlangaben
) -> None:
    verlange(permissions.darf_beraten(akteur, kreis_id, bereich, angaben.kommune_id))
    verlange_kommune(akteur, kreis_id, angaben.kommune_id)
    verlange_standort(kreis_id, angaben.standort_id)


def _sperren(akteur: Akteur, arbeitstermin_id: int) -> Arbeitstermin:
    sichtbare = permissions.sichtbare_arbeitstermine(akteur).select_for_update(no_key=True, of=("self",))
    satz = sichtbare.filter(pk=arbeitstermin_id).first()
    if satz is None:
        raise NichtErlaubt(_("Diesen Arbeitstermin gibt es nicht in Ihrem Bereich."), code="arbeitstermin")
    verlange(permissions.darf_arbeit_aendern(akteur, satz, timezone.now()))
    return satz


@transaction.atomic
def arbeitstermin_aendern(*, akteur: Akteur, arbeitstermin_id: int, angaben: Arbeitsangaben) -> Arbeitstermin:
    """Nur diesen, auch wenn er zu einer Serie gehört. Wohin er gehört, bleibt."""
    satz = _sperren(akteur, arbeitstermin_id)
    angaben = replace(angaben, kommune_id=satz.kommune_id)
    ablehnen(arbeitsmaengel(angaben))
    verlange_standort(satz.kreis_id, angaben.standort_id)
    _setzen(satz, angaben, satz.geraet_erfasst_am)
    satz.standort_id = angaben.standort_id
    return speichere(satz, akteur=akteur, grund=_("geändert"), nur=(*_INHALT, "standort"))


@transaction.atomic
def arbeitstermin_umschalten(*, akteur: Akteur, arbeitstermin_id: int, neu: Terminstand) -> Arbeitstermin:
    """Ein geplanter fand statt oder fällt aus."""
    satz = _sperren(akteur, arbeitstermin_id)
    if satz.stand == neu:
        return satz
    if not kann_werden(Terminstand(satz.stand), neu) or neu is Terminstand.NICHT_ERSCHIENEN:
        raise Ueberholt(
            _("Der Arbeitstermin ist inzwischen „%(stand)s“.") % {"stand": satz.get_stand_display()}
        )
    if neu is Terminstand.GEHALTEN and satz.beginn > timezone.now() + timedelta(minutes=5):
        raise Fachfehler(_("Dieser Arbeitstermin steht noch bevor."), code="zukunft")
    satz.stand = neu
    satz.erfasst_am = timezone.now()
    return speichere(satz, akteur=akteur, nur=("stand", "erfasst_am"))


@transaction.atomic
def serie_beenden(*, akteur: Akteur, arbeitstermin_id: int) -> int:
    """Diesen und alle späteren derselben Serie absagen, soweit sie bevorstehen. Zurück kommt, wie viele."""
    satz = _sperren(akteur, arbeitstermin_id)
    offene = Arbeitstermin.objects.select_for_update(no_key=True, of=("self",)).filter(
        serie=satz.serie,
        serie__isnull=False,
        konto_id=satz.konto_id,
        beginn__gte=satz.beginn,
        stand=Terminstand.GEPLANT,
    )
    saetze = list(offene.order_by("pk"))
    for einer in saetze:
        einer.stand = Terminstand.ABGESAGT
        speichere(einer, akteur=akteur, grund=_("Serie beendet"), nur=("stand",))
    return len(saetze)


def kopfzahl_festhalten(
    *, akteur: Akteur, kreis_id: int, bereich: str, angaben: Kopfzahlangaben, geraet: Geraetezeit
) -> Kopfzahl:
    """So viele Menschen an einem Tag: eine Zahl, kein Name."""
    return einmal(
        Kopfzahl, akteur, geraet.kennung, lambda: _zaehlen(akteur, kreis_id, bereich, angaben, geraet)
    )


@transaction.atomic
def _zaehlen(
    akteur: Akteur, kreis_id: int, bereich: str, angaben: Kopfzahlangaben, geraet: Geraetezeit
) -> Kopfzahl:
    konto_id = verlange_kreis(akteur, kreis_id)
    _verlange_bereich(akteur, kreis_id, bereich, angaben)
    ablehnen(kopfzahlmaengel(angaben, timezone.localdate()))
    satz = Kopfzahl(
        kreis_id=kreis_id,
        kennung=geraet.kennung,
        konto_id=konto_id,
        bereich=bereich,
        kommune_id=angaben.kommune_id,
        standort_id=angaben.standort_id,
        geraet_erfasst_am=geraet.geraet_erfasst_am,
        art=angaben.art.value,
        tag=angaben.tag,
        anzahl=angaben.anzahl,
    )
    return speichere(satz, akteur=akteur, nur=("art", "tag", "anzahl"))


def _kopfzahl_sperren(akteur: Akteur, kopfzahl_id: int) -> Kopfzahl:
    sichtbare = permissions.sichtbare_kopfzahlen(akteur).select_for_update(no_key=True, of=("self",))
    satz = sichtbare.filter(pk=kopfzahl_id).first()
    if satz is None:
        raise NichtErlaubt(_("Diese Kopfzahl gibt es nicht in Ihrem Bereich."), code="kopfzahl")
    return satz


@transaction.atomic
def kopfzahl_aendern(*, akteur: Akteur, kopfzahl_id: int, tag: date, anzahl: int) -> Kopfzahl:
    """Bis zum Ende des nächsten Arbeitstags; danach wird berichtigt."""
    satz = _kopfzahl_sperren(akteur, kopfzahl_id)
    verlange(permissions.darf_arbeit_aendern(akteur, satz, timezone.now()))
    satz.tag, satz.anzahl = tag, anzahl
    ablehnen(
        kopfzahlmaengel(
            Kopfzahlangaben(Kopfzahlart(satz.art), tag, anzahl),
            timezone.localdate(),
            darf_null=satz.berichtigt_id is not None,
        )
    )
    return speichere(satz, akteur=akteur, grund=_("geändert"), nur=("tag", "anzahl"))


def kopfzahl_berichtigen(
    *, akteur: Akteur, kopfzahl_id: int, tag: date, anzahl: int, grund: str, kennung: UUID
) -> Kopfzahl:
    """Ein neuer Eintrag zählt statt des alten, beide bleiben lesbar. Null heißt: Es war niemand da."""
    return einmal(
        Kopfzahl,
        akteur,
        kennung,
        lambda: _kopfzahl_ersetzen(akteur, kopfzahl_id, tag, anzahl, grund, kennung),
        ist_derselbe=lambda satz: satz.berichtigt_id == kopfzahl_id,
    )


@transaction.atomic
def _kopfzahl_ersetzen(
    akteur: Akteur, kopfzahl_id: int, tag: date, anzahl: int, grund: str, kennung: UUID
) -> Kopfzahl:
    alt = _kopfzahl_sperren(akteur, kopfzahl_id)
    verlange(permissions.darf_kopfzahl_berichtigen(akteur, alt, timezone.now()))
    grund = " ".join(grund.split())
    if not grund or len(grund) > GRUND_LAENGE:
        raise Fachfehler(
            _("Bitte in einem Satz sagen, warum berichtigt wird (höchstens 500 Zeichen)."),
            code="berichtigungsgrund",
            feld="grund",
        )
    angaben = Kopfzahlangaben(Kopfzahlart(alt.art), tag, anzahl)
    ablehnen(kopfzahlmaengel(angaben, timezone.localdate(), darf_null=True))
    alt.ersetzt_am = timezone.now()
    speichere(alt, akteur=akteur, grund=_("berichtigt"), nur=("ersetzt_am",))
    neu = Kopfzahl(
        kreis_id=alt.kreis_id,
        kennung=kennung,
        konto_id=verlange_kreis(akteur, alt.kreis_id),
        bereich=alt.bereich,
        kommune_id=alt.kommune_id,
        standort_id=alt.standort_id,
        art=alt.art,
        tag=tag,
        anzahl=anzahl,
        berichtigt=alt,
        berichtigungsgrund=grund,
    )
    return speichere(neu, akteur=akteur, nur=("art", "tag", "anzahl", "berichtigungsgrund"))
