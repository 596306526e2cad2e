"""The data files that come with the software, held against the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from kim.stammdaten.regeln.datendatei import Kreisdatei, lesen
from kim.stammdaten.regeln.werte import EinrichtungArt

DATEN = Path(__file__).parents[2] / "kim" / "stammdaten" / "daten"
DATEIEN = sorted(DATEN.glob("*.toml"))


def datei(name: str) -> Kreisdatei:
    return lesen((DATEN / name).read_text(encoding="utf-8"))


def test_die_drei_kreise_der_quellen_liegen_bei() -> None:
    assert {pfad.name for pfad in DATEIEN} == {
        "rhein_sieg_kreis.toml",
        "kreis_steinfurt.toml",
        "rhein_kreis_neuss.toml",
    }


@pytest.mark.parametrize("pfad", DATEIEN, ids=lambda pfad: pfad.stem)
def test_jede_angabe_nennt_ihre_fundstelle(pfad: Path) -> None:
    inhalt = datei(pfad.name)
    assert inhalt.kreis.fundstelle
    for satz in (*inhalt.kommunen, *inhalt.einrichtungen, *inhalt.standorte):
        assert satz.fundstelle, satz.name


@pytest.mark.parametrize("pfad", DATEIEN, ids=lambda pfad: pfad.stem)
def test_gemeindeschluessel_sind_achtstellig_und_einmalig(pfad: Path) -> None:
    schluessel = [kommune.gemeindeschluessel for kommune in datei(pfad.name).kommunen]
    assert all(len(einer) == 8 and einer.startswith("05") for einer in schluessel)
    assert len(set(schluessel)) == len(schluessel)
    assert len({einer[:5] for einer in schluessel}) == 1


@pytest.mark.parametrize(
    ("name", "staedte", "gemeinden"),
    [
        # KIM-Konzept RSK: eleven of the 19 are Städte, eight Gemeinden
        ("rhein_sieg_kreis.toml", 11, 8),
        ("kreis_steinfurt.toml", 10, 14),
        # Konzept Neuss: "der kreisangehörigen Städte und der Gemeinde"
        ("rhein_kreis_neuss.toml", 7, 1),
    ],
)
def test_zahl_der_staedte_und_gemeinden(name: str, staedte: int, gemeinden: int) -> None:
    arten = [kommune.art for kommune in datei(name).kommunen]
    assert (arten.count("stadt"), arten.count("gemeinde")) == (staedte, gemeinden)


def test_die_19_kommunen_des_rhein_sieg_kreises() -> None:
    assert {kommune.name for kommune in datei("rhein_sieg_kreis.toml").kommunen} == {
        "Alfter",
        "Bad Honnef",
        "Bornheim",
        "Eitorf",
        "Hennef",
        "Königswinter",
        "Lohmar",
        "Meckenheim",
        "Much",
        "Neunkirchen-Seelscheid",
        "Niederkassel",
        "Rheinbach",
        "Ruppichteroth",
        "Sankt Augustin",
        "Siegburg",
        "Swisttal",
        "Troisdorf",
        "Wachtberg",
        "Windeck",
    }


def test_sechs_kommunen_liegen_links_des_rheins_und_alle_anderen_rechts() -> None:
    kommunen = datei("rhein_sieg_kreis.toml").kommunen
    links = {kommune.name for kommune in kommunen if kommune.rheinseite == "linksrheinisch"}
    assert links == {"Alfter", "Bornheim", "Meckenheim", "Rheinbach", "Swisttal", "Wachtberg"}
    assert {kommune.rheinseite for kommune in kommunen if kommune.name not in links} == {"rechtsrheinisch"}


def test_die_17_sitze_der_geschaeftsordnung_haben_ihre_einrichtung() -> None:
    einrichtungen = datei("rhein_sieg_kreis.toml").einrichtungen
    assert len([e for e in einrichtungen if e.fundstelle == "GO RSK § 2 Abs. 1"]) == 17
    assert "Gemeinde Eitorf" in {e.name for e in einrichtungen}


def test_die_19_sitze_von_steinfurt_haben_ihre_einrichtung() -> None:
    einrichtungen = datei("kreis_steinfurt.toml").einrichtungen
    assert len([e for e in einrichtungen if e.fundstelle == "GO Steinfurt § 4"]) == 19


def test_jede_kommune_von_neuss_entsendet() -> None:
    inhalt = datei("rhein_kreis_neuss.toml")
    entsendende = {e.kommune for e in inhalt.einrichtungen if e.art == EinrichtungArt.KOMMUNE}
    assert entsendende == {kommune.name for kommune in inhalt.kommunen}


def test_beratung_vor_ort_findet_in_fuenfzehn_kommunen_statt() -> None:
    # Evaluation RSK ch. 4: the table names 15; Eitorf, Hennef, Ruppichteroth and Siegburg have none
    inhalt = datei("rhein_sieg_kreis.toml")
    mit_ort = {standort.kommune for standort in inhalt.standorte if standort.kommune}
    ohne_ort = {kommune.name for kommune in inhalt.kommunen} - mit_ort
    assert ohne_ort == {"Eitorf", "Hennef", "Ruppichteroth", "Siegburg"}


def test_die_behoerden_in_siegburg_und_troisdorf_stehen_mit_ihrem_recht_da() -> None:
    rechtskreis = {e.kurzname: e.rechtskreis for e in datei("rhein_sieg_kreis.toml").einrichtungen}
    assert {name: rechtskreis[name] for name in rechtskreis if name.startswith(("ABH", "EBH"))} == {
        "ABH Siegburg": "aufenthg",
        "ABH Troisdorf": "aufenthg",
        "EBH Siegburg": "stag",
        "EBH Troisdorf": "stag",
    }
