"""Dispatch, objections and approval of a Niederschrift: who sends, who objects, who decides."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import (
    Einwendung,
    Genehmigung,
    Gremium,
    Niederschriftsbeilage,
    Niederschriftsempfaenger,
    Niederschriftsnachricht,
    Niederschriftsversand,
    Sitzung,
    Verteiler,
    Verteileradresse,
)
from lenkung.permissions.gremien import mit_recht
from lenkung.permissions.niederschrift import darf_niederschrift_schreiben
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.permissions.vorbereitung import vorbereitete_gremien
from lenkung.regeln.genehmigung import Einwendungsstand, Empfangsart

_VERSAND, _SITZUNG = "versand__fassung__niederschrift__sitzung", "fassung__niederschrift__sitzung"
_MIT_EINWENDUNG = frozenset({Empfangsart.MITGLIED.value, Empfangsart.STELLVERTRETUNG.value})


def _gefuehrte(akteur: Akteur) -> QuerySet[Gremium]:
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN) | mit_recht(akteur, BESTAETIGEN))


def sichtbare_verteiler(akteur: Akteur) -> QuerySet[Verteiler]:
    return Verteiler.objects.filter(gremium__in=vorbereitete_gremien(akteur))


def sichtbare_verteileradressen(akteur: Akteur) -> QuerySet[Verteileradresse]:
    return Verteileradresse.objects.filter(verteiler__gremium__in=vorbereitete_gremien(akteur))


def sichtbare_niederschriftsversande(akteur: Akteur) -> QuerySet[Niederschriftsversand]:
    return Niederschriftsversand.objects.filter(**{f"{_SITZUNG}__gremium__in": _gefuehrte(akteur)})


def sichtbare_niederschriftsbeilagen(akteur: Akteur) -> QuerySet[Niederschriftsbeilage]:
    return Niederschriftsbeilage.objects.filter(**{f"{_VERSAND}__gremium__in": _gefuehrte(akteur)})


def sichtbare_niederschriftsempfaenger(akteur: Akteur) -> QuerySet[Niederschriftsempfaenger]:
    return Niederschriftsempfaenger.objects.filter(**{f"{_VERSAND}__gremium__in": _gefuehrte(akteur)})


def sichtbare_niederschriftsnachrichten(akteur: Akteur) -> QuerySet[Niederschriftsnachricht]:
    return Niederschriftsnachricht.objects.filter(**{f"{_VERSAND}__gremium__in": _gefuehrte(akteur)})


def sichtbare_einwendungen(akteur: Akteur) -> QuerySet[Einwendung]:
    """Those who run the Gremium; her own a member reads where she objects."""
    return Einwendung.objects.filter(**{f"{_SITZUNG}__gremium__in": _gefuehrte(akteur)})


def sichtbare_genehmigungen(akteur: Akteur) -> QuerySet[Genehmigung]:
    return Genehmigung.objects.filter(niederschrift__sitzung__gremium__in=_gefuehrte(akteur))


def eigene_niederschriftsempfaenger(akteur: Akteur) -> QuerySet[Niederschriftsempfaenger]:
    """What was sent to the person herself."""
    if akteur.person_id is None or akteur.kreis_id is None:
        return Niederschriftsempfaenger.objects.none()
    return Niederschriftsempfaenger.objects.filter(
        person_id=akteur.person_id,
        art__in=_MIT_EINWENDUNG,
        **{f"{_VERSAND}__gremium__kreis_id": akteur.kreis_id},
    )


def darf_niederschrift_versenden(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    return darf_niederschrift_schreiben(akteur, sitzung)


def darf_verteiler_pflegen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_einwenden(empfaenger: Niederschriftsempfaenger) -> Erlaubnis:
    """By whichever way the mail was opened: members and their deputies; the others read."""
    if empfaenger.art not in _MIT_EINWENDUNG:
        return verweigert(_("Einwendungen bringen die Mitglieder und ihre Stellvertretungen vor."))
    return erlaubt(_("Mitglieder und Stellvertretungen dürfen einwenden."))


def darf_als_mitglied_einwenden(akteur: Akteur, empfaenger: Niederschriftsempfaenger) -> Erlaubnis:
    if akteur.person_id is None or akteur.person_id != empfaenger.person_id:
        return verweigert(_("Diese Niederschrift ging an eine andere Person."))
    return darf_einwenden(empfaenger)


def darf_einwendung_eintragen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    return darf_niederschrift_schreiben(akteur, sitzung)


def darf_einwendung_entscheiden(akteur: Akteur, einwendung: Einwendung) -> Erlaubnis:
    """The chair, or the Geschäftsstelle that writes down what she and the session decided."""
    if einwendung.lage is not Einwendungsstand.OFFEN:
        return verweigert(_("Über diese Einwendung ist schon entschieden, oder sie ist zurückgezogen."))
    bereich = bereich_von(einwendung.fassung.niederschrift.sitzung.gremium)
    vorbereiten = akteur.hat_recht(VORBEREITEN.schluessel, bereich)
    return vorbereiten or akteur.hat_recht(BESTAETIGEN.schluessel, bereich)


def darf_einwendung_zurueckziehen(akteur: Akteur, einwendung: Einwendung) -> Erlaubnis:
    """Its author; and the Geschäftsstelle, for an author who told it so."""
    empfaenger = einwendung.empfaenger
    if empfaenger is not None and akteur.person_id is not None and akteur.person_id == empfaenger.person_id:
        return erlaubt(_("Es ist die eigene Einwendung."))
    return akteur.hat_recht(
        VORBEREITEN.schluessel, bereich_von(einwendung.fassung.niederschrift.sitzung.gremium)
    )


def darf_genehmigung_eintragen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """By hand; only where the Geschäftsordnung says nothing, which the act asks."""
    return darf_niederschrift_schreiben(akteur, sitzung)
