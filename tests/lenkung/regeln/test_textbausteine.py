"""Each sentence of the house is usable, and a wrong one is named."""

from __future__ import annotations

import pytest

from lenkung.domain.queries.textbausteine import saetze_des_hauses
from lenkung.regeln.textbausteine import (
    BAUSTEINE,
    HOECHSTENS,
    Satzart,
    baustein_pruefen,
    mit_beispielen,
)


def test_zu_jedem_satz_gibt_es_einen_baustein_und_einen_wortlaut_des_hauses() -> None:
    assert set(BAUSTEINE) == set(Satzart) == set(saetze_des_hauses())


@pytest.mark.parametrize("art", list(Satzart))
def test_die_saetze_des_hauses_bestehen_ihre_pruefung(art: Satzart) -> None:
    text = saetze_des_hauses()[art]
    assert baustein_pruefen(BAUSTEINE[art], text).ohne_verstoss
    assert "{" not in mit_beispielen(BAUSTEINE[art], text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Um {ende} schließt {leitung}.", []),
        (" ", ["leer", "platzhalter_fehlt", "platzhalter_fehlt"]),
        ("Um {ende} ist Schluss.", ["platzhalter_fehlt"]),
        ("{leitung} {ende} {ort}", ["platzhalter_unbekannt"]),
        ("{leitung} {ende} " + "x" * HOECHSTENS, ["zu_lang"]),
    ],
)
def test_was_an_einem_satz_nicht_stimmt(text: str, codes: list[str]) -> None:
    befund = baustein_pruefen(BAUSTEINE[Satzart.SCHLUSS], text)
    assert [verstoss.code for verstoss in befund.verstoesse] == codes
    assert befund.urteil == ("verwendbar" if not codes else "nicht verwendbar")
