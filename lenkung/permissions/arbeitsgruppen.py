"""Arbeitsgruppen: who reads them, who sets them up, who writes what they find.

Whoever belongs to the Gremium reads, and so does whoever works in the Arbeitsgruppe: it may well be someone
without a seat. What is still a draft only those see who write it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import AGBericht, AGMitglied, AGTreffen, Arbeitsgruppe, Gremium
from lenkung.models.zeitraum import am
from lenkung.permissions.gremien import einsehbare_gremien, sichtbare_gremien
from lenkung.permissions.rechte import GREMIUM_LESEN, VORBEREITEN, bereich_von
from lenkung.regeln.arbeitsgruppe import AGRolle, AGStand, Treffenstand, darf_werden

GESPRAECHSPROTOKOLL_DRUCK = "lenkung.gespraechsprotokoll"
"""What the PDF of a Gesprächsprotokoll belongs to: the meeting."""
_MITARBEIT = (AGRolle.LEITUNG.value, AGRolle.MITGLIED.value)


def _mit_eigener(akteur: Akteur, rollen: tuple[str, ...]) -> Q:
    """In which the person works today. The role of a member on the Kreis opens nothing else."""
    if akteur.person_id is None or not akteur.hat_recht(GREMIUM_LESEN.schluessel):
        return Q(pk__in=())
    eigene = AGMitglied.objects.filter(am(timezone.localdate()), person_id=akteur.person_id, rolle__in=rollen)
    return Q(pk__in=eigene.values("arbeitsgruppe_id"), gremium__kreis_id=akteur.kreis_id or 0)


def sichtbare_arbeitsgruppen(akteur: Akteur) -> QuerySet[Arbeitsgruppe]:
    return Arbeitsgruppe.objects.filter(
        Q(gremium__in=sichtbare_gremien(akteur)) | _mit_eigener(akteur, _MITARBEIT)
    )


def eigene_arbeitsgruppen(akteur: Akteur) -> QuerySet[Arbeitsgruppe]:
    """In which one works oneself, with or without a seat in the Gremium."""
    return Arbeitsgruppe.objects.filter(_mit_eigener(akteur, _MITARBEIT))


def _entwuerfe(akteur: Akteur) -> QuerySet[Arbeitsgruppe]:
    """Whose drafts one sees: those who run the Gremium, and who leads the Arbeitsgruppe."""
    leitung = _mit_eigener(akteur, (AGRolle.LEITUNG.value,))
    return Arbeitsgruppe.objects.filter(Q(gremium__in=einsehbare_gremien(akteur)) | leitung)


def sichtbare_ag_mitglieder(akteur: Akteur) -> QuerySet[AGMitglied]:
    return AGMitglied.objects.filter(arbeitsgruppe__in=sichtbare_arbeitsgruppen(akteur))


def sichtbare_ag_treffen(akteur: Akteur) -> QuerySet[AGTreffen]:
    return AGTreffen.objects.filter(
        Q(arbeitsgruppe__in=_entwuerfe(akteur))
        | Q(stand=Treffenstand.FERTIG.value, arbeitsgruppe__in=sichtbare_arbeitsgruppen(akteur))
    )


def sichtbare_ag_berichte(akteur: Akteur) -> QuerySet[AGBericht]:
    return AGBericht.objects.filter(
        Q(arbeitsgruppe__in=_entwuerfe(akteur))
        | Q(abgegeben_am__isnull=False, arbeitsgruppe__in=sichtbare_arbeitsgruppen(akteur))
    )


# Histories: of what one sees behind the scenes --------------------------------------------------------------


def einsehbare_arbeitsgruppen(akteur: Akteur) -> QuerySet[Arbeitsgruppe]:
    return Arbeitsgruppe.objects.filter(gremium__in=einsehbare_gremien(akteur))


def einsehbare_ag_mitglieder(akteur: Akteur) -> QuerySet[AGMitglied]:
    return AGMitglied.objects.filter(arbeitsgruppe__in=einsehbare_arbeitsgruppen(akteur))


def einsehbare_ag_treffen(akteur: Akteur) -> QuerySet[AGTreffen]:
    return AGTreffen.objects.filter(arbeitsgruppe__in=einsehbare_arbeitsgruppen(akteur))


def einsehbare_ag_berichte(akteur: Akteur) -> QuerySet[AGBericht]:
    return AGBericht.objects.filter(arbeitsgruppe__in=einsehbare_arbeitsgruppen(akteur))


# What one does ---------------------------------------------------------------------------------------------


def _vorbereiten(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_arbeitsgruppe_einsetzen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Es bekommt keine neuen Arbeitsgruppen."))
    return _vorbereiten(akteur, gremium)


def _solange_sie_arbeitet(ag: Arbeitsgruppe, sonst: Erlaubnis) -> Erlaubnis:
    if ag.lage is AGStand.BEENDET:
        return verweigert(_("Diese Arbeitsgruppe ist beendet. Sie bleibt, wie sie war."))
    return sonst


def darf_arbeitsgruppe_pflegen(akteur: Akteur, ag: Arbeitsgruppe) -> Erlaubnis:
    """Mandate, people, date of the report, end."""
    return _solange_sie_arbeitet(ag, _vorbereiten(akteur, ag.gremium))


def leitet_arbeitsgruppe(akteur: Akteur, ag: Arbeitsgruppe) -> bool:
    return Arbeitsgruppe.objects.filter(_mit_eigener(akteur, (AGRolle.LEITUNG.value,)), pk=ag.pk).exists()


def _schreiben(akteur: Akteur, ag: Arbeitsgruppe) -> Erlaubnis:
    vorbereiten = _vorbereiten(akteur, ag.gremium)
    if not vorbereiten and leitet_arbeitsgruppe(akteur, ag):
        return erlaubt(_("Sie leiten diese Arbeitsgruppe."))
    return vorbereiten


def darf_treffen_schreiben(akteur: Akteur, ag: Arbeitsgruppe) -> Erlaubnis:
    """The Geschäftsstelle writes (GO RSK § 5 Abs. 4), or whoever leads the Arbeitsgruppe."""
    return _solange_sie_arbeitet(ag, _schreiben(akteur, ag))


def darf_treffen_aendern(akteur: Akteur, treffen: AGTreffen) -> Erlaubnis:
    if treffen.ist_fertig:
        return verweigert(_("Dieses Gesprächsprotokoll ist fertig. Zum Ändern bitte zuerst wieder öffnen."))
    return darf_treffen_schreiben(akteur, treffen.arbeitsgruppe)


def darf_treffen_oeffnen(akteur: Akteur, treffen: AGTreffen) -> Erlaubnis:
    if not treffen.ist_fertig:
        return verweigert(_("Dieses Gesprächsprotokoll ist noch ein Entwurf."))
    return darf_treffen_schreiben(akteur, treffen.arbeitsgruppe)


def darf_bericht_schreiben(akteur: Akteur, ag: Arbeitsgruppe) -> Erlaubnis:
    """Until it is handed in; after that the Gremium has to say whether the work goes on."""
    if not darf_werden(ag.lage, AGStand.BERICHTET):
        return verweigert(
            _("Diese Arbeitsgruppe ist im Stand „%(stand)s“ und schreibt keinen Bericht.")
            % {"stand": ag.get_stand_display()}
        )
    return _schreiben(akteur, ag)


def darf_gespraechsprotokoll_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    treffen = sichtbare_ag_treffen(akteur).filter(pk=dokument.gehoert_zu_id)
    if not treffen.filter(stand=Treffenstand.FERTIG.value).exists():
        return verweigert(_("Dieses Gesprächsprotokoll gehört zu etwas, das Sie nicht sehen."))
    return erlaubt(_("Sie dürfen dieses Gesprächsprotokoll lesen."))
