"""What belongs to a Kreis has one gate; what is under history is never changed past it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.core.management import call_command
from django.db import models

from kim.basis.zugriff import HISTORIENARTEN
from kim.stammdaten.models import Kreis
from tests.architektur import quelltext
from tests.werkzeug.akteure import Probeakteur
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import welt_bauen

# Reached only through the record that they belong to, which has a gate of its own.
NUR_UEBER_DEN_HAUPTSATZ = {
    "casemgmt.Fallzaehler": "the last number given; only the domain counts it up",
    "casemgmt.Empfangsschluessel": "opens what the devices seal; only the domain holds it",
    "protokoll.Kettenstand": "the end of the chain of reads; only the domain locks it",
    "versand.Anhang": "of a Nachricht",
    "versand.Kalendereintrag": "the number of the last change; only the domain counts it up",
    "versand.Zustellversuch": "of a Zustellung",
}

# Gates that only mark out the Kreis, because each row has a rule of its own that is asked afterwards.
WEITE_TORE = {"kim.dokumente.permissions.sichtbare_dokumente": "darf_lesen decides by the kind of document"}

# Calls whose queryset cannot be told from the line alone: file and function, with the model and why it may.
BEKANNTE_MASSENAENDERUNGEN: dict[tuple[str, str], str] = {
    ("kim/schluessel/domain/umschluesseln.py", "_schreiben"): "the same content under a new key: no history",
    (
        "casemgmt/domain/ablage.py",
        "_spur_loeschen",
    ): "saved as anonymous: earlier rows must not name the case",
    ("casemgmt/domain/sammelschreiben.py", "schreiben"): "what has a history goes through simple-history",
    (
        "casemgmt/domain/vorfuehrung_faelle.py",
        "erfasst_wie_geschehen",
    ): "row and history alike; the demo only",
}


# One gate per model ----------------------------------------------------------------------------------------


def _gehoert_zu_kreis(modell: type[models.Model], gesehen: frozenset[type] = frozenset()) -> bool:
    if modell is Kreis:
        return True
    if modell in gesehen:
        return False
    if any(feld.attname == "kreis_id" for feld in modell._meta.concrete_fields):
        return True
    bezuege = [f.related_model for f in modell._meta.concrete_fields if f.is_relation]
    eigene = set(quelltext.eigene_modelle())
    return any(_gehoert_zu_kreis(ziel, gesehen | {modell}) for ziel in bezuege if ziel in eigene)


def _permissions_module() -> Iterator[ModuleType]:
    for app in quelltext.EIGENE_APPS:
        paket = importlib.import_module(app)
        namen = [app] + [f"{app}.{m.name}" for m in pkgutil.iter_modules(paket.__path__) if m.ispkg]
        for name in namen:
            if importlib.util.find_spec(f"{name}.permissions"):
                yield importlib.import_module(f"{name}.permissions")


def _tore() -> dict[str, list[str]]:
    """Model name -> functions that hand out what an actor may see of it."""
    tore: dict[str, list[str]] = {}
    for modul in _permissions_module():
        for name, funktion in inspect.getmembers(modul, inspect.isfunction):
            treffer = re.match(
                r"(?:\w+\.)?QuerySet\[(?:\w+\.)*(\w+)\]", str(funktion.__annotations__.get("return", ""))
            )
            if name.startswith(("sichtbare_", "eigene_")) and treffer:
                tore.setdefault(treffer[1], []).append(f"{modul.__name__}.{name}")
    return tore


def test_jedes_modell_eines_kreises_hat_ein_tor() -> None:
    tore = _tore()
    ohne = [
        modell._meta.label
        for modell in quelltext.eigene_modelle()
        if _gehoert_zu_kreis(modell)
        and modell.__name__ not in tore
        and modell._meta.label not in NUR_UEBER_DEN_HAUPTSATZ
    ]
    nichts(ohne, "write a sichtbare_…(akteur) -> QuerySet[Modell] in the room's permissions.py")


@pytest.mark.django_db
@pytest.mark.beide_datenbanken
def test_ohne_recht_laesst_kein_tor_etwas_durch() -> None:
    """Default deny: an actor without any right sees no row, in the own Kreis as well."""
    kreis = welt_bauen().kreis
    niemand = Probeakteur(kreis_id=kreis.pk, rechte=frozenset(), konto_id=10**9)
    offen = {}
    for modul in _permissions_module():
        for name, funktion in inspect.getmembers(modul, inspect.isfunction):
            if not name.startswith("sichtbare_") or len(inspect.signature(funktion).parameters) != 1:
                continue
            tor = f"{modul.__name__}.{name}"
            if (anzahl := funktion(niemand).count()) and tor not in WEITE_TORE:
                offen[tor] = anzahl
    assert offen == {}


# History ---------------------------------------------------------------------------------------------------

MASSENBEFEHLE = {
    "update",
    "aupdate",
    "bulk_create",
    "abulk_create",
    "bulk_update",
    "abulk_update",
    "update_or_create",
}
ABFRAGEGLIEDER = {
    "filter",
    "exclude",
    "all",
    "select_for_update",
    "order_by",
    "annotate",
    "using",
    "none",
    "distinct",
}


def _kette(ausdruck: ast.expr) -> tuple[str, list[str]]:
    """`A.objects.filter(…).update` -> ("A", ["objects", "filter"])."""
    glieder: list[str] = []
    while True:
        if isinstance(ausdruck, ast.Call):
            if isinstance(ausdruck.func, ast.Name):
                return f"{ausdruck.func.id}()", glieder[::-1]
            ausdruck = ausdruck.func
        elif isinstance(ausdruck, ast.Attribute):
            glieder.append(ausdruck.attr)
            ausdruck = ausdruck.value
        elif isinstance(ausdruck, ast.Subscript):
            ausdruck = ausdruck.value
        elif isinstance(ausdruck, ast.Name):
            return ausdruck.id, glieder[::-1]
        else:
            return "?", glieder[::-1]


def massenaenderungen(modul: ast.Module, historisiert: set[str]) -> Iterator[tuple[int, str, str]]:
    """(line, function, what is wrong) for each call that would write no history row."""
    for funktion, aufruf in _aufrufe_mit_funktion(modul):
        if not isinstance(aufruf.func, ast.Attribute) or aufruf.func.attr not in MASSENBEFEHLE:
            continue
        wurzel, glieder = _kette(aufruf.func.value)
        befehl = aufruf.func.attr
        if "objects" in glieder or "history" in glieder or "_base_manager" in glieder:
            if wurzel in historisiert or "history" in glieder:
                yield aufruf.lineno, funktion, f"{wurzel}.…{befehl}() writes no history row"
            elif not wurzel[:1].isupper():
                yield aufruf.lineno, funktion, f"{wurzel}.…{befehl}(): of which model?"
        elif befehl not in ("update", "aupdate") or ABFRAGEGLIEDER & set(glieder):
            yield aufruf.lineno, funktion, f"{wurzel}.…{befehl}(): of which model?"


def _aufrufe_mit_funktion(modul: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    def gehen(knoten: ast.AST, funktion: str) -> Iterator[tuple[str, ast.Call]]:
        for kind in ast.iter_child_nodes(knoten):
            innen = kind.name if isinstance(kind, (ast.FunctionDef, ast.AsyncFunctionDef)) else funktion
            if isinstance(kind, ast.Call):
                yield innen, kind
            yield from gehen(kind, innen)

    return gehen(modul, "")


def _namen_historisierter() -> set[str]:
    return {modell.__name__ for modell in quelltext.historisierte_modelle()}


def test_historisierte_modelle_werden_nie_in_masse_geaendert() -> None:
    historisiert = _namen_historisierter()
    funde = [
        f"{quelltext.kurz(pfad)}:{zeile} {was}"
        for pfad in quelltext.python_dateien()
        for zeile, funktion, was in massenaenderungen(quelltext.baum(pfad), historisiert)
        if (quelltext.kurz(pfad), funktion) not in BEKANNTE_MASSENAENDERUNGEN
    ]
    nichts(funde)


@pytest.mark.parametrize(
    ("zeile", "faellt_auf"),
    [
        ("Kreis.objects.filter(pk=1).update(name='x')", True),
        ("Kreis.objects.bulk_create(neue)", True),
        ("Kreis.history.all().update(name='x')", True),
        ("sichtbare_kreise(akteur).filter(pk=1).update(name='x')", True),
        ("qs.bulk_update(alle, ['name'])", True),
        ("Auftrag.objects.filter(pk=1).update(zustand='x')", False),
        ("woerterbuch.update(name='x')", False),
        ("hashlib.sha256().update(daten)", False),
    ],
)
def test_die_pruefung_auf_massenaenderungen_unterscheidet(zeile: str, faellt_auf: bool) -> None:
    assert bool(list(massenaenderungen(ast.parse(zeile), {"Kreis"}))) is faellt_auf


@pytest.mark.django_db
@pytest.mark.beide_datenbanken
def test_jede_historie_ist_lesbar() -> None:
    """A model under history that nobody registered would be a log without a reader."""
    akteur = Probeakteur(kreis_id=1, konto_id=1)
    lesbar = {art.sichtbare(akteur).model for art in HISTORIENARTEN}
    assert {m._meta.label for m in quelltext.historisierte_modelle()} == {m._meta.label for m in lesbar}


# Migrations ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_die_migrationen_sind_vollstaendig() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
