"""A file of a former database that waits for the Koordination."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from casemgmt.domain.uebernahme import einspielung_anlegen
from casemgmt.models import Einspielung
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.regeln.einspielung import Zeile

Welt = Any


def _einspielung(welt: Welt) -> Any:
    return einspielung_anlegen(
        kreis_id=welt.kreis.pk,
        art="personen",
        kopf=["Nr", "Ort", "Name", "Hinweis"],
        zeilen=[Zeile(2, ("P-1", welt["kommune"].name, "Haddad", "01.03.2022"))],
        akteur=welt.konten[Rolle.KOORDINATION_CM],
    )


def _uebernommen(welt: Welt) -> Any:
    """One whose records are gone already: nothing in this world depends on it."""
    return Einspielung.objects.create(
        kreis=welt.kreis,
        konto=welt.konten[Rolle.KOORDINATION_CM],
        art="termine",
        stand="uebernommen",
        uebernommen_am=timezone.now(),
    )


UEBERNAHME: dict[str, Callable[[Welt], Any]] = {
    "einspielung": _einspielung,
    "einspielung_uebernommen": _uebernommen,
}
