"""Der Integrationsplan: Fassungen, Ziele, Schritte, Prüfungen.

Ziele und Schritte schreibt man im Entwurf. Ist er vereinbart, bleibt der Wortlaut, und nur der Stand ändert
sich; was anders werden soll, kommt in eine neue Fassung.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import fall_sperren, konto_von, verlange_laufend
from casemgmt.models import (
    Fall,
    Integrationsplan,
    Konferenzergebnis,
    Planpruefung,
    Planschritt,
    Planziel,
)
from casemgmt.regeln.fallfristen import vorschlag_planpruefung
from casemgmt.regeln.plan import Bestaetigung, Planstand, Planthema, Schrittstand, Wer, Zielstand
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere

OFFENE_ZIELE = (Zielstand.OFFEN, Zielstand.TEILWEISE)
OFFENE_SCHRITTE = (Schrittstand.OFFEN, Schrittstand.BEGONNEN)


@transaction.atomic
def plan_beginnen(*, fall_id: int, akteur: Akteur) -> Integrationsplan:
    """Ein neuer Entwurf. Was im vereinbarten Plan noch offen ist, kommt mit."""
    fall = _oeffnen(fall_id, akteur)
    if (vorhanden := _plan(fall, Planstand.ENTWURF)) is not None:
        return vorhanden
    letzter = fall.plaene.first()
    plan = speichere(
        Integrationsplan(
            kreis_id=fall.kreis_id,
            fall=fall,
            nummer=letzter.nummer + 1 if letzter else 1,
            angelegt_am=timezone.localdate(),
            angelegt_von_id=konto_von(akteur),
        ),
        akteur=akteur,
        grund=_("begonnen"),
    )
    vereinbart = _plan(fall, Planstand.VEREINBART)
    if vereinbart is not None:
        _offenes_uebernehmen(vereinbart, plan, akteur)
    return plan


def _offenes_uebernehmen(alt: Integrationsplan, neu: Integrationsplan, akteur: Akteur) -> None:
    for ziel in alt.ziele.filter(stand__in=OFFENE_ZIELE).prefetch_related("schritte"):
        kopie = speichere(
            Planziel(kreis_id=neu.kreis_id, plan=neu, thema=ziel.thema, worte=ziel.worte), akteur=akteur
        )
        for schritt in ziel.schritte.all():
            if schritt.stand in OFFENE_SCHRITTE:
                speichere(
                    Planschritt(
                        kreis_id=neu.kreis_id,
                        ziel=kopie,
                        was=schritt.was,
                        wer=schritt.wer,
                        wer_genau=schritt.wer_genau,
                        bis=schritt.bis,
                        stand=schritt.stand,
                        ergebnis_id=schritt.ergebnis_id,
                    ),
                    akteur=akteur,
                )


@transaction.atomic
def ziel_schreiben(
    *, plan_id: int, thema: Planthema, worte: str, akteur: Akteur, ziel_id: int | None = None
) -> Planziel:
    plan = _entwurf(plan_id, akteur)
    ziel = plan.ziele.get(pk=ziel_id) if ziel_id else Planziel(kreis_id=plan.kreis_id, plan=plan)
    ziel.thema, ziel.worte = thema, worte.strip()
    return speichere(ziel, akteur=akteur)


@transaction.atomic
def ziel_streichen(*, ziel_id: int, akteur: Akteur) -> None:
    """Aus dem Entwurf, mit seinen Schritten; die Historie behält beides."""
    ziel = Planziel.objects.get(pk=ziel_id)
    _entwurf(ziel.plan_id, akteur)
    for schritt in ziel.schritte.all():
        loesche(schritt, akteur=akteur, grund=_("gestrichen"))
    loesche(ziel, akteur=akteur, grund=_("gestrichen"))


@transaction.atomic
def schritt_schreiben(
    *,
    ziel_id: int,
    was: str,
    wer: Wer,
    akteur: Akteur,
    wer_genau: str = "",
    bis: date | None = None,
    schritt_id: int | None = None,
    ergebnis: Konferenzergebnis | None = None,
) -> Planschritt:
    """Wer tut was bis wann. `ergebnis`: die Fallkonferenz, aus der ein neuer Schritt kommt."""
    ziel = Planziel.objects.get(pk=ziel_id)
    _entwurf(ziel.plan_id, akteur)
    schritt = (
        ziel.schritte.get(pk=schritt_id)
        if schritt_id
        else Planschritt(kreis_id=ziel.kreis_id, ziel=ziel, ergebnis=ergebnis)
    )
    schritt.was, schritt.wer, schritt.wer_genau, schritt.bis = (
        was.strip(),
        wer,
        " ".join(wer_genau.split()),
        bis,
    )
    return speichere(schritt, akteur=akteur)


@transaction.atomic
def schritt_streichen(*, schritt_id: int, akteur: Akteur) -> None:
    schritt = Planschritt.objects.select_related("ziel").get(pk=schritt_id)
    _entwurf(schritt.ziel.plan_id, akteur)
    loesche(schritt, akteur=akteur, grund=_("gestrichen"))


@transaction.atomic
def plan_vereinbaren(
    *,
    plan_id: int,
    vereinbart_am: date,
    bestaetigung: Bestaetigung,
    akteur: Akteur,
    pruefung_am: date | None = None,
) -> Integrationsplan:
    """Ab jetzt gilt er; der bisherige ist abgelöst."""
    plan = _entwurf(plan_id, akteur)
    if vereinbart_am > timezone.localdate():
        raise Fachfehler(_("Dieser Tag liegt in der Zukunft."), code="zukunft", feld="vereinbart_am")
    if not plan.ziele.exists():
        raise Fachfehler(_("Ein Plan braucht mindestens ein Ziel."), code="ziele")
    pruefung = pruefung_am or vorschlag_planpruefung(vereinbart_am)
    if pruefung <= vereinbart_am:
        raise Fachfehler(
            _("Die nächste Prüfung liegt nach dem Tag der Vereinbarung."), code="pruefung", feld="pruefung_am"
        )
    bisher = _plan(plan.fall, Planstand.VEREINBART)
    if bisher is not None:
        bisher.stand, bisher.pruefung_am = Planstand.ABGELOEST, None
        speichere(bisher, akteur=akteur, grund=_("abgelöst"))
    plan.stand, plan.vereinbart_am, plan.bestaetigung = Planstand.VEREINBART, vereinbart_am, bestaetigung
    plan.pruefung_am = pruefung
    return speichere(plan, akteur=akteur, grund=_("vereinbart"))


@transaction.atomic
def stand_setzen(
    *,
    plan_id: int,
    ziele: Mapping[int, Zielstand],
    schritte: Mapping[int, Schrittstand],
    akteur: Akteur,
) -> Integrationsplan:
    """Wie weit es ist: Ziele und Schritte des vereinbarten Plans."""
    plan = vereinbarter_plan(plan_id, akteur)
    for ziel in plan.ziele.filter(pk__in=ziele):
        if ziel.stand != ziele[ziel.pk]:
            ziel.stand = ziele[ziel.pk]
            speichere(ziel, akteur=akteur)
    for schritt in Planschritt.objects.filter(ziel__plan=plan, pk__in=schritte):
        if schritt.stand != schritte[schritt.pk]:
            schritt.stand = schritte[schritt.pk]
            speichere(schritt, akteur=akteur)
    return plan


@transaction.atomic
def plan_pruefen(
    *, plan_id: int, am: date, ergebnis: str, naechste_am: date | None, akteur: Akteur
) -> Planpruefung:
    """Gemeinsam angesehen; wann wieder."""
    plan = vereinbarter_plan(plan_id, akteur)
    if am > timezone.localdate():
        raise Fachfehler(_("Dieser Tag liegt in der Zukunft."), code="zukunft", feld="am")
    if naechste_am is not None and naechste_am <= am:
        raise Fachfehler(_("Die nächste Prüfung liegt nach dieser."), code="pruefung", feld="naechste_am")
    plan.pruefung_am = naechste_am
    speichere(plan, akteur=akteur, grund=_("geprüft"))
    return speichere(
        Planpruefung(kreis_id=plan.kreis_id, plan=plan, am=am, ergebnis=ergebnis.strip()), akteur=akteur
    )


def _oeffnen(fall_id: int, akteur: Akteur) -> Fall:
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    return fall


def _plan(fall: Fall, stand: Planstand) -> Integrationsplan | None:
    return Integrationsplan.objects.filter(fall=fall, stand=stand).first()


def _gesperrt(plan_id: int, akteur: Akteur) -> Integrationsplan:
    fall = _oeffnen(Integrationsplan.objects.values_list("fall_id", flat=True).get(pk=plan_id), akteur)
    plan = Integrationsplan.objects.get(pk=plan_id)
    plan.fall = fall
    return plan


def _entwurf(plan_id: int, akteur: Akteur) -> Integrationsplan:
    plan = _gesperrt(plan_id, akteur)
    if plan.stand != Planstand.ENTWURF:
        raise Fachfehler(
            _("Dieser Plan ist vereinbart. Was sich ändern soll, kommt in eine neue Fassung."),
            code="vereinbart",
        )
    return plan


def vereinbarter_plan(plan_id: int, akteur: Akteur) -> Integrationsplan:
    plan = _gesperrt(plan_id, akteur)
    if plan.stand != Planstand.VEREINBART:
        raise Fachfehler(_("Das geht nur mit dem vereinbarten Plan."), code="stand")
    return plan
