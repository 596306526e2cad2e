"""Who signs: what the Geschäftsordnung says, with the names of those who hold the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lenkung.domain.queries.niederschriftsdruck import Unterschriftsplatz, Unterzeichnung, unterzeichnung
from lenkung.models import Gremium, Niederschriftsfassung, Sitzung
from lenkung.regeln.gremium import AmtArt
from tests.lenkung import fassungsbau, gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import AmtFactory
from tests.lenkung.niederschriftsbau import geschlossene_sitzung

pytestmark = pytest.mark.django_db


def _amt(gremium: Gremium, art: str, **felder: Any) -> str:
    return str(AmtFactory(gremium=gremium, art=art, **felder).person)


def _fassung(satz: Sitzung, leitung: str = "", **felder: Any) -> Niederschriftsfassung:
    daten = fassungsbau.beispiel(sitzung=replace(fassungsbau.SITZUNG, leitung=leitung))
    return fassungsbau.fassung(satz, daten, **felder)


def test_die_go_rsk_verlangt_vorsitz_und_geschaeftsstelle() -> None:
    satz = geschlossene_sitzung()
    vorsitz = _amt(satz.gremium, "vorsitz")
    # In office on the day on which it is fixed, neither before nor after: who signs is who holds it then.
    fest, ein_tag = fassungsbau.FEST_AM.date(), timedelta(days=1)
    _amt(satz.gremium, "leitung_geschaeftsstelle", bis=fest - ein_tag)
    leitung = _amt(satz.gremium, "leitung_geschaeftsstelle", von=fest, bis=fest)
    _amt(satz.gremium, "leitung_geschaeftsstelle", von=fest + ein_tag)
    assert unterzeichnung(_fassung(satz, vorsitz)) == Unterzeichnung(
        "§ 7 Abs. 2",
        False,
        (
            Unterschriftsplatz(AmtArt.VORSITZ, "Vorsitz", vorsitz),
            Unterschriftsplatz(AmtArt.LEITUNG_GESCHAEFTSSTELLE, "Leitung der Geschäftsstelle", leitung),
        ),
    )


@pytest.mark.parametrize(
    ("wer", "funktion"),
    [
        ("vorsitz", "Vorsitz"),
        ("stellv_vorsitz", "Vorsitz, in Vertretung"),
        # Neither of the two, or nobody is named: it is the place of the chair all the same.
        ("niemand", "Vorsitz"),
        ("", "Vorsitz"),
    ],
)
def test_es_unterzeichnet_wer_die_sitzung_geleitet_hat(wer: str, funktion: str) -> None:
    satz = geschlossene_sitzung()
    je_amt = {art: _amt(satz.gremium, art) for art in ("vorsitz", "stellv_vorsitz")}
    name = je_amt.get(wer, wer)
    platz = unterzeichnung(_fassung(satz, name)).plaetze[0]
    assert (platz.amt, platz.name, platz.funktion) == (AmtArt.VORSITZ, name, funktion)
    assert platz.anker == "unterschrift-vorsitz"


def test_ein_amt_das_niemand_hat_bleibt_ohne_namen() -> None:
    platz = unterzeichnung(_fassung(geschlossene_sitzung(), "V")).plaetze[1]
    assert platz.name == ""
    assert platz.anker == "unterschrift-leitung_geschaeftsstelle"


def test_die_go_steinfurt_verlangt_nur_die_freigabe() -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=gobau.STEINFURT))
    befund = unterzeichnung(_fassung(satz, "V"))
    assert (befund.norm, befund.freigabe) == ("§ 7", True)
    assert [platz.amt for platz in befund.plaetze] == [AmtArt.VORSITZ]


@pytest.mark.parametrize("wie", [None, "neuss-2021-01-27"])
def test_ohne_regel_zeichnet_wer_die_sitzung_geleitet_hat(wie: str | None) -> None:
    satz = geschlossene_sitzung(bau.lenkungsgruppe(4, wie=wie))
    assert (satz.geschaeftsordnung is None) is (wie is None)
    assert unterzeichnung(_fassung(satz, "V")) == Unterzeichnung(
        "", False, (Unterschriftsplatz(AmtArt.VORSITZ, "Vorsitz", "V"),)
    )
