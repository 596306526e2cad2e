"""A step of a Verweis stays as it was written, on PostgreSQL and on SQLite. Erasure may still delete it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABELLE = "casemgmt_verweisschritt"
NAME = "verweisschritt_ist_fest"


def einrichten(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation'; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABELLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()"
        )
    else:
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABELLE} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        )


def abbauen(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {NAME} ON {TABELLE}")
        editor.execute(f"DROP FUNCTION {NAME}()")
    else:
        editor.execute(f"DROP TRIGGER {NAME}")
