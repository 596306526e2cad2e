"""Niederschriften from before: the Geschäftsstelle takes them in; what is signed, all members read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Altniederschrift, Gremium
from lenkung.permissions.gremien import einsehbare_gremien, sichtbare_gremien
from lenkung.permissions.rechte import VORBEREITEN, bereich_von
from lenkung.regeln.altniederschrift import FUER_ALLE


def lesbare_altniederschriften(akteur: Akteur) -> QuerySet[Altniederschrift]:
    return Altniederschrift.objects.filter(
        Q(gremium__in=einsehbare_gremien(akteur))
        | Q(gremium__in=sichtbare_gremien(akteur), stand__in=[stand.value for stand in FUER_ALLE])
    )


def sichtbare_altniederschriften(akteur: Akteur) -> QuerySet[Altniederschrift]:
    """Whose history one reads."""
    return Altniederschrift.objects.filter(gremium__in=einsehbare_gremien(akteur))


def darf_altniederschrift_aufnehmen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_altniederschrift_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    menge = lesbare_altniederschriften(akteur).filter(gremium__kreis_id=dokument.kreis_id)
    if menge.filter(dokument=dokument.pk).exists():
        return erlaubt(_("Sie sehen dieses Gremium."))
    return verweigert(_("Diese Niederschrift gehört zu keinem Ihrer Gremien."))
