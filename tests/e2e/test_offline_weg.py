"""In Chromium: logged without a network, and it arrives once."""

from __future__ import annotations

from django.db.models import Q
from playwright.sync_api import expect

from casemgmt.models import Termin
from tests.e2e import vorort
from tests.e2e.buehne import Buehne

CM = "case_management"


def _meine(buehne: Buehne) -> int:
    return Termin.objects.filter(Q(konto=buehne.k.konten[CM])).count()


def test_ohne_netz_erfasst_kommt_es_einmal_an(buehne: Buehne) -> None:
    vorher = _meine(buehne)
    with vorort.telefon(buehne, buehne.k.konten[CM]) as (kontext, page):
        vorort.eingerichtet(page)
        kontext.set_offline(True)
        vorort.neu_laden(page)
        vorort.beratung(page, notiz="Frau Rosenbusch sucht eine Wohnung.")
        vorort.festgehalten(page)
        vorort.neu_laden(page)
        assert vorort.wartend(page) == 1
        assert "Rosenbusch" not in vorort.alles(page)
        kontext.set_offline(False)
        vorort.nachsehen(page)
        expect(page.locator("[data-meldung]")).to_have_text("Ein Eintrag ist übertragen.")
        assert vorort.wartend(page) == 0
    assert _meine(buehne) == vorher + 1
    satz = Termin.objects.filter(konto=buehne.k.konten[CM]).order_by("-pk")[0]
    assert satz.notiz == "Frau Rosenbusch sucht eine Wohnung."
    assert satz.anonym
    assert satz.geraet_erfasst_am is not None
