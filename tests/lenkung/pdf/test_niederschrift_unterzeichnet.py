"""The whole way with nothing replaced: fixed, set as PDF, signed by both, checked in public."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from kim.basis.pdfart import PDFARTEN
from kim.dokumente.domain.dokument import Zugehoerigkeit, erzeugtes_pdf_ablegen
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.pdf.satz import setze
from kim.siegel.domain.pruefen import pruefen
from lenkung.domain.niederschriftsfassung import niederschrift_festschreiben
from lenkung.domain.queries.niederschriftsfassung import auftragsschluessel
from lenkung.domain.queries.niederschriftspruefung import datei_pruefen
from lenkung.models import Niederschriftsfassung
from lenkung.permissions import NIEDERSCHRIFT_DRUCK
from lenkung.regeln.niederschriftspruefung import Echtheit
from tests.lenkung import gobau
from tests.lenkung.unterschriftsbau import LEITUNG, VORSITZ, frisch, unterzeichne, vollstaendig
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db


@pytest.fixture
def fassung() -> Niederschriftsfassung:
    """As the job prints it."""
    satz = vollstaendig()
    akteur = gobau.akteur(satz.gremium)
    fassung = niederschrift_festschreiben(sitzung_id=satz.pk, akteur=akteur)
    art = PDFARTEN[NIEDERSCHRIFT_DRUCK]
    inhalt = art.inhalt({"fassung_id": fassung.pk, "inhalt_hash": fassung.inhalt_hash})
    erzeugtes_pdf_ablegen(
        name=inhalt.dateiname,
        inhalt=setze(art, inhalt),
        gehoert_zu=Zugehoerigkeit(fassung.kreis_id, NIEDERSCHRIFT_DRUCK, fassung.pk),
        auftrag_schluessel=auftragsschluessel(fassung),
        akteur=akteur,
    )
    return fassung


def _datei(fassung: Niederschriftsfassung) -> bytes:
    pdf = frisch(fassung).unterzeichnetes_pdf
    assert pdf is not None
    return inhalt_von(pdf)


def test_beide_unterschriften_sind_echt_und_jedes_andere_byte_faellt_auf(
    fassung: Niederschriftsfassung,
) -> None:
    unterzeichne(fassung, LEITUNG)
    halb = _datei(fassung)
    assert datei_pruefen(halb).echtheit is Echtheit.UNVOLLSTAENDIG
    unterzeichne(fassung, VORSITZ)
    fertig = _datei(fassung)
    # Signed on top of each other: the first file is the beginning of the second, byte for byte.
    assert fertig.startswith(halb)
    ergebnis = datei_pruefen(fertig)
    assert ergebnis.echtheit is Echtheit.ECHT
    assert ergebnis.siegel is not None
    assert {u.feld for u in ergebnis.siegel.unterschriften} == {VORSITZ.value, LEITUNG.value}
    stelle = len(halb) // 2
    anders = fertig[:stelle] + bytes([fertig[stelle] ^ 1]) + fertig[stelle + 1 :]
    assert datei_pruefen(anders).echtheit is Echtheit.NICHT_ECHT
    # A file that this house did not store is not genuine, whatever its signatures say.
    assert pruefen(halb, erwartete=[VORSITZ.value, LEITUNG.value]).echt is False


def test_was_maschinen_lesen_ist_der_festgeschriebene_inhalt(fassung: Niederschriftsfassung) -> None:
    unterzeichne(fassung, VORSITZ)
    anlagen = PdfReader(BytesIO(_datei(fassung))).attachments
    inhalt = anlagen["niederschrift.json"][0]
    assert hashlib.sha256(inhalt).hexdigest() == fassung.inhalt_hash
    assert json.loads(inhalt) == fassung.inhalt


@pytest.mark.pdfpruefung
def test_vor_und_nach_beiden_unterschriften_haelt_sie_beide_normen_ein(
    fassung: Niederschriftsfassung,
) -> None:
    unterzeichne(fassung, VORSITZ)
    erste = _datei(fassung)
    gesetzt = frisch(fassung).pdf
    assert gesetzt is not None
    unterzeichne(fassung, LEITUNG)
    assert verstoesse(inhalt_von(gesetzt), erste, _datei(fassung)) == []
