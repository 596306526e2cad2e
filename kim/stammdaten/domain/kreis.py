"""Einen Kreis anlegen und einstellen."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.basis.modul import Modul
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten import permissions
from kim.stammdaten.domain.saetze import kreis_sperren, setze, stand_pruefen
from kim.stammdaten.models import Kreis


class KreisAngaben(TypedDict, total=False):
    name: str
    absenderzeile: str
    anschrift: str
    telefon: str
    email: str
    website: str
    fusszeile: str
    akzentfarbe: str
    unterdrueckung_unter: int


FELDER = frozenset(KreisAngaben.__annotations__)


@transaction.atomic
def kreis_anlegen(*, name: str, kuerzel: str, akteur: Akteur, grund: str = "") -> Kreis:
    """Legt einen Kreis an; alle Module sind zunächst ausgeschaltet."""
    verlange(permissions.darf_kreis_anlegen(akteur))
    return speichere(Kreis(name=name, kuerzel=kuerzel), akteur=akteur, grund=grund)


@transaction.atomic
def kreis_einstellungen_aendern(
    *,
    kreis_id: int,
    akteur: Akteur,
    angaben: KreisAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Kreis:
    """Ändert Briefkopf, Akzentfarbe und Schwelle eines Kreises."""
    kreis = kreis_sperren(kreis_id)
    verlange(permissions.darf_kreis_einstellen(akteur, kreis))
    stand_pruefen(kreis, erwarteter_stand)
    if setze(kreis, angaben, FELDER):
        speichere(kreis, akteur=akteur, grund=grund)
    return kreis


@transaction.atomic
def kreis_logo_setzen(*, kreis_id: int, logo_kennung: str, akteur: Akteur, grund: str = "") -> Kreis:
    """Merkt sich die Kennung des Logos; die Datei selbst gehört den Dokumenten. Leer: kein Logo."""
    kreis = kreis_sperren(kreis_id)
    verlange(permissions.darf_kreis_einstellen(akteur, kreis))
    if setze(kreis, {"logo_kennung": logo_kennung}, frozenset({"logo_kennung"})):
        speichere(kreis, akteur=akteur, grund=grund)
    return kreis


@transaction.atomic
def module_schalten(
    *,
    kreis_id: int,
    eingeschaltet: Collection[Modul],
    akteur: Akteur,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Kreis:
    """Schaltet genau diese Module ein und alle anderen aus; gelöscht wird dabei nichts."""
    kreis = kreis_sperren(kreis_id)
    verlange(permissions.darf_kreis_einstellen(akteur, kreis))
    stand_pruefen(kreis, erwarteter_stand)
    schalter = {f"modul_{modul}": modul in eingeschaltet for modul in Modul}
    if setze(kreis, schalter, frozenset(schalter)):
        speichere(kreis, akteur=akteur, grund=grund)
    return kreis
