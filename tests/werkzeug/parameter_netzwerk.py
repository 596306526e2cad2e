"""With what the addresses of the network are called: directory, Verweise, conferences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.casemgmt.netzwerkbau import token

Welt = Any


def _von(objekt: str) -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {"pk": welt[objekt].pk}


NETZWERK: dict[str, Callable[[Welt], dict[str, Any]]] = {
    **{
        f"casemgmt:{seite}": _von("netzwerkakteur")
        for seite in (
            "akteur-detail",
            "akteur-bearbeiten",
            "akteur-bestaetigen",
            "akteur-wartezeit",
            "angebot-anlegen",
        )
    },
    "casemgmt:angebot-bearbeiten": _von("angebot"),
    **{f"casemgmt:{seite}": _von("fall") for seite in ("verweis-anlegen-im-fall", "konferenz-anlegen")},
    **{
        f"casemgmt:verweis-{seite}": _von("verweis")
        for seite in ("detail", "code", "link-erneuern", "brief", "antwort", "zurueckziehen")
    },
    **{f"casemgmt:verweis-{seite}": _von("verweis_entwurf") for seite in ("bearbeiten", "senden")},
    "casemgmt:eingang-detail": _von("verweis_eingang"),
    **{
        f"casemgmt:konferenz-{seite}": _von("fallkonferenz")
        for seite in ("detail", "bearbeiten", "papier", "teilnahme", "ergebnis", "beenden")
    },
    "casemgmt:konferenz-teilnahme-entfernen": _von("konferenzteilnahme"),
    **{
        f"casemgmt:konferenz-ergebnis-{seite}": _von("konferenzergebnis")
        for seite in ("erledigt", "umsetzen")
    },
}
NETZWERK_MIT_LINK: dict[str, Callable[[Welt], dict[str, Any]]] = {
    "casemgmt:verweis-link": lambda welt: {"token": token(welt["verweis"])},
}
