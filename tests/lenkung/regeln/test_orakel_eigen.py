"""The oracle itself against values worked out by hand; the reasoning stands beside each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lenkung.regeln.orakel import antwort
from tests.lenkung.regeln.orakel_go import Json
from tests.lenkung.regeln.probebau import (
    NEUSS_ID,
    STEINFURT_ID,
    abgewandelt,
    da,
    einladung,
    einvernehmlich,
    faehig,
    lage,
    namentlich,
    niederschrift,
    sitz,
    um,
    unfaehig,
    zahlen,
)

ZWEITE = {"zweite_einberufung": True}
BEISPIELE = Path(__file__).with_name("beispiele.jsonl")


def _abstimmung(vote: Json, **mehr: Any) -> Json:
    return antwort(lage(**mehr, abstimmungen=[vote]))["abstimmungen"][0]


QUORUM: list[tuple[Json, Json, bool | None, str]] = [
    # GO RSK § 6 Abs. 4, at least half: 2·9 = 18 ≥ 17, 2·8 = 16 < 17
    ({"vertreten": 9}, {}, True, "quorum"),
    ({"vertreten": 8}, {}, True, "gilt_als"),
    ({"vertreten": 8, "ereignisse": [unfaehig("14:20")]}, {}, False, "festgestellt"),
    # the chair's word goes before the number
    ({"vertreten": 9, "ereignisse": [unfaehig("14:20")]}, {}, False, "festgestellt"),
    # at the very moment of the vote it holds, a second later not yet
    ({"vertreten": 8, "ereignisse": [unfaehig("14:30")]}, {}, False, "festgestellt"),
    ({"vertreten": 8, "ereignisse": [unfaehig("14:30:01")]}, {}, True, "gilt_als"),
    # the last word counts, whatever the order of the list
    ({"vertreten": 8, "ereignisse": [unfaehig("14:10"), faehig("14:20")]}, {}, True, "gilt_als"),
    ({"vertreten": 8, "ereignisse": [faehig("14:20"), unfaehig("14:10")]}, {}, True, "gilt_als"),
    # tied: the later in the list, with or without written seconds
    ({"vertreten": 8, "ereignisse": [faehig("14:20"), unfaehig("14:20:00")]}, {}, False, "festgestellt"),
    ({"vertreten": 8, "ereignisse": [unfaehig("14:20"), faehig("14:20")]}, {}, True, "gilt_als"),
    # nobody there: never, second convening or not
    ({"vertreten": 0}, {}, False, "nicht_erreicht"),
    ({"vertreten": 0, "einladung": einladung()}, ZWEITE, False, "nicht_erreicht"),
    # GO RSK § 6 Abs. 5: whatever the number
    ({"vertreten": 1, "einladung": einladung()}, ZWEITE, True, "zweite_einberufung"),
    (
        {"vertreten": 1, "einladung": einladung(), "ereignisse": [unfaehig("14:05")]},
        ZWEITE,
        True,
        "zweite_einberufung",
    ),
    # with the number reached the quorum is the reason, unless the contrary was established
    ({"vertreten": 9, "einladung": einladung()}, ZWEITE, True, "quorum"),
    (
        {"vertreten": 9, "einladung": einladung(), "ereignisse": [unfaehig("14:05")]},
        ZWEITE,
        True,
        "zweite_einberufung",
    ),
    # without the notice, a day late, urgent, incomplete, not invited, or another item: no second convening
    ({"vertreten": 1, "einladung": einladung(hinweis_zweite_einberufung=False)}, ZWEITE, True, "gilt_als"),
    ({"vertreten": 1, "einladung": einladung(versandt="2023-03-07T00:00:10")}, ZWEITE, True, "gilt_als"),
    (
        {
            "vertreten": 1,
            "einladung": einladung(versandt="2023-03-13T10:00", dringlich=True, begruendung="Eilt."),
            "ereignisse": [unfaehig("14:05")],
        },
        ZWEITE,
        False,
        "festgestellt",
    ),
    ({"vertreten": 1, "einladung": einladung(ort="")}, ZWEITE, True, "gilt_als"),
    ({"vertreten": 1}, ZWEITE, True, "gilt_als"),
    ({"vertreten": 1, "einladung": einladung()}, {}, True, "gilt_als"),
    # GO Steinfurt § 6, majority: 2·10 > 19, 2·9 = 18 not; half of an even number is no majority
    ({"go": STEINFURT_ID, "sitze": 19, "vertreten": 10}, {}, True, "quorum"),
    ({"go": STEINFURT_ID, "sitze": 19, "vertreten": 9}, {}, False, "nicht_erreicht"),
    ({"go": STEINFURT_ID, "sitze": 18, "vertreten": 9}, {}, False, "nicht_erreicht"),
    # there the chair's word means nothing, and there is no second convening
    ({"go": STEINFURT_ID, "vertreten": 9, "ereignisse": [unfaehig("14:20")]}, {}, True, "quorum"),
    ({"go": STEINFURT_ID, "vertreten": 1, "einladung": einladung()}, ZWEITE, False, "nicht_erreicht"),
    # Neuss: silent, but nobody is nobody
    ({"go": NEUSS_ID, "vertreten": 1}, {}, None, "nicht_geregelt"),
    ({"go": NEUSS_ID, "vertreten": 0}, {}, False, "nicht_erreicht"),
]


@pytest.mark.parametrize(("umstaende", "vote", "faehig", "grund"), QUORUM)
def test_die_beschlussfaehigkeit_hat_ihren_grund(
    umstaende: Json, vote: Json, faehig: bool | None, grund: str
) -> None:
    ergebnis = _abstimmung(namentlich(**vote), **umstaende)
    assert (ergebnis["beschlussfaehig"], ergebnis["grund"]) == (faehig, grund)


def _anteil(zaehler: int, nenner: int, vergleich: str, basis: str) -> Json:
    return abgewandelt("mehrheit", zaehler=zaehler, nenner=nenner, vergleich=vergleich, basis=basis)


MEHRHEIT: list[tuple[Json, tuple[int, int, int], bool | None, int | None]] = [
    # GO RSK § 6 Abs. 2: 3·6 = 18 ≥ 2·9, 3·5 = 15 < 18; abstaining and silent count among those present
    ({"vertreten": 9}, (6, 3, 0), True, 6),
    ({"vertreten": 9}, (6, 0, 0), True, 6),
    ({"vertreten": 9}, (5, 2, 2), False, 6),
    ({"vertreten": 9}, (5, 0, 0), False, 6),
    # 3·7 = 21 ≥ 20, 3·6 = 18 < 20
    ({"vertreten": 10}, (6, 4, 0), False, 7),
    ({"vertreten": 17}, (12, 5, 0), True, 12),
    ({"vertreten": 17}, (11, 6, 0), False, 12),
    ({"vertreten": 1}, (0, 0, 0), False, 1),
    # Steinfurt, simple majority: 2·10 > 19, 2·9 > 18 not; abstentions do not matter
    ({"go": STEINFURT_ID, "sitze": 19, "vertreten": 19}, (10, 9, 0), True, 10),
    ({"go": STEINFURT_ID, "sitze": 19, "vertreten": 19}, (9, 10, 0), False, 11),
    ({"go": STEINFURT_ID, "sitze": 11, "vertreten": 11}, (3, 3, 5), False, 4),
    ({"go": STEINFURT_ID, "sitze": 11, "vertreten": 11}, (1, 0, 10), True, 1),
    ({"go": STEINFURT_ID, "sitze": 11, "vertreten": 11}, (0, 0, 11), False, 1),
    ({"go": NEUSS_ID}, (9, 0, 0), None, None),
    # 3·ja ≥ 2·(ja + 3) from 6 on
    ({"go": _anteil(2, 3, ">=", "abgegebene")}, (5, 2, 1), False, 6),
    ({"go": _anteil(2, 3, ">=", "abgegebene")}, (6, 2, 1), True, 6),
    # 2·ja ≥ ja + 2 from 2 on
    ({"go": _anteil(1, 2, ">=", "ja_nein")}, (2, 2, 5), True, 2),
    # all of those who say yes or no: 1·ja ≥ ja + 1 never, ja ≥ ja always, ja > ja never
    ({"go": _anteil(1, 1, ">=", "ja_nein")}, (8, 1, 0), False, None),
    ({"go": _anteil(1, 1, ">=", "ja_nein")}, (8, 0, 1), True, 1),
    ({"go": _anteil(1, 1, ">", "ja_nein")}, (8, 0, 1), False, None),
    # 2·9 > 17
    ({"go": _anteil(1, 2, ">", "alle_sitze")}, (8, 0, 0), False, 9),
    ({"go": _anteil(1, 2, ">", "alle_sitze")}, (9, 0, 0), True, 9),
    # 2·ja ≥ 3·9 = 27 from 14 on, though there are only 9: not capped
    ({"go": _anteil(3, 2, ">=", "anwesende")}, (9, 0, 0), False, 14),
    # nothing demanded: one yes all the same
    ({"go": _anteil(0, 1, ">=", "anwesende")}, (0, 9, 0), False, 1),
    ({"go": _anteil(0, 1, ">", "anwesende")}, (1, 8, 0), True, 1),
]


@pytest.mark.parametrize(("umstaende", "stimmen", "angenommen", "erforderlich"), MEHRHEIT)
def test_die_mehrheit_misst_sich_an_ihrer_basis(
    umstaende: Json, stimmen: tuple[int, int, int], angenommen: bool | None, erforderlich: int | None
) -> None:
    ergebnis = _abstimmung(zahlen(*stimmen), **umstaende)
    assert (ergebnis["angenommen"], ergebnis["erforderlich"]) == (angenommen, erforderlich)
    assert ergebnis["gueltig"] is True


@pytest.mark.parametrize(
    ("erlaubt", "stimme", "ja", "nein", "angenommen"),
    [
        (True, "ja", 3, 3, True),
        (True, "nein", 3, 3, False),
        (True, None, 3, 3, False),
        (False, "ja", 3, 3, False),
        (True, "ja", 3, 4, False),
        (True, "ja", 0, 0, True),  # 0:0 is a tie too
        (True, "nein", 6, 3, True),  # 2/3 of 9 carry without it
    ],
)
def test_der_stichentscheid_hilft_nur_bei_gleichstand(
    erlaubt: bool, stimme: str | None, ja: int, nein: int, angenommen: bool
) -> None:
    go = abgewandelt("mehrheit", stichentscheid=erlaubt)
    ergebnis = _abstimmung(zahlen(ja, nein, stichentscheid=stimme), go=go)
    assert (ergebnis["angenommen"], ergebnis["erforderlich"]) == (angenommen, 6)


ANWESENHEIT = [
    # the begin is in, the end is not
    ([da("m1", "14:30")], {}, 1),
    ([da("m1", "14:30:01")], {}, 0),
    ([da("m1", "14:00", "14:30")], {}, 0),
    ([da("m1", "14:00", "14:30:01")], {}, 1),
    # handing over without a gap, being there twice, being there both
    ([da("m1", "14:00", "14:30"), da("v1", "14:30")], {}, 1),
    ([da("m1"), da("m1", "14:10", "14:50"), da("v1")], {}, 1),
    ([da("v1")], {}, 1),
    ([da("gast")], {}, 0),
    # until the end of the session, which is not in it
    ([da("m1")], {"ende": um("14:30")}, 0),
    ([da("m1")], {"ende": um("14:30:01")}, 1),
]


@pytest.mark.parametrize(("anwesenheit", "sitzung", "vertretene"), ANWESENHEIT)
def test_ein_sitz_ist_vertreten_solange_jemand_da_ist(
    anwesenheit: list[Json], sitzung: Json, vertretene: int
) -> None:
    szenario = lage(anwesenheit=anwesenheit, sitzung={"beginn": um("14:00"), **sitzung})
    szenario["abstimmungen"] = [namentlich()]
    assert antwort(szenario)["abstimmungen"][0]["vertretene_sitze"] == vertretene


def test_ohne_ende_dauert_die_sitzung_bis_mitternacht() -> None:
    votes = [namentlich(id="a", zeit=um("23:59:59")), namentlich(id="b", zeit="2023-03-22T00:00")]
    urteile = antwort(lage(abstimmungen=votes))["abstimmungen"]
    assert [u["vertretene_sitze"] for u in urteile] == [9, 0]


def test_nur_aktive_sitze_mit_stimmrecht_zaehlen() -> None:
    sitze = [
        sitz(1, von="2023-03-21"),  # from today
        sitz(2, bis="2023-03-21"),  # until today
        sitz(3, von="2023-03-22"),  # from tomorrow
        sitz(4, bis="2023-03-20"),  # until yesterday
        sitz(5, stimmrecht=False),
        sitz(6, mitglied=None, stellvertretung=None),  # vacant: counts
        sitz(7, mitglied=None),
    ]
    anwesenheit = [da(f"{rolle}{n}") for n in range(1, 8) for rolle in "mv"]
    szenario = lage(sitze=0, abstimmungen=[namentlich("s1 s2 s3 s4 s5 s6 s7 s8 s1")])
    ergebnis = antwort({**szenario, "sitze": sitze, "anwesenheit": anwesenheit})["abstimmungen"][0]
    # voting: 1, 2, 6, 7; represented: 1, 2, 7; valid votes: 2 and 7, so 1 is open
    assert (ergebnis["stimmberechtigte_sitze"], ergebnis["vertretene_sitze"]) == (4, 3)
    assert (ergebnis["ja"], ergebnis["nicht_abgegeben"], ergebnis["gueltig"]) == (9, 1, False)
    assert [(m["sitz"], m["code"]) for m in ergebnis["maengel"]] == [
        ("s1", "doppelte_stimme"),
        ("s3", "sitz_nicht_aktiv"),
        ("s4", "sitz_nicht_aktiv"),
        ("s5", "sitz_ohne_stimmrecht"),
        ("s6", "sitz_nicht_vertreten"),
        ("s8", "sitz_unbekannt"),
    ]


@pytest.mark.parametrize(
    ("basis", "leer", "vertreten", "grund"),
    [
        # 17 seats, 3 of them vacant: 2·7 = 14 ≥ 14, but < 17
        ("besetzte_sitze", 3, 7, "quorum"),
        ("alle_sitze", 3, 7, "gilt_als"),
        ("besetzte_sitze", 3, 6, "gilt_als"),
    ],
)
def test_unbesetzte_sitze_zaehlen_nach_der_geschaeftsordnung(
    basis: str, leer: int, vertreten: int, grund: str
) -> None:
    szenario = lage(abgewandelt("quorum", basis=basis), vertreten=vertreten, abstimmungen=[namentlich()])
    for letzter in szenario["sitze"][-leer:]:
        letzter |= {"mitglied": None, "stellvertretung": None}
    assert antwort(szenario)["abstimmungen"][0]["grund"] == grund


@pytest.mark.parametrize(
    ("vote", "maengel", "angenommen", "offen"),
    [
        (zahlen(5, 3, 2), [(None, "zu_viele_stimmen")], False, 0),  # 10 of 9
        (namentlich("s1 s1", "s1"), [("s1", "doppelte_stimme")], False, 9),
        (namentlich("s10", "s10"), [("s10", "doppelte_stimme"), ("s10", "sitz_nicht_vertreten")], False, 9),
        (einvernehmlich(), [], True, None),
        (einvernehmlich("s1"), [], False, None),
        (einvernehmlich("s10"), [("s10", "sitz_nicht_vertreten")], False, None),
        (einvernehmlich("x x"), [("x", "doppelte_stimme"), ("x", "sitz_unbekannt")], False, None),
    ],
)
def test_maengel_machen_ungueltig(
    vote: Json, maengel: list[tuple[str | None, str]], angenommen: bool, offen: int | None
) -> None:
    ergebnis = _abstimmung(vote)
    assert [(m["sitz"], m["code"]) for m in ergebnis["maengel"]] == maengel
    assert (ergebnis["gueltig"], ergebnis["angenommen"]) == (not maengel, angenommen)
    assert ergebnis["nicht_abgegeben"] == offen


NIEDERSCHRIFT: list[tuple[str, Json, str | None, list[str], bool | None, str | None]] = [
    # objection, stichtag in the sheet; verdicts; approved, since when
    ("rsk-2022-03-24", niederschrift(), None, [], True, "2023-09-13"),
    ("rsk-2022-03-24", niederschrift(stichtag="2023-09-13"), None, [], True, "2023-09-13"),
    ("rsk-2022-03-24", niederschrift(stichtag="2023-09-12"), None, [], False, None),
    ("rsk-2022-03-24", niederschrift(), "2023-09-13T14:06", ["rechtzeitig"], False, None),
    ("rsk-2022-03-24", niederschrift(), "2023-09-13T14:06:01", ["verspaetet"], True, "2023-09-13"),
    (
        "rsk-2022-03-24",
        niederschrift(genehmigung_aufgerufen=None),
        "2023-09-13T14:00:01",
        ["verspaetet"],
        True,
        "2023-09-13",
    ),
    (
        "rsk-2022-03-24",
        niederschrift(naechste_sitzung=None),
        "2024-01-01T00:00",
        ["rechtzeitig"],
        False,
        None,
    ),
    # one week from Saturday 01.04. is Saturday 08.04.; Easter does not move it
    (STEINFURT_ID, niederschrift(), "2023-04-08T23:59:30", ["rechtzeitig"], False, None),
    (STEINFURT_ID, niederschrift(), "2023-04-09T00:00:10", ["verspaetet"], True, "2023-04-09"),
    (STEINFURT_ID, niederschrift(stichtag="2023-04-08"), None, [], False, None),
    (STEINFURT_ID, niederschrift(stichtag="2023-04-09"), None, [], True, "2023-04-09"),
    (STEINFURT_ID, niederschrift(versandt=None), "2024-01-01T00:00", ["rechtzeitig"], False, None),
    # after the Stichtag, but in time: counts too
    (STEINFURT_ID, niederschrift(stichtag="2023-04-09"), "2023-04-01T09:00", ["rechtzeitig"], False, None),
    (NEUSS_ID, niederschrift(), "2023-04-01T09:00", ["nicht_geregelt"], None, None),
]


@pytest.mark.parametrize(("go", "blatt", "eingang", "urteile", "genehmigt", "am"), NIEDERSCHRIFT)
def test_die_niederschrift_wird_genehmigt_wenn_niemand_rechtzeitig_widerspricht(
    go: str, blatt: Json, eingang: str | None, urteile: list[str], genehmigt: bool | None, am: str | None
) -> None:
    if eingang is not None:
        blatt = {**blatt, "einwendungen": [{"id": "e", "eingang": eingang}]}
    ergebnis = antwort(lage(go, niederschrift=blatt))["niederschrift"]
    assert [e["ergebnis"] for e in ergebnis["einwendungen"]] == urteile
    assert (ergebnis["genehmigt"], ergebnis["genehmigt_am"]) == (genehmigt, am)


@pytest.mark.parametrize(
    "zeile", [pytest.param(z, id=str(n)) for n, z in enumerate(BEISPIELE.read_text("utf-8").splitlines(), 1)]
)
def test_die_beispiele_stimmen(zeile: str) -> None:
    beispiel = json.loads(zeile)
    assert antwort(beispiel["szenario"]) == beispiel["antwort"]
