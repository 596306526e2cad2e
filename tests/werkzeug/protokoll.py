"""Gets around what the database refuses to anyone, for tests only: the log of reads, adopted provisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABELLE = "protokoll_lesezugriff"
BESTIMMUNGEN = "lenkung_bestimmung"
VORLAGEN = "lenkung_vorlagenfassung"
VERLAUF = (
    "lenkung_stimme",
    "lenkung_beschluss",
    "lenkung_abstimmung",
    "lenkung_wortlaut",
    "lenkung_sitzungsereignis",
    "lenkung_umlaufstimme",
    "lenkung_umlaufverfahren",
)


@contextmanager
def ohne_ausloeser(tabelle: str = TABELLE) -> Iterator[None]:
    """What somebody with full power over the database could do."""
    with connection.cursor() as zeiger:
        if connection.vendor == "postgresql":
            # PostgreSQL alters no table that still has a foreign key to check.
            zeiger.execute("SET CONSTRAINTS ALL IMMEDIATE")
            zeiger.execute(f"ALTER TABLE {tabelle} DISABLE TRIGGER USER")
            yield
            zeiger.execute("SET CONSTRAINTS ALL IMMEDIATE")
            zeiger.execute(f"ALTER TABLE {tabelle} ENABLE TRIGGER USER")
            return
        zeiger.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [tabelle]
        )
        ausloeser = zeiger.fetchall()
        for name, _sql in ausloeser:
            zeiger.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in ausloeser:
            zeiger.execute(sql)


def lesezugriffe_leeren() -> None:
    """Before a transactional test's database is flushed: SQLite deletes row by row, which is refused."""
    for tabelle in (TABELLE, BESTIMMUNGEN):
        with ohne_ausloeser(tabelle):
            _leeren(tabelle)
    if connection.vendor == "sqlite":
        # Other rows refer to these; they are flushed right afterwards.
        for tabelle in (VORLAGEN, *VERLAUF):
            with ohne_ausloeser(tabelle), connection.constraint_checks_disabled():
                _leeren(tabelle)


def _leeren(tabelle: str) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(f"DELETE FROM {tabelle}")
