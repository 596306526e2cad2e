"""A released version of a Vorlage stays as it was released, and is not deleted; PostgreSQL and SQLite each in
its own words."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABELLE = "lenkung_vorlagenfassung"
NEIN = "vorlagenfassung_freigegeben"
UNVERAENDERLICH = (
    "vorlage_id",
    "nummer",
    "titel",
    "verfasser",
    "sachverhalt",
    "beschlussvorschlag",
    "auswirkungen",
    "freigegeben_am",
    "freigegeben_von_name",
)

_POSTGRES_GEAENDERT = " OR ".join(f"NEW.{feld} IS DISTINCT FROM OLD.{feld}" for feld in UNVERAENDERLICH)
_SQLITE_GEAENDERT = " OR ".join(f"NEW.{feld} IS NOT OLD.{feld}" for feld in UNVERAENDERLICH)

POSTGRES_VOR = f"""
CREATE FUNCTION lenkung_{NEIN}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{NEIN}' USING ERRCODE = 'check_violation', CONSTRAINT = '{NEIN}';
END;
$$;
CREATE TRIGGER lenkung_{NEIN} BEFORE UPDATE ON {TABELLE}
    FOR EACH ROW WHEN (OLD.freigegeben_am IS NOT NULL AND ({_POSTGRES_GEAENDERT}))
    EXECUTE FUNCTION lenkung_{NEIN}();
CREATE TRIGGER lenkung_{NEIN}_delete BEFORE DELETE ON {TABELLE}
    FOR EACH ROW WHEN (OLD.freigegeben_am IS NOT NULL)
    EXECUTE FUNCTION lenkung_{NEIN}();
"""
POSTGRES_ZURUECK = f"""
DROP TRIGGER IF EXISTS lenkung_{NEIN}_delete ON {TABELLE};
DROP TRIGGER IF EXISTS lenkung_{NEIN} ON {TABELLE};
DROP FUNCTION IF EXISTS lenkung_{NEIN}();
"""
SQLITE = {
    f"lenkung_{NEIN}": (
        f"BEFORE UPDATE ON {TABELLE} WHEN OLD.freigegeben_am IS NOT NULL AND ({_SQLITE_GEAENDERT}) "
        f"BEGIN SELECT RAISE(ABORT, '{NEIN}'); END"
    ),
    f"lenkung_{NEIN}_delete": (
        f"BEFORE DELETE ON {TABELLE} WHEN OLD.freigegeben_am IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{NEIN}'); END"
    ),
}


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_VOR)
        return
    for name, rumpf in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_ZURUECK)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
