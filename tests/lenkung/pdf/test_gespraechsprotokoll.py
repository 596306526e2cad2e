"""The Gesprächsprotokoll on paper: what stands on it, and that it keeps PDF/A and PDF/UA."""

from __future__ import annotations

import io
from datetime import time

import pytest
from pypdf import PdfReader

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from lenkung.domain.ag_treffen import treffen_aendern, treffen_fertigstellen, treffen_oeffnen
from lenkung.domain.queries.arbeitsgruppen import gespraechsprotokoll_pdf
from lenkung.models import AGTreffen
from tests.lenkung import gobau
from tests.lenkung.agbau import BEGINN, arbeitsgruppe, treffen
from tests.lenkung.fabriken import GremiumFactory
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db


def _setzen() -> None:
    for auftrag in Auftrag.objects.filter(art="dokumente.pdf_erstellen", stand="wartet"):
        auftrag_ausfuehren(auftrag_id=auftrag.pk)


def _text(satz: AGTreffen) -> str:
    dokument = gespraechsprotokoll_pdf(satz)
    assert dokument is not None
    return _gelesen(dokument)


def _gelesen(dokument: Dokument) -> str:
    seiten = PdfReader(io.BytesIO(inhalt_von(dokument))).pages
    return " ".join(" ".join(seite.extract_text() for seite in seiten).split())


def test_das_pdf_sagt_wer_da_war_und_was_besprochen_wurde() -> None:
    ag = arbeitsgruppe(GremiumFactory(name="Lenkungsgruppe KIM"), name="DELFIN4")
    satz = treffen(ag, fertig=True, beginn=time(10), ende=time(11, 30), gaeste="Paula Gast, Schulamt")
    assert gespraechsprotokoll_pdf(satz) is None
    _setzen()
    text = _text(satz)
    for stueck in (
        "PAG DELFIN4",
        "Lenkungsgruppe KIM",
        "10.03.2026",
        "10:00 Uhr – 11:30 Uhr",
        "Kreishaus",
        "Petra Probe",
        "Paula Gast, Schulamt",
        "Alle Jugendämter nennen freie Plätze.",
    ):
        assert stueck in text
    dokument = gespraechsprotokoll_pdf(satz)
    assert dokument.name == "Gesprächsprotokoll PAG DELFIN4 2026-03-10.pdf"  # type: ignore[union-attr]
    assert verstoesse(inhalt_von(dokument)) == []  # type: ignore[arg-type]


def test_was_gedruckt_wird_ist_der_fertige_wortlaut() -> None:
    """Opened again before the job ran: the old text goes to its own PDF, the new one to another."""
    ag = arbeitsgruppe(GremiumFactory())
    wer = gobau.akteur(ag.gremium)
    satz = treffen(ag, fertig=True)
    satz = treffen_oeffnen(treffen_id=satz.pk, akteur=wer, grund="Ein Name fehlt")
    _setzen()
    assert "Petra Probe" in _gelesen(Dokument.objects.get())
    assert gespraechsprotokoll_pdf(satz) is None
    treffen_aendern(
        treffen_id=satz.pk,
        akteur=wer,
        angaben={"tag": BEGINN, "ort": "Rathaus", "anwesende": "Paula Neu", "protokoll": "<p>Neu.</p>"},
    )
    satz = treffen_fertigstellen(treffen_id=satz.pk, akteur=wer)
    _setzen()
    text = _text(satz)
    assert "Paula Neu" in text
    assert "Petra Probe" not in text
