"""Each numbered case of data protection has a test that one finds by its number: `test_fall_<number>_…`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.architektur.quelltext import WURZEL, baum
from tests.werkzeug.befunde import nichts

# 7 and 24 come with the modules that they speak of.
AKTEN = [str(nummer) for nummer in range(1, 43) if nummer not in (7, 24)] + ["25a", "42a"]
# Of what follows, what the work with cases has to keep already.
WEITERE = ["45", "56", "57", "58"]
VERLANGT = [*AKTEN, *WEITERE]
# `test_fall_1_und_12_…` stands for both.
_NAME = re.compile(r"test_fall_(\d+a?(?:_und_\d+a?)*)_")


def nummern(namen: Iterable[str]) -> set[str]:
    return {
        nummer for name in namen if (treffer := _NAME.match(name)) for nummer in treffer[1].split("_und_")
    }


def pruefungen(modul: ast.AST) -> list[str]:
    """Functions that pytest calls and that assert something, themselves or by what they call."""
    return [
        knoten.name
        for knoten in ast.walk(modul)
        if isinstance(knoten, ast.FunctionDef) and knoten.name.startswith("test_fall_") and _prueft(knoten)
    ]


def _prueft(funktion: ast.FunctionDef) -> bool:
    # `nichts` and `expect` raise by themselves.
    for knoten in ast.walk(funktion):
        if isinstance(knoten, ast.Assert):
            return True
        if isinstance(knoten, ast.Call):
            name = (
                knoten.func.attr if isinstance(knoten.func, ast.Attribute) else getattr(knoten.func, "id", "")
            )
            if name in ("nichts", "expect", "raises"):
                return True
    return False


def _testdateien() -> list[Path]:
    return sorted((WURZEL / "tests").rglob("test_*.py"))


def fehlende(namen: Iterable[str]) -> list[str]:
    vorhanden = nummern(namen)
    return [nummer for nummer in VERLANGT if nummer not in vorhanden]


def test_jeder_fall_hat_eine_pruefung_mit_seiner_nummer() -> None:
    namen = [name for pfad in _testdateien() for name in pruefungen(baum(pfad))]
    nichts([f"case {nummer}" for nummer in fehlende(namen)], "name a test test_fall_<number>_…")


def test_ein_fall_ohne_pruefung_faellt_auf() -> None:
    """Counter-proof: of a neighbour's number, of one that only resembles it, and of an empty test."""
    alle = [f"test_fall_{nummer}_so" for nummer in VERLANGT]
    assert fehlende(alle) == []
    assert fehlende(name for name in alle if name != "test_fall_25_so") == ["25"], "25a is another case"
    assert fehlende(name for name in alle if name != "test_fall_1_so") == ["1"], "10 is no 1"
    assert nummern(["test_fall_1_und_12_so", "test_fall_und_3"]) == {"1", "12"}
    leer = "def test_fall_4_so():\n    pass\n\ndef test_fall_5_so():\n    assert True\n"
    assert pruefungen(ast.parse(leer)) == ["test_fall_5_so"]
