"""Signing in through the form in a real browser; the other tests bring a session along."""

from __future__ import annotations

import pytest

from tests.e2e.browser import mitgehoerte_seite, neuer_kontext
from tests.e2e.buehne import Buehne
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import OHNE_ROLLE


@pytest.mark.parametrize("rolle", [OHNE_ROLLE, "geschaeftsstelle", "systemadministration"])
def test_mit_passwort_und_zweitem_faktor_kommt_man_auf_die_startseite(buehne: Buehne, rolle: str) -> None:
    konto = buehne.k.konten[rolle]
    assert (konto.pk in buehne.geheimnisse) == konto.braucht_zweiten_faktor
    kontext = neuer_kontext(buehne.browser, buehne.adresse)
    buehne.anmelden(kontext, konto)
    with mitgehoerte_seite(kontext) as (page, mitschrift):
        antwort = page.goto("/")
        assert antwort is not None
        assert antwort.status == 200
        nichts(mitschrift.abholen(page))
    kontext.close()
