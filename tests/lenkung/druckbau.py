"""The PDF of a fixed Niederschrift, for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from kim.basis.pdfart import Pdfinhalt
from kim.dokumente.pdf.satz import setze
from lenkung.models import Niederschriftsfassung, Sitzung
from lenkung.pdf import niederschrift
from tests.lenkung import fassungsbau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import AmtFactory
from tests.lenkung.niederschriftsbau import geschlossene_sitzung


def sitzung_mit_leitung() -> Sitzung:
    """Held, and the Geschäftsstelle has a head who will sign."""
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, kreis__name="Musterkreis"))
    AmtFactory(gremium=satz.gremium, art="leitung_geschaeftsstelle")
    return satz


def inhalt(fassung: Niederschriftsfassung) -> Pdfinhalt:
    return niederschrift.inhalt({"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash})


def druck(fassung: Niederschriftsfassung) -> bytes:
    return setze(niederschrift.PDFART, inhalt(fassung))


def gesetzt(satz: Sitzung, daten: Any = None, **felder: Any) -> bytes:
    """Of a content made up for the purpose; without one, of the example."""
    return druck(fassungsbau.fassung(satz, daten or fassungsbau.beispiel(), **felder))


def volltext(pdf: bytes) -> str:
    return " ".join(" ".join(seite.extract_text() for seite in PdfReader(BytesIO(pdf)).pages).split())


def seitenzahl(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)
