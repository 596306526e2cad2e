"""The files of the project, for checks that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[2]
EIGENE_APPS = ("kim", "lenkung", "casemgmt", "einbuergerung", "reporting")


def python_dateien(*ordner: str) -> list[Path]:
    return sorted(
        pfad
        for name in ordner or EIGENE_APPS
        for pfad in (WURZEL / name).rglob("*.py")
        if "migrations" not in pfad.parts and "__pycache__" not in pfad.parts
    )


def vorlagen(endung: str = "html") -> list[Path]:
    return sorted((WURZEL / "templates").rglob(f"*.{endung}"))


def kurz(pfad: Path) -> str:
    return str(pfad.relative_to(WURZEL))


def baum(pfad: Path) -> ast.Module:
    return ast.parse(pfad.read_text(encoding="utf-8"), filename=str(pfad))


def aufrufe(modul: ast.AST) -> Iterator[ast.Call]:
    for knoten in ast.walk(modul):
        if isinstance(knoten, ast.Call):
            yield knoten


def eigene_modelle() -> list[type]:
    from django.apps import apps

    return [
        modell
        for modell in apps.get_models()
        if modell.__module__.split(".")[0] in EIGENE_APPS and not hasattr(modell, "instance_type")
    ]


def historisierte_modelle() -> list[type]:
    return [modell for modell in eigene_modelle() if hasattr(modell, "history")]
