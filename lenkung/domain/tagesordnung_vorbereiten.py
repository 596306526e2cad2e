"""Was von selbst auf die Tagesordnung gehört, dazusetzen (GO RSK § 6 Abs. 5, § 7 Abs. 4)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from lenkung.domain.queries.feste_punkte import fehlende_feste_punkte
from lenkung.domain.tagesordnung import aufsetzen
from lenkung.domain.tagesordnungsblatt import blatt_sperren
from lenkung.models import Sitzung, Tagesordnungspunkt
from lenkung.regeln.feste_punkte import Rang, Wunsch


@dataclass(frozen=True, slots=True)
class Vorbereitet:
    """Was dazukam."""

    sitzung: Sitzung
    neue: tuple[Tagesordnungspunkt, ...]


@transaction.atomic
def tagesordnung_vorbereiten(*, sitzung_id: int, akteur: Akteur) -> Vorbereitet:
    """Setzt dazu, was fehlt; was dasteht, bleibt, wie und wo es ist. Ein zweites Mal geschieht nichts."""
    blatt = blatt_sperren(sitzung_id)
    blatt.verlange_bearbeitbar(akteur)
    neue = tuple(
        aufsetzen(
            blatt,
            _punkt(blatt.sitzung, wunsch),
            akteur,
            _("Aus der Geschäftsordnung: %(titel)s") % {"titel": wunsch.titel},
        )
        for wunsch in fehlende_feste_punkte(blatt.sitzung, blatt.punkte)
    )
    return Vorbereitet(blatt.sitzung, neue)


def _punkt(sitzung: Sitzung, wunsch: Wunsch) -> Tagesordnungspunkt:
    """Wurde er hier schon einmal abgesetzt, ist es derselbe."""
    if wunsch.rang is Rang.ZURUECKGESTELLT:
        return _erneut(sitzung, wunsch)
    bezug = {"niederschrift_von_id": wunsch.bezug} if wunsch.bezug is not None else {}
    abgesetzt = Tagesordnungspunkt.objects.filter(sitzung=sitzung, **bezug).first() if bezug else None
    punkt = abgesetzt or Tagesordnungspunkt(**bezug)
    punkt.sitzung = sitzung
    punkt.art, punkt.titel, punkt.minuten = wunsch.art.value, wunsch.titel, wunsch.minuten
    punkt.von_selbst = True
    return punkt


def _erneut(sitzung: Sitzung, wunsch: Wunsch) -> Tagesordnungspunkt:
    """Derselbe Gegenstand (GO RSK § 6 Abs. 5), mit Vorlage und Erläuterung von damals."""
    assert wunsch.bezug is not None
    alt = Tagesordnungspunkt.objects.get(pk=wunsch.bezug)
    punkt = Tagesordnungspunkt.objects.filter(sitzung=sitzung, uebernommen_aus=alt).first()
    punkt = punkt or Tagesordnungspunkt(uebernommen_aus=alt)
    punkt.sitzung = sitzung
    for feld in (
        "art",
        "titel",
        "erlaeuterung",
        "minuten",
        "berichterstattung",
        "oeffentlich",
        "vorlage_id",
        "niederschrift_von_id",
    ):
        setattr(punkt, feld, getattr(alt, feld))
    punkt.von_selbst = True
    return punkt
