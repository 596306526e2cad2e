"""The plan of the demo: exactly the numbers that were asked for, on days when somebody was there."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from casemgmt.regeln.vorfuehrungsplan import (
    Fallplan,
    Jahreszahlen,
    Planer,
    arbeitstag,
    dauern,
    ort_lesen,
    tag_zwischen,
    werktag,
)

ORTE = [
    ort_lesen({"kommune": "A", "konto": "cm", "monate": [["2022-11", "2023-12", 3]]}),
    ort_lesen({"kommune": "B", "konto": "cm", "nur_klaerung": True, "monate": [["2022-03", "2022-12", 1]]}),
]


def zahlen(jahr: int, case_management: int) -> Jahreszahlen:
    return Jahreszahlen(
        jahr=jahr,
        einmalig=0,
        case_management=case_management,
        sonstige=0,
        langfristig=10,
        nicht_fortgesetzt=7,
        ukraine=0,
        faelle_ab=3,
    )


def plan(*case_management: int, personen: int = 40) -> list[Fallplan]:
    jahre = [zahlen(2022 + stelle, anzahl) for stelle, anzahl in enumerate(case_management)]
    return Planer(ORTE, jahre, Random(7)).planen(personen)


@pytest.mark.parametrize(("erstes", "zweites"), [(20, 60), (60, 160)])
def test_so_viele_termine_wie_gewuenscht_ob_zu_wenige_oder_zu_viele_entstuenden(
    erstes: int, zweites: int
) -> None:
    faelle = plan(erstes, zweites)
    assert [sum(len(fall.im_jahr(jahr)) for fall in faelle) for jahr in (2022, 2023)] == [erstes, zweites]
    for fall in faelle:
        assert fall.termine == sorted(set(fall.termine))
        assert all(tag.weekday() < 5 for tag in (*fall.termine, fall.beendet))
        assert fall.beendet >= fall.termine[-1]
        assert not (fall.langfristig and fall.ort.kommune == "B")
        assert (fall.eroeffnet.year, fall.eroeffnet.month) in fall.ort.tage
        if not fall.langfristig:
            assert len(fall.termine) <= 2
            assert (fall.ausgang, bool(fall.endgrund)) == ("", True)
    verschiedene = sum(fall.personen for fall in faelle) - sum(fall.wiedergekommen for fall in faelle)
    assert verschiedene == 40


def test_was_nicht_aufgeht_endet_mit_einem_wort_statt_nie() -> None:
    """Ten long cases and seven short ones of 2023 alone need more than 30 consultations."""
    with pytest.raises(ValueError, match="2023"):
        plan(20, 30)


def test_aus_derselben_saat_derselbe_plan() -> None:
    assert plan(30, 60) == plan(30, 60)


def test_die_dauern_haben_genau_das_gewuenschte_mittel() -> None:
    for mittel in (63, 117):
        werte = dauern(Random(1), 300, mittel)
        assert sum(werte) == 300 * mittel
        assert min(werte) >= 30
        assert max(werte) <= 120


def test_zwischen_den_jahren_und_am_wochenende_wird_nicht_beraten() -> None:
    assert werktag(date(2023, 7, 1)) == date(2023, 7, 3)  # a Saturday
    assert werktag(date(2023, 7, 1), -1) == date(2023, 6, 30)
    assert arbeitstag(date(2023, 12, 22)) == date(2024, 1, 12)
    assert arbeitstag(date(2024, 1, 3)) == date(2024, 1, 24)
    assert arbeitstag(date(2023, 5, 3)) == date(2023, 5, 3)
    # The first day is a Saturday and the next working day lies behind the end.
    assert tag_zwischen(Random(0), date(2023, 7, 1), date(2023, 7, 2)) == date(2023, 6, 30)
