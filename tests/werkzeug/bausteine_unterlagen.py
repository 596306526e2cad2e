"""What a world needs around the papers of a session: one whose agenda is set, with a Vorlage and a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from lenkung.domain.sitzung import sitzung_planen
from lenkung.models import Sitzung, Tagesordnungspunkt
from tests.lenkung import unterlagenbau

Welt = Any


def _lesesitzung(welt: Welt) -> Any:
    """Made as planning makes it; the agenda is set past the steps that lead there."""
    beginn = timezone.localtime() + timedelta(days=45)
    satz = sitzung_planen(
        gremium_id=welt["gremium"].pk,
        akteur=welt.konten[Rolle.GESCHAEFTSSTELLE],
        beginn=beginn.replace(hour=14, minute=0, second=0, microsecond=0),
        angaben={"ort": "Kreishaus"},
    )
    unterlagenbau.volle_sitzung(satz)
    Sitzung.objects.filter(pk=satz.pk).update(stand="tagesordnung_festgelegt")
    satz.refresh_from_db()
    return satz


def _lesepunkt(welt: Welt) -> Any:
    return Tagesordnungspunkt.objects.get(sitzung=welt["lesesitzung"], position=2)


UNTERLAGEN: dict[str, Callable[[Welt], Any]] = {"lesesitzung": _lesesitzung, "lesepunkt": _lesepunkt}
