"""With what the addresses of consultations and other work are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.werkzeug.welt import Welt


def von(objekt: str, attribut: str = "pk", als: str = "pk") -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {als: getattr(welt[objekt], attribut)}


VOR_ORT: dict[str, Callable[[Welt], dict[str, Any]]] = {
    "casemgmt:termin-detail": von("termin"),
    "casemgmt:termin-erfassen-fall": von("fall"),
    "casemgmt:termin-aendern": von("termin"),
    "casemgmt:termin-berichtigen": von("termin_alt"),
    "casemgmt:termin-gehalten": von("termin_vergangen"),
    "casemgmt:termin-zum-fall": von("anonyme_beratung"),
    **{f"casemgmt:{seite}": von("termin_geplant") for seite in ("termin-stand", "terminzettel-drucken")},
    **{f"casemgmt:terminzettel{seite}": von("terminzettel") for seite in ("", "-wiederholen")},
    **{f"casemgmt:arbeitstermin-{seite}": von("arbeitstermin") for seite in ("aendern", "stand", "serie")},
    "casemgmt:kopfzahl-aendern": von("kopfzahl"),
    "casemgmt:kopfzahl-berichtigen": von("kopfzahl_alt"),
    "casemgmt:thema-bearbeiten": von("kreisthema", "schluessel", "schluessel"),
    "casemgmt:ablage-detail": von("uebertragung"),
    **{f"casemgmt:einwilligungsentwurf{tat}": von("einwilligungsentwurf") for tat in ("", "-ablegen")},
    **{f"casemgmt:plan-druck{tun}": lambda welt: {"pk": welt["plandruck"]} for tun in ("", "-wiederholen")},
}
