"""The database itself refuses to change or remove a row of the access log."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES_VOR = """
CREATE FUNCTION protokoll_nur_anfuegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'protokoll_lesezugriff: append-only' USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER protokoll_lesezugriff_nur_anfuegen BEFORE UPDATE OR DELETE ON protokoll_lesezugriff
    FOR EACH ROW EXECUTE FUNCTION protokoll_nur_anfuegen();
"""
POSTGRES_ZURUECK = """
DROP TRIGGER IF EXISTS protokoll_lesezugriff_nur_anfuegen ON protokoll_lesezugriff;
DROP FUNCTION IF EXISTS protokoll_nur_anfuegen();
"""
SQLITE_VOR = (
    "CREATE TRIGGER protokoll_lesezugriff_nicht_aendern BEFORE UPDATE ON protokoll_lesezugriff "
    "BEGIN SELECT RAISE(ABORT, 'protokoll_lesezugriff: append-only'); END",
    "CREATE TRIGGER protokoll_lesezugriff_nicht_loeschen BEFORE DELETE ON protokoll_lesezugriff "
    "BEGIN SELECT RAISE(ABORT, 'protokoll_lesezugriff: append-only'); END",
)
SQLITE_ZURUECK = (
    "DROP TRIGGER IF EXISTS protokoll_lesezugriff_nicht_aendern",
    "DROP TRIGGER IF EXISTS protokoll_lesezugriff_nicht_loeschen",
)


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for befehl in (POSTGRES_VOR,) if schema_editor.connection.vendor == "postgresql" else SQLITE_VOR:
        schema_editor.execute(befehl)


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for befehl in (POSTGRES_ZURUECK,) if schema_editor.connection.vendor == "postgresql" else SQLITE_ZURUECK:
        schema_editor.execute(befehl)


class Migration(migrations.Migration):
    dependencies = [("protokoll", "0001_initial")]

    operations = [migrations.RunPython(vor, zurueck)]
