"""Invitation, quorum and majority as single rules, where a scenario does not reach: words and corners."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_ordnung
from lenkung.regeln.beschlussfaehigkeit import Ereignis, beschlussfaehigkeit, unfaehigkeit_festgestellt
from lenkung.regeln.einladung import Einladung, einladung_pruefen
from lenkung.regeln.mehrheit import Stimmen, erforderlich
from lenkung.regeln.ordnung import Ladungsregel, Mehrheitsregel, Ordnung, Quorumsregel
from lenkung.regeln.werte import (
    Feststellung,
    Mehrheitsbasis,
    Pflichtangabe,
    Quorumsbasis,
    Vergleich,
    Zaehlung,
)

RSK = mitgelieferte_ordnung("rsk-2022-03-24")
TAG = date(2023, 3, 21)
UNFAEHIG, FAEHIG = Feststellung.BESCHLUSSUNFAEHIG, Feststellung.BESCHLUSSFAEHIG


def _einladung(**anders: object) -> Einladung:
    grund = {"versandt": datetime(2023, 3, 6, 23, 59, 30), "ort": "Kreishaus", "termin": True}
    return Einladung(**{**grund, "tagesordnung": True, **anders})  # type: ignore[arg-type]


def _urteil(einladung: Einladung, regel: Ladungsregel | None = RSK.ladung) -> tuple[str, list[str], str]:
    befund = einladung_pruefen(einladung=einladung, sitzungstag=TAG, sitzungsart=None, regel=regel)
    return befund.urteil, [verstoss.code for verstoss in befund.verstoesse], befund.rechnung


def test_die_letzte_halbe_minute_ist_noch_in_der_zeit_zehn_sekunden_nach_mitternacht_nicht_mehr() -> None:
    assert _urteil(_einladung())[0] == "fristgerecht"
    zu_spaet = _einladung(versandt=datetime(2023, 3, 7, 0, 0, 10))
    assert _urteil(zu_spaet)[:2] == ("verspaetet", ["frist_versaeumt"])


def test_alles_was_in_der_einladung_fehlt_wird_genannt() -> None:
    urteil, maengel, rechnung = _urteil(_einladung(ort="", termin=False, tagesordnung=False))
    assert (urteil, maengel) == ("unvollstaendig", ["ort_fehlt", "tagesordnung_fehlt", "termin_fehlt"])
    assert rechnung == (
        "Die Einladung ist unvollständig: Der Ort fehlt. Die Tagesordnung fehlt. Der Termin fehlt."
    )


def test_die_rechnung_nennt_tag_frist_und_letzten_tag() -> None:
    assert _urteil(_einladung())[2] == (
        "Versandt am 06.03.2023; bei 14 Kalendertagen vor dem 21.03.2023 spätestens am 06.03.2023: "
        "fristgerecht."
    )
    assert _urteil(_einladung(versandt=None))[2].startswith("Noch nicht versandt; bei 14 Kalendertagen")


def test_ohne_verkuerzte_frist_hilft_keine_dringlichkeit() -> None:
    regel = Ladungsregel(14, Zaehlung.KALENDERTAGE, frozenset({Pflichtangabe.ORT}), "§ 4")
    spaet = _einladung(versandt=datetime(2023, 3, 13, 9), dringlich=True, begruendung="Eil")
    assert _urteil(spaet, regel)[:2] == ("verspaetet", ["frist_versaeumt"])
    assert _urteil(spaet)[0] == "dringlich_fristgerecht"
    assert _urteil(_einladung(versandt=None, dringlich=True, begruendung="Eil"))[0] == "verspaetet"


@pytest.mark.parametrize("begruendung", [None, "", "  \n\t"])
def test_dringlich_ohne_begruendung_ist_verspaetet(begruendung: str | None) -> None:
    einladung = _einladung(versandt=datetime(2023, 3, 13, 9), dringlich=True, begruendung=begruendung)
    assert _urteil(einladung)[:2] == ("verspaetet", ["begruendung_fehlt"])


def test_die_rechnung_der_beschlussfaehigkeit_liest_sich_wie_im_buche() -> None:
    befund = beschlussfaehigkeit(ordnung=RSK, stimmberechtigte=17, besetzte=17, vertretene=12).befund
    assert befund.rechnung == (
        "12 von 17 stimmberechtigten Sitzen vertreten; 2·12 ≥ 17: beschlussfähig, § 6 Abs. 4."
    )


def test_freie_sitze_zaehlen_mit_wo_die_go_von_allen_rechnet() -> None:
    besetzte = Ordnung(quorum=Quorumsregel(1, 2, Vergleich.MINDESTENS, Quorumsbasis.BESETZTE_SITZE, "§ 1"))
    lage = {"stimmberechtigte": 17, "besetzte": 10, "vertretene": 5}
    assert beschlussfaehigkeit(ordnung=RSK, **lage).befund.urteil == "gilt_als"
    befund = beschlussfaehigkeit(ordnung=besetzte, **lage).befund
    assert befund.urteil == "quorum"
    assert "5 von 17 stimmberechtigten Sitzen vertreten (10 besetzt); 2·5 ≥ 10" in befund.rechnung


@pytest.mark.parametrize(
    ("ereignisse", "festgestellt"),
    [
        ([], False),
        ([("15:00", UNFAEHIG)], True),
        ([("15:01", UNFAEHIG)], False),
        ([("14:30", UNFAEHIG), ("14:40", FAEHIG)], False),
        ([("14:40", FAEHIG), ("14:30", UNFAEHIG)], False),
        ([("14:40", FAEHIG), ("14:40", UNFAEHIG)], True),
        ([("14:30", UNFAEHIG), ("15:01", FAEHIG)], True),
    ],
)
def test_die_letzte_feststellung_bis_dahin_gilt(
    ereignisse: list[tuple[str, Feststellung]], festgestellt: bool
) -> None:
    liste = [Ereignis(datetime.fromisoformat(f"2023-03-21T{uhr}"), typ) for uhr, typ in ereignisse]
    assert unfaehigkeit_festgestellt(liste, datetime(2023, 3, 21, 15)) is festgestellt


@pytest.mark.parametrize(
    ("bruch", "basis", "stimmen", "ja"),
    [
        # Two thirds of nine present; no and abstentions do not matter
        ((2, 3, ">="), "anwesende", (0, 9, 0), 6),
        # 4·yes ≥ 3·(yes + no + abstentions): three to one
        ((3, 4, ">="), "abgegebene", (0, 1, 1), 6),
        ((3, 4, ">"), "abgegebene", (0, 1, 1), 7),
        ((1, 2, ">"), "ja_nein", (3, 3, 9), 4),
        # All of the votes cast: one no and no number is enough, none against and one yes is
        ((1, 1, ">="), "abgegebene", (5, 1, 0), None),
        ((1, 1, ">="), "abgegebene", (0, 0, 0), 1),
        ((1, 1, ">"), "ja_nein", (0, 0, 0), None),
        ((1, 2, ">"), "alle_sitze", (0, 0, 0), 9),
    ],
)
def test_erforderlich_ist_was_bei_gleichen_nein_und_enthaltungen_traegt(
    bruch: tuple[int, int, str], basis: str, stimmen: tuple[int, int, int], ja: int | None
) -> None:
    zaehler, nenner, vergleich = bruch
    regel = Mehrheitsregel(zaehler, nenner, Vergleich(vergleich), Mehrheitsbasis(basis), "§ 1")
    assert erforderlich(Stimmen(*stimmen), regel, vertretene=9, stimmberechtigte=17) == ja
