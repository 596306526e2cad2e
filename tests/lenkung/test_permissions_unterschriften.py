"""Who reads the PDF of a Niederschrift: behind the scenes before it is signed, all of the Gremium after."""

from __future__ import annotations

from typing import Any

import pytest

from lenkung import permissions
from lenkung.domain import unterschrift as vorgang
from lenkung.models import Gremium
from lenkung.regeln.gremium import AmtArt
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.unterschriftsbau import (
    LEITUNG,
    VORSITZ,
    Stempel,
    drucke,
    festgeschrieben,
    frisch,
    person,
    unterzeichne,
    wer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stempel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vorgang, "unterschreiben", Stempel())


def _mitglied(gremium: Gremium) -> Any:
    return gobau.akteur(gremium, "lenkung.gremium_lesen", nur_gremium=True)


def test_vor_der_unterschrift_liest_das_pdf_nur_wer_das_gremium_fuehrt() -> None:
    fassung = festgeschrieben()
    gremium = fassung.niederschrift.sitzung.gremium
    druck = drucke(fassung)
    darf = permissions.darf_niederschrift_pdf_lesen
    assert darf(gobau.akteur(gremium), druck)
    assert not darf(_mitglied(gremium), druck)
    assert not darf(gobau.akteur(GremiumFactory()), druck)
    unterzeichne(fassung, VORSITZ)
    zwischenstand = frisch(fassung).unterzeichnetes_pdf
    assert not darf(_mitglied(gremium), zwischenstand)
    unterzeichne(fassung, LEITUNG)
    assert darf(_mitglied(gremium), frisch(fassung).unterzeichnetes_pdf)
    # What lay before the signers stays theirs.
    assert not darf(_mitglied(gremium), druck)
    assert not darf(_mitglied(gremium), zwischenstand)


def test_fassungen_und_unterschriften_sieht_wer_das_gremium_fuehrt() -> None:
    fassung = festgeschrieben()
    unterschrift = unterzeichne(fassung)
    gremium = fassung.niederschrift.sitzung.gremium
    for sichtbare, satz in (
        (permissions.sichtbare_niederschriftsfassungen, fassung),
        (permissions.sichtbare_unterschriften, unterschrift),
    ):
        assert list(sichtbare(gobau.akteur(gremium))) == [satz]
        assert not sichtbare(_mitglied(gremium)).exists()
        assert not sichtbare(gobau.akteur(GremiumFactory())).exists()
    assert not permissions.sichtbare_anmerkungen(gobau.akteur(gremium)).exists()


def test_ohne_namen_im_verlauf_entscheidet_das_amt() -> None:
    fassung = festgeschrieben()
    satz = fassung.niederschrift.sitzung
    jemand = person(satz, "Konrad Anders")
    akteur = wer(satz, VORSITZ, person_id=jemand.pk)

    def darf(geleitet_von: str) -> bool:
        return bool(
            permissions.darf_unterzeichnen_als(
                akteur, satz, AmtArt.VORSITZ, person=jemand, geleitet_von=geleitet_von
            )
        )

    assert darf("")
    assert darf("Dr.-Ing. Konrad Anders")
    assert not darf("Eva Wer")
