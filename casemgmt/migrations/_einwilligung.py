"""What was signed and what was passed on stays as it was; PostgreSQL and SQLite each in its own words.

Rows may still be deleted, for the deletion run. `klient_id` may change: two records of one person can be merged.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# table: (name of the refusal, when the old row is fixed, what of it never changes)
TABELLEN = {
    "casemgmt_einwilligung": (
        "einwilligung_ist_unterschrieben",
        "OLD.zustand <> 'entwurf'",
        ("art", "sprache", "text_id", "datenklassen", "zwecke", "von", "bis", "sorgeberechtigte", "sha256"),
    ),
    "casemgmt_einwilligungstext": (
        "einwilligungstext_ist_freigegeben",
        "TRUE",
        ("sprache", "fassung", "inhalt", "sha256", "geprueft_durch", "freigegeben_am", "freigegeben_von_id"),
    ),
    "casemgmt_einwilligungsunterschrift": (
        "unterschrift_ist_geleistet",
        "TRUE",
        ("einwilligung_id", "wer", "form", "dokument_id", "am", "erfasst_von_id"),
    ),
    "casemgmt_weitergabe": (
        "weitergabe_ist_geschehen",
        "TRUE",
        (
            *("einrichtung_id", "person_id", "zweck", "datenklassen", "einwilligung_id", "ohne_id"),
            *("weg", "nachricht_id", "am", "durch_id", "bezug"),
        ),
    ),
    "casemgmt_weitergabeohneeinwilligung": (
        "weitergabeohne_ist_beantragt",
        "TRUE",
        (
            *("grund", "grund_titel", "norm", "einrichtung_id", "person_id", "datenklassen"),
            *("dringend", "beantragt_von_id", "beantragt_am"),
        ),
    ),
}


def postgres(tabelle: str, nein: str, wann: str, felder: tuple[str, ...]) -> str:
    anders = " OR ".join(f"NEW.{feld} IS DISTINCT FROM OLD.{feld}" for feld in felder)
    return f"""
CREATE FUNCTION casemgmt_{nein}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{nein}' USING ERRCODE = 'check_violation', CONSTRAINT = '{nein}';
END;
$$;
CREATE TRIGGER casemgmt_{nein} BEFORE UPDATE ON {tabelle}
    FOR EACH ROW WHEN ({wann} AND ({anders})) EXECUTE FUNCTION casemgmt_{nein}();
"""


def sqlite(tabelle: str, nein: str, wann: str, felder: tuple[str, ...]) -> str:
    anders = " OR ".join(f"NEW.{feld} IS NOT OLD.{feld}" for feld in felder)
    return (
        f"CREATE TRIGGER casemgmt_{nein} BEFORE UPDATE ON {tabelle} WHEN {wann} AND ({anders}) "
        f"BEGIN SELECT RAISE(ABORT, '{nein}'); END"
    )


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sprache = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for tabelle, (nein, wann, felder) in TABELLEN.items():
        schema_editor.execute(sprache(tabelle, nein, wann, felder))


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for tabelle, (nein, _wann, _felder) in TABELLEN.items():
        _entfernen(schema_editor, tabelle, nein)


def _entfernen(schema_editor: BaseDatabaseSchemaEditor, tabelle: str, nein: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS casemgmt_{nein} ON {tabelle}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS casemgmt_{nein}()")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS casemgmt_{nein}")


# What is asked for without consent has a purpose since 0009. SQLite makes the table anew for a column, and with
# it the trigger is gone: it is taken away before and set again afterwards, in both directions.

OHNE = "casemgmt_weitergabeohneeinwilligung"


def _setzen(schema_editor: BaseDatabaseSchemaEditor, *dazu: str) -> None:
    sprache = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    nein, wann, felder = TABELLEN[OHNE]
    schema_editor.execute(sprache(OHNE, nein, wann, (*felder, *dazu)))


def ohne_entfernen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _entfernen(schema_editor, OHNE, TABELLEN[OHNE][0])


def ohne_setzen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _setzen(schema_editor)


def ohne_mit_zweck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _setzen(schema_editor, "zweck")
