"""Registry of the documents that rooms have printed as PDF by a background job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Pdfanlage:
    """A file that lies inside the PDF. `name` is unique in it, `beschreibung` says what it is."""

    name: str
    mime: str
    inhalt: bytes
    beschreibung: str


@dataclass(frozen=True, slots=True)
class Pdfinhalt:
    """What stands in one document and to whom it will belong.

    `stand` is the moment the content speaks of; with the same content it makes the same bytes.
    """

    kreis_id: int
    titel: str
    dateiname: str
    stand: datetime
    gehoert_zu_art: str
    gehoert_zu_id: int | None = None
    sensibel: bool = False
    kontext: Mapping[str, Any] = field(default_factory=dict)
    anlagen: tuple[Pdfanlage, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdfart:
    """`vorlage` extends dokumente/pdf/briefkopf.html or brief.html; `inhalt` gets the job's plain values."""

    schluessel: str
    titel: str
    vorlage: str
    inhalt: Callable[[Mapping[str, Any]], Pdfinhalt]
    nachbereiten: Callable[[bytes, Pdfinhalt], bytes] | None = None
    """What is still done to the finished file, for example empty fields for signatures."""


PDFARTEN: Register[Pdfart] = Register("PDF-Arten")
