"""Consultations: who may plan, log, change and correct them; and who keeps the list of topics."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import Arbeitstermin, Kopfzahl, Kreisthema, Termin, Terminabo
from casemgmt.permissions.beraten import darf_beraten, darf_fall_fuehren
from casemgmt.permissions.rechte import FAELLE_FUEHREN, MUKIS_FUEHREN, OEFFNEN, TEXTE_PFLEGEN
from casemgmt.permissions.schutzorte import sieht_standort
from casemgmt.permissions.sicht import kreise_mit, umfang
from casemgmt.permissions.termine import sichtbare_termine
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.terminregeln import aenderbar
from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert

TERMINZETTEL = "casemgmt.terminzettel"


def beraet(akteur: Akteur) -> bool:
    """Does she counsel at all? What the pages on site are for."""
    return any(
        u.kreise or u.kommunen for u in (umfang(akteur, FAELLE_FUEHREN), umfang(akteur, MUKIS_FUEHREN))
    )


def eigene_kommunen(akteur: Akteur) -> frozenset[int]:
    """Single Kommunen on which one counsels; who does so in the whole Kreis has none of these."""
    return frozenset({*umfang(akteur, FAELLE_FUEHREN).kommunen, *umfang(akteur, MUKIS_FUEHREN).kommunen})


def darf_vor_ort(akteur: Akteur) -> Erlaubnis:
    if beraet(akteur):
        return erlaubt(_("im eigenen Bereich"))
    return verweigert(_("Beratungen hält fest, wer selbst berät."))


def darf_termine_abonnieren(akteur: Akteur) -> Erlaubnis:
    """As long as one counsels: with the role the address ends."""
    if akteur.konto_id is None:
        return verweigert(_("Ein Kalenderabo gehört zu einem Konto."))
    return darf_vor_ort(akteur)


def sichtbare_terminabos(akteur: Akteur) -> QuerySet[Terminabo]:
    """One's own, and nobody else's."""
    return Terminabo.objects.filter(konto_id=akteur.konto_id or 0)


def darf_termin_fuehren(akteur: Akteur, termin: Termin) -> Erlaubnis:
    """Hold it, cancel it, note that nobody came."""
    if termin.fall is not None:
        return darf_fall_fuehren(akteur, termin.fall)
    return darf_beraten(akteur, termin.kreis_id, termin.bereich, termin.kommune_id)


def darf_termin_aendern(akteur: Akteur, termin: Termin, jetzt: datetime) -> Erlaubnis:
    """One's own until the end of the next working day; what is only planned, as long as it is."""
    if termin.ersetzt_am is not None:
        return verweigert(_("Dieser Eintrag ist berichtigt. Es zählt die Berichtigung."))
    if not (fuehren := darf_termin_fuehren(akteur, termin)):
        return fuehren
    if termin.stand == Terminstand.GEPLANT:
        return fuehren
    if termin.konto_id != akteur.konto_id:
        return verweigert(_("Ändern kann nur, wer den Eintrag gemacht hat. Bitte berichtigen."))
    if not aenderbar(termin.erfasst_am, jetzt):
        return verweigert(
            _("Ändern ging bis zum Ende des nächsten Arbeitstags. Bitte berichtigen: Beides bleibt lesbar.")
        )
    return erlaubt(_("eigener Eintrag"))


def darf_termin_berichtigen(akteur: Akteur, termin: Termin, jetzt: datetime) -> Erlaubnis:
    """Later, and for what a colleague has logged: by a row that counts instead."""
    if termin.stand == Terminstand.GEPLANT or termin.ersetzt_am is not None:
        return verweigert(_("Hier gibt es nichts zu berichtigen."))
    if darf_termin_aendern(akteur, termin, jetzt):
        return verweigert(_("Dieser Eintrag lässt sich noch ändern."))
    return darf_termin_fuehren(akteur, termin)


def darf_terminzettel_lesen(akteur: Akteur, dokument: object) -> Erlaubnis:
    """The sheet belongs to one Termin; whoever sees that sees the sheet.

    One that was printed before the address was protected still names the place.
    """
    menge = sichtbare_termine(akteur).select_related("fall", "standort__einrichtung")
    termin = menge.filter(pk=dokument.gehoert_zu_id).first()  # type: ignore[attr-defined]
    if termin is not None and sieht_standort(akteur, termin):
        return erlaubt(_("Termin im eigenen Bereich"))
    return verweigert(_("Diesen Terminzettel gibt es nicht."))


def darf_arbeit_aendern(akteur: Akteur, satz: Arbeitstermin | Kopfzahl, jetzt: datetime) -> Erlaubnis:
    if isinstance(satz, Kopfzahl) and satz.ersetzt_am is not None:
        return verweigert(_("Dieser Eintrag ist berichtigt. Es zählt die Berichtigung."))
    if satz.konto_id != akteur.konto_id:
        return verweigert(_("Ändern kann nur, wer den Eintrag gemacht hat."))
    geplant = isinstance(satz, Arbeitstermin) and satz.stand == Terminstand.GEPLANT
    if geplant or aenderbar(satz.erfasst_am, jetzt):
        return erlaubt(_("eigener Eintrag"))
    return verweigert(_("Ändern ging bis zum Ende des nächsten Arbeitstags."))


def darf_kopfzahl_berichtigen(akteur: Akteur, satz: Kopfzahl, jetzt: datetime) -> Erlaubnis:
    """Later, and what a colleague of the same area has counted: by a row that counts instead."""
    if satz.ersetzt_am is not None:
        return verweigert(_("Dieser Eintrag ist berichtigt. Es zählt die Berichtigung."))
    if darf_arbeit_aendern(akteur, satz, jetzt):
        return verweigert(_("Dieser Eintrag lässt sich noch ändern."))
    return darf_beraten(akteur, satz.kreis_id, satz.bereich, satz.kommune_id)


def darf_themen_pflegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    return akteur.hat_recht(TEXTE_PFLEGEN.schluessel, Bereich.kreis(kreis_id))


def sichtbare_kreisthemen(akteur: Akteur) -> QuerySet[Kreisthema]:
    """Words without a person: whoever opens the Fallarbeit of the Kreis reads them."""
    return Kreisthema.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN))
