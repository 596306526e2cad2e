"""Consents: who sees them, who takes them down, who decides on what goes without."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import (
    Einwilligung,
    Einwilligungseinstellung,
    Einwilligungsempfaenger,
    Einwilligungstext,
    Einwilligungsunterschrift,
    Fall,
    Klient,
    Weitergabe,
    WeitergabeOhneEinwilligung,
)
from casemgmt.permissions.beraten import darf_beraten
from casemgmt.permissions.rechte import FACHAUFSICHT, OEFFNEN, TEXTE_PFLEGEN
from casemgmt.permissions.sicht import (
    ist_zustaendig,
    klienten_der_sicht,
    kreise_mit,
    sicht_von,
    sichtbare_faelle,
    sichtbare_klienten,
    umfang,
)
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert

EINWILLIGUNG_BLATT = "casemgmt.einwilligung"
"""What the PDF of the sheet belongs to: the consent."""
EINWILLIGUNG_UNTERSCHRIEBEN = "casemgmt.einwilligung_unterschrieben"
"""What an uploaded, signed sheet belongs to: the consent."""


def _klienten(akteur: Akteur) -> QuerySet[Klient]:
    """Merged ones too: their consents stay readable."""
    return Klient.objects.filter(klienten_der_sicht(sicht_von(akteur)))


def sichtbare_einwilligungen(akteur: Akteur) -> QuerySet[Einwilligung]:
    return Einwilligung.objects.filter(klient__in=_klienten(akteur))


def sichtbare_einwilligungsempfaenger(akteur: Akteur) -> QuerySet[Einwilligungsempfaenger]:
    return Einwilligungsempfaenger.objects.filter(einwilligung__in=sichtbare_einwilligungen(akteur))


def sichtbare_einwilligungsunterschriften(akteur: Akteur) -> QuerySet[Einwilligungsunterschrift]:
    return Einwilligungsunterschrift.objects.filter(einwilligung__in=sichtbare_einwilligungen(akteur))


def sichtbare_weitergaben(akteur: Akteur) -> QuerySet[Weitergabe]:
    return Weitergabe.objects.filter(klient__in=_klienten(akteur))


def sichtbare_weitergaben_ohne(akteur: Akteur) -> QuerySet[WeitergabeOhneEinwilligung]:
    return WeitergabeOhneEinwilligung.objects.filter(klient__in=_klienten(akteur))


def sichtbare_einwilligungstexte(akteur: Akteur) -> QuerySet[Einwilligungstext]:
    """For all who work in the module: they hold no word about anybody."""
    return Einwilligungstext.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN))


def sichtbare_einwilligungseinstellungen(akteur: Akteur) -> QuerySet[Einwilligungseinstellung]:
    return Einwilligungseinstellung.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN))


def darf_einwilligung_fuehren(akteur: Akteur, klient: Klient) -> Erlaubnis:
    """Take a consent down, revoke it, pass something on: whoever counsels this person, or stands in for who
    is responsible for one of her cases. The Koordination reads."""
    if not sichtbare_klienten(akteur).filter(pk=klient.pk).exists():
        return verweigert(_("Diese Person gibt es nicht."))
    if darf_beraten(akteur, klient.kreis_id, klient.bereich, klient.kommune_id):
        return erlaubt(_("im eigenen Bereich"))
    faelle = sichtbare_faelle(akteur).filter(personen__klient=klient)
    if any(_fuehrt(akteur, fall) for fall in faelle):
        return erlaubt(_("zuständig für einen Fall der Person"))
    return verweigert(_("Sie dürfen die Einwilligungen dieser Person lesen, aber nicht ändern."))


def _fuehrt(akteur: Akteur, fall: Fall) -> bool:
    return bool(
        ist_zustaendig(akteur, fall) or darf_beraten(akteur, fall.kreis_id, fall.bereich, fall.kommune_id)
    )


def darf_einwilligung_widerrufen(akteur: Akteur, einwilligung: Einwilligung) -> Erlaubnis:
    """Whoever hears of it: those who counsel her, and the Koordination too. A revocation never waits."""
    klient = einwilligung.klient
    if not sichtbare_einwilligungen(akteur).filter(pk=einwilligung.pk).exists():
        return verweigert(_("Diese Einwilligung gibt es nicht."))
    if umfang(akteur, FACHAUFSICHT).umfasst(klient.kreis_id, klient.kommune_id):
        return erlaubt(_("Koordination"))
    return darf_einwilligung_fuehren(akteur, klient)


def darf_weitergabe_entscheiden(akteur: Akteur, antrag: WeitergabeOhneEinwilligung) -> Erlaubnis:
    """The second person: supervises this area, and has not asked for it herself."""
    if antrag.zustand != "beantragt":
        return verweigert(_("Darüber ist schon entschieden."))
    if antrag.beantragt_von_id == akteur.konto_id:
        return verweigert(_("Wer die Weitergabe beantragt hat, kann sie nicht selbst bestätigen."))
    if not sichtbare_weitergaben_ohne(akteur).filter(pk=antrag.pk).exists():
        return verweigert(_("Diesen Antrag gibt es nicht."))
    klient = antrag.klient
    if umfang(akteur, FACHAUFSICHT).umfasst(klient.kreis_id, klient.kommune_id):
        return erlaubt(_("Koordination"))
    return verweigert(_("Darüber entscheidet die Koordination."))


def darf_einwilligungstexte_pflegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    if kreis_id in umfang(akteur, TEXTE_PFLEGEN).kreise:
        return erlaubt(_("pflegt die Texte des Kreises"))
    return verweigert(_("Die Texte gibt die Koordination des Kreises frei."))


def darf_einwilligungsdokument_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    if sichtbare_einwilligungen(akteur).filter(pk=dokument.gehoert_zu_id or 0).exists():
        return erlaubt(_("gehört zu einer Akte, die Sie lesen dürfen"))
    return verweigert(_("Dieses Dokument gibt es nicht."))
