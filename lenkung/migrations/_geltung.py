"""No two versions of a Geschäftsordnung are in force for one Gremium on the same day, and what was adopted stays
as it was adopted; PostgreSQL and SQLite each in its own words."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES_VOR = """
ALTER TABLE lenkung_geschaeftsordnung ADD CONSTRAINT geschaeftsordnung_eine_in_kraft
    EXCLUDE USING gist (gremium_id WITH =, daterange(in_kraft_ab, in_kraft_bis, '[]') WITH &&)
    WHERE (in_kraft_ab IS NOT NULL);

CREATE FUNCTION lenkung_bestimmung_beschlossen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM lenkung_geschaeftsordnung g
        WHERE g.id = NEW.geschaeftsordnung_id AND g.beschlossen_am IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'bestimmung_beschlossen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bestimmung_beschlossen';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_bestimmung_beschlossen BEFORE INSERT OR UPDATE ON lenkung_bestimmung
    FOR EACH ROW EXECUTE FUNCTION lenkung_bestimmung_beschlossen();
"""
POSTGRES_ZURUECK = """
DROP TRIGGER IF EXISTS lenkung_bestimmung_beschlossen ON lenkung_bestimmung;
DROP FUNCTION IF EXISTS lenkung_bestimmung_beschlossen();
ALTER TABLE lenkung_geschaeftsordnung DROP CONSTRAINT IF EXISTS geschaeftsordnung_eine_in_kraft;
"""

_ZWEI_IN_KRAFT = (
    "EXISTS (SELECT 1 FROM lenkung_geschaeftsordnung a WHERE a.id <> NEW.id AND a.gremium_id = NEW.gremium_id "
    "AND a.in_kraft_ab IS NOT NULL AND NEW.in_kraft_ab IS NOT NULL "
    "AND (a.in_kraft_bis IS NULL OR NEW.in_kraft_ab <= a.in_kraft_bis) "
    "AND (NEW.in_kraft_bis IS NULL OR a.in_kraft_ab <= NEW.in_kraft_bis))"
)
_BESCHLOSSEN = (
    "EXISTS (SELECT 1 FROM lenkung_geschaeftsordnung g WHERE g.id = NEW.geschaeftsordnung_id "
    "AND g.beschlossen_am IS NOT NULL)"
)


def _sqlite_trigger() -> dict[str, str]:
    trigger = {}
    for befehl in ("INSERT", "UPDATE"):
        trigger[f"lenkung_geschaeftsordnung_{befehl.lower()}"] = (
            f"AFTER {befehl} ON lenkung_geschaeftsordnung BEGIN "
            f"SELECT RAISE(ABORT, 'geschaeftsordnung_eine_in_kraft') WHERE {_ZWEI_IN_KRAFT}; END"
        )
        trigger[f"lenkung_bestimmung_{befehl.lower()}"] = (
            f"BEFORE {befehl} ON lenkung_bestimmung BEGIN "
            f"SELECT RAISE(ABORT, 'bestimmung_beschlossen') WHERE {_BESCHLOSSEN}; END"
        )
    return trigger


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_VOR)
        return
    for name, rumpf in _sqlite_trigger().items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_ZURUECK)
        return
    for name in _sqlite_trigger():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
