"""With what the addresses around dispatch, objections and approval of a Niederschrift are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.werkzeug.welt import Welt

Angaben = dict[str, Callable[[Welt], dict[str, Any]]]


def von(objekt: str) -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {"pk": welt[objekt].pk}


def _niederschrift(welt: Welt) -> Any:
    return welt["niederschriftsversand"].fassung.unterzeichnetes_pdf.kennung


GENEHMIGUNG: Angaben = {
    **{
        f"lenkung:{seite}": von("sitzung_unterzeichnet")
        for seite in (
            "niederschrift-versand",
            "niederschrift-nachsenden",
            "niederschrift-genehmigen",
            "genehmigung-zuruecknehmen",
            "einwendung-eintragen",
        )
    },
    **{
        f"lenkung:niederschrift-{seite}": von("niederschriftsempfaenger")
        for seite in ("lesen", "nochmal", "anders")
    },
    "lenkung:niederschrift-datei": lambda welt: {
        "pk": welt["niederschriftsempfaenger"].pk,
        "kennung": _niederschrift(welt),
    },
    "lenkung:eigene-einwendung-zurueckziehen": lambda welt: {
        "pk": welt["niederschriftsempfaenger"].pk,
        "einwendung": welt["einwendung"].pk,
    },
    **{f"lenkung:einwendung-{seite}": von("einwendung") for seite in ("entscheiden", "zurueckziehen")},
    **{f"lenkung:verteiler-{seite}": von("gremium") for seite in ("liste", "anlegen")},
    **{f"lenkung:verteiler-{seite}": von("verteiler") for seite in ("bearbeiten", "loeschen")},
}

GENEHMIGUNG_MIT_LINK: Angaben = {
    **{
        f"lenkung:niederschrift-link{seite}": lambda welt: {"token": welt["niederschriftslink"]}
        for seite in ("", "-neu")
    },
    "lenkung:niederschrift-link-datei": lambda welt: {
        "token": welt["niederschriftslink"],
        "kennung": _niederschrift(welt),
    },
}
