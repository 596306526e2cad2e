"""With what the addresses about people are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.werkzeug.welt import Welt


def von(objekt: str, attribut: str = "pk") -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {"pk": getattr(welt[objekt], attribut)}


PERSONEN: dict[str, Callable[[Welt], dict[str, Any]]] = {
    **{f"casemgmt:klient-{seite}": von("klient") for seite in ("detail", "bearbeiten", "eigene-sicht")},
    "casemgmt:haushalt-anlegen": von("klient"),
    **{
        f"casemgmt:haushalt-{seite}": von("haushaltszugehoerigkeit", "haushalt_id")
        for seite in ("aufnehmen", "teilen")
    },
    "casemgmt:zugehoerigkeit-beenden": von("haushaltszugehoerigkeit"),
    **{f"casemgmt:doppelhinweis-{seite}": von("doppelhinweis") for seite in ("detail", "verwerfen")},
    "casemgmt:zusammenfuehrung-zuruecknehmen": von("zusammenfuehrung"),
    "casemgmt:befangenheit-zurueckziehen": von("befangenheit"),
    "casemgmt:befangenheitshinweis": von("befangenheitshinweis"),
    "casemgmt:aktensperre-aufheben": von("aktensperre"),
    **{f"casemgmt:notzugriff-{seite}": von("notzugriff") for seite in ("beenden", "gesehen")},
}
