"""A file that is handed to a document by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ressource:
    mime: str
    inhalt: bytes
