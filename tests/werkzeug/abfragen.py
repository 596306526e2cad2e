"""How many queries a piece of code needs, with a difference that a person can read.

def test_liste_braucht_gleich_viele_abfragen(client):
    gleiche_abfragen(
        1, 3,
        anlegen=lambda: EinrichtungFactory(kreis=kreis),
        abrufen=lambda: client.get(adresse),
        anzahl=9,
    )
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.test.utils import CaptureQueriesContext

# Savepoints differ between a test inside a transaction and one outside; they say nothing about a list.
_STEUERUNG = re.compile(r"^\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|PRAGMA|SET )", re.IGNORECASE)
_WERTE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|%s")
_LISTEN = re.compile(r"\(\?(?:, \?)+\)")


def muster(sql: str) -> str:
    """The statement without its values, so that two runs over different rows compare."""
    ohne_werte = _WERTE.sub("?", " ".join(sql.split()))
    return _LISTEN.sub("(?, …)", ohne_werte)


@dataclass
class Abfragen:
    anweisungen: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.anweisungen)

    def je_muster(self) -> Counter[str]:
        return Counter(muster(sql) for sql in self.anweisungen)

    def __str__(self) -> str:
        return "\n".join(f"{nummer:3}. {_kurz(sql)}" for nummer, sql in enumerate(self.anweisungen, start=1))


def _kurz(sql: str, laenge: int = 400) -> str:
    sql = " ".join(sql.split())
    return sql if len(sql) <= laenge else sql[: laenge - 2] + " …"


@contextmanager
def gezaehlt(datenbank: str = DEFAULT_DB_ALIAS) -> Iterator[Abfragen]:
    """Collects the statements of the block; the object is filled when the block ends."""
    ergebnis = Abfragen()
    with CaptureQueriesContext(connections[datenbank]) as aufzeichnung:
        yield ergebnis
    ergebnis.anweisungen = [q["sql"] for q in aufzeichnung.captured_queries if not _STEUERUNG.match(q["sql"])]


@contextmanager
def genau(anzahl: int) -> Iterator[Abfragen]:
    with gezaehlt() as abfragen:
        yield abfragen
    if len(abfragen) != anzahl:
        raise AssertionError(f"{len(abfragen)} queries instead of {anzahl}:\n{abfragen}")


@contextmanager
def hoechstens(anzahl: int) -> Iterator[Abfragen]:
    with gezaehlt() as abfragen:
        yield abfragen
    if len(abfragen) > anzahl:
        raise AssertionError(f"{len(abfragen)} queries, at most {anzahl} allowed:\n{abfragen}")


def unterschied(wenig: Abfragen, viel: Abfragen) -> str:
    """What the second run asked more (or less) often than the first, statement by statement."""
    vorher, nachher = wenig.je_muster(), viel.je_muster()
    zeilen = [
        f"  {vorher[sql]:3} → {nachher[sql]:3}  {_kurz(sql)}"
        for sql in sorted({*vorher, *nachher}, key=lambda sql: (vorher[sql] - nachher[sql], sql))
        if vorher[sql] != nachher[sql]
    ]
    return "\n".join(zeilen) or "  (the same statements)"


def gleiche_abfragen(
    wenig: int,
    viel: int,
    *,
    anlegen: Callable[[], Any],
    abrufen: Callable[[], Any],
    anzahl: int,
    vorhanden: int = 0,
) -> None:
    """With `wenig` and with `viel` items the page asks exactly `anzahl` queries.

    `anlegen` makes one item; `vorhanden` says how many the list shows already. The number is a literal in
    each test, so that nobody raises it without being seen. A page that did not answer 200 proves nothing.
    """
    laeufe: dict[int, Abfragen] = {}
    for menge in (wenig, viel):
        while vorhanden < menge:
            anlegen()
            vorhanden += 1
        if not laeufe:
            # The first call of a process also fills caches (content types, settings of the Kreis).
            _pruefe_antwort(abrufen())
        with gezaehlt() as abfragen:
            antwort = abrufen()
        _pruefe_antwort(antwort)
        laeufe[menge] = abfragen
    if len(laeufe[wenig]) != len(laeufe[viel]):
        raise AssertionError(
            f"{len(laeufe[wenig])} queries with {wenig}, {len(laeufe[viel])} with {viel} items; "
            "the difference:\n" + unterschied(laeufe[wenig], laeufe[viel])
        )
    if len(laeufe[viel]) != anzahl:
        raise AssertionError(
            f"{len(laeufe[viel])} queries instead of {anzahl} (the same with {wenig} and {viel} items):\n"
            f"{laeufe[viel]}"
        )


def _pruefe_antwort(antwort: Any) -> None:
    status = getattr(antwort, "status_code", 200)
    if status != 200:
        raise AssertionError(f"The page answered {status} instead of 200, so its queries prove nothing.")
