"""Treffen einer Arbeitsgruppe: wer da war und was besprochen wurde (GO RSK § 5 Abs. 4)."""

from __future__ import annotations

from datetime import date, time
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.arbeitsgruppe import gesperrte_arbeitsgruppe
from lenkung.domain.drucke import gespraechsprotokoll_drucken
from lenkung.domain.vorlage import zu_lang
from lenkung.models import AGTreffen, Arbeitsgruppe
from lenkung.regeln.arbeitsgruppe import Treffenstand
from lenkung.regeln.reintext import TextZuLang, ist_leer, reiner_text


class TreffenAngaben(TypedDict, total=False):
    tag: date
    beginn: time | None
    ende: time | None
    ort: str
    anwesende: str
    gaeste: str
    protokoll: str


FELDER = frozenset(TreffenAngaben.__annotations__)


@transaction.atomic
def treffen_eintragen(*, arbeitsgruppe_id: int, akteur: Akteur, angaben: TreffenAngaben) -> AGTreffen:
    """Auch ein künftiges: bis es war, ist es ein Entwurf ohne Protokoll."""
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    verlange(permissions.darf_treffen_schreiben(akteur, ag))
    _tag_pruefen(ag, angaben)
    # Clicked twice is entered once.
    gleiches = ag.treffen.filter(
        stand=Treffenstand.ENTWURF.value, tag=angaben["tag"], beginn=angaben.get("beginn")
    ).first()
    treffen = gleiches or AGTreffen(arbeitsgruppe=ag)
    treffen.arbeitsgruppe = ag
    if not setze(treffen, _rein(angaben), FELDER):
        return treffen
    return speichere(treffen, akteur=akteur)


@transaction.atomic
def treffen_aendern(
    *, treffen_id: int, akteur: Akteur, angaben: TreffenAngaben, erwarteter_stand: int | None = None
) -> AGTreffen:
    treffen = _gesperrt(treffen_id)
    verlange(permissions.darf_treffen_aendern(akteur, treffen))
    stand_pruefen(treffen, erwarteter_stand)
    _tag_pruefen(treffen.arbeitsgruppe, angaben)
    if setze(treffen, _rein(angaben), FELDER):
        speichere(treffen, akteur=akteur)
    return treffen


@transaction.atomic
def treffen_fertigstellen(
    *, treffen_id: int, akteur: Akteur, erwarteter_stand: int | None = None
) -> AGTreffen:
    """Danach lesen es das Gremium und die Arbeitsgruppe, und es entsteht ein PDF."""
    treffen = _gesperrt(treffen_id)
    verlange(permissions.darf_treffen_aendern(akteur, treffen))
    stand_pruefen(treffen, erwarteter_stand)
    if treffen.tag > timezone.localdate():
        raise Fachfehler(
            _("Dieses Treffen ist erst am %(tag)s.") % {"tag": datum(treffen.tag)}, code="zukunft"
        )
    if ist_leer(treffen.protokoll) or not treffen.anwesende.strip():
        raise Fachfehler(
            _("Es fehlt noch, wer da war oder was besprochen wurde. Bitte zuerst ergänzen."),
            code="unvollstaendig",
        )
    treffen.stand = Treffenstand.FERTIG.value
    treffen.fertig_am, treffen.fertig_von_name = timezone.now(), akteur.akteur_name
    speichere(treffen, akteur=akteur, grund=_("Fertiggestellt"))
    gespraechsprotokoll_drucken(treffen=treffen, akteur=akteur)
    return treffen


@transaction.atomic
def treffen_oeffnen(*, treffen_id: int, akteur: Akteur, grund: str) -> AGTreffen:
    """Zum Berichtigen. Der Verlauf behält, was fertig war."""
    treffen = _gesperrt(treffen_id)
    verlange(permissions.darf_treffen_oeffnen(akteur, treffen))
    treffen.stand = Treffenstand.ENTWURF.value
    treffen.fertig_am, treffen.fertig_von_name = None, ""
    return speichere(treffen, akteur=akteur, grund=grund)


@transaction.atomic
def treffen_verwerfen(*, treffen_id: int, akteur: Akteur, grund: str) -> Arbeitsgruppe:
    """Nur einen Entwurf: das Treffen fiel aus oder war doppelt eingetragen."""
    treffen = _gesperrt(treffen_id)
    verlange(permissions.darf_treffen_aendern(akteur, treffen))
    ag = treffen.arbeitsgruppe
    loesche(treffen, akteur=akteur, grund=grund)
    return ag


def reiner(text: str, feld: str) -> str:
    """Nur mit erlaubten Elementen, woher er auch kommt."""
    try:
        return reiner_text(text)
    except TextZuLang as fehler:
        raise Fachfehler(zu_lang(), code="zu_lang", feld=feld) from fehler


def _rein(angaben: TreffenAngaben) -> TreffenAngaben:
    return {**angaben, "protokoll": reiner(angaben.get("protokoll", ""), "protokoll")}


def _tag_pruefen(ag: Arbeitsgruppe, angaben: TreffenAngaben) -> None:
    if angaben["tag"] < ag.beginn:
        raise Fachfehler(
            _("Die Arbeitsgruppe besteht erst seit dem %(tag)s.") % {"tag": datum(ag.beginn)},
            code="vor_beginn",
            feld="tag",
        )


def _gesperrt(treffen_id: int) -> AGTreffen:
    ag = gesperrte_arbeitsgruppe(
        AGTreffen.objects.values_list("arbeitsgruppe_id", flat=True).get(pk=treffen_id)
    )
    treffen = AGTreffen.objects.get(pk=treffen_id)
    treffen.arbeitsgruppe = ag
    return treffen
