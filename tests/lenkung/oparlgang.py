"""Walks through OParl as a program does: from System to everything that a link leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

SYSTEM = "/oparl/v1.1/system/"
WURZEL = "http://testserver"


def adressen(wert: Any) -> Iterator[str]:
    """All addresses of OParl in it, however deep."""
    if isinstance(wert, dict):
        for teil in wert.values():
            yield from adressen(teil)
    elif isinstance(wert, list):
        for teil in wert:
            yield from adressen(teil)
    elif isinstance(wert, str) and wert.startswith(f"{WURZEL}/oparl/"):
        yield wert


def weg(adresse: str) -> str:
    teile = urlsplit(adresse)
    return teile.path + (f"?{teile.query}" if teile.query else "")


def alle_objekte(client: Client, ab: str = SYSTEM) -> dict[str, Any]:
    """Address → what it answers, lists included."""
    gesehen: dict[str, Any] = {}
    offen = [ab]
    while offen:
        ziel = offen.pop()
        if ziel in gesehen:
            continue
        antwort: Any = client.get(ziel)
        assert antwort.status_code == 200, ziel
        gesehen[ziel] = antwort.json()
        offen += [weg(adresse) for adresse in adressen(gesehen[ziel])]
    return gesehen


def koerper(client: Client) -> dict[str, Any]:
    """The first Body."""
    antwort: Any = client.get("/oparl/v1.1/body/")
    erster: dict[str, Any] = antwort.json()["data"][0]
    return erster


def liste(client: Client, name: str, **frage: str) -> dict[str, Any]:
    """The first page of one of its lists."""
    antwort: Any = client.get(weg(koerper(client)[name]), frage)
    assert antwort.status_code == 200
    seite: dict[str, Any] = antwort.json()
    return seite
