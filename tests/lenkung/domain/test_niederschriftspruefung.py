"""From a file or a check mark to the version it belongs to; a draft is nobody's business."""

from __future__ import annotations

from typing import Any

import pytest

from kim.dokumente.domain.dateipruefung import GepruefteDatei
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.regeln.dateityp import Dateityp
from kim.siegel.regeln.befund import Siegelbefund, Urteil, ungueltig
from lenkung.domain import unterschrift as vorgang
from lenkung.domain.niederschriftsfassung import fassung_widerrufen, neue_fassung_beginnen
from lenkung.domain.queries import niederschriftspruefung as abfrage
from lenkung.domain.queries.niederschriftspruefung import (
    datei_pruefen,
    fassung_zum_zeichen,
    geltende_nachfolgerin,
)
from lenkung.domain.unterschrift import papierunterschriften_eintragen
from lenkung.models import Niederschriftsfassung
from lenkung.regeln.niederschriftspruefung import Echtheit
from tests.lenkung import gobau
from tests.lenkung.niederschriftsbau import abschnitt, schreibe
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    druckbytes,
    festgeschrieben,
    frisch,
    unterzeichne,
    wer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ohne_technik(monkeypatch: pytest.MonkeyPatch) -> None:
    """The signature itself has its own tests; here a file is intact if it begins as a PDF."""

    def pruefen(pdf: bytes) -> Siegelbefund:
        if not pdf.startswith(b"%PDF"):
            return ungueltig("Die Datei wurde verändert.")
        unterschriften: tuple[Any, ...] = ("eine",) if b"vorsitz" in pdf else ()
        return Siegelbefund(
            Urteil.ECHT if unterschriften else Urteil.NICHT_UNTERSCHRIEBEN, "", unterschriften
        )

    monkeypatch.setattr(abfrage, "pruefen", pruefen)
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())


def _datei(fassung: Niederschriftsfassung) -> bytes:
    pdf = frisch(fassung).unterzeichnetes_pdf
    assert pdf is not None
    return inhalt_von(pdf)


@pytest.fixture
def fassung() -> Niederschriftsfassung:
    fassung = festgeschrieben()
    unterzeichne(fassung, VORSITZ)
    return fassung


def test_mit_beiden_unterschriften_ist_sie_echt_und_davor_nicht_vollstaendig(
    fassung: Niederschriftsfassung,
) -> None:
    erste = _datei(fassung)
    assert datei_pruefen(erste).echtheit is Echtheit.UNVOLLSTAENDIG
    unterzeichne(fassung, LEITUNG)
    ergebnis = datei_pruefen(_datei(fassung))
    assert (ergebnis.echtheit, ergebnis.fassung) == (Echtheit.ECHT, fassung)
    # The second signature cut off again.
    assert datei_pruefen(erste).echtheit is Echtheit.UNVOLLSTAENDIG


def test_ein_anderes_byte_ist_eine_andere_datei(fassung: Niederschriftsfassung) -> None:
    unterzeichne(fassung, LEITUNG)
    ergebnis = datei_pruefen(b"x" + _datei(fassung))
    assert (ergebnis.echtheit, ergebnis.fassung) == (Echtheit.NICHT_ECHT, None)
    ergebnis = datei_pruefen(_datei(fassung) + b"\n")
    assert (ergebnis.echtheit, ergebnis.fassung) == (Echtheit.UNBEKANNT, None)


def test_ein_entwurf_ist_niemandem_bekannt() -> None:
    fassung = festgeschrieben()
    assert fassung.pdf is None
    ergebnis = datei_pruefen(druckbytes(fassung))
    assert (ergebnis.echtheit, ergebnis.fassung) == (Echtheit.OHNE_UNTERSCHRIFT, None)
    assert fassung_zum_zeichen(fassung.pruefzeichen) is None
    assert fassung_zum_zeichen("unbekannt") is None


def test_widerrufen_und_ersetzt(fassung: Niederschriftsfassung) -> None:
    unterzeichne(fassung, LEITUNG)
    satz = fassung.niederschrift.sitzung
    assert geltende_nachfolgerin(frisch(fassung)) is None
    neue_fassung_beginnen(sitzung_id=satz.pk, anlass="Einwendung", akteur=gobau.akteur(satz.gremium))
    schreibe(abschnitt(satz, nummer=2), "Geändert.")
    neue = festgeschrieben(satz)
    unterzeichne(neue, VORSITZ)
    unterzeichne(neue, LEITUNG)
    assert datei_pruefen(_datei(fassung)).echtheit is Echtheit.ERSETZT
    assert geltende_nachfolgerin(frisch(fassung)) == neue
    assert fassung_zum_zeichen(fassung.pruefzeichen) == fassung
    fassung_widerrufen(fassung_id=neue.pk, grund="Falsch", akteur=wer(satz, VORSITZ))
    assert datei_pruefen(_datei(neue)).echtheit is Echtheit.WIDERRUFEN


def test_ein_scan_ist_echt_ohne_elektronische_unterschrift() -> None:
    fassung = festgeschrieben()
    scan = GepruefteDatei("scan.pdf", Dateityp.PDF, b"%PDF-1.4 Scan", True)
    papierunterschriften_eintragen(
        fassung_id=fassung.pk,
        datei=scan,
        namen={VORSITZ: "Dr. Renate Vorsitz", LEITUNG: "Brigitte Leitung"},
        akteur=gobau.akteur(fassung.niederschrift.sitzung.gremium),
    )
    ergebnis = datei_pruefen(scan.inhalt)
    assert (ergebnis.echtheit, ergebnis.siegel) == (Echtheit.ECHT, None)
    # What was printed for the hand bears no signature.
    assert datei_pruefen(druckbytes(fassung)).echtheit is Echtheit.UNVOLLSTAENDIG
