"""A wording stays as it was written, and what says who checked it stays as it was said: the triggers anew.

On SQLite a table that gets another column definition is made anew and loses its triggers.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from casemgmt.migrations import _einwilligung

TEXT, UNTERSCHRIFT = "casemgmt_einwilligungstext", "casemgmt_einwilligungsunterschrift"
ALT = {name: _einwilligung.TABELLEN[name] for name in (TEXT, UNTERSCHRIFT)}
# table, name of the refusal, when the old row is fixed, what of it never changes
NEU = (
    (
        TEXT,
        "einwilligungstext_ist_geschrieben",
        "TRUE",
        ("sprache", "fassung", "inhalt", "sha256", "aenderung", "geschrieben_am", "geschrieben_von_id"),
    ),
    (
        TEXT,
        "einwilligungstext_ist_geprueft",
        "OLD.freigegeben_am IS NOT NULL",
        ("geprueft_durch", "freigegeben_am", "freigegeben_von_id"),
    ),
    (
        UNTERSCHRIFT,
        "unterschrift_ist_geleistet",
        "TRUE",
        ("einwilligung_id", "wer", "form", "dokument_id", "am", "geraet_am", "erfasst_von_id"),
    ),
    (
        "casemgmt_planunterschrift",
        "planunterschrift_ist_geleistet",
        "TRUE",
        ("plan_id", "form", "sprache", "dokument_id", "sha256", "am", "erfasst_von_id"),
    ),
)


def _weg(editor: BaseDatabaseSchemaEditor, tabelle: str, nein: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS casemgmt_{nein} ON {tabelle}")
        editor.execute(f"DROP FUNCTION IF EXISTS casemgmt_{nein}()")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS casemgmt_{nein}")


def _sprache(editor: BaseDatabaseSchemaEditor):  # type: ignore[no-untyped-def]
    return _einwilligung.postgres if editor.connection.vendor == "postgresql" else _einwilligung.sqlite


def alte_weg(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for tabelle, (nein, _wann, _felder) in ALT.items():
        _weg(schema_editor, tabelle, nein)


def alte_her(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for tabelle, angaben in ALT.items():
        schema_editor.execute(_sprache(schema_editor)(tabelle, *angaben))


def neue_her(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for angaben in NEU:
        schema_editor.execute(_sprache(schema_editor)(*angaben))


def neue_weg(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for tabelle, nein, _wann, _felder in NEU:
        _weg(schema_editor, tabelle, nein)


def ein_kuerzel(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Kurmandschi has one code everywhere now."""
    for modell in ("Termin", "HistoricalTermin"):
        apps.get_model("casemgmt", modell).objects.filter(sprache="ku").update(sprache="kmr")
