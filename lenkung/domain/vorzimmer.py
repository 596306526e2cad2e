"""Vorzimmer: wer für ein Mitglied Kopien bekommt und, wenn es das Mitglied will, für es antwortet."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.sperren import gremium_sperren
from lenkung.models import Besetzung, Gremium, Vorzimmer


class VorzimmerAngaben(TypedDict, total=False):
    person_id: int
    name: str
    email: str
    darf_antworten: bool


FELDER = frozenset(VorzimmerAngaben.__annotations__)


def personen_des_gremiums(gremium: Gremium, heute: date) -> Any:
    """Mitglieder und Stellvertretungen, auch die, deren Amtszeit noch beginnt."""
    laufend = Besetzung.objects.filter(Q(bis__isnull=True) | Q(bis__gte=heute), gremium=gremium)
    return personen_im_kreis(gremium.kreis_id).filter(pk__in=laufend.values("person_id"))


@transaction.atomic
def vorzimmer_eintragen(*, gremium_id: int, akteur: Akteur, angaben: VorzimmerAngaben) -> Vorzimmer:
    """Für eine Person dieses Gremiums; sie kann mehrere haben."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_vorzimmer_pflegen(akteur, gremium))
    vorzimmer = Vorzimmer(gremium=gremium)
    setze(vorzimmer, angaben, FELDER)
    _gehoert_zum_gremium(vorzimmer)
    return speichere(vorzimmer, akteur=akteur)


@transaction.atomic
def vorzimmer_aendern(
    *, vorzimmer_id: int, akteur: Akteur, angaben: VorzimmerAngaben, erwarteter_stand: int | None = None
) -> Vorzimmer:
    """Darf das Vorzimmer nicht mehr antworten, gelten seine Links sofort nicht mehr."""
    vorzimmer = _gesperrt(vorzimmer_id)
    verlange(permissions.darf_vorzimmer_pflegen(akteur, vorzimmer.gremium))
    stand_pruefen(vorzimmer, erwarteter_stand)
    if setze(vorzimmer, angaben, FELDER - {"person_id"}):
        speichere(vorzimmer, akteur=akteur)
    return vorzimmer


@transaction.atomic
def vorzimmer_entfernen(*, vorzimmer_id: int, akteur: Akteur, grund: str = "") -> None:
    """Mit ihm gehen seine Links; was es geantwortet hat, bleibt stehen."""
    vorzimmer = _gesperrt(vorzimmer_id)
    verlange(permissions.darf_vorzimmer_pflegen(akteur, vorzimmer.gremium))
    loesche(vorzimmer, akteur=akteur, grund=grund)


def _gesperrt(vorzimmer_id: int) -> Vorzimmer:
    gremium = gremium_sperren(Vorzimmer.objects.values_list("gremium_id", flat=True).get(pk=vorzimmer_id))
    vorzimmer = Vorzimmer.objects.select_related("person").get(pk=vorzimmer_id)
    vorzimmer.gremium = gremium
    return vorzimmer


def _gehoert_zum_gremium(vorzimmer: Vorzimmer) -> None:
    personen = personen_des_gremiums(vorzimmer.gremium, timezone.localdate())
    if not personen.filter(pk=vorzimmer.person_id).exists():
        raise Fachfehler(
            _("Diese Person gehört nicht zu diesem Gremium. Bitte eine andere wählen."),
            code="fremd",
            feld="person",
        )
