"""The agenda: who reads it, who orders it, who sets it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import (
    Punktgast,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
)
from lenkung.permissions.gremien import einsehbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, bereich_von
from lenkung.permissions.sitzungen import sichtbare_sitzungen
from lenkung.permissions.vorbereitung import (
    darf_hinter_die_kulissen,
    darf_vorbereiten,
    in_vorbereitung_sichtbar,
)
from lenkung.regeln.sitzung import VERAENDERLICH
from lenkung.regeln.tagesordnung import BESTAETIGBAR, GESPERRT, VORLEGBAR, Tagesordnungsstand


def _mit_lesbarer_tagesordnung(akteur: Akteur) -> QuerySet[Sitzung]:
    return Sitzung.objects.filter(in_vorbereitung_sichtbar(akteur))


def sichtbare_punkte(akteur: Akteur) -> QuerySet[Tagesordnungspunkt]:
    return Tagesordnungspunkt.objects.filter(sitzung__in=_mit_lesbarer_tagesordnung(akteur))


def sichtbare_tagesordnungen(akteur: Akteur) -> QuerySet[Tagesordnung]:
    return Tagesordnung.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_punktgaeste(akteur: Akteur) -> QuerySet[Punktgast]:
    return Punktgast.objects.filter(punkt__sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_tagesordnungsfassungen(akteur: Akteur) -> QuerySet[Tagesordnungsfassung]:
    return Tagesordnungsfassung.objects.filter(sitzung__in=sichtbare_sitzungen(akteur))


# What one does ---------------------------------------------------------------------------------------------


def darf_tagesordnung_bearbeiten(akteur: Akteur, sitzung: Sitzung, stand: Tagesordnungsstand) -> Erlaubnis:
    """What the chair has set stays, until somebody says that it is to be changed."""
    vorbereiten = darf_vorbereiten(akteur, sitzung)
    if vorbereiten and stand in GESPERRT:
        return verweigert(_("Diese Tagesordnung ist bestätigt. Bitte zuerst „Tagesordnung ändern“ wählen."))
    return vorbereiten


def darf_tagesordnung_vorlegen(akteur: Akteur, sitzung: Sitzung, stand: Tagesordnungsstand) -> Erlaubnis:
    if stand not in VORLEGBAR:
        return verweigert(_("Diese Tagesordnung liegt schon beim Vorsitz oder ist bestätigt."))
    return darf_vorbereiten(akteur, sitzung)


def ist_vorsitz(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Who sets the agendas of this Gremium (GO RSK § 4 Abs. 3)."""
    return akteur.hat_recht(BESTAETIGEN.schluessel, bereich_von(sitzung.gremium))


def darf_tagesordnung_bestaetigen(akteur: Akteur, sitzung: Sitzung, stand: Tagesordnungsstand) -> Erlaubnis:
    """The chair what lies before her; the Geschäftsstelle enters what the chair has said elsewhere."""
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s; festzulegen gibt es nichts mehr.")
            % {"stand": sitzung.get_stand_display()}
        )
    if stand not in BESTAETIGBAR:
        return verweigert(_("Diese Tagesordnung ist schon bestätigt."))
    vorsitz = ist_vorsitz(akteur, sitzung)
    return vorsitz or darf_vorbereiten(akteur, sitzung)


def darf_tagesordnung_zurueckgeben(akteur: Akteur, sitzung: Sitzung, stand: Tagesordnungsstand) -> Erlaubnis:
    if stand is not Tagesordnungsstand.VORGELEGT:
        return verweigert(_("Zurückgeben lässt sich nur, was dem Vorsitz vorliegt."))
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s; festzulegen gibt es nichts mehr.")
            % {"stand": sitzung.get_stand_display()}
        )
    return ist_vorsitz(akteur, sitzung)


def darf_tagesordnung_aendern(akteur: Akteur, sitzung: Sitzung, stand: Tagesordnungsstand) -> Erlaubnis:
    """Begins a change of what has been set."""
    if stand not in GESPERRT:
        return verweigert(_("Diese Tagesordnung ist in Arbeit; sie lässt sich ohnehin ändern."))
    return darf_vorbereiten(akteur, sitzung)


def darf_punkt_sehen(akteur: Akteur, punkt: Tagesordnungspunkt) -> Erlaubnis:
    """With its guests and how it came about; what was set, members read in the agenda itself."""
    return darf_hinter_die_kulissen(akteur, punkt.sitzung)
