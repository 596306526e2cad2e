"""What a world needs for the work without a network: an entry that lies in the tray."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casemgmt.domain.uebertragung import annehmen
from casemgmt.models import Einwilligungsentwurf, Uebertragung
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import ohnenetzbau

Welt = Any


def _uebertragung(welt: Welt) -> Uebertragung:
    """For a case that does not exist, in the Kommune of the world."""
    konto = welt.konten[Rolle.CASE_MANAGEMENT]
    daten = ohnenetzbau.beratung("KIM-1999-0001", kommune_id=welt["kommune"].pk)
    roh = ohnenetzbau.kasten(ohnenetzbau.geraet(konto), ohnenetzbau.inhalt(daten))
    annehmen(roh=roh, geraet_jetzt=ohnenetzbau.jetzt(), akteur=konto)
    return Uebertragung.objects.get(konto=konto)


def _entwurf(welt: Welt) -> Einwilligungsentwurf:
    return Einwilligungsentwurf.objects.create(
        kreis=welt.kreis,
        klient=welt["klient"],
        konto=welt.konten[Rolle.CASE_MANAGEMENT],
        angaben={"umfang": "An das Jobcenter: Name", "sprache": "ar", "unterschrift": [[[10, 20], [80, 60]]]},
    )


OHNE_NETZ: dict[str, Callable[[Welt], Any]] = {
    "uebertragung": _uebertragung,
    "einwilligungsentwurf": _entwurf,
}
