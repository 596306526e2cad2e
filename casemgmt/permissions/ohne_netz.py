"""What arrived from the devices: one's own, and the tray for whoever supervises."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import (
    Aktensperre,
    Einwilligungsentwurf,
    Erfassungsgeraet,
    Fall,
    Fallperson,
    Klient,
    Uebertragung,
)
from casemgmt.permissions.rechte import FACHAUFSICHT
from casemgmt.permissions.sicht import (
    Sicht,
    faelle_der_sicht,
    klienten_der_sicht,
    sicht_von,
    umfang,
    wirkt_mit,
)
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


def sichtbare_geraete(akteur: Akteur) -> QuerySet[Erfassungsgeraet]:
    """Only one's own: nobody else needs to know who uses which device."""
    return Erfassungsgeraet.objects.filter(konto_id=akteur.konto_id or 0)


def _beaufsichtigte(sicht: Sicht) -> Q:
    """All of the area that one supervises; not if one is shut out of a person of the case."""
    gesperrt = Fallperson.objects.filter(
        fall_id=OuterRef("fall_id"),
        klient__in=Aktensperre.objects.filter(konto_id=sicht.konto_id, aufgehoben_am__isnull=True).values(
            "klient_id"
        ),
    )
    return sicht.aufsicht.gebiet() & ~Q(Exists(gesperrt))


def sichtbare_uebertragungen(akteur: Akteur) -> QuerySet[Uebertragung]:
    """One's own, and those that one supervises."""
    sicht = sicht_von(akteur)
    if not wirkt_mit(sicht):
        return Uebertragung.objects.none()
    return Uebertragung.objects.filter(Q(konto_id=sicht.konto_id) | _beaufsichtigte(sicht))


def sichtbare_uebertragungen_der_aufsicht(akteur: Akteur) -> QuerySet[Uebertragung]:
    """For what names case and Kommune: who only wrote the entry must not learn whether the case exists."""
    sicht = sicht_von(akteur)
    if not wirkt_mit(sicht):
        return Uebertragung.objects.none()
    return Uebertragung.objects.filter(_beaufsichtigte(sicht)).exclude(konto_id=sicht.konto_id)


def mit_sicht_auf_den_fall(akteur: Akteur, menge: QuerySet[Uebertragung]) -> QuerySet[Any]:
    """`fall_sichtbar`: whether the reason why it lies in the tray may speak about the case."""
    faelle = Fall.objects.filter(faelle_der_sicht(sicht_von(akteur)), pk=OuterRef("fall_id"))
    return menge.annotate(fall_sichtbar=Exists(faelle))


def sieht_fall_der_uebertragung(akteur: Akteur, satz: Uebertragung) -> bool:
    if satz.fall_id is None:
        return True
    if hasattr(satz, "fall_sichtbar"):
        return bool(satz.fall_sichtbar)
    return Fall.objects.filter(faelle_der_sicht(sicht_von(akteur)), pk=satz.fall_id).exists()


def sichtbare_einwilligungsentwuerfe(akteur: Akteur) -> QuerySet[Einwilligungsentwurf]:
    return Einwilligungsentwurf.objects.filter(
        klient__in=Klient.objects.filter(klienten_der_sicht(sicht_von(akteur)))
    )


def beaufsichtigt(akteur: Akteur, kreis_id: int, kommune_id: int | None) -> bool:
    return umfang(akteur, FACHAUFSICHT).umfasst(kreis_id, kommune_id)


def darf_freigeben(akteur: Akteur, uebertragung: Uebertragung) -> Erlaubnis:
    """Take an entry over in the name of whoever wrote it; never one's own."""
    if uebertragung.konto_id == akteur.konto_id:
        return verweigert(_("Die eigenen Einträge gibt jemand anderes frei."))
    if sichtbare_uebertragungen(akteur).filter(pk=uebertragung.pk).exists():
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Diesen Eintrag gibt es nicht."))


def darf_in_fall_freigeben(akteur: Akteur, fall: Fall) -> Erlaubnis:
    if beaufsichtigt(akteur, fall.kreis_id, fall.kommune_id):
        return erlaubt(_("als Fachaufsicht"))
    return verweigert(_("Dieser Fall gehört nicht zu Ihrer Fachaufsicht."))
