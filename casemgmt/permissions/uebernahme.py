"""Taking over a former database: the Koordination of the whole Kreis."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import Einspielung, Einspielzeile, Einspielzuordnung
from casemgmt.permissions.rechte import FACHAUFSICHT
from casemgmt.permissions.sicht import umfang
from casemgmt.regeln.uebernahme import Uebernahmestand
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


def darf_bestand_uebernehmen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    if kreis_id in umfang(akteur, FACHAUFSICHT).kreise:
        return erlaubt(_("Koordination des Kreises"))
    return verweigert(_("Das gehört zur Koordination des ganzen Kreises."))


def _unter_aufsicht(akteur: Akteur) -> Q:
    return Q(kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise)


def sichtbare_einspielungen(akteur: Akteur) -> QuerySet[Einspielung]:
    """A file that waits belongs to who uploaded it; what came of it, to the Koordination."""
    fertig = ~Q(stand=Uebernahmestand.GEPRUEFT)
    return Einspielung.objects.filter(_unter_aufsicht(akteur) & (fertig | Q(konto_id=akteur.konto_id or 0)))


def sichtbare_einspielzeilen(akteur: Akteur) -> QuerySet[Einspielzeile]:
    return Einspielzeile.objects.filter(_unter_aufsicht(akteur))


def sichtbare_einspielzuordnungen(akteur: Akteur) -> QuerySet[Einspielzuordnung]:
    return Einspielzuordnung.objects.filter(_unter_aufsicht(akteur))
