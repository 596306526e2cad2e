"""Preparing a session: what is refused although one holds the right, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from lenkung import permissions
from lenkung.models import Gremium
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import anlage, bereite_sitzung, eingeladen, vorbereitet
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.vorschlagsbau import einreichen, vorlage

pytestmark = pytest.mark.django_db


@pytest.fixture
def gremium() -> Gremium:
    return GremiumFactory()


def _geschlossen(gremium: Gremium) -> Gremium:
    gremium.aktiv_bis = timezone.localdate() - timedelta(days=1)
    gremium.save()
    return gremium


def test_in_einem_geschlossenen_gremium_wird_nichts_mehr_vorgeschlagen_geschrieben_oder_gefragt(
    gremium: Gremium,
) -> None:
    wer = gobau.akteur(_geschlossen(gremium))
    for darf in (
        permissions.darf_vorschlagen,
        permissions.darf_vorlage_schreiben,
        permissions.darf_abfrage_stellen,
    ):
        erlaubnis: Any = darf(wer, gremium)
        assert not erlaubnis
        assert "geschlossen" in erlaubnis.grund


def test_eine_geschlossene_sitzung_nimmt_keine_punkte_auf(gremium: Gremium) -> None:
    gehalten = sitzung(gremium, date(2023, 3, 21), "geschlossen")
    assert not permissions.darf_in_sitzung_aufnehmen(gobau.akteur(gremium), gehalten)
    offene = sitzung(gremium, timezone.localdate() + timedelta(days=40))
    assert permissions.darf_in_sitzung_aufnehmen(gobau.akteur(gremium), offene)


def test_ein_vorschlag_eines_anderen_kreises_ist_nie_der_eigene(gremium: Gremium) -> None:
    vorschlag = einreichen(gremium, akteur=gobau.akteur(gremium, konto_id=4711)).vorschlag
    fremd = gobau.akteur(GremiumFactory(), konto_id=4711)
    assert permissions.ist_eigener(gobau.akteur(gremium, konto_id=4711), vorschlag)
    assert not permissions.ist_eigener(fremd, vorschlag)


def test_die_anlage_eines_punktes_aendert_man_beim_punkt(gremium: Gremium) -> None:
    satz = bereite_sitzung(gremium, timezone.localdate() + timedelta(days=40))
    am_punkt = anlage(satz.punkte.last())
    assert not permissions.darf_anlage_aendern(gobau.akteur(gremium), am_punkt)


def test_die_einladung_als_pdf_liest_vor_dem_versand_nur_wer_vorbereitet(gremium: Gremium) -> None:
    satz = bereite_sitzung(gremium, timezone.localdate() + timedelta(days=40))
    dokument = dokumente_zu(permissions.EINLADUNG_DRUCK, [vorbereitet(satz).pk]).popitem()[1][0]
    assert permissions.darf_einladung_lesen(gobau.akteur(gremium), dokument)
    assert not permissions.darf_einladung_lesen(gobau.akteur(GremiumFactory()), dokument)
    mitglied = gobau.akteur(gremium, "lenkung.gremium_lesen")
    assert not permissions.darf_einladung_lesen(mitglied, dokument)


def test_ohne_das_recht_schlaegt_niemand_etwas_vor(gremium: Gremium) -> None:
    assert not permissions.vorschlagbare_gremien(gobau.akteur(gremium, "lenkung.gremien_sehen")).exists()
    assert permissions.vorschlagbare_gremien(gobau.akteur(gremium)).get() == gremium


def test_eine_freigegebene_vorlage_aendert_niemand(gremium: Gremium) -> None:
    frei, entwurf = vorlage(gremium, frei=True), vorlage(gremium)
    wer = gobau.akteur(gremium)
    assert not permissions.darf_fassung_aendern(wer, frei)
    assert permissions.darf_fassung_aendern(wer, entwurf)


def test_nach_der_einladung_lesen_alle_des_gremiums_ihr_pdf(gremium: Gremium) -> None:
    satz = bereite_sitzung(gremium, timezone.localdate() + timedelta(days=40))
    sendung = eingeladen(satz).sendung
    assert sendung.pdf is not None
    assert permissions.darf_einladung_lesen(gobau.akteur(gremium), sendung.pdf)
