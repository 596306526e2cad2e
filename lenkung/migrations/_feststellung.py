"""What the chair has established stays as it was: the vote, its votes by seat, and the Beschluss; PostgreSQL and
SQLite each in its own words."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FEST = "festgestellt"
# table: (name of the refusal, when the old row is fixed, what of it never changes)
TABELLEN = {
    "lenkung_abstimmung": (
        "abstimmung_ist_festgestellt",
        f"OLD.stand = '{FEST}'",
        (
            "sitzung_id",
            "punkt_id",
            "wortlaut_id",
            "weise",
            "stand",
            "begonnen_am",
            "geschlossen_am",
            "ja",
            "nein",
            "enthaltung",
            "stichentscheid",
            "augenblick",
            "ergebnis",
            "festgestellt_am",
            "festgestellt_von_name",
        ),
    ),
    "lenkung_beschluss": (
        "beschluss_ist_gefasst",
        "TRUE",
        (
            "gremium_id",
            "jahr",
            "nummer",
            "sitzung_id",
            "punkt_id",
            "abstimmung_id",
            "fassung_id",
            "gefasst_am",
            "text",
            "weise",
            "angenommen",
            "rechnung",
        ),
    ),
    "lenkung_wortlaut": ("wortlaut_ist_fest", "TRUE", ("punkt_id", "nummer", "text", "am", "von_name")),
    "lenkung_sitzungsereignis": (
        "ereignis_ist_fest",
        "TRUE",
        ("sitzung_id", "punkt_id", "art", "zeit", "text", "von_name"),
    ),
}
STIMMEN = ("lenkung_stimme", "stimme_ist_gezaehlt", "abstimmung_id", "lenkung_abstimmung", f"stand = '{FEST}'")
"""Table, name of the refusal, what it refers to, of which table, and when that one is fixed."""


def postgres(tabelle: str, nein: str, wann: str, felder: tuple[str, ...]) -> str:
    anders = " OR ".join(f"NEW.{feld} IS DISTINCT FROM OLD.{feld}" for feld in felder)
    return f"""
CREATE FUNCTION lenkung_{nein}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{nein}' USING ERRCODE = 'check_violation', CONSTRAINT = '{nein}';
END;
$$;
CREATE TRIGGER lenkung_{nein} BEFORE UPDATE ON {tabelle}
    FOR EACH ROW WHEN ({wann} AND ({anders})) EXECUTE FUNCTION lenkung_{nein}();
CREATE TRIGGER lenkung_{nein}_delete BEFORE DELETE ON {tabelle}
    FOR EACH ROW WHEN ({wann}) EXECUTE FUNCTION lenkung_{nein}();
"""


def postgres_zurueck(tabelle: str, nein: str) -> str:
    return f"""
DROP TRIGGER IF EXISTS lenkung_{nein}_delete ON {tabelle};
DROP TRIGGER IF EXISTS lenkung_{nein} ON {tabelle};
DROP FUNCTION IF EXISTS lenkung_{nein}();
"""


def postgres_kind(tabelle: str, nein: str, bezug: str, eltern: str, wann: str) -> str:
    """A trigger's WHEN may not look at another table in PostgreSQL, so the function does."""
    return f"""
CREATE FUNCTION lenkung_{nein}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nummer bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN nummer := NEW.{bezug}; ELSE nummer := OLD.{bezug}; END IF;
    IF EXISTS (SELECT 1 FROM {eltern} a WHERE a.id = nummer AND a.{wann}) THEN
        RAISE EXCEPTION '{nein}' USING ERRCODE = 'check_violation', CONSTRAINT = '{nein}';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_{nein} BEFORE INSERT OR UPDATE OR DELETE ON {tabelle}
    FOR EACH ROW EXECUTE FUNCTION lenkung_{nein}();
"""


def postgres_kind_zurueck(tabelle: str, nein: str) -> str:
    return f"""
DROP TRIGGER IF EXISTS lenkung_{nein} ON {tabelle};
DROP FUNCTION IF EXISTS lenkung_{nein}();
"""


def sqlite(tabelle: str, nein: str, wann: str, felder: tuple[str, ...]) -> dict[str, str]:
    anders = " OR ".join(f"NEW.{feld} IS NOT OLD.{feld}" for feld in felder)
    ende = f"BEGIN SELECT RAISE(ABORT, '{nein}'); END"
    return {
        f"lenkung_{nein}": f"BEFORE UPDATE ON {tabelle} WHEN {wann} AND ({anders}) {ende}",
        f"lenkung_{nein}_delete": f"BEFORE DELETE ON {tabelle} WHEN {wann} {ende}",
    }


def sqlite_kind(tabelle: str, nein: str, bezug: str, eltern: str, wann: str) -> dict[str, str]:
    trigger = {}
    for was, zeile in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        fest = f"EXISTS (SELECT 1 FROM {eltern} a WHERE a.id = {zeile}.{bezug} AND a.{wann})"
        rumpf = f"BEGIN SELECT RAISE(ABORT, '{nein}'); END"
        trigger[f"lenkung_{nein}_{was.lower()}"] = f"BEFORE {was} ON {tabelle} WHEN {fest} {rumpf}"
    return trigger


def _sqlite() -> dict[str, str]:
    trigger = {}
    for tabelle, angaben in TABELLEN.items():
        trigger |= sqlite(tabelle, *angaben)
    return trigger | sqlite_kind(*STIMMEN)


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for tabelle, angaben in TABELLEN.items():
            schema_editor.execute(postgres(tabelle, *angaben))
        schema_editor.execute(postgres_kind(*STIMMEN))
        return
    for name, rumpf in _sqlite().items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgres_kind_zurueck(*STIMMEN[:2]))
        for tabelle, angaben in TABELLEN.items():
            schema_editor.execute(postgres_zurueck(tabelle, angaben[0]))
        return
    for name in _sqlite():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
