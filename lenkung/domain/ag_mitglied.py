"""Wer in einer Arbeitsgruppe mitarbeitet, und wer sie leitet (GO RSK § 5 Abs. 2, 3 und 5)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze
from lenkung import permissions
from lenkung.domain.queries.arbeitsgruppen import leitung_am, regel_am, vorsitz_am
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import AGMitglied, Arbeitsgruppe
from lenkung.regeln.arbeitsgruppe import AGRolle, Leitung, leitung_beurteilen
from lenkung.regeln.besetzung import vortag


class MitgliedAngaben(TypedDict, total=False):
    person_id: int
    rolle: str
    fuer: str
    von: date | None


class LeitungAngaben(TypedDict, total=False):
    person_id: int
    fuer: str
    uebertragen_am: date | None


FELDER = frozenset(MitgliedAngaben.__annotations__)


@transaction.atomic
def mitglied_aufnehmen(*, arbeitsgruppe_id: int, akteur: Akteur, angaben: MitgliedAngaben) -> AGMitglied:
    """Die Besetzung ist variabel (Abs. 2); Fachkundige beraten (Abs. 3)."""
    ag = _gesperrt(arbeitsgruppe_id, akteur)
    if angaben.get("rolle") == AGRolle.LEITUNG.value:
        raise Fachfehler(
            _("Die Leitung wird eigens eingetragen: dort steht auch, wer sie übertragen hat."),
            code="leitung",
            feld="rolle",
        )
    mitglied = AGMitglied(arbeitsgruppe=ag)
    setze(mitglied, angaben, FELDER)
    return speichere(mitglied, akteur=akteur)


@transaction.atomic
def mitglied_verabschieden(*, mitglied_id: int, zum: date, akteur: Akteur, grund: str = "") -> AGMitglied:
    """Trägt den letzten Tag ein."""
    mitglied = AGMitglied.objects.select_related("person").get(pk=mitglied_id)
    mitglied.arbeitsgruppe = _gesperrt(mitglied.arbeitsgruppe_id, akteur)
    mitglied.refresh_from_db(fields=["bis"])
    if mitglied.bis is not None:
        raise Fachfehler(_("Der letzte Tag ist schon eingetragen."), code="schon_beendet")
    mitglied.bis = zum
    return speichere(mitglied, akteur=akteur, grund=grund)


@transaction.atomic
def leitung_uebergeben(
    *, arbeitsgruppe_id: int, von: date, akteur: Akteur, leitung: LeitungAngaben
) -> AGMitglied:
    """Wer bisher leitet, hört am Tag davor auf; war die neue Leitung schon Mitglied, endet das ebenso."""
    ag = _gesperrt(arbeitsgruppe_id, akteur)
    if von < ag.beginn:
        raise Fachfehler(
            _("Die Arbeitsgruppe besteht erst seit dem %(tag)s.") % {"tag": datum(ag.beginn)},
            code="vor_beginn",
            feld="von",
        )
    bisherige = leitung_am(ag.pk, von)
    if bisherige is not None and bisherige.person_id == leitung["person_id"]:
        raise Fachfehler(_("Diese Person leitet sie schon."), code="leitet_schon", feld="person")
    eigene = ag.mitglieder.filter(person_id=leitung["person_id"], bis__isnull=True).first()
    for satz in (bisherige, eigene):
        if satz is not None:
            satz.arbeitsgruppe = ag
            _enden_lassen(satz, von, akteur)
    return leitung_eintragen(ag, leitung, ab=von, akteur=akteur)


def leitung_eintragen(ag: Arbeitsgruppe, angaben: LeitungAngaben, *, ab: date, akteur: Akteur) -> AGMitglied:
    """Übertragen kann die Leitung nur, wer sie hat: der Vorsitz des Gremiums an diesem Tag."""
    satz = AGMitglied(
        arbeitsgruppe=ag,
        person_id=angaben["person_id"],
        rolle=AGRolle.LEITUNG.value,
        fuer=angaben.get("fuer", ""),
        von=ab,
    )
    regel, _go = regel_am(ag.gremium_id, ab)
    vorsitz = vorsitz_am(ag.gremium_id, ab)
    ist_vorsitz = vorsitz is not None and vorsitz.person_id == satz.person_id
    uebertragen_am = angaben.get("uebertragen_am")
    if regel is not None and not ist_vorsitz and uebertragen_am is not None:
        durch = vorsitz_am(ag.gremium_id, uebertragen_am)
        if durch is None:
            raise Fachfehler(
                _("An diesem Tag hatte das Gremium keinen Vorsitz, der die Leitung übertragen konnte."),
                code="ohne_vorsitz",
                feld="uebertragen_am",
            )
        satz.uebertragen_am, satz.uebertragen_von_name = uebertragen_am, str(durch.person)
    befund = leitung_beurteilen(
        regel, Leitung(str(satz.person), ist_vorsitz, satz.uebertragen_am, satz.uebertragen_von_name)
    )
    if befund.urteil == "uebertragung_fehlt":
        raise Fachfehler(
            _("Die Leitung hat der Vorsitz (%(norm)s). Bitte den Tag angeben, an dem er sie übertragen hat.")
            % {"norm": befund.norm},
            code="uebertragung_fehlt",
            feld="uebertragen_am",
        )
    return speichere(satz, akteur=akteur, grund=befund.rechnung[:100])


def _enden_lassen(satz: AGMitglied, von: date, akteur: Akteur) -> None:
    if satz.von is not None and satz.von >= von:
        raise Fachfehler(
            _("%(name)s ist selbst erst seit diesem Tag oder später dabei. Bitte einen späteren Tag wählen.")
            % {"name": satz.person},
            code="zu_frueh",
            feld="von",
        )
    satz.bis = vortag(von)
    speichere(satz, akteur=akteur, grund=_("Wechsel der Leitung"))


def _gesperrt(arbeitsgruppe_id: int, akteur: Akteur) -> Arbeitsgruppe:
    gremium = gremium_sperren(
        Arbeitsgruppe.objects.values_list("gremium_id", flat=True).get(pk=arbeitsgruppe_id)
    )
    ag = Arbeitsgruppe.objects.get(pk=arbeitsgruppe_id)
    ag.gremium = gremium
    verlange(permissions.darf_arbeitsgruppe_pflegen(akteur, ag))
    return ag
