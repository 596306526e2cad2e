"""Conferences on a case: who leads the case writes them; participants read the paper, never the file."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import Aktensperre, Fallkonferenz, Konferenzergebnis, Konferenzteilnahme
from casemgmt.permissions.beraten import darf_fall_fuehren
from casemgmt.permissions.rechte import OEFFNEN
from casemgmt.permissions.sicht import kreise_mit, sichtbare_faelle
from casemgmt.regeln.fallkonferenz import Konferenzstand
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert


def sichtbare_fallkonferenzen(akteur: Akteur) -> QuerySet[Fallkonferenz]:
    """Those of the cases that one sees."""
    return Fallkonferenz.objects.filter(fall__in=sichtbare_faelle(akteur))


def sichtbare_konferenzteilnahmen(akteur: Akteur) -> QuerySet[Konferenzteilnahme]:
    return Konferenzteilnahme.objects.filter(konferenz__in=sichtbare_fallkonferenzen(akteur))


def sichtbare_konferenzergebnisse(akteur: Akteur) -> QuerySet[Konferenzergebnis]:
    return Konferenzergebnis.objects.filter(konferenz__in=sichtbare_fallkonferenzen(akteur))


def lesbare_konferenzpapiere(akteur: Akteur) -> QuerySet[Fallkonferenz]:
    """One's own cases, and the conferences one takes part in, unless one is shut out of a person there."""
    gesperrt = Aktensperre.objects.filter(
        konto_id=akteur.konto_id or 0,
        aufgehoben_am__isnull=True,
        klient__fallpersonen__fall_id=OuterRef("fall_id"),
    )
    beteiligt = Q(teilnahmen__konto_id=akteur.konto_id or 0, kreis_id__in=kreise_mit(akteur, OEFFNEN))
    beteiligt &= ~Q(stand=Konferenzstand.ABGESAGT.value)
    offen = Q(fall__in=sichtbare_faelle(akteur)) | beteiligt
    return Fallkonferenz.objects.filter(offen).filter(~Q(Exists(gesperrt))).distinct()


def darf_konferenz_fuehren(akteur: Akteur, konferenz: Fallkonferenz) -> Erlaubnis:
    if konferenz.stand == Konferenzstand.ABGESAGT:
        return verweigert(_("Diese Fallkonferenz ist abgesagt."))
    return darf_fall_fuehren(akteur, konferenz.fall)
