"""A Geschäftsordnung that contradicts itself is refused, with the field named."""

from __future__ import annotations

from typing import Any

import pytest

from lenkung.domain.mitgeliefert import kennungen, mitgelieferte_fassung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung
from lenkung.regeln.pruefen import bestimmung_pruefen, widersprueche

BRUCH = {"zaehler": 1, "nenner": 2, "vergleich": ">=", "basis": "alle_sitze"}
MEHRHEIT = {"zaehler": 2, "nenner": 3, "vergleich": ">=", "basis": "anwesende", "stichentscheid": False}
LADUNG = Bestimmung("§ 4 Abs. 5", {"frist": 14, "zaehlung": "kalendertage"})
QUORUM = Bestimmung("§ 6 Abs. 4", BRUCH)


def _felder(art: str, werte: dict[str, Any], norm: str = "§ 1") -> list[tuple[str, str]]:
    return [(v.code, v.feld) for v in bestimmung_pruefen(art, Bestimmung(norm, werte))]


def _widersprueche(**bestimmungen: Bestimmung) -> list[tuple[str, str]]:
    return [(v.code, v.feld) for v in widersprueche(bestimmungen)]


def _dringlich(frist: int) -> Bestimmung:
    return Bestimmung("§ 4 Abs. 5", {"frist": frist})


# Within one provision


@pytest.mark.parametrize("norm", ["", "   ", "Paragraf", "§", "siehe oben"])
def test_ohne_stelle_wird_keine_bestimmung_angenommen(norm: str) -> None:
    assert _felder("quorum", BRUCH, norm) == [("norm_fehlt", "norm")]


@pytest.mark.parametrize("norm", ["§ 6", "§ 6 Abs. 4", "Nr. 3", "Konzept vom 27.01.2021, „Einrichtung“"])
def test_eine_stelle_nennt_eine_zahl(norm: str) -> None:
    assert _felder("quorum", BRUCH, norm) == []


def test_ein_quorum_von_null_gibt_es_nicht() -> None:
    assert _felder("quorum", {**BRUCH, "zaehler": 0}) == [("angabe", "zaehler")]
    assert _felder("quorum", {**BRUCH, "nenner": 0}) == [("angabe", "nenner")]


@pytest.mark.parametrize(("art", "werte"), [("quorum", BRUCH), ("mehrheit", MEHRHEIT)])
def test_mehr_als_alle_kann_niemand_verlangen(art: str, werte: dict[str, Any]) -> None:
    assert _felder(art, {**werte, "zaehler": 3, "nenner": 2}) == [("mehr_als_alles", "zaehler")]
    alle = {**werte, "zaehler": 5, "nenner": 5}
    assert _felder(art, {**alle, "vergleich": ">"}) == [("unerreichbar", "vergleich")]
    assert _felder(art, {**alle, "vergleich": ">="}) == []
    assert _felder(art, {**werte, "zaehler": 4, "nenner": 5, "vergleich": ">"}) == []


@pytest.mark.parametrize(
    ("art", "werte", "feld"),
    [
        ("quorum", {**BRUCH, "zaehler": None}, "zaehler"),
        ("quorum", {**BRUCH, "zaehler": -1}, "zaehler"),
        ("quorum", {**BRUCH, "zaehler": 101, "nenner": 100}, "zaehler"),
        ("quorum", {**BRUCH, "zaehler": 1.0}, "zaehler"),
        ("quorum", {**BRUCH, "zaehler": True}, "zaehler"),
        ("quorum", {**BRUCH, "zaehler": "1"}, "zaehler"),
        ("quorum", {**BRUCH, "nenner": []}, "nenner"),
        ("quorum", {**BRUCH, "basis": "anwesende"}, "basis"),
        ("quorum", {**BRUCH, "basis": ["alle_sitze"]}, "basis"),
        ("quorum", {**BRUCH, "basis": {}}, "basis"),
        ("quorum", {**BRUCH, "vergleich": "<"}, "vergleich"),
        ("mehrheit", {**MEHRHEIT, "stichentscheid": None}, "stichentscheid"),
        ("mehrheit", {**MEHRHEIT, "stichentscheid": 1}, "stichentscheid"),
        ("mehrheit", {**MEHRHEIT, "stichentscheid": "ja"}, "stichentscheid"),
        ("ladung", {"frist": 0, "zaehlung": "kalendertage"}, "frist"),
        ("ladung", {"frist": 181, "zaehlung": "kalendertage"}, "frist"),
        ("ladung", {"frist": 14, "zaehlung": "werktage"}, "zaehlung"),
        ("ladung_dringlich", {"frist": 0}, "frist"),
        ("vorschlaege", {"tage_vorher": 366, "erlaeuterung": False}, "tage_vorher"),
        ("vorschlaege", {"tage_vorher": [], "erlaeuterung": False}, "tage_vorher"),
        ("einladung_inhalt", {"pflichtangaben": []}, "pflichtangaben"),
        ("einladung_inhalt", {"pflichtangaben": ["ort", "ort"]}, "pflichtangaben"),
        ("einladung_inhalt", {"pflichtangaben": ["wetter"]}, "pflichtangaben"),
        ("einladung_inhalt", {"pflichtangaben": "ort"}, "pflichtangaben"),
        ("einladung_inhalt", {"pflichtangaben": [["ort"]]}, "pflichtangaben"),
        ("einladung_inhalt", {"pflichtangaben": {"ort": True}}, "pflichtangaben"),
        ("rhythmus", {"anzahl": 1, "zeitraum": "quartal", "hoechstdauer": 14}, "hoechstdauer"),
        ("rhythmus", {"anzahl": 1, "zeitraum": "quartal", "hoechstdauer": []}, "hoechstdauer"),
    ],
)
def test_fehlende_fremde_und_falsche_angaben_werden_mit_ihrem_feld_genannt(
    art: str, werte: dict[str, Any], feld: str
) -> None:
    assert _felder(art, werte) == [("angabe", feld)]


def test_was_offen_bleiben_darf_bleibt_offen() -> None:
    assert _felder("vorschlaege", {"erlaeuterung": True}) == []
    assert _felder("vorschlaege", {"tage_vorher": 0, "erlaeuterung": False}) == []
    assert _felder("rhythmus", {"anzahl": 1, "zeitraum": "quartal", "hoechstdauer": None}) == []
    assert _felder("sitzungsart", {"formen": []}) == []
    assert _felder("quorum_bis_feststellung", {}) == []


def test_unbekannte_angaben_gehoeren_nicht_dazu() -> None:
    assert _felder("quorum", {**BRUCH, "z": 1, "a": 2}) == [("fremd", "a"), ("fremd", "z")]
    assert _felder("quorum_bis_feststellung", {"frist": 1}) == [("fremd", "frist")]


def test_alles_was_fehlt_wird_auf_einmal_genannt() -> None:
    assert _felder("quorum", {}, norm="") == [
        ("norm_fehlt", "norm"),
        ("angabe", "vergleich"),
        ("angabe", "zaehler"),
        ("angabe", "nenner"),
        ("angabe", "basis"),
    ]
    # A missing place does not hide what the values say.
    assert _felder("quorum", {**BRUCH, "zaehler": 3}, norm="") == [
        ("norm_fehlt", "norm"),
        ("mehr_als_alles", "zaehler"),
    ]


@pytest.mark.parametrize(
    ("werte", "erwartet"),
    [
        ({"genehmigung": "naechste_sitzung"}, []),
        ({"genehmigung": "frist", "anzahl": 1, "einheit": "wochen"}, []),
        ({"genehmigung": "frist"}, [("frist_fehlt", "anzahl"), ("frist_fehlt", "einheit")]),
        ({"genehmigung": "frist", "anzahl": 2}, [("frist_fehlt", "einheit")]),
        ({"genehmigung": "frist", "einheit": "tage"}, [("frist_fehlt", "anzahl")]),
        ({"genehmigung": "frist", "anzahl": 2, "einheit": []}, [("angabe", "einheit")]),
        ({"genehmigung": "frist", "anzahl": 0, "einheit": "tage"}, [("angabe", "anzahl")]),
        (
            {"genehmigung": "naechste_sitzung", "anzahl": 1, "einheit": "wochen"},
            [("frist_zu_viel", "anzahl"), ("frist_zu_viel", "einheit")],
        ),
    ],
)
def test_eine_frist_zur_genehmigung_ist_ganz_oder_gar_nicht_da(
    werte: dict[str, Any], erwartet: list[tuple[str, str]]
) -> None:
    assert _felder("einwendungen", werte) == erwartet


# Between provisions


@pytest.mark.parametrize(
    ("dringlich", "erwartet"),
    [
        (13, []),
        (14, [("dringlich_nicht_kuerzer", "ladung_dringlich.frist")]),
        (15, [("dringlich_nicht_kuerzer", "ladung_dringlich.frist")]),
    ],
)
def test_die_verkuerzte_frist_ist_kuerzer_als_die_ladungsfrist(
    dringlich: int, erwartet: list[tuple[str, str]]
) -> None:
    assert _widersprueche(ladung=LADUNG, ladung_dringlich=_dringlich(dringlich)) == erwartet


@pytest.mark.parametrize(
    ("art", "werte", "fehlt"),
    [
        ("ladung_dringlich", {"frist": 7}, "ladung"),
        ("einladung_inhalt", {"pflichtangaben": ["ort"]}, "ladung"),
        ("zweite_einberufung", {}, "ladung"),
        ("quorum_bis_feststellung", {}, "quorum"),
    ],
)
def test_was_eine_andere_bestimmung_braucht_steht_nicht_allein(
    art: str, werte: dict[str, Any], fehlt: str
) -> None:
    bestimmung = Bestimmung("§ 4 Abs. 9", werte)
    (verstoss,) = widersprueche({art: bestimmung})
    assert (verstoss.code, verstoss.feld, verstoss.norm) == (f"{fehlt}_fehlt", art, "§ 4 Abs. 9")
    assert f"„{BESTIMMUNGEN[fehlt].titel}“" in verstoss.text
    assert _widersprueche(ladung=LADUNG, quorum=QUORUM, **{art: bestimmung}) == []


def test_mehrere_widersprueche_werden_alle_genannt_mit_bestimmung_und_feld() -> None:
    assert _widersprueche(
        quorum=Bestimmung("", {**BRUCH, "zaehler": 0}), mehrheit=Bestimmung("§ 6", {**MEHRHEIT, "zaehler": 4})
    ) == [("norm_fehlt", "quorum.norm"), ("angabe", "quorum.zaehler"), ("mehr_als_alles", "mehrheit.zaehler")]
    assert _widersprueche(zweite_einberufung=Bestimmung("§ 1", {}), ladung_dringlich=_dringlich(1)) == [
        ("ladung_fehlt", "ladung_dringlich"),
        ("ladung_fehlt", "zweite_einberufung"),
    ]


def test_wer_nichts_regelt_widerspricht_sich_nicht() -> None:
    assert _widersprueche() == []


@pytest.mark.parametrize("kennung", kennungen())
def test_die_mitgelieferten_widersprechen_sich_nicht(kennung: str) -> None:
    assert widersprueche(mitgelieferte_fassung(kennung).bestimmungen) == []


def test_jede_meldung_sagt_was_zu_tun_ist() -> None:
    verstoesse = [
        *bestimmung_pruefen("quorum", Bestimmung("", {**BRUCH, "zaehler": 0})),
        *bestimmung_pruefen("quorum", Bestimmung("§ 1", {**BRUCH, "zaehler": 9})),
        *bestimmung_pruefen("einwendungen", Bestimmung("§ 1", {"genehmigung": "frist"})),
        *widersprueche({"ladung": LADUNG, "ladung_dringlich": _dringlich(14)}),
        *widersprueche({"zweite_einberufung": Bestimmung("§ 1", {})}),
    ]
    assert all("Bitte" in verstoss.text and verstoss.text.endswith(".") for verstoss in verstoesse)
