"""Expected presence. Each number is reasoned beside its case: 2·n against the seats of the day."""

from __future__ import annotations

import pytest

from lenkung.regeln.erwartung import Aussicht, Sitzantwort, erwartung, unbeantwortet
from lenkung.regeln.ordnung import Quorumsregel
from lenkung.regeln.teilnahme import Zusage
from lenkung.regeln.werte import Quorumsbasis, Vergleich

RSK = Quorumsregel(1, 2, Vergleich.MINDESTENS, Quorumsbasis.ALLE_SITZE, "§ 6 Abs. 4", True)
STEINFURT = Quorumsregel(1, 2, Vergleich.MEHR_ALS, Quorumsbasis.ALLE_SITZE, "§ 6")
O, V, D, N = Zusage.OFFEN, Zusage.VOR_ORT, Zusage.DIGITAL, Zusage.VERHINDERT  # noqa: E741


def sitze(*antworten: tuple[int, Zusage | None, Zusage | None]) -> list[Sitzantwort]:
    """(how many, member, deputy)"""
    return [Sitzantwort("Sitz", True, m, s) for anzahl, m, s in antworten for _ in range(anzahl)]


@pytest.mark.parametrize(
    ("mitglied", "stellvertretung", "erwartet", "moeglich"),
    [
        (V, None, True, True),
        (D, None, True, True),
        (V, V, True, True),  # one seat, counted once
        (O, None, False, True),
        (O, V, False, True),  # the member may still come; until then nobody stands in
        (N, V, True, True),
        (N, D, True, True),
        (N, O, False, True),
        (N, N, False, False),
        (N, None, False, False),
        (None, V, True, True),  # a free seat with a deputy
        (None, O, False, True),
        (None, None, False, False),
    ],
)
def test_wann_ein_sitz_erwartet_wird(
    mitglied: Zusage | None, stellvertretung: Zusage | None, erwartet: bool, moeglich: bool
) -> None:
    sitz = Sitzantwort("Jobcenter", True, mitglied, stellvertretung)
    assert (sitz.erwartet, sitz.moeglich) == (erwartet, moeglich)


@pytest.mark.parametrize(
    ("regel", "antworten", "aussicht", "zahlen", "rechnung"),
    [
        # RSK, 17 seats: at least half, so 2·n ≥ 17, n = 9. 8 come, 5 are open: 13 at best.
        (RSK, [(8, V, O), (5, O, O), (4, N, None)], "noch_erreichbar", (8, 13, 9), "2·8 < 17"),
        # 9 come: 18 ≥ 17.
        (RSK, [(6, V, O), (3, N, D), (8, N, N)], "erreicht", (9, 9, 9), "2·9 ≥ 17"),
        # 8 come and nobody is left who could.
        (RSK, [(8, V, O), (9, N, N)], "nicht_erreichbar", (8, 8, 9), "2·8 < 17"),
        # 5 come, 3 are open: 8 at best, still one short.
        (RSK, [(5, V, O), (3, O, O), (9, N, None)], "nicht_erreichbar", (5, 8, 9), "2·5 < 17"),
        # An even number: half of 16 is enough in RSK …
        (RSK, [(8, V, O), (8, N, N)], "erreicht", (8, 8, 8), "2·8 ≥ 16"),
        # … and not in Steinfurt, where more than half is asked.
        (STEINFURT, [(8, V, O), (8, N, N)], "nicht_erreichbar", (8, 8, 9), "2·8 ≤ 16"),
        # Steinfurt, 19 seats: 2·n > 19, n = 10.
        (STEINFURT, [(9, V, O), (10, O, O)], "noch_erreichbar", (9, 19, 10), "2·9 ≤ 19"),
        (STEINFURT, [(10, V, O), (9, O, O)], "erreicht", (10, 19, 10), "2·10 > 19"),
        # Nobody has answered yet.
        (RSK, [(17, O, O)], "noch_erreichbar", (0, 17, 9), "2·0 < 17"),
        # Free seats count in the number of which half is asked, but nobody can come for them.
        (RSK, [(8, O, None), (9, None, None)], "nicht_erreichbar", (0, 8, 9), "2·0 < 17"),
    ],
)
def test_erwartung_gegen_die_mindestzahl(
    regel: Quorumsregel,
    antworten: list[tuple[int, Zusage | None, Zusage | None]],
    aussicht: str,
    zahlen: tuple[int, int, int],
    rechnung: str,
) -> None:
    ergebnis = erwartung(sitze(*antworten), regel)
    assert ergebnis.aussicht == aussicht
    assert (ergebnis.erwartet, ergebnis.bestenfalls, ergebnis.noetig) == zahlen
    assert rechnung in ergebnis.befund.rechnung
    assert ergebnis.befund.norm == regel.norm


def test_die_rechnung_steht_in_einem_satz() -> None:
    ergebnis = erwartung(sitze((8, V, O), (4, O, O), (5, N, N)), RSK)
    assert ergebnis.befund.rechnung == (
        "Nach jetzigem Stand 8 von 17 stimmberechtigten Sitzen: Mindestzahl 9 nicht erreicht (2·8 < 17). "
        "Kommen alle, die noch nicht geantwortet haben, sind es 12: noch erreichbar (2·12 ≥ 17)."
    )


def test_nur_besetzte_sitze_zaehlen_wo_es_so_geregelt_ist() -> None:
    """17 seats, 12 of them held: 2·6 ≥ 12 is enough."""
    regel = Quorumsregel(1, 2, Vergleich.MINDESTENS, Quorumsbasis.BESETZTE_SITZE, "§ 6 Abs. 4")
    ergebnis = erwartung(sitze((6, V, None), (6, N, N), (5, None, None)), regel)
    assert (ergebnis.aussicht, ergebnis.noetig) == (Aussicht.ERREICHT, 6)


def test_sitze_ohne_stimme_zaehlen_nicht() -> None:
    ohne = Sitzantwort("Gleichstellung", False, V, None)
    assert erwartung([*sitze((1, N, N)), ohne], RSK).erwartet == 0


def test_ohne_geschaeftsordnung_ist_nichts_geregelt() -> None:
    ergebnis = erwartung(sitze((2, V, O), (1, O, O)), None)
    assert (ergebnis.aussicht, ergebnis.erwartet, ergebnis.noetig) == (Aussicht.NICHT_GEREGELT, 2, None)


@pytest.mark.parametrize("regel", [RSK, STEINFURT])
def test_ohne_einen_sitz_ist_niemand_beschlussfaehig(regel: Quorumsregel) -> None:
    assert erwartung([], regel).aussicht is Aussicht.NICHT_ERREICHBAR


@pytest.mark.parametrize(
    ("mitglied", "stellvertretung", "grund"),
    [
        (N, None, "es gibt keine Stellvertretung"),
        (N, N, "Mitglied und Stellvertretung sind verhindert"),
        (None, None, "Der Sitz ist frei und hat keine Stellvertretung"),
        (None, N, "Der Sitz ist frei, und die Stellvertretung ist verhindert"),
    ],
)
def test_niemand_vertritt_diesen_sitz(
    mitglied: Zusage | None, stellvertretung: Zusage | None, grund: str
) -> None:
    befund = erwartung([Sitzantwort("Jobcenter", True, mitglied, stellvertretung)], RSK).befund
    (verstoss,) = befund.verstoesse
    assert verstoss.text.startswith("Jobcenter: Niemand vertritt diesen Sitz.")
    assert grund in verstoss.text


def test_unbeantwortet_ist_auch_ein_sitz_dessen_stellvertretung_gefragt_ist() -> None:
    assert unbeantwortet(sitze((2, O, None), (3, N, O), (4, V, O), (5, N, N))) == 5
