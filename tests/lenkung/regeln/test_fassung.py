"""Where a version stands on a day, and which one binds a session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lenkung.regeln.fassung import Fassung, Stand, gebundene_fassung

GRUENDUNG, DRITTE = date(2021, 11, 25), date(2022, 3, 24)
"""GO RSK was adopted in the third session, on 24.03.2022 (§ 8)."""
RSK = Fassung(1, DRITTE, DRITTE, gilt_in_beschlusssitzung=True)
STEINFURT = Fassung(2, date(2021, 6, 30), date(2021, 6, 30), date(2022, 12, 31))
"""Until the end of 2022, then the Gremium decides (GO Steinfurt § 1)."""
EIN_TAG = timedelta(days=1)


def _gebunden(sitzung: date, eingeladen: date | None, *fassungen: Fassung) -> int | None:
    fassung = gebundene_fassung(fassungen, sitzungstag=sitzung, eingeladen_am=eingeladen)
    return None if fassung is None else fassung.id


@pytest.mark.parametrize(
    ("fassung", "tag", "stand"),
    [
        (Fassung(1), DRITTE, Stand.ENTWURF),
        (Fassung(1, DRITTE), DRITTE, Stand.BESCHLOSSEN),
        (Fassung(1, DRITTE, date(2022, 4, 1)), date(2022, 3, 31), Stand.BESCHLOSSEN),
        (Fassung(1, DRITTE, date(2022, 4, 1)), date(2022, 4, 1), Stand.IN_KRAFT),
        (RSK, date(2099, 1, 1), Stand.IN_KRAFT),
        (STEINFURT, date(2022, 12, 31), Stand.IN_KRAFT),
        (STEINFURT, date(2023, 1, 1), Stand.ABGELAUFEN),
        (Fassung(1, DRITTE, DRITTE, date(2024, 2, 21), abgeloest=True), date(2024, 2, 21), Stand.IN_KRAFT),
        (Fassung(1, DRITTE, DRITTE, date(2024, 2, 21), abgeloest=True), date(2024, 2, 22), Stand.ABGELOEST),
    ],
)
def test_jede_fassung_hat_an_jedem_tag_einen_stand(fassung: Fassung, tag: date, stand: Stand) -> None:
    assert fassung.stand_am(tag) is stand
    assert fassung.gilt_am(tag) is (stand is Stand.IN_KRAFT)


def test_die_ersten_beiden_sitzungen_im_rhein_sieg_kreis_hatten_keine() -> None:
    assert _gebunden(GRUENDUNG, GRUENDUNG - 21 * EIN_TAG, RSK) is None
    assert _gebunden(date(2022, 2, 8), date(2022, 1, 20), RSK) is None


def test_die_dritte_hat_die_die_sie_beschliesst_denn_die_sagt_es() -> None:
    assert _gebunden(DRITTE, date(2022, 3, 9), RSK) == 1


def test_in_steinfurt_gilt_sie_in_der_sitzung_die_sie_beschliesst_noch_nicht() -> None:
    assert _gebunden(date(2021, 6, 30), date(2021, 6, 10), STEINFURT) is None


def test_gebunden_ist_eine_sitzung_an_die_am_tag_der_einladung_geltende() -> None:
    """A session is not moved to other rules because a new version came between invitation and session."""
    alte = Fassung(1, DRITTE, DRITTE, date(2024, 2, 21), abgeloest=True, gilt_in_beschlusssitzung=True)
    neue = Fassung(2, date(2024, 2, 22), date(2024, 2, 22), gilt_in_beschlusssitzung=True)
    assert _gebunden(date(2024, 3, 5), date(2024, 2, 21), neue, alte) == 1
    assert _gebunden(date(2024, 3, 5), date(2024, 2, 22), neue, alte) == 2
    # The one that adopts the new version is the exception that both make for themselves.
    assert _gebunden(date(2024, 2, 22), date(2024, 2, 1), alte, neue) == 2
    # What is said of that session is said of that session alone.
    assert _gebunden(date(2024, 2, 23), date(2024, 2, 1), alte, neue) == 1


def test_eine_neue_die_spaeter_in_kraft_tritt_gilt_in_ihrer_beschlusssitzung_nicht() -> None:
    spaeter = Fassung(2, date(2024, 2, 22), date(2024, 3, 1), gilt_in_beschlusssitzung=True)
    alte = Fassung(1, DRITTE, DRITTE, date(2024, 2, 29), abgeloest=True)
    assert _gebunden(date(2024, 2, 22), date(2024, 2, 1), spaeter, alte) == 1


def test_eine_abgelaufene_bindet_niemanden_mehr_und_ohne_einladung_zaehlt_der_sitzungstag() -> None:
    assert _gebunden(date(2023, 1, 20), date(2022, 12, 31), STEINFURT) == 2
    assert _gebunden(date(2023, 1, 20), date(2023, 1, 1), STEINFURT) is None
    assert _gebunden(date(2022, 12, 31), None, STEINFURT) == 2
    assert _gebunden(date(2023, 1, 1), None, STEINFURT) is None
    assert _gebunden(DRITTE, None) is None


def test_ein_entwurf_bindet_nie() -> None:
    assert _gebunden(DRITTE, DRITTE, Fassung(1, gilt_in_beschlusssitzung=True)) is None
