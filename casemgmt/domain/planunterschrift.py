"""Den vereinbarten Plan unterschreiben: auf dem Bildschirm, oder das unterschriebene Blatt aufnehmen."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.integrationsplan import vereinbarter_plan
from casemgmt.domain.plantexte import plantexte
from casemgmt.domain.queries.plaene import planwerte
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Integrationsplan, Planunterschrift
from casemgmt.regeln.plan import Bestaetigung
from casemgmt.regeln.planblatt import pruefsumme
from casemgmt.regeln.unterschrift import striche_lesen
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, Ueberholt
from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.dokument import Zugehoerigkeit, datei_ablegen
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def plan_auf_schirm_unterschreiben(
    *, plan_id: int, gelesen: str, name: str, sprache: str, striche: str, akteur: Akteur
) -> Planunterschrift:
    """`gelesen`: die Prüfsumme dessen, was auf dem Bildschirm stand."""
    plan = _bereit(plan_id, gelesen, sprache, akteur)
    werte = striche_lesen(striche)
    if werte is None:
        raise Fachfehler(
            _("Hier fehlt die Unterschrift. Bitte mit Finger, Stift oder Maus in das Feld schreiben."),
            code="striche",
            feld="striche",
        )
    return _leisten(plan, gelesen, name, sprache, Bestaetigung.SCHIRM, akteur, striche=werte)


@transaction.atomic
def plan_blatt_aufnehmen(
    *, plan_id: int, gelesen: str, name: str, sprache: str, datei: GepruefteDatei, akteur: Akteur
) -> Planunterschrift:
    plan = _bereit(plan_id, gelesen, sprache, akteur)
    dokument = datei_ablegen(
        datei=datei,
        gehoert_zu=Zugehoerigkeit(plan.kreis_id, permissions.PLAN_UNTERSCHRIEBEN, plan.pk, sensibel=True),
        akteur=akteur,
    )
    return _leisten(plan, gelesen, name, sprache, Bestaetigung.BLATT, akteur, dokument=dokument)


def _bereit(plan_id: int, gelesen: str, sprache: str, akteur: Akteur) -> Integrationsplan:
    plan = vereinbarter_plan(plan_id, akteur)
    if sprache not in plantexte():
        raise Fachfehler(_("Diese Sprache gibt es nicht."), code="sprache", feld="sprache")
    if pruefsumme(planwerte(plan)) != gelesen:
        raise Ueberholt(
            _("Der Plan ist inzwischen anders. Bitte noch einmal gemeinsam lesen und dann unterschreiben.")
        )
    return plan


def _leisten(
    plan: Integrationsplan,
    sha256: str,
    name: str,
    sprache: str,
    form: Bestaetigung,
    akteur: Akteur,
    **beleg: Any,
) -> Planunterschrift:
    name = " ".join(name.split())
    if not name:
        raise Fachfehler(_("Bitte angeben, wer unterschreibt."), code="name", feld="name")
    return speichere(
        Planunterschrift(
            kreis_id=plan.kreis_id,
            plan=plan,
            name=name,
            form=form.value,
            sprache=sprache,
            sha256=sha256,
            am=timezone.now(),
            erfasst_von_id=konto_von(akteur),
            **beleg,
        ),
        akteur=akteur,
        grund=_("unterschrieben"),
    )
