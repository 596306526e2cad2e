"""From provisions to the rules that are reckoned with: each part, and none where nothing is regulated."""

from __future__ import annotations

from typing import Any

from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.ordnung import (
    Genehmigungsregel,
    Ladungsregel,
    Mehrheitsregel,
    Ordnung,
    Quorumsregel,
    Vorschlagsregel,
    ZweiteEinberufungsregel,
)
from lenkung.regeln.pruefen import ordnung_aus
from lenkung.regeln.werte import (
    Einheit,
    Genehmigung,
    Mehrheitsbasis,
    Pflichtangabe,
    Quorumsbasis,
    Vergleich,
    Zaehlung,
)

LADUNG = {"frist": 10, "zaehlung": "arbeitstage"}
QUORUM = {"zaehler": 1, "nenner": 3, "vergleich": ">", "basis": "besetzte_sitze"}


def _aus(**bestimmungen: tuple[str, dict[str, Any]]) -> Ordnung:
    return ordnung_aus("Probe", {art: Bestimmung(norm, werte) for art, (norm, werte) in bestimmungen.items()})


def test_wo_nichts_geregelt_ist_gibt_es_keine_regel() -> None:
    assert _aus() == Ordnung("Probe")
    assert _aus(rhythmus=("§ 5", {"anzahl": 1, "zeitraum": "jahr"})) == Ordnung("Probe")


def test_ein_tag_fuer_vorschlaege_ist_eine_frist_rechtzeitig_ist_keine() -> None:
    ordnung = _aus(vorschlaege=("§ 4 Abs. 4", {"tage_vorher": 21, "erlaeuterung": False}))
    assert ordnung.vorschlaege == Vorschlagsregel(21, "§ 4 Abs. 4")
    ordnung = _aus(vorschlaege=("§ 4", {"tage_vorher": 0, "erlaeuterung": False}))
    assert ordnung.vorschlaege == Vorschlagsregel(0, "§ 4")
    assert _aus(vorschlaege=("§ 5", {"erlaeuterung": True})).vorschlaege is None


def test_die_ladung_sammelt_ihre_drei_bestimmungen() -> None:
    assert _aus(ladung=("§ 4", LADUNG)).ladung == Ladungsregel(10, Zaehlung.ARBEITSTAGE, frozenset(), "§ 4")
    assert _aus(
        ladung=("§ 4", LADUNG),
        ladung_dringlich=("§ 5", {"frist": 3}),
        einladung_inhalt=("§ 6", {"pflichtangaben": ["termin", "ort"]}),
    ).ladung == Ladungsregel(
        10, Zaehlung.ARBEITSTAGE, frozenset({Pflichtangabe.ORT, Pflichtangabe.TERMIN}), "§ 4", 3
    )


def test_das_quorum_gilt_bis_zur_feststellung_nur_wenn_es_dasteht() -> None:
    regel = Quorumsregel(1, 3, Vergleich.MEHR_ALS, Quorumsbasis.BESETZTE_SITZE, "§ 6")
    assert _aus(quorum=("§ 6", QUORUM)).quorum == regel
    mit = _aus(quorum=("§ 6", QUORUM), quorum_bis_feststellung=("§ 7", {})).quorum
    assert mit == Quorumsregel(1, 3, Vergleich.MEHR_ALS, Quorumsbasis.BESETZTE_SITZE, "§ 6", True)


def test_mehrheit_und_zweite_einberufung() -> None:
    werte = {
        "zaehler": 3,
        "nenner": 4,
        "vergleich": ">=",
        "basis": "abgegebene",
        "stichentscheid": True,
    }
    ordnung = _aus(mehrheit=("§ 8", werte), zweite_einberufung=("§ 9", {}))
    assert ordnung.mehrheit == Mehrheitsregel(
        3, 4, Vergleich.MINDESTENS, Mehrheitsbasis.ABGEGEBENE, "§ 8", True
    )
    assert ordnung.zweite_einberufung == ZweiteEinberufungsregel("§ 9")


def test_die_genehmigung_in_der_naechsten_sitzung_oder_nach_einer_frist() -> None:
    ordnung = _aus(einwendungen=("§ 7", {"genehmigung": "naechste_sitzung"}))
    assert ordnung.niederschrift == Genehmigungsregel(Genehmigung.NAECHSTE_SITZUNG, "§ 7")
    ordnung = _aus(einwendungen=("§ 7", {"genehmigung": "frist", "anzahl": 2, "einheit": "wochen"}))
    assert ordnung.niederschrift == Genehmigungsregel(Genehmigung.FRIST, "§ 7", 2, Einheit.WOCHEN)
