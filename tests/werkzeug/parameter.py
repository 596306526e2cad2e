"""With what each address is called. A new address with parameters needs a line here, else the sweeps fail.

Each entry turns a world into the arguments of the address. `FREI` names addresses whose arguments belong to
no Kreis.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from tests.werkzeug.adressen import Adresse
from tests.werkzeug.welt import Welt

UNBEKANNTE_ZAHL = 987_654_321


def von(objekt: str, attribut: str = "pk", als: str = "pk") -> Callable[[Welt], dict[str, Any]]:
    return lambda welt: {als: getattr(welt[objekt], attribut)}


FREI: dict[str, dict[str, Any]] = {
    "web:hilfe-seite": {"kennung": "erste-schritte"},
    "web:akzent": {"farbe": "1b4f8f"},
}

PARAMETER: dict[str, Callable[[Welt], dict[str, Any]]] = {}


def fehlende(adressen: list[Adresse]) -> list[str]:
    return [a.name for a in adressen if a.parameter and a.name not in PARAMETER and a.name not in FREI]


def parameter(adresse: Adresse, welt: Welt) -> dict[str, Any]:
    if not adresse.parameter:
        return {}
    if adresse.name in FREI:
        return FREI[adresse.name]
    try:
        return PARAMETER[adresse.name](welt)
    except KeyError as fehler:
        raise AssertionError(
            f"{adresse.name}: no arguments known, add them to {__name__} ({fehler})"
        ) from None


def url(adresse: Adresse, welt: Welt) -> str:
    return adresse.url(**parameter(adresse, welt))


def nennt_objekt(adresse: Adresse) -> bool:
    """Does the address name a record, which may belong to another Kreis?"""
    return bool(adresse.parameter) and adresse.name not in FREI


def unbekannt(werte: dict[str, Any]) -> dict[str, Any]:
    """The same kind of arguments, but of a record that does not exist."""
    return {name: _unbekannter(wert) for name, wert in werte.items()}


def _unbekannter(wert: Any) -> Any:
    if isinstance(wert, int):
        return UNBEKANNTE_ZAHL
    if isinstance(wert, uuid.UUID):
        return uuid.UUID(int=UNBEKANNTE_ZAHL)
    return wert
