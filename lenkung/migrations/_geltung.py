"""No two versions of a Geschäftsordnung are in force for one Gremium on the same day, and what was adopted stays
as it was adopted; PostgreSQL and SQLite each in its own words."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

UNVERAENDERLICH = (
    "gremium_id",
    "kennung",
    "bezeichnung",
    "quelle",
    "beschlossen_am",
    "beschluss_nummer",
    "beschluss_fundstelle",
    "in_kraft_ab",
)
"""Of a version that was adopted; its end, what replaced it and what it was drafted from may still be set."""

POSTGRES_VOR = """
ALTER TABLE lenkung_geschaeftsordnung ADD CONSTRAINT geschaeftsordnung_eine_in_kraft
    EXCLUDE USING gist (gremium_id WITH =, daterange(in_kraft_ab, in_kraft_bis, '[]') WITH &&)
    WHERE (in_kraft_ab IS NOT NULL);

CREATE FUNCTION lenkung_bestimmung_beschlossen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM lenkung_geschaeftsordnung g
        WHERE g.beschlossen_am IS NOT NULL AND (
            (TG_OP <> 'DELETE' AND g.id = NEW.geschaeftsordnung_id)
            OR (TG_OP <> 'INSERT' AND g.id = OLD.geschaeftsordnung_id))
    ) THEN
        RAISE EXCEPTION 'bestimmung_beschlossen'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bestimmung_beschlossen';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_bestimmung_beschlossen BEFORE INSERT OR UPDATE OR DELETE ON lenkung_bestimmung
    FOR EACH ROW EXECUTE FUNCTION lenkung_bestimmung_beschlossen();

CREATE FUNCTION lenkung_geschaeftsordnung_beschlossen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'geschaeftsordnung_beschlossen'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'geschaeftsordnung_beschlossen';
END;
$$;
CREATE TRIGGER lenkung_geschaeftsordnung_beschlossen BEFORE UPDATE ON lenkung_geschaeftsordnung
    FOR EACH ROW WHEN (OLD.beschlossen_am IS NOT NULL AND (_GEAENDERT_))
    EXECUTE FUNCTION lenkung_geschaeftsordnung_beschlossen();
""".replace("_GEAENDERT_", " OR ".join(f"NEW.{feld} IS DISTINCT FROM OLD.{feld}" for feld in UNVERAENDERLICH))
POSTGRES_ZURUECK = """
DROP TRIGGER IF EXISTS lenkung_geschaeftsordnung_beschlossen ON lenkung_geschaeftsordnung;
DROP FUNCTION IF EXISTS lenkung_geschaeftsordnung_beschlossen();
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
    "EXISTS (SELECT 1 FROM lenkung_geschaeftsordnung g WHERE g.id IN ({zeilen}) "
    "AND g.beschlossen_am IS NOT NULL)"
)
_ZEILEN = {
    "INSERT": "NEW.geschaeftsordnung_id",
    "UPDATE": "NEW.geschaeftsordnung_id, OLD.geschaeftsordnung_id",
    "DELETE": "OLD.geschaeftsordnung_id",
}


def _sqlite_trigger() -> dict[str, str]:
    trigger = {}
    for befehl in ("INSERT", "UPDATE"):
        trigger[f"lenkung_geschaeftsordnung_{befehl.lower()}"] = (
            f"AFTER {befehl} ON lenkung_geschaeftsordnung BEGIN "
            f"SELECT RAISE(ABORT, 'geschaeftsordnung_eine_in_kraft') WHERE {_ZWEI_IN_KRAFT}; END"
        )
    for befehl, zeilen in _ZEILEN.items():
        trigger[f"lenkung_bestimmung_{befehl.lower()}"] = (
            f"BEFORE {befehl} ON lenkung_bestimmung BEGIN "
            f"SELECT RAISE(ABORT, 'bestimmung_beschlossen') WHERE {_BESCHLOSSEN.format(zeilen=zeilen)}; END"
        )
    geaendert = " OR ".join(f"NEW.{feld} IS NOT OLD.{feld}" for feld in UNVERAENDERLICH)
    trigger["lenkung_geschaeftsordnung_beschlossen"] = (
        f"BEFORE UPDATE ON lenkung_geschaeftsordnung WHEN OLD.beschlossen_am IS NOT NULL AND ({geaendert}) "
        "BEGIN SELECT RAISE(ABORT, 'geschaeftsordnung_beschlossen'); END"
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
