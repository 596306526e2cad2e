"""Arbeitsgruppen einsetzen, ändern, weiterarbeiten lassen und beenden (GO RSK § 5)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.ag_mitglied import LeitungAngaben, leitung_eintragen
from lenkung.domain.beschlussfolge import folge_abschliessen
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Arbeitsgruppe, Beschlussfolge
from lenkung.regeln.arbeitsgruppe import AGStand, darf_werden
from lenkung.regeln.verlauf import Folgenart, Folgenstand


class ArbeitsgruppeAngaben(TypedDict, total=False):
    art: str
    name: str
    uebergeordnet_id: int | None
    auftrag: str
    beschluss_id: int | None
    beginn: date
    bericht_bis: date | None


FELDER = frozenset(ArbeitsgruppeAngaben.__annotations__)


@transaction.atomic
def arbeitsgruppe_einsetzen(
    *,
    gremium_id: int,
    akteur: Akteur,
    angaben: ArbeitsgruppeAngaben,
    leitung: LeitungAngaben | None = None,
    folge_id: int | None = None,
    folge_erledigt: bool = True,
) -> Arbeitsgruppe:
    """Mit ihrer Leitung, und aus einem Beschluss heraus: seine Folge ist damit erledigt.

    Setzt ein Beschluss mehrere ein, bleibt die Folge mit `folge_erledigt=False` bis zur letzten offen.
    """
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_arbeitsgruppe_einsetzen(akteur, gremium))
    ag = Arbeitsgruppe(gremium=gremium)
    setze(ag, angaben, FELDER)
    _beschluss_pruefen(ag)
    speichere(ag, akteur=akteur)
    if leitung is not None:
        leitung_eintragen(ag, leitung, ab=ag.beginn, akteur=akteur)
    if folge_id is not None:
        _folge_erledigen(ag, folge_id, akteur, erledigt=folge_erledigt)
    return ag


@transaction.atomic
def arbeitsgruppe_aendern(
    *,
    arbeitsgruppe_id: int,
    akteur: Akteur,
    angaben: ArbeitsgruppeAngaben,
    erwarteter_stand: int | None = None,
) -> Arbeitsgruppe:
    """Name, Art, Auftrag und Beschluss; den Termin vereinbart ein eigener Vorgang."""
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    verlange(permissions.darf_arbeitsgruppe_pflegen(akteur, ag))
    stand_pruefen(ag, erwarteter_stand)
    if setze(ag, angaben, FELDER - {"bericht_bis"}):
        _beschluss_pruefen(ag)
        speichere(ag, akteur=akteur)
    return ag


@transaction.atomic
def termin_vereinbaren(
    *,
    arbeitsgruppe_id: int,
    bericht_bis: date | None,
    akteur: Akteur,
    grund: str,
    erwarteter_stand: int | None = None,
) -> Arbeitsgruppe:
    """Wann sie berichtet. Hat sie schon berichtet, arbeitet sie damit weiter.

    Zu einem neuen Termin kommt das Ergebnis neu auf den Weg; was der alte gebracht hat, bleibt dort.
    """
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    verlange(permissions.darf_arbeitsgruppe_pflegen(akteur, ag))
    stand_pruefen(ag, erwarteter_stand)
    if bericht_bis is not None and bericht_bis < timezone.localdate():
        raise Fachfehler(
            _("Dieser Tag liegt vor heute. Bitte heute oder einen späteren wählen."),
            code="vergangen",
            feld="bericht_bis",
        )
    if ag.lage is AGStand.ARBEITET and bericht_bis == ag.bericht_bis:
        return ag
    ag.bericht_bis, ag.vorschlag = bericht_bis, None
    ag.stand = AGStand.ARBEITET.value
    return speichere(ag, akteur=akteur, grund=grund)


@transaction.atomic
def arbeitsgruppe_beenden(*, arbeitsgruppe_id: int, zum: date, akteur: Akteur, grund: str) -> Arbeitsgruppe:
    """Mit Grund; danach ändert sich an ihr nichts mehr."""
    ag = gesperrte_arbeitsgruppe(arbeitsgruppe_id)
    verlange(permissions.darf_arbeitsgruppe_pflegen(akteur, ag))
    if zum > timezone.localdate():
        raise Fachfehler(
            _("Dieser Tag liegt in der Zukunft. Bitte heute oder früher wählen."), code="zukunft", feld="zum"
        )
    offene = ag.unterarbeitsgruppen.exclude(stand=AGStand.BEENDET.value).first()
    if offene is not None:
        raise Fachfehler(
            _("Zu ihr gehört noch die %(ag)s. Bitte diese zuerst beenden.") % {"ag": offene}, code="mit_uag"
        )
    ag.stand, ag.beendet_am, ag.ende_grund = AGStand.BEENDET.value, zum, " ".join(grund.split())
    return speichere(ag, akteur=akteur, grund=ag.ende_grund)


def gesperrte_arbeitsgruppe(arbeitsgruppe_id: int) -> Arbeitsgruppe:
    """Unter der Sperre des Gremiums gelesen: von zweien, die ändern, liest der zweite den neuen Stand."""
    menge = Arbeitsgruppe.objects.select_related("vorschlag")
    gremium = gremium_sperren(menge.values_list("gremium_id", flat=True).get(pk=arbeitsgruppe_id))
    ag = menge.get(pk=arbeitsgruppe_id)
    ag.gremium = gremium
    return ag


def in_stand(ag: Arbeitsgruppe, stand: AGStand, akteur: Akteur, grund: str) -> Arbeitsgruppe:
    assert darf_werden(ag.lage, stand)  # whoever calls has asked for the permission
    ag.stand = stand.value
    return speichere(ag, akteur=akteur, grund=grund)


def _beschluss_pruefen(ag: Arbeitsgruppe) -> None:
    if ag.beschluss is None:
        return
    if not ag.beschluss.angenommen:
        raise Fachfehler(_("Dieser Antrag ist abgelehnt."), code="abgelehnt", feld="beschluss")
    if ag.beginn < ag.beschluss.gefasst_am:
        raise Fachfehler(
            _("Der Beschluss ist vom %(tag)s. Bitte diesen Tag oder einen späteren wählen.")
            % {"tag": datum(ag.beschluss.gefasst_am)},
            code="beginn",
            feld="beginn",
        )


def _folge_erledigen(ag: Arbeitsgruppe, folge_id: int, akteur: Akteur, *, erledigt: bool) -> None:
    folge = Beschlussfolge.objects.get(pk=folge_id)
    if folge.beschluss_id != ag.beschluss_id or folge.art != Folgenart.ARBEITSGRUPPE.value:
        raise Fachfehler(_("Diese Folge gehört nicht zum Beschluss der Arbeitsgruppe."), code="fremde_folge")
    if erledigt:
        folge_abschliessen(
            folge_id=folge.pk,
            akteur=akteur,
            stand=Folgenstand.ERLEDIGT,
            am=min(ag.beginn, timezone.localdate()),
            bemerkung=_("%(ag)s eingesetzt.") % {"ag": ag},
        )
