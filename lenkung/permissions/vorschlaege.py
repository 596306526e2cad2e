"""Proposals and Vorlagen: who sees and who changes them."""

from __future__ import annotations

from django.db.models import QuerySet

from kim.basis.akteur import Akteur
from lenkung.models import Anlage, Vorlage, Vorlagenfassung, Vorschlag, Vorschlagsschritt
from lenkung.permissions.gremien import einsehbare_gremien
from lenkung.permissions.vorbereitung import vorbereitete_gremien


def sichtbare_vorschlaege(akteur: Akteur) -> QuerySet[Vorschlag]:
    """Those of the Gremien that one runs, and one's own."""
    eigene = Vorschlag.objects.filter(konto_id=akteur.konto_id or 0, gremium__kreis_id=akteur.kreis_id or 0)
    return Vorschlag.objects.filter(gremium__in=einsehbare_gremien(akteur)) | eigene


def sichtbare_vorschlagsschritte(akteur: Akteur) -> QuerySet[Vorschlagsschritt]:
    return Vorschlagsschritt.objects.filter(vorschlag__in=sichtbare_vorschlaege(akteur))


def sichtbare_vorlagen(akteur: Akteur) -> QuerySet[Vorlage]:
    return Vorlage.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_vorlagenfassungen(akteur: Akteur) -> QuerySet[Vorlagenfassung]:
    return Vorlagenfassung.objects.filter(vorlage__in=sichtbare_vorlagen(akteur))


def sichtbare_anlagen(akteur: Akteur) -> QuerySet[Anlage]:
    """Behind the scenes; what has been sent is read through the session's papers."""
    gremien = vorbereitete_gremien(akteur)
    return (
        Anlage.objects.filter(vorschlag__in=sichtbare_vorschlaege(akteur))
        | Anlage.objects.filter(fassung__in=sichtbare_vorlagenfassungen(akteur))
        | Anlage.objects.filter(punkt__sitzung__gremium__in=gremien)
    )
