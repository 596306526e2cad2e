from __future__ import annotations

from datetime import date

import pytest

from lenkung.regeln.gremiendatei import GremiendateiFehler, lesen

KOPF = '[gremium]\nkreis = "mk"\nname = "Lenkungsgruppe"\nfundstelle = "GO"\n'


def test_ein_sitz_mit_allem_was_er_haben_kann() -> None:
    datei = lesen(
        KOPF
        + '[[sitz]]\neinrichtung = " Jugendamt "\nbezeichnung = "Leitung"\nstimmrecht = false\n'
        + 'von = 2022-03-24\nbeschluss_vom = 2022-03-24\nbeschluss_nummer = "1/2022"\nfundstelle = "GO § 2"\n'
    )
    assert datei.gremium.name == "Lenkungsgruppe"
    (sitz,) = datei.sitze
    assert (sitz.name, sitz.stimmrecht, sitz.von) == ("Jugendamt: Leitung", False, date(2022, 3, 24))


def test_ohne_angabe_hat_ein_sitz_eine_stimme_und_keinen_tag() -> None:
    (sitz,) = lesen(KOPF + '[[sitz]]\neinrichtung = "Jugendamt"\nfundstelle = "GO § 2"\n').sitze
    assert (sitz.name, sitz.stimmrecht, sitz.von) == ("Jugendamt", True, None)


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        ("[gremium", "Kein gültiges TOML"),
        (KOPF + "[[amt]]\n", "Unbekannte Tabelle: amt"),
        ("[gremium]\nkreis = 'mk'\n", "„ohne Namen“: name fehlt"),
        (KOPF + "[[sitz]]\neinrichtung = 'Amt'\n", "sitz „Amt“: fundstelle fehlt"),
        (KOPF + "[[sitz]]\neinrichtung = 'Amt'\nfundstelle = ' '\n", "fundstelle muss ein Text"),
        (
            KOPF + "[[sitz]]\neinrichtung = 'Amt'\nfundstelle = 'GO'\nstimmrecht = 'ja'\n",
            "stimmrecht muss true oder false sein",
        ),
        (
            KOPF + "[[sitz]]\neinrichtung = 'Amt'\nfundstelle = 'GO'\nvon = '24.03.2022'\n",
            "von muss ein Tag sein",
        ),
        (
            KOPF + "[[sitz]]\neinrichtung = 'Amt'\nfundstelle = 'GO'\nfarbe = 'rot'\n",
            "unbekanntes Feld farbe",
        ),
        (KOPF.replace('"GO"', '"GO"\nart = "verein"'), "art kennt „verein“ nicht"),
        (KOPF + 2 * "[[sitz]]\neinrichtung = 'Amt'\nfundstelle = 'GO'\n", "„Amt“ steht zweimal"),
    ],
)
def test_eine_unbrauchbare_datei_sagt_wo_es_hakt(text: str, meldung: str) -> None:
    with pytest.raises(GremiendateiFehler, match=meldung):
        lesen(text)
