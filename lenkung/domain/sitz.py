"""Sitze einrichten, ändern und beenden. Die Zusammensetzung ändert sich durch Beschluss (GO RSK § 2 Abs. 4,
GO Steinfurt § 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.saetze import setze, stand_pruefen
from lenkung import permissions
from lenkung.domain.sperren import datenbank_uebersetzt, gremium_sperren
from lenkung.models import Sitz


class SitzAngaben(TypedDict, total=False):
    einrichtung_id: int
    bezeichnung: str
    stimmrecht: bool
    von: date | None
    beginn_tag: date | None
    beginn_nummer: str
    beginn_fundstelle: str


FELDER = frozenset(SitzAngaben.__annotations__)


@dataclass(frozen=True, slots=True)
class Beschluss:
    """Wo steht, was gilt, solange Beschlüsse noch keine eigenen Sätze sind."""

    fundstelle: str
    tag: date | None = None
    nummer: str = ""


@transaction.atomic
def sitz_einrichten(*, gremium_id: int, akteur: Akteur, angaben: SitzAngaben, grund: str = "") -> Sitz:
    """Richtet einen Sitz einer Einrichtung ein; die Fundstelle nennt, wodurch er entstand."""
    gremium = gremium_sperren(gremium_id)
    verlange(permissions.darf_besetzen(akteur, gremium))
    sitz = Sitz(gremium=gremium)
    setze(sitz, angaben, FELDER)
    return speichere(sitz, akteur=akteur, grund=grund)


@transaction.atomic
def sitz_aendern(
    *,
    sitz_id: int,
    akteur: Akteur,
    angaben: SitzAngaben,
    erwarteter_stand: int | None = None,
    grund: str = "",
) -> Sitz:
    """Berichtigt einen Sitz. Mit dem Stimmrecht ändert sich auch, was für seine Besetzungen gilt."""
    sitz = gesperrter_sitz(sitz_id)
    verlange(permissions.darf_besetzen(akteur, sitz.gremium))
    stand_pruefen(sitz, erwarteter_stand)
    if setze(sitz, angaben, FELDER):
        with datenbank_uebersetzt():
            speichere(sitz, akteur=akteur, grund=grund)
    return sitz


@transaction.atomic
def sitz_beenden(*, sitz_id: int, zum: date, beschluss: Beschluss, akteur: Akteur, grund: str = "") -> Sitz:
    """Beendet einen Sitz durch Beschluss, mit Mitglied und Stellvertretung, die ihn dann innehaben."""
    sitz = gesperrter_sitz(sitz_id)
    verlange(permissions.darf_sitz_beenden(akteur, sitz))
    return beenden_mit_besetzung(sitz, zum=zum, beschluss=beschluss, akteur=akteur, grund=grund)


def beenden_mit_besetzung(sitz: Sitz, *, zum: date, beschluss: Beschluss, akteur: Akteur, grund: str) -> Sitz:
    """Erst enden die Menschen, dann der Sitz; das Gremium ist gesperrt."""
    if sitz.von is not None and sitz.von > zum:
        raise Fachfehler(
            _("Der Sitz „%(sitz)s“ beginnt erst nach diesem Tag. Bitte einen späteren Tag wählen.")
            % {"sitz": sitz},
            code="beginnt_spaeter",
            feld="zum",
        )
    for besetzung in sitz.besetzungen.select_related("person").all():
        if besetzung.bis is not None and besetzung.bis <= zum:
            continue
        if besetzung.von is not None and besetzung.von > zum:
            raise Fachfehler(
                _(
                    "Auf dem Sitz „%(sitz)s“ beginnt %(name)s erst nach diesem Tag. Bitte zuerst dort die "
                    "Zeit berichtigen oder einen späteren Tag wählen."
                )
                % {"sitz": sitz, "name": besetzung.person},
                code="beginnt_spaeter",
                feld="zum",
            )
        besetzung.sitz = sitz
        besetzung.bis = zum
        speichere(besetzung, akteur=akteur, grund=grund)
    sitz.bis = zum
    sitz.ende_tag = beschluss.tag
    sitz.ende_nummer = beschluss.nummer
    sitz.ende_fundstelle = beschluss.fundstelle
    return speichere(sitz, akteur=akteur, grund=grund)


def gesperrter_sitz(sitz_id: int) -> Sitz:
    gremium = gremium_sperren(Sitz.objects.values_list("gremium_id", flat=True).get(pk=sitz_id))
    sitz = Sitz.objects.select_related("einrichtung").get(pk=sitz_id)
    sitz.gremium = gremium
    return sitz
