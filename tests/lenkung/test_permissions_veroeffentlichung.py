"""Who sees and does what about publication, and who reads the PDF inside."""

from __future__ import annotations

from typing import Any

import pytest

from lenkung import permissions
from lenkung.domain.queries.oeffentlich import druck_der
from lenkung.models import Niederschriftsfassung
from tests.lenkung import gobau, niederschriftsbau
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.fabriken import GremiumFactory

pytestmark = pytest.mark.django_db
LESEN, VORBEREITEN, BESTAETIGEN = (
    "lenkung.gremium_lesen",
    "lenkung.sitzungen_vorbereiten",
    "lenkung.tagesordnung_bestaetigen",
)


@pytest.fixture
def fassung() -> Niederschriftsfassung:
    satz = niederschriftsbau.geschlossene_sitzung()
    bau.eingeschaltet(satz.gremium)
    fassung = bau.unterzeichnet(satz)
    bau.pdf_ablegen(bau.veroeffentlicht(fassung))
    return fassung


@pytest.mark.parametrize(
    ("recht", "sieht", "tut"),
    [(VORBEREITEN, True, True), (BESTAETIGEN, True, False), (LESEN, False, False)],
)
def test_wer_das_gremium_fuehrt_sieht_es_und_die_geschaeftsstelle_tut_es(
    fassung: Niederschriftsfassung, recht: str, sieht: bool, tut: bool
) -> None:
    sitzung = fassung.niederschrift.sitzung
    wer = gobau.akteur(sitzung.gremium, recht, nur_gremium=True)
    assert permissions.sichtbare_veroeffentlichungen(wer).exists() == sieht
    assert permissions.sichtbare_gremienoeffentlichkeiten(wer).exists() == sieht
    assert permissions.sichtbare_oparlobjekte(wer).exists() == sieht
    assert bool(permissions.darf_veroeffentlichen(wer, sitzung)) == tut
    assert bool(permissions.darf_oeffentlichkeit_einstellen(wer, sitzung.gremium)) == tut
    assert bool(permissions.darf_oeffentliches_pdf_lesen(wer, _pdf(fassung))) == sieht


def _pdf(fassung: Niederschriftsfassung) -> Any:
    pdf = druck_der(fassung.veroeffentlichungen.get())
    assert pdf is not None
    return pdf


def test_wer_ein_anderes_gremium_fuehrt_liest_das_pdf_nicht(fassung: Niederschriftsfassung) -> None:
    wer = gobau.akteur(GremiumFactory(), VORBEREITEN)
    antwort = permissions.darf_oeffentliches_pdf_lesen(wer, _pdf(fassung))
    assert not antwort
    assert antwort.grund == "Diese Niederschrift gehört zu keinem Ihrer Gremien."


def test_ein_pdf_aus_einem_anderen_kreis_gehoert_nicht_dazu(fassung: Niederschriftsfassung) -> None:
    pdf = _pdf(fassung)
    pdf.kreis_id = GremiumFactory().kreis_id
    wer = gobau.akteur(fassung.niederschrift.sitzung.gremium, VORBEREITEN)
    assert not permissions.darf_oeffentliches_pdf_lesen(wer, pdf)
