"""The sheet on paper: what the person needs, nothing about her, and that it keeps PDF/A and PDF/UA."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from casemgmt.domain.terminzettel import terminzettel_drucken, zetteltexte
from casemgmt.regeln.termin import Kanal
from kim.auftraege.domain import auftrag_ausfuehren
from kim.basis.fehler import Fachfehler
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from tests.casemgmt import fallbau
from tests.casemgmt.terminbau import geplant, standort
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db

BEGINN = datetime(2093, 5, 12, 7, 30, tzinfo=UTC)
"""A Tuesday, 9:30 German time."""


def _gedruckt(sprache: str, **felder: Any) -> tuple[str, bytes]:
    ort = fallbau.kommune()
    cm = fallbau.case_management(ort)
    person = fallbau.klient(cm, ort)
    termin = geplant(cm, fallbau.fall(cm, ort, person), person, beginn=BEGINN, notiz="Mietschulden", **felder)
    if termin.kanal == Kanal.VOR_ORT:
        termin.standort = standort(ort)
        termin.standort.zugang = "Eingang im Hof, Aufzug"
        termin.standort.save()
        termin.save()
    nummer = terminzettel_drucken(
        akteur=cm, termin_id=termin.pk, sprache=sprache, sachen=["ausweis", "briefe"], schluessel=uuid4().hex
    )
    auftrag_ausfuehren(auftrag_id=nummer)
    inhalt = inhalt_von(Dokument.objects.latest("pk"))
    seiten = PdfReader(io.BytesIO(inhalt)).pages
    assert len(seiten) == 1
    return " ".join(" ".join(seite.extract_text() for seite in seiten).split()), inhalt


def test_deutsch_und_ukrainisch_nebeneinander() -> None:
    text, _inhalt = _gedruckt("uk")
    for stueck in (
        "Ihr Termin",
        "Dienstag, 12.05.2093, 09:30 Uhr",
        "вівторок, 12.05.2093, 09:30",
        "Marktplatz 1",
        "Eingang im Hof",
        "Ausweis oder Aufenthaltstitel",
        "Листи з установ",
    ):
        assert stueck in text
    # Who finds the sheet learns nothing of her.
    for geheim in ("Haddad", "Amira", "Mietschulden", "KIM-2"):
        assert geheim not in text


def test_nur_deutsch_am_telefon() -> None:
    text, _inhalt = _gedruckt("de", kanal=Kanal.TELEFON)
    assert "Wir rufen Sie an." in text
    assert text.count("12.05.2093") == 1


@pytest.mark.pdfpruefung
def test_das_pdf_haelt_die_normen_ein_auch_von_rechts_nach_links() -> None:
    assert verstoesse(*(_gedruckt(sprache)[1] for sprache in ("de", "tr", "ar", "fa"))) == []


def test_was_es_nicht_gibt_wird_nicht_gedruckt() -> None:
    ort = fallbau.kommune()
    cm = fallbau.case_management(ort)
    termin = geplant(cm, ort=ort)
    for sprache, sachen in (("xx", []), ("de", ["hund"])):
        with pytest.raises(Fachfehler):
            terminzettel_drucken(
                akteur=cm, termin_id=termin.pk, sprache=sprache, sachen=sachen, schluessel="a"
            )
    assert len(zetteltexte()) == 10
