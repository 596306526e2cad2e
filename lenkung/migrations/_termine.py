"""What the database itself refuses about terms and seats; PostgreSQL and SQLite each in its own words.

SQLite drops the triggers of a table that a later migration rebuilds (adds a constraint, changes a column).
Such a migration calls `zurueck` first and `vor` last.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES_VOR = """
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE lenkung_amt ADD CONSTRAINT amt_einmal
    EXCLUDE USING gist (gremium_id WITH =, art WITH =, daterange(von, bis, '[]') WITH &&);
ALTER TABLE lenkung_besetzung ADD CONSTRAINT besetzung_sitz_besetzt
    EXCLUDE USING gist (sitz_id WITH =, art WITH =, daterange(von, bis, '[]') WITH &&);
ALTER TABLE lenkung_besetzung ADD CONSTRAINT besetzung_selbst_vertreten
    EXCLUDE USING gist (sitz_id WITH =, person_id WITH =, daterange(von, bis, '[]') WITH &&);
ALTER TABLE lenkung_besetzung ADD CONSTRAINT besetzung_zweiter_sitz
    EXCLUDE USING gist (gremium_id WITH =, person_id WITH =, daterange(von, bis, '[]') WITH &&)
    WHERE (stimmrecht);

CREATE FUNCTION lenkung_besetzung_pruefen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    s record;
BEGIN
    -- Held until the end of the transaction, so that nobody shortens the seat meanwhile.
    SELECT * INTO s FROM lenkung_sitz WHERE id = NEW.sitz_id FOR SHARE;
    IF NEW.gremium_id IS DISTINCT FROM s.gremium_id OR NEW.stimmrecht IS DISTINCT FROM s.stimmrecht THEN
        RAISE EXCEPTION 'besetzung_wie_sitz'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'besetzung_wie_sitz';
    END IF;
    IF (s.von IS NOT NULL AND (NEW.von IS NULL OR NEW.von < s.von))
       OR (s.bis IS NOT NULL AND (NEW.bis IS NULL OR NEW.bis > s.bis)) THEN
        RAISE EXCEPTION 'besetzung_im_sitz'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'besetzung_im_sitz';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_besetzung_pruefen BEFORE INSERT OR UPDATE ON lenkung_besetzung
    FOR EACH ROW EXECUTE FUNCTION lenkung_besetzung_pruefen();

CREATE FUNCTION lenkung_sitz_nachziehen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM lenkung_besetzung b WHERE b.sitz_id = NEW.id AND (
            (NEW.von IS NOT NULL AND (b.von IS NULL OR b.von < NEW.von))
            OR (NEW.bis IS NOT NULL AND (b.bis IS NULL OR b.bis > NEW.bis)))
    ) THEN
        RAISE EXCEPTION 'besetzung_im_sitz'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'besetzung_im_sitz';
    END IF;
    UPDATE lenkung_besetzung SET gremium_id = NEW.gremium_id, stimmrecht = NEW.stimmrecht
        WHERE sitz_id = NEW.id AND (gremium_id <> NEW.gremium_id OR stimmrecht <> NEW.stimmrecht);
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_sitz_nachziehen AFTER UPDATE ON lenkung_sitz
    FOR EACH ROW EXECUTE FUNCTION lenkung_sitz_nachziehen();
"""
POSTGRES_ZURUECK = """
DROP TRIGGER IF EXISTS lenkung_sitz_nachziehen ON lenkung_sitz;
DROP FUNCTION IF EXISTS lenkung_sitz_nachziehen();
DROP TRIGGER IF EXISTS lenkung_besetzung_pruefen ON lenkung_besetzung;
DROP FUNCTION IF EXISTS lenkung_besetzung_pruefen();
ALTER TABLE lenkung_besetzung DROP CONSTRAINT IF EXISTS besetzung_zweiter_sitz;
ALTER TABLE lenkung_besetzung DROP CONSTRAINT IF EXISTS besetzung_selbst_vertreten;
ALTER TABLE lenkung_besetzung DROP CONSTRAINT IF EXISTS besetzung_sitz_besetzt;
ALTER TABLE lenkung_amt DROP CONSTRAINT IF EXISTS amt_einmal;
"""

_ZUGLEICH = (
    "(NEW.von IS NULL OR a.bis IS NULL OR NEW.von <= a.bis) "
    "AND (a.von IS NULL OR NEW.bis IS NULL OR a.von <= NEW.bis)"
)


def _keine_zweite(tabelle: str, gleich: str) -> str:
    return f"EXISTS (SELECT 1 FROM {tabelle} a WHERE a.id <> NEW.id AND {gleich} AND {_ZUGLEICH})"


_REGELN = {
    "lenkung_amt": (
        ("amt_einmal", _keine_zweite("lenkung_amt", "a.gremium_id = NEW.gremium_id AND a.art = NEW.art")),
    ),
    "lenkung_besetzung": (
        (
            "besetzung_wie_sitz",
            "NOT EXISTS (SELECT 1 FROM lenkung_sitz s WHERE s.id = NEW.sitz_id "
            "AND s.gremium_id = NEW.gremium_id AND s.stimmrecht = NEW.stimmrecht)",
        ),
        (
            "besetzung_im_sitz",
            "EXISTS (SELECT 1 FROM lenkung_sitz s WHERE s.id = NEW.sitz_id AND ("
            "(s.von IS NOT NULL AND (NEW.von IS NULL OR NEW.von < s.von)) "
            "OR (s.bis IS NOT NULL AND (NEW.bis IS NULL OR NEW.bis > s.bis))))",
        ),
        (
            "besetzung_sitz_besetzt",
            _keine_zweite("lenkung_besetzung", "a.sitz_id = NEW.sitz_id AND a.art = NEW.art"),
        ),
        (
            "besetzung_selbst_vertreten",
            _keine_zweite("lenkung_besetzung", "a.sitz_id = NEW.sitz_id AND a.person_id = NEW.person_id"),
        ),
        (
            "besetzung_zweiter_sitz",
            "NEW.stimmrecht AND "
            + _keine_zweite(
                "lenkung_besetzung",
                "a.stimmrecht AND a.gremium_id = NEW.gremium_id AND a.person_id = NEW.person_id",
            ),
        ),
    ),
}


def _sqlite_trigger() -> dict[str, str]:
    """After the write, because only then does a new row have its number; ABORT takes the statement back."""
    trigger = {}
    for tabelle, regeln in _REGELN.items():
        for befehl in ("INSERT", "UPDATE"):
            pruefungen = " ".join(f"SELECT RAISE(ABORT, '{name}') WHERE {regel};" for name, regel in regeln)
            trigger[f"{tabelle}_{befehl.lower()}"] = f"AFTER {befehl} ON {tabelle} BEGIN {pruefungen} END"
    trigger["lenkung_sitz_nachziehen"] = (
        "AFTER UPDATE ON lenkung_sitz BEGIN "
        "SELECT RAISE(ABORT, 'besetzung_im_sitz') WHERE EXISTS ("
        "SELECT 1 FROM lenkung_besetzung b WHERE b.sitz_id = NEW.id AND ("
        "(NEW.von IS NOT NULL AND (b.von IS NULL OR b.von < NEW.von)) "
        "OR (NEW.bis IS NOT NULL AND (b.bis IS NULL OR b.bis > NEW.bis)))); "
        "UPDATE lenkung_besetzung SET gremium_id = NEW.gremium_id, stimmrecht = NEW.stimmrecht "
        "WHERE sitz_id = NEW.id AND (gremium_id <> NEW.gremium_id OR stimmrecht <> NEW.stimmrecht); END"
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
