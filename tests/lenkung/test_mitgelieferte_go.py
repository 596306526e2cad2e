"""The four Geschäftsordnungen that the house brings: every parameter, its place, and its very words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lenkung.domain.mitgeliefert import kennungen, mitgelieferte_fassung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN

DATEN = Path(__file__).parent / "daten"
RSK, ENTWURF, STEINFURT, NEUSS = (
    "rsk-2022-03-24",
    "rsk-entwurf-2022-02-17",
    "steinfurt-2021-06-30",
    "neuss-2021-01-27",
)
QUELLEN = {
    RSK: "go_rsk.txt",
    ENTWURF: "go_rsk_entwurf.txt",
    STEINFURT: "go_steinfurt.txt",
    NEUSS: "konzept_neuss.txt",
}
"""Passages as the sources have them, with their line breaks and hyphens."""

Satz = tuple[str, dict[str, Any]] | None
_RHEIN_SIEG: dict[str, Satz] = {
    "geltung": ("§ 8", {"gilt_in_beschlusssitzung": True}),
    "entscheidungen": ("§ 1 Abs. 3", {"art": "beschluesse"}),
    "rhythmus": ("§ 4 Abs. 1", {"anzahl": 1, "zeitraum": "quartal", "hoechstdauer": 120}),
    "sitzungsart": (
        "§ 4 Abs. 2 und 3",
        {"formen": ["praesenz", "digital"], "vorsitz_legt_fest": ["art", "ort", "termin", "tagesordnung"]},
    ),
    "oeffentlichkeit_sitzung": ("§ 4 Abs. 8", {"regel": "nicht_oeffentlich", "ausnahme": False}),
    "gaeste": ("§ 2 Abs. 3", {"durch": "gremium"}),
    "verhinderung": (
        "§ 4 Abs. 6",
        {"an": ["stellvertretung", "geschaeftsstelle"], "einladung_weitergeben": True},
    ),
    "vorschlaege": ("§ 4 Abs. 4", {"tage_vorher": 21, "erlaeuterung": False}),
    "ladung": ("§ 4 Abs. 5", {"frist": 14, "zaehlung": "kalendertage"}),
    "ladung_dringlich": ("§ 4 Abs. 5", {"frist": 7}),
    "einladung_inhalt": ("§ 4 Abs. 5", {"pflichtangaben": ["ort", "termin", "tagesordnung"]}),
    "stimmen": ("§ 6 Abs. 3", {"geschaeftsstelle_ohne_stimme": False}),
    "quorum": ("§ 6 Abs. 4", {"zaehler": 1, "nenner": 2, "vergleich": ">=", "basis": "alle_sitze"}),
    "quorum_bis_feststellung": ("§ 6 Abs. 4", {}),
    "zweite_einberufung": ("§ 6 Abs. 5", {}),
    "mehrheit": (
        "§ 6 Abs. 2",
        {"zaehler": 2, "nenner": 3, "vergleich": ">=", "basis": "anwesende", "stichentscheid": False},
    ),
    "verfahren": ("§ 6 Abs. 1", {"konsens_zuerst": True, "offen": False, "umlauf": "offen"}),
    "niederschrift_inhalt": (
        "§ 7 Abs. 1",
        {
            "inhalt": [
                "ort",
                "tag",
                "uhrzeit",
                "anwesende",
                "tagesordnung",
                "erklaerungen",
                "beschluesse",
                "ergebnisse",
            ]
        },
    ),
    "unterschriften": (
        "§ 7 Abs. 2",
        {"art": "unterschrift", "durch": ["vorsitz", "leitung_geschaeftsstelle"]},
    ),
    "niederschrift_versand": ("§ 7 Abs. 3", {"grosse_als_link": True}),
    "einwendungen": ("§ 7 Abs. 4", {"genehmigung": "naechste_sitzung"}),
    "oeffentlichkeit_niederschrift": ("§ 7 Abs. 5", {"regel": "oeffentlich", "punkte_ausnehmen": True}),
    "zusammensetzung": ("§ 2 Abs. 4", {"durch_beschluss": True}),
    "arbeitsgruppen": ("§ 5", {"bildung": "gremium", "vorsitz": "vorsitz_uebertragbar"}),
}
_STEINFURT: dict[str, Satz] = {
    "geltung": ("§ 1", {"gilt_in_beschlusssitzung": False}),
    "entscheidungen": ("§ 2", {"art": "empfehlungen"}),
    "rhythmus": ("§ 5", {"anzahl": 1, "zeitraum": "halbjahr"}),
    "sitzungsart": ("§ 5", {"formen": [], "vorsitz_legt_fest": ["tagesordnung"]}),
    "oeffentlichkeit_sitzung": ("§ 3", {"regel": "vertraulich", "ausnahme": True}),
    "gaeste": ("§ 3, § 4", {"durch": "gremium"}),
    "verhinderung": ("§ 3", {"an": ["stellvertretung"], "einladung_weitergeben": False}),
    # „rechtzeitig“ names no number of days
    "vorschlaege": ("§ 5", {"erlaeuterung": True}),
    "ladung": None,
    "ladung_dringlich": None,
    "einladung_inhalt": None,
    "stimmen": ("§ 4, § 6", {"geschaeftsstelle_ohne_stimme": True}),
    "quorum": ("§ 6", {"zaehler": 1, "nenner": 2, "vergleich": ">", "basis": "alle_sitze"}),
    "quorum_bis_feststellung": None,
    "zweite_einberufung": None,
    "mehrheit": (
        "§ 6",
        {"zaehler": 1, "nenner": 2, "vergleich": ">", "basis": "ja_nein", "stichentscheid": False},
    ),
    "verfahren": ("§ 6", {"konsens_zuerst": True, "offen": True, "umlauf": "moeglich"}),
    "niederschrift_inhalt": ("§ 7", {"inhalt": ["wesentliches"]}),
    "unterschriften": ("§ 7", {"art": "freigabe", "durch": ["vorsitz"]}),
    "niederschrift_versand": None,
    "einwendungen": ("§ 7", {"genehmigung": "frist", "anzahl": 1, "einheit": "wochen"}),
    "oeffentlichkeit_niederschrift": ("§ 7", {"regel": "oeffentlich", "punkte_ausnehmen": False}),
    "zusammensetzung": ("§ 4", {"durch_beschluss": True}),
    "arbeitsgruppen": ("§ 5", {"bildung": "vorbereitend", "vorsitz": "offen"}),
}
_FOLIE = "Konzept vom 27.01.2021, „Einrichtung einer Lenkungsgruppe“"
_NEUSS: dict[str, Satz] = {
    **dict.fromkeys(BESTIMMUNGEN),
    "entscheidungen": (_FOLIE, {"art": "vorschlaege_ag"}),
    "rhythmus": (_FOLIE, {"anzahl": 2, "zeitraum": "jahr"}),
    "arbeitsgruppen": (
        "Konzept vom 27.01.2021, „Umsetzung KIM mit kreisangehörigem Raum“",
        {"bildung": "staendig", "vorsitz": "offen"},
    ),
}
TABELLE = {RSK: _RHEIN_SIEG, ENTWURF: _RHEIN_SIEG, STEINFURT: _STEINFURT, NEUSS: _NEUSS}


def test_vier_werden_mitgeliefert() -> None:
    assert kennungen() == (NEUSS, RSK, ENTWURF, STEINFURT)


@pytest.mark.parametrize("art", BESTIMMUNGEN)
@pytest.mark.parametrize("kennung", TABELLE)
def test_jede_bestimmung_steht_mit_ihrer_stelle_und_ihren_werten_da(kennung: str, art: str) -> None:
    bestimmung = mitgelieferte_fassung(kennung).bestimmungen.get(art)
    assert (None if bestimmung is None else (bestimmung.norm, dict(bestimmung.werte))) == TABELLE[kennung][
        art
    ]


@pytest.mark.parametrize(
    ("kennung", "kreis", "beschlossen", "ab", "bis"),
    [
        (RSK, "rhein-sieg-kreis", date(2022, 3, 24), date(2022, 3, 24), None),
        (ENTWURF, "rhein-sieg-kreis", None, None, None),
        (STEINFURT, "kreis-steinfurt", date(2021, 6, 30), date(2021, 6, 30), date(2022, 12, 31)),
        (NEUSS, "rhein-kreis-neuss", None, None, None),
    ],
)
def test_beschluss_und_geltung(
    kennung: str, kreis: str, beschlossen: date | None, ab: date | None, bis: date | None
) -> None:
    datei = mitgelieferte_fassung(kennung)
    assert (datei.kennung, datei.kreis) == (kennung, kreis)
    assert (datei.beschlossen_am, datei.in_kraft_ab, datei.in_kraft_bis) == (beschlossen, ab, bis)
    assert datei.quelle


def _glatt(text: str) -> str:
    """Without bullets, line breaks, and the hyphens that only break a word at the end of a line."""
    text = re.sub(r"[•\uf000-\uf0ff]", " ", text)
    text = re.sub(r"(?<=[a-zäöüß])-\s*(?=[a-zäöüß])", "", text)
    return " ".join(text.split())


def _stuecke(wortlaut: str) -> list[str]:
    """Sentence by sentence, as some are left out; the points of a list are parted by semicolons."""
    return [stueck.rstrip(".;:") for stueck in re.split(r"(?<=[.;:])\s", _glatt(wortlaut))]


@pytest.mark.parametrize("kennung", QUELLEN)
def test_jeder_wortlaut_steht_in_der_quelle_und_in_dieser_reihenfolge(kennung: str) -> None:
    quelle = _glatt((DATEN / QUELLEN[kennung]).read_text("utf-8"))
    for art, bestimmung in mitgelieferte_fassung(kennung).bestimmungen.items():
        assert bestimmung.wortlaut, art
        stelle = 0
        # Two provisions of Steinfurt take their sentences from two §§, the later one first.
        geordnet = not (kennung == STEINFURT and art == "stimmen")
        for stueck in _stuecke(bestimmung.wortlaut):
            gefunden = quelle.find(stueck, stelle if geordnet else 0)
            assert gefunden >= 0, f"{art}: „{stueck}“"
            stelle = gefunden + len(stueck)


@pytest.mark.parametrize("kennung", [RSK, ENTWURF, STEINFURT])
def test_jeder_wortlaut_steht_unter_dem_paragrafen_den_die_stelle_nennt(kennung: str) -> None:
    quelle = (DATEN / QUELLEN[kennung]).read_text("utf-8")
    teile = re.split(r"^§ (\d)\b", quelle, flags=re.MULTILINE)
    paragrafen = {int(nr): _glatt(text) for nr, text in zip(teile[1::2], teile[2::2], strict=True)}
    for art, bestimmung in mitgelieferte_fassung(kennung).bestimmungen.items():
        unter = " ".join(paragrafen[int(nr)] for nr in re.findall(r"§ (\d)", bestimmung.norm))
        for stueck in _stuecke(bestimmung.wortlaut):
            assert stueck in unter, f"{art}: „{stueck}“ steht nicht unter {bestimmung.norm}"
