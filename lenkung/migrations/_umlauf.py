"""What is fixed of a circular decision once it is over, and the Beschluss that came from it; PostgreSQL and SQLite.

The table of the Beschlüsse is rebuilt on SQLite, which drops its triggers: they are taken away before and come back
with the new column.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lenkung.migrations._feststellung import (
    TABELLEN,
    postgres,
    postgres_kind,
    postgres_kind_zurueck,
    postgres_zurueck,
    sqlite,
    sqlite_kind,
)

BESCHLUSS = "lenkung_beschluss"
BESCHLUSS_BISHER = TABELLEN[BESCHLUSS]
VORBEI = "stand IN ('festgestellt', 'abgebrochen')"
NEU = {
    BESCHLUSS: (BESCHLUSS_BISHER[0], BESCHLUSS_BISHER[1], (*BESCHLUSS_BISHER[2], "umlauf_id")),
    "lenkung_umlaufverfahren": (
        "umlauf_ist_vorbei",
        f"OLD.{VORBEI}",
        (
            "gremium_id",
            "geschaeftsordnung_id",
            "titel",
            "text",
            "fassung_id",
            "frist",
            "stand",
            "begonnen_am",
            "begonnen_von_name",
            "augenblick",
            "ergebnis",
            "stichentscheid",
            "festgestellt_am",
            "festgestellt_von_name",
            "abgebrochen_am",
            "abbruch_art",
            "abbruch_grund",
        ),
    ),
}
STIMMEN = ("lenkung_umlaufstimme", "umlaufstimme_ist_fest", "umlauf_id", "lenkung_umlaufverfahren", VORBEI)


def ohne(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The refusal at the Beschlüsse steps aside."""
    _weg(schema_editor, {BESCHLUSS: BESCHLUSS_BISHER})


def wieder(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _anlegen(schema_editor, {BESCHLUSS: BESCHLUSS_BISHER})


def vor(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _anlegen(schema_editor, NEU)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgres_kind(*STIMMEN))
        return
    for name, rumpf in sqlite_kind(*STIMMEN).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def zurueck(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgres_kind_zurueck(*STIMMEN[:2]))
    else:
        for name in sqlite_kind(*STIMMEN):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    _weg(schema_editor, NEU)


def _anlegen(schema_editor: BaseDatabaseSchemaEditor, tabellen: dict[str, tuple[str, str, tuple[str, ...]]]) -> None:
    for tabelle, angaben in tabellen.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(postgres(tabelle, *angaben))
            continue
        for name, rumpf in sqlite(tabelle, *angaben).items():
            schema_editor.execute(f"CREATE TRIGGER {name} {rumpf}")


def _weg(schema_editor: BaseDatabaseSchemaEditor, tabellen: dict[str, tuple[str, str, tuple[str, ...]]]) -> None:
    for tabelle, angaben in tabellen.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(postgres_zurueck(tabelle, angaben[0]))
            continue
        for name in sqlite(tabelle, *angaben):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
