"""What a world needs around sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.kalenderabo import kalenderabo_anlegen
from lenkung.domain.sitzung import sitzung_planen
from lenkung.domain.sperrzeit import sperrzeit_eintragen

Welt = Any


def _sitzung(welt: Welt) -> Any:
    """Digital and hybrid ones differ in words only; this one is soon, so that its invitation is due."""
    assert welt["geschaeftsordnung_in_kraft"]
    beginn = timezone.localtime() + timedelta(days=18)
    return sitzung_planen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        beginn=beginn.replace(hour=14, minute=0, second=0, microsecond=0),
        angaben={"ort": "Kreishaus", "link": "https://konferenz.example/lenkungsgruppe"},
    )


def _sperrzeit(welt: Welt) -> Any:
    heute = timezone.localdate()
    return sperrzeit_eintragen(
        kreis_id=welt.kreis.pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        angaben={
            "bezeichnung": "Ferien",
            "von": heute + timedelta(days=3),
            "bis": heute + timedelta(days=12),
        },
    )


def _kalenderabo(welt: Welt) -> str:
    """The secret of the address; only its fingerprint is stored."""
    return kalenderabo_anlegen(akteur=welt.konten[Rolle.GESCHAEFTSSTELLE])


SITZUNGEN: dict[str, Callable[[Welt], Any]] = {
    "sitzung": _sitzung,
    "sperrzeit": _sperrzeit,
    "kalenderabo": _kalenderabo,
}
