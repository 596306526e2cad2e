"""The published schema of OParl 1.1 (tag v1.1.1), which lies beside the project and is no part of it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.architektur.quelltext import WURZEL

SCHEMA = WURZEL.parent / "shared" / "oparl-schema-1.1.1"
_AN = "https://schema.oparl.org/1.1/"
ZEIT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def voraussetzen() -> None:
    if not SCHEMA.is_dir():
        pytest.skip(f"the published schema of OParl does not lie at {SCHEMA}")


@cache
def _pruefer() -> dict[str, Draft7Validator]:
    schemata = {pfad.stem: _umgeschrieben(json.loads(pfad.read_text())) for pfad in SCHEMA.glob("*.json")}
    register: Any = Registry().with_resources(
        [(_AN + name, Resource(inhalt, DRAFT7)) for name, inhalt in schemata.items()]
    )
    return {
        name: Draft7Validator(inhalt, registry=register, format_checker=FormatChecker())
        for name, inhalt in schemata.items()
    }


def _umgeschrieben(wert: Any) -> Any:
    """Its own words for a reference and for an address, in those of JSON Schema."""
    if isinstance(wert, list):
        return [_umgeschrieben(teil) for teil in wert]
    if not isinstance(wert, dict):
        return wert
    if isinstance(wert.get("schema"), str):
        return {"$ref": _AN + wert["schema"].removesuffix(".json")}
    neu = {name: _umgeschrieben(teil) for name, teil in wert.items()}
    return {**neu, "format": "uri"} if neu.get("format") == "url" else neu


def erlaubte_eigenschaften(art: str) -> set[str]:
    return set(json.loads((SCHEMA / f"{art}.json").read_text())["properties"])


def art_von(objekt: dict[str, Any]) -> str:
    return str(objekt["type"]).removeprefix(_AN)


def maengel(objekt: dict[str, Any]) -> list[str]:
    """What the schema says, and what it forgets: times of each object, their form, unknown words."""
    art = art_von(objekt)
    if objekt.get("deleted"):
        uebrig = set(objekt) - {"id", "type", "created", "modified", "deleted"}
        return [f"a tombstone tells more: {uebrig}"] if uebrig else _zeiten(objekt)
    gefunden = [f"{'/'.join(map(str, f.path))}: {f.message}" for f in _pruefer()[art].iter_errors(objekt)]
    gefunden += _zeiten(objekt)
    fremd = {name for name in objekt if not name.startswith("kim:")} - erlaubte_eigenschaften(art)
    gefunden += [f"unknown word {name}" for name in sorted(fremd)]
    gefunden += [f"{name} is empty" for name, wert in objekt.items() if wert in (None, "", [])]
    return [f"{art} {objekt['id']}: {fund}" for fund in gefunden]


def _zeiten(objekt: dict[str, Any]) -> list[str]:
    gefunden = [f"{name} is missing" for name in ("created", "modified") if name not in objekt]
    for name in ("created", "modified", "start", "end", "oparlSince"):
        if name in objekt and not ZEIT.fullmatch(objekt[name]):
            gefunden.append(f"{name}: {objekt[name]}")
    return gefunden


def darin(wert: Any) -> list[dict[str, Any]]:
    """Each object in it, itself and the embedded ones."""
    if isinstance(wert, list):
        return [objekt for teil in wert for objekt in darin(teil)]
    if not isinstance(wert, dict):
        return []
    eigene = [wert] if str(wert.get("type", "")).startswith(_AN) else []
    return eigene + [objekt for teil in wert.values() for objekt in darin(teil)]
