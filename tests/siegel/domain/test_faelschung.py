"""Bytes flipped all over what was signed: each one is noticed, by us and by OpenSSL."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.siegel.regeln.befund import Urteil
from tests.siegel.bau import befund, bereiche, gedeckt, openssl_gilt, satz

STELLEN = 320

pytestmark = pytest.mark.django_db


def gekippt(pdf: bytes, stelle: int, maske: int) -> bytes:
    return pdf[:stelle] + bytes([pdf[stelle] ^ maske]) + pdf[stelle + 1 :]


def gedeckte_stellen(pdf: bytes) -> list[int]:
    letzter = bereiche(pdf)[-1]
    return [stelle for stelle in range(len(pdf)) if gedeckt(letzter, stelle)]


@pytest.mark.langsam
@pytest.mark.eine_datenbank
def test_jedes_gekippte_byte_faellt_auf() -> None:
    """A sample over the whole file in equal steps, each with another bit."""
    pdf, stelle_pem = satz().zweimal, satz().stelle
    erster, letzter = bereiche(pdf)
    assert befund(pdf, stelle_pem).echt
    stellen = gedeckte_stellen(pdf)
    schritt = len(stellen) / STELLEN
    probe = sorted({stellen[int(nummer * schritt)] for nummer in range(STELLEN)} | {0, stellen[-1]})
    assert len(probe) >= 300
    unbemerkt = []
    for nummer, stelle in enumerate(probe):
        falsch = gekippt(pdf, stelle, 1 << nummer % 8)
        if befund(falsch, stelle_pem).urteil is not Urteil.UNGUELTIG:
            unbemerkt.append(("wir", stelle))
        if openssl_gilt(falsch, letzter, stelle_pem):
            unbemerkt.append(("openssl", stelle))
        # The place of the first lies inside the second; the first is judged only by what it covers.
        if gedeckt(erster, stelle) == openssl_gilt_oder_unlesbar(falsch, erster, stelle_pem):
            unbemerkt.append(("openssl, erste", stelle))
    assert unbemerkt == []


def openssl_gilt_oder_unlesbar(pdf: bytes, bereich: tuple[int, int, int, int], stelle: str) -> bool:
    """Outside of what the first signature covers it still holds; its own place may not be readable."""
    a, b, c, _d = bereich
    if pdf[a + b : c] != satz().zweimal[a + b : c]:
        return True
    return openssl_gilt(pdf, bereich, stelle)


@given(st.data())
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.langsam
@pytest.mark.eine_datenbank
def test_beliebige_aenderungen_fallen_auf(data: st.DataObject) -> None:
    pdf, stelle_pem = satz().zweimal, satz().stelle
    a, b, c, d = bereiche(pdf)[-1]
    stelle = data.draw(st.one_of(st.integers(a, a + b - 1), st.integers(c, c + d - 1)))
    laenge = data.draw(st.integers(1, 4))
    neu = data.draw(st.binary(min_size=0, max_size=8))
    falsch = pdf[:stelle] + neu + pdf[stelle + laenge :]
    if falsch != pdf:
        assert befund(falsch, stelle_pem).urteil is not Urteil.ECHT
