"""What a world needs for the Fallarbeit: a person, a household, a case, somebody who stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from casemgmt.models import Haushalt, Haushaltszugehoerigkeit
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau
from tests.werkzeug.bausteine_einwilligungen import EINWILLIGUNGEN
from tests.werkzeug.bausteine_faelle import FAELLE
from tests.werkzeug.bausteine_netzwerk import NETZWERK
from tests.werkzeug.bausteine_ohne_netz import OHNE_NETZ
from tests.werkzeug.bausteine_personen import PERSONEN
from tests.werkzeug.bausteine_uebernahme import UEBERNAHME
from tests.werkzeug.bausteine_vor_ort import VOR_ORT

Welt = Any


def _klient(welt: Welt) -> Any:
    return fallbau.klient(
        welt.konten[Rolle.CASE_MANAGEMENT],
        welt["kommune"],
        geburtsjahr=1988,
        sprachen=["ar", "de"],
        telefon="0170 1234567",
        anschrift="Birkenallee 3\n53700 Musterdorf",
    )


def _fall(welt: Welt) -> Any:
    return fallbau.fall(welt.konten[Rolle.CASE_MANAGEMENT], welt["kommune"], welt["klient"])


def _zugehoerigkeit(welt: Welt) -> Any:
    """Of two: a household of one cannot be split."""
    haushalt = Haushalt.objects.create(kreis=welt.kreis)
    kind = fallbau.klient(welt.konten[Rolle.CASE_MANAGEMENT], welt["kommune"], "Nour", "Haddad")
    Haushaltszugehoerigkeit.objects.create(
        kreis=welt.kreis, haushalt=haushalt, klient=kind, rolle="kind", von=timezone.localdate()
    )
    return Haushaltszugehoerigkeit.objects.create(
        kreis=welt.kreis,
        haushalt=haushalt,
        klient=welt["klient"],
        rolle="erwachsen",
        von=timezone.localdate(),
    )


FALLARBEIT: dict[str, Callable[[Welt], Any]] = {
    "klient": _klient,
    "fall": _fall,
    "haushaltszugehoerigkeit": _zugehoerigkeit,
    **UEBERNAHME,
    **VOR_ORT,
    **FAELLE,
    **OHNE_NETZ,
    **PERSONEN,
    **EINWILLIGUNGEN,
    **NETZWERK,
}
