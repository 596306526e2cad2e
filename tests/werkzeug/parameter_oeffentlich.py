"""With what the public addresses are called; they are for the people of every Kreis."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from lenkung.models import OParlObjekt
from tests.werkzeug.bausteine_oeffentlich import (
    adresse_der_sitzung,
    adresse_des_beschlusses,
    adresse_des_gremiums,
)

Welt = Any


def _koerper(welt: Welt) -> uuid.UUID:
    return OParlObjekt.objects.get(kreis=welt.kreis, art="body").kennung


OEFFENTLICH: dict[str, Callable[[Welt], dict[str, Any]]] = {
    "pruefen:pruefzeichen": lambda welt: {"pruefzeichen": welt["unterschrift"].fassung.pruefzeichen},
    "oeffentlich:kreis": lambda welt: {"kreis": welt.kreis.kuerzel},
    **{f"oeffentlich:{s}": adresse_des_gremiums for s in ("gremium", "sitzungen", "beschluesse", "suche")},
    "oeffentlich:beschluss": adresse_des_beschlusses,
    **{
        f"oeffentlich:{seite}": adresse_der_sitzung
        for seite in ("sitzung", "niederschrift", "niederschrift-pdf", "niederschrift-laden")
    },
    "oparl:objekt": lambda welt: {"art": "body", "kennung": _koerper(welt)},
    "oparl:liste": lambda welt: {"welche": "meeting", "kennung": _koerper(welt)},
}
