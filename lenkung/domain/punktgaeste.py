"""Gäste eines Punktes: eingeladen nur zu ihm, mit seinen Unterlagen (GO RSK § 2 Abs. 3, Steinfurt § 3)."""

from __future__ import annotations

from typing import TypedDict

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.domain.saetze import setze
from lenkung import permissions
from lenkung.domain.tagesordnungsblatt import blatt_des_punktes
from lenkung.models import Punktgast, Tagesordnungspunkt


class GastAngaben(TypedDict, total=False):
    name: str
    einrichtung: str
    email: str
    grundlage: str


FELDER = frozenset(GastAngaben.__annotations__)


@transaction.atomic
def gast_eintragen(*, punkt_id: int, akteur: Akteur, angaben: GastAngaben) -> Punktgast:
    """Auch nach der Bestätigung: die Gäste sind kein Teil dessen, was der Vorsitz festlegt."""
    blatt, punkt = blatt_des_punktes(punkt_id)
    verlange(permissions.darf_vorbereiten(akteur, blatt.sitzung))
    gast = Punktgast(punkt=punkt)
    setze(gast, {**angaben, "email": angaben.get("email", "").strip().lower()}, FELDER)
    grund = _("Gast zu TOP %(nummer)s") % {"nummer": punkt.position}
    speichere(gast, akteur=akteur, grund=grund)
    blatt.geaendert(akteur, grund)
    return gast


@transaction.atomic
def gast_entfernen(*, gast_id: int, akteur: Akteur) -> Tagesordnungspunkt:
    """Solange noch keine Einladung hinausging; danach bliebe sonst kein Nachweis."""
    blatt, punkt = blatt_des_punktes(Punktgast.objects.values_list("punkt_id", flat=True).get(pk=gast_id))
    verlange(permissions.darf_vorbereiten(akteur, blatt.sitzung))
    grund = _("Gast zu TOP %(nummer)s entfernt") % {"nummer": punkt.position}
    try:
        with transaction.atomic():
            loesche(punkt.gaeste.get(pk=gast_id), akteur=akteur, grund=grund)
    except ProtectedError as fehler:
        raise Fachfehler(
            _("Diese Person ist schon eingeladen und bleibt deshalb eingetragen."), code="eingeladen"
        ) from fehler
    blatt.geaendert(akteur, grund)
    return punkt
