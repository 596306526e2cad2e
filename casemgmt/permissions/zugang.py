"""Gates of the records around a file."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from casemgmt.models import (
    Aktensperre,
    Fall,
    Fallperson,
    Fallvertretung,
    Haushalt,
    Haushaltszugehoerigkeit,
    Klient,
    Notzugriff,
    Suchschluessel,
)
from casemgmt.permissions.rechte import FACHAUFSICHT
from casemgmt.permissions.sicht import faelle_der_sicht, klienten_der_sicht, sicht_von, umfang
from kim.basis.akteur import Akteur


def sichtbare_fallpersonen(akteur: Akteur) -> QuerySet[Fallperson]:
    return Fallperson.objects.filter(fall__in=Fall.objects.filter(faelle_der_sicht(sicht_von(akteur))))


def sichtbare_zugehoerigkeiten(akteur: Akteur) -> QuerySet[Haushaltszugehoerigkeit]:
    klienten = Klient.objects.filter(klienten_der_sicht(sicht_von(akteur)))
    return Haushaltszugehoerigkeit.objects.filter(klient__in=klienten)


def sichtbare_haushalte(akteur: Akteur) -> QuerySet[Haushalt]:
    return Haushalt.objects.filter(pk__in=sichtbare_zugehoerigkeiten(akteur).values("haushalt"))


def sichtbare_suchschluessel(akteur: Akteur) -> QuerySet[Suchschluessel]:
    return Suchschluessel.objects.filter(
        klient__in=Klient.objects.filter(klienten_der_sicht(sicht_von(akteur)))
    )


def _unter_aufsicht(akteur: Akteur) -> Q:
    return Q(kreis_id__in=umfang(akteur, FACHAUFSICHT).kreise)


def _eigene_sperren(akteur: Akteur) -> QuerySet[Aktensperre]:
    """The persons whose files one is shut out of: nothing that tells about them is seen."""
    return Aktensperre.objects.filter(konto_id=akteur.konto_id or 0, aufgehoben_am__isnull=True)


def _ohne_gesperrte_faelle(akteur: Akteur) -> Q:
    gesperrt = Fallperson.objects.filter(klient__in=_eigene_sperren(akteur).values("klient"))
    return ~Q(fall__in=gesperrt.values("fall"))


def sichtbare_fallvertretungen(akteur: Akteur) -> QuerySet[Fallvertretung]:
    """One's own, in either part, and all of the Kreis for its Koordination; no file one is shut out of.

    Without a case it says nothing about anybody.
    """
    eigene = Q(vertretene_id=akteur.konto_id) | Q(vertretung_id=akteur.konto_id)
    offen = Q(fall__isnull=True) | _ohne_gesperrte_faelle(akteur)
    return Fallvertretung.objects.filter(eigene | _unter_aufsicht(akteur)).filter(offen)


def sichtbare_aktensperren(akteur: Akteur) -> QuerySet[Aktensperre]:
    """Only the Koordination, and never about somebody she is shut out of: it would tell her whom."""
    return Aktensperre.objects.filter(
        _unter_aufsicht(akteur), ~Q(klient__in=_eigene_sperren(akteur).values("klient"))
    ).exclude(konto_id=akteur.konto_id or 0)


def sichtbare_notzugriffe(akteur: Akteur) -> QuerySet[Notzugriff]:
    """Who opened the file, who answers for it, and the Koordination; nobody who is shut out of it."""
    eigene = Q(konto_id=akteur.konto_id) | Q(fall__verantwortlich_id=akteur.konto_id)
    return Notzugriff.objects.filter(eigene | _unter_aufsicht(akteur)).filter(_ohne_gesperrte_faelle(akteur))
