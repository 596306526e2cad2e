"""What an answer is compared by: nobody may tell from it whether a hidden record exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.werkzeug.anfragen import Besuch

# What differs from one answer to the next by itself: form tokens and the address that was asked for.
_WECHSELND = re.compile(rb'(csrfmiddlewaretoken"\s+value="|X-CSRFToken": ")[^"]+')
# The content itself is compared, without the address that it may repeat.
_KOPFZEILEN_OHNE = {"set-cookie", "content-length"}
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Antwort:
    status: int
    kopf: tuple[tuple[str, str], ...]
    inhalt: bytes
    abfragen: int


def antwort_auf(
    besuch: Besuch, methode: str, ziel: str, daten: dict[str, Any] | None = None, **kopf: Any
) -> Antwort:
    # The log holds the last 9,000 only, and this transaction lasts long.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as abfragen:
        antwort: Any = besuch.holen(ziel, **kopf) if methode == "GET" else besuch.senden(ziel, daten, **kopf)
    inhalt = antwort.gelesen if antwort.streaming else antwort.content
    return Antwort(
        antwort.status_code,
        tuple(
            sorted((k.lower(), v) for k, v in antwort.headers.items() if k.lower() not in _KOPFZEILEN_OHNE)
        ),
        _WECHSELND.sub(rb"\1", inhalt).replace(ziel.encode(), b""),
        len(abfragen),
    )


def verrat(methode: str, was: object, verborgen: Antwort, unbekannt: Antwort) -> str:
    """Empty if nobody can tell the hidden record from one that does not exist."""
    if verborgen.status not in (404, 405) or unbekannt.status not in (404, 405):
        return f"{methode} {was}: {verborgen.status}, for an unknown id {unbekannt.status}"
    if verborgen == unbekannt:
        return ""
    unterschied = [n for n in Antwort.__dataclass_fields__ if getattr(verborgen, n) != getattr(unbekannt, n)]
    return (
        f"{methode} {was}: differs from an unknown id in {', '.join(unterschied)}"
        f" (queries {verborgen.abfragen} and {unbekannt.abfragen};"
        f" {dict(set(verborgen.kopf) ^ set(unbekannt.kopf)) or 'same heads'})"
    )
