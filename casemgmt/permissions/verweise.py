"""Verweise: whose one sees, who may write and send them, who answers what came in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import (
    Aktensperre,
    Fall,
    Verweis,
    Verweiseinstellung,
    Verweisschritt,
    Verweiszugang,
)
from casemgmt.permissions.beraten import darf_beraten, darf_fall_fuehren
from casemgmt.permissions.rechte import AKTEURE_PFLEGEN, FAELLE_FUEHREN, MUKIS_FUEHREN, OEFFNEN
from casemgmt.permissions.sicht import (
    Sicht,
    eigenes_gebiet,
    faelle_der_sicht,
    kreise_mit,
    sicht_von,
    umfang,
    wirkt_mit,
)
from casemgmt.regeln.verweis import Verweisstand
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.verweisziel import VERWEISZIELE, Zielgebiet


def _nicht_gesperrt(sicht: Sicht) -> Q:
    """`ohne_befangenheit` would also leave out those about nobody."""
    gesperrt = Aktensperre.objects.filter(
        konto_id=sicht.konto_id, klient_id=OuterRef("klient"), aufgehoben_am__isnull=True
    )
    return ~Q(Exists(gesperrt))


def verweise_der_sicht(sicht: Sicht) -> Q:
    if not wirkt_mit(sicht):
        return Q(pk__in=())
    ohne_fall = Q(fall__isnull=True) & (eigenes_gebiet(sicht) | sicht.aufsicht.gebiet())
    faelle = Fall.objects.filter(faelle_der_sicht(sicht))
    return (Q(fall__in=faelle) | ohne_fall) & _nicht_gesperrt(sicht)


def sichtbare_verweise(akteur: Akteur) -> QuerySet[Verweis]:
    """Those that one's own side has sent or is about to."""
    return Verweis.objects.filter(verweise_der_sicht(sicht_von(akteur)))


def sichtbare_verweisschritte(akteur: Akteur) -> QuerySet[Verweisschritt]:
    return Verweisschritt.objects.filter(verweis__in=sichtbare_verweise(akteur))


def sichtbare_verweiszugaenge(akteur: Akteur) -> QuerySet[Verweiszugang]:
    return Verweiszugang.objects.filter(verweis__in=sichtbare_verweise(akteur))


def sichtbare_verweiseinstellungen(akteur: Akteur) -> QuerySet[Verweiseinstellung]:
    return Verweiseinstellung.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN))


def sichtbare_eingaenge(akteur: Akteur) -> QuerySet[Verweis]:
    """What has come in for the part of the house that one works in; no drafts of the sender."""
    offen = Q(pk__in=())
    for ziel in VERWEISZIELE:
        gebiet = ziel.gebiet(akteur)
        offen |= Q(ziel=ziel.schluessel) & (
            Q(kreis_id__in=list(gebiet.kreise)) | Q(ziel_kommune_id__in=list(gebiet.kommunen))
        )
    gesendet = Verweis.objects.filter(offen, gesendet_am__isnull=False)
    return gesendet.filter(_nicht_gesperrt(sicht_von(akteur)))


def gebiet_lokal(akteur: Akteur) -> Zielgebiet:
    hier = umfang(akteur, FAELLE_FUEHREN)
    return Zielgebiet(hier.kreise, hier.kommunen)


def gebiet_mukis(akteur: Akteur) -> Zielgebiet:
    return Zielgebiet(umfang(akteur, MUKIS_FUEHREN).kreise)


def darf_verweis_fuehren(akteur: Akteur, verweis: Verweis) -> Erlaubnis:
    """Write, send, withdraw, note what was answered: whoever leads the case, or counsels in the area."""
    if not sichtbare_verweise(akteur).filter(pk=verweis.pk).exists():
        return verweigert(_("Diesen Verweis gibt es nicht."))
    if verweis.fall is not None:
        return darf_fall_fuehren(akteur, verweis.fall)
    return darf_beraten(akteur, verweis.kreis_id, verweis.bereich, verweis.kommune_id)


def darf_verweis_aendern(akteur: Akteur, verweis: Verweis) -> Erlaubnis:
    if verweis.lage is not Verweisstand.ENTWURF:
        return verweigert(
            _("Der Verweis ist schon hinaus. Sie können ihn zurückziehen und einen neuen schreiben.")
        )
    return darf_verweis_fuehren(akteur, verweis)


def darf_eingang_beantworten(akteur: Akteur, verweis: Verweis) -> Erlaubnis:
    if sichtbare_eingaenge(akteur).filter(pk=verweis.pk).exists():
        return erlaubt(_("ist dafür zuständig"))
    return verweigert(_("Diesen Verweis gibt es nicht."))


def darf_verweise_einstellen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """They hold in the whole Kreis, so the right must too."""
    if kreis_id in umfang(akteur, AKTEURE_PFLEGEN).kreise:
        return erlaubt(_("koordiniert das Case Management"))
    return verweigert(_("Die Fristen stellt die Koordination ein."))
