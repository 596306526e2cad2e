"""With what the addresses of consents are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.werkzeug.welt import Welt


def _von(objekt: str) -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {"pk": welt[objekt].pk}


EINWILLIGUNGEN: dict[str, Callable[[Welt], dict[str, Any]]] = {
    **{
        f"casemgmt:{seite}": _von("klient")
        for seite in ("einwilligung-liste", "einwilligung-anlegen", "weitergabe-ohne-beantragen")
    },
    **{
        f"casemgmt:einwilligung-{tat}": _von("einwilligung_entwurf")
        for tat in ("bearbeiten", "unterschreiben", "handzeichen", "hochladen", "muendlich", "verwerfen")
    },
    **{f"casemgmt:einwilligung-{tat}": _von("einwilligung") for tat in ("detail", "widerrufen", "drucken")},
    "casemgmt:weitergabe-ohne-detail": _von("weitergabe_ohne"),
    **{f"casemgmt:druck{tat}": _von("einwilligungsdruck") for tat in ("", "-wiederholen")},
}
