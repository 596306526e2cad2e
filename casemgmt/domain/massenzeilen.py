"""Sehr viele Zeilen auf einmal: auf PostgreSQL mit COPY, sonst mit vorbereiteten Anweisungen.

Geprüft wird nur, was die Datenbank selbst prüft. Allein für erfundene Massendaten.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from kim.schluessel.domain.felder import Verschluesselt, versiegeln

LEER = r"\N"


def _als_text(wert: Any) -> str:
    if isinstance(wert, bool):
        return "1" if wert else "0"
    return getattr(wert, "hex", None) or str(getattr(wert, "value", wert))


class Tabelle:
    """Eine Tabelle mit dem, was in jeder Zeile gleich ist; der Rest kommt je Zeile als Text."""

    def __init__(self, modell: type[models.Model], *je_zeile: str, **gleich: Any) -> None:
        felder = modell._meta.concrete_fields
        self.name = modell._meta.db_table
        self.spalten = [feld.column for feld in felder]
        self.modell = modell
        self.zeilen: list[str] = []
        self.gesamt = 0
        self.naechste = self.letzte_kennung() + 1
        self._muster = "\t".join(self._stelle(feld, je_zeile, gleich) for feld in felder)

    @staticmethod
    def _stelle(feld: Any, je_zeile: Collection[str], gleich: dict[str, Any]) -> str:
        """Was nirgends genannt ist, bekommt, was das Feld von selbst hätte."""
        if feld.attname in je_zeile:
            return f"%({feld.attname})s"
        if feld.attname in gleich:
            return _als_text(gleich[feld.attname])
        if feld.null:
            return LEER
        return _als_text(feld.get_default())

    def letzte_kennung(self) -> int:
        return self.modell._default_manager.aggregate(hoechste=Max("pk"))["hoechste"] or 0

    def neue_kennung(self) -> int:
        self.naechste += 1
        return self.naechste - 1

    def zeile(self, werte: dict[str, Any]) -> None:
        self.zeilen.append(self._muster % werte)

    def schreiben(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{self.name}" ({self._spalten}) FROM STDIN') as kopie:
                    kopie.write("\n".join([*self.zeilen, ""]))
            else:
                fragen = ", ".join(["%s"] * len(self.spalten))
                cursor.executemany(
                    f'INSERT INTO "{self.name}" ({self._spalten}) VALUES ({fragen})',
                    [[None if wert == LEER else wert for wert in zeile.split("\t")] for zeile in self.zeilen],
                )
        self.gesamt += len(self.zeilen)
        self.zeilen = []

    @property
    def _spalten(self) -> str:
        return ", ".join(f'"{spalte}"' for spalte in self.spalten)


class MitVerlauf(Tabelle):
    """Schreibt zu jeder Zeile die ihrer Historie; der Geheimtext ist derselbe."""

    def __init__(self, modell: Any, *je_zeile: str, **gleich: Any) -> None:
        super().__init__(modell, *je_zeile, **gleich)
        self.verlauf = Tabelle(
            modell.history.model,
            *je_zeile,
            "history_id",
            "history_date",
            **gleich,
            history_type="+",
            history_change_reason="Massendaten",
            akteur_name="System: Massendaten",
        )

    def zeile(self, werte: dict[str, Any]) -> None:
        super().zeile(werte)
        self.verlauf.zeile({**werte, "history_id": self.verlauf.neue_kennung()})

    def schreiben(self) -> None:
        super().schreiben()
        self.verlauf.schreiben()


def siegel(modell: type[models.Model], name: str) -> Callable[[str], str]:
    """Verschlüsselt für genau dieses Feld; ein leerer Text bleibt leer."""
    feld = modell._meta.get_field(name)
    assert isinstance(feld, Verschluesselt)
    bindung = feld.bindung

    def verschluesseln(text: str) -> str:
        return versiegeln(text, bindung=bindung) if text else ""

    return verschluesseln


@contextmanager
def zusammen(*tabellen: Tabelle) -> Iterator[None]:
    """Alles oder nichts; danach zählen die Zähler der Datenbank weiter, wo die Zeilen enden."""
    with transaction.atomic():
        yield
        for tabelle in tabellen:
            tabelle.schreiben()
        modelle = [tabelle.modell for tabelle in tabellen]
        modelle += [tabelle.verlauf.modell for tabelle in tabellen if isinstance(tabelle, MitVerlauf)]
        with connection.cursor() as cursor:
            for anweisung in connection.ops.sequence_reset_sql(no_style(), modelle):
                cursor.execute(anweisung)
