from __future__ import annotations

import pytest

from kim.stammdaten.regeln.datendatei import DatendateiFehler, lesen

KREIS = '[kreis]\nkuerzel = "k"\nname = "Kreis K"\nfundstelle = "erfunden"\n'
KOMMUNE = '[[kommune]]\nname = "Dorf"\nart = "gemeinde"\nfundstelle = "erfunden"\n'
EINRICHTUNG = '[[einrichtung]]\nname = "Amt"\nart = "behoerde"\nfundstelle = "erfunden"\n'
STANDORT = '[[standort]]\nname = "Rathaus"\nfundstelle = "erfunden"\n'


def test_eine_gute_datei_wird_gelesen() -> None:
    datei = lesen(KREIS + KOMMUNE + EINRICHTUNG + STANDORT + 'kommune = "Dorf"\neinrichtung = "Amt"\n')
    assert datei.kreis.name == "Kreis K"
    assert [kommune.name for kommune in datei.kommunen] == ["Dorf"]
    assert datei.standorte[0].einrichtung == "Amt"


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        ("[kreis", "Kein gültiges TOML"),
        (KREIS + '[[person]]\nname = "x"\n', "Unbekannte Tabelle: person"),
        ('[kreis]\nname = "Kreis K"\nfundstelle = "x"\n', "kreis „Kreis K“: kuerzel fehlt"),
        (KREIS + 'farbe = "rot"\n', "unbekanntes Feld farbe"),
        (KREIS + 'telefon = " "\n', "telefon muss ein Text sein"),
        (KREIS + "telefon = 5\n", "telefon muss ein Text sein"),
        (KREIS + KOMMUNE + KOMMUNE, "kommune „Dorf“ steht zweimal"),
        (KREIS + EINRICHTUNG + EINRICHTUNG, "einrichtung „Amt“ steht zweimal"),
        (KREIS + KOMMUNE.replace("gemeinde", "weiler"), "art kennt „weiler“ nicht"),
        (KREIS + KOMMUNE + 'rheinseite = "linksrheinisch"\n', "fundstelle_rheinseite fehlt"),
        (KREIS + KOMMUNE + 'rheinseite = "oben"\n', "rheinseite kennt „oben“ nicht"),
        (KREIS + EINRICHTUNG.replace("behoerde", "laden"), "art kennt „laden“ nicht"),
        (KREIS + EINRICHTUNG + 'rechtskreis = "sgb_x"\n', "rechtskreis kennt „sgb_x“ nicht"),
        (KREIS + EINRICHTUNG + 'kommune = "Stadt"\n', "kommune „Stadt“ steht nicht in der Datei"),
        (KREIS + STANDORT, "kommune oder einrichtung fehlt"),
        (KREIS + STANDORT + 'kommune = "Stadt"\n', "kommune „Stadt“ steht nicht in der Datei"),
        (KREIS + STANDORT + 'einrichtung = "Amt"\n', "einrichtung „Amt“ steht nicht in der Datei"),
    ],
)
def test_eine_fehlerhafte_datei_wird_mit_der_stelle_zurueckgewiesen(text: str, meldung: str) -> None:
    with pytest.raises(DatendateiFehler, match=meldung):
        lesen(text)
