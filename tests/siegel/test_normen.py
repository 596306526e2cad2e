"""PDF/A-3u and PDF/UA-1 before, after the first and after the second signature."""

from __future__ import annotations

import pytest

from tests.siegel.bau import erste, gedruckt, vorbereitet, zweite
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = [pytest.mark.django_db, pytest.mark.pdfpruefung]


def test_vor_und_nach_jeder_unterschrift_haelt_die_datei_beide_normen_ein() -> None:
    eins = erste(name="Ağaoğlu Ковальчук Nguyễn").pdf
    zwei = zweite(eins, funktion="").pdf
    assert verstoesse(gedruckt(), vorbereitet(), eins, zwei) == []


def test_auch_mit_anlagen() -> None:
    from kim.basis.pdfart import Pdfanlage
    from kim.siegel.domain.felder import signaturfelder_anlegen
    from tests.siegel.bau import BEIDE

    mit_anlage = gedruckt(anlagen=[Pdfanlage("Anlage Übersicht.txt", "text/plain", b"Text", "Übersicht")])
    eins = erste(signaturfelder_anlegen(mit_anlage, BEIDE)).pdf
    assert verstoesse(zweite(eins).pdf) == []
