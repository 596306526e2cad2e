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
STIMMEN = "lenkung_stimme"
STIMME_FEST = "stimme_ist_gezaehlt"
_GEZAEHLT = (
    "EXISTS (SELECT 1 FROM lenkung_abstimmung a WHERE a.id = {zeile}.abstimmung_id AND a.stand = '" + FEST + "')"
)


def _postgres(tabelle: str) -> str:
    nein, wann, felder = TABELLEN[tabelle]
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


def _postgres_zurueck(tabelle: str) -> str:
    nein = TABELLEN[tabelle][0]
    return f"""
DROP TRIGGER IF EXISTS lenkung_{nein}_delete ON {tabelle};
DROP TRIGGER IF EXISTS lenkung_{nein} ON {tabelle};
DROP FUNCTION IF EXISTS lenkung_{nein}();
"""


# A trigger's WHEN may not look at another table in PostgreSQL, so the function does.
POSTGRES_STIMME = f"""
CREATE FUNCTION lenkung_{STIMME_FEST}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nummer bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN nummer := NEW.abstimmung_id; ELSE nummer := OLD.abstimmung_id; END IF;
    IF EXISTS (SELECT 1 FROM lenkung_abstimmung a WHERE a.id = nummer AND a.stand = '{FEST}') THEN
        RAISE EXCEPTION '{STIMME_FEST}' USING ERRCODE = 'check_violation', CONSTRAINT = '{STIMME_FEST}';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER lenkung_{STIMME_FEST} BEFORE INSERT OR UPDATE OR DELETE ON {STIMMEN}
    FOR EACH ROW EXECUTE FUNCTION lenkung_{STIMME_FEST}();
"""
POSTGRES_STIMME_ZURUECK = f"""
DROP TRIGGER IF EXISTS lenkung_{STIMME_FEST} ON {STIMMEN};
DROP FUNCTION IF EXISTS lenkung_{STIMME_FEST}();
"""


def _sqlite() -> dict[str, str]:
    trigger = {}
    for tabelle, (nein, wann, felder) in TABELLEN.items():
        anders = " OR ".join(f"NEW.{feld} IS NOT OLD.{feld}" for feld in felder)
        ende = f"BEGIN SELECT RAISE(ABORT, '{nein}'); END"
        trigger[f"lenkung_{nein}"] = f"BEFORE UPDATE ON {tabelle} WHEN {wann} AND ({anders}) {ende}"
        trigger[f"lenkung_{nein}_delete"] = f"BEFORE DELETE ON {tabelle} WHEN {wann} {ende}"
    for was, zeile in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        wann = _GEZAEHLT.format(zeile=zeile)
        rumpf = f"BEGIN SELECT RAISE(ABORT, '{STIMME_FEST}'); END"
        trigger[f"lenkung_{STIMME_FEST}_{was.lower()}"] = f"BEFORE {was} ON {STIMMEN} WHEN {wann} {rumpf}"
    return trigger


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for tabelle in TABELLEN:
            schema_editor.execute(_postgres(tabelle))
        schema_editor.execute(POSTGRES_STIMME)
        return
    for name, rumpf in _sqlite().items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_STIMME_ZURUECK)
        for tabelle in TABELLEN:
            schema_editor.execute(_postgres_zurueck(tabelle))
        return
    for name in _sqlite():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
