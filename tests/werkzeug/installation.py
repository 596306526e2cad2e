"""Tables for processes that have a database of their own, without migrating from the beginning each time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


def tabellen_uebernehmen(ziel: str | Path) -> None:
    """Copies the empty database of the tests: `migrate` then finds nothing to do. Ask for `django_db_setup`.

    On PostgreSQL there is no file to copy, and the process begins with nothing.
    """
    if connection.vendor != "sqlite":
        return
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as leere,
        closing(sqlite3.connect(ziel)) as neue,
    ):
        leere.backup(neue)
