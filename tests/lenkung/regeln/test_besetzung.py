from __future__ import annotations

from datetime import date

import pytest

from lenkung.regeln.besetzung import Sitzstand, Sitzzahlen, Zeitraum, folgetag, vortag, zaehlen

JAN, FEB, MRZ = date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("zeitraum", "umfasst"),
    [
        (Zeitraum(), True),
        (Zeitraum(FEB), True),
        (Zeitraum(None, FEB), True),
        (Zeitraum(FEB, FEB), True),
        (Zeitraum(MRZ), False),
        (Zeitraum(None, JAN), False),
    ],
)
def test_beide_tage_gehoeren_dazu(zeitraum: Zeitraum, umfasst: bool) -> None:
    assert zeitraum.umfasst(FEB) is umfasst


@pytest.mark.parametrize(
    ("einer", "anderer", "zugleich"),
    [
        (Zeitraum(None, JAN), Zeitraum(FEB), False),
        (Zeitraum(None, FEB), Zeitraum(FEB), True),
        (Zeitraum(), Zeitraum(FEB, FEB), True),
        (Zeitraum(JAN, FEB), Zeitraum(MRZ), False),
        (Zeitraum(JAN, MRZ), Zeitraum(FEB, FEB), True),
    ],
)
def test_die_nachfolge_am_tag_danach_ueberschneidet_sich_nicht(
    einer: Zeitraum, anderer: Zeitraum, zugleich: bool
) -> None:
    assert einer.ueberschneidet(anderer) is zugleich
    assert anderer.ueberschneidet(einer) is zugleich


@pytest.mark.parametrize(
    ("innen", "liegt_in"),
    [
        (Zeitraum(FEB, MRZ), True),
        (Zeitraum(FEB, FEB), True),
        (Zeitraum(JAN, FEB), False),
        (Zeitraum(None, FEB), False),
        (Zeitraum(FEB, None), False),
    ],
)
def test_ein_offenes_ende_liegt_nicht_in_einem_geschlossenen(innen: Zeitraum, liegt_in: bool) -> None:
    assert innen.liegt_in(Zeitraum(FEB, MRZ)) is liegt_in
    assert innen.liegt_in(Zeitraum()) is True


def test_freie_sitze_zaehlen_mit_und_sitze_ohne_stimme_getrennt() -> None:
    sitze = [
        Sitzstand(1, "Sozialamt", True, mitglied_id=1, stellvertretung_id=2),
        Sitzstand(2, "Jugendamt", True, mitglied_id=3),
        Sitzstand(3, "Caritas", True, stellvertretung_id=4),
        Sitzstand(4, "Geschäftsstelle", False, mitglied_id=1),
    ]
    assert zaehlen(sitze) == Sitzzahlen(
        stimmberechtigt=3, besetzt=2, frei=1, ohne_stellvertretung=1, ohne_stimme=1
    )
    assert zaehlen([]) == Sitzzahlen(0, 0, 0, 0, 0)


def test_tage_davor_und_danach() -> None:
    assert folgetag(JAN) == FEB
    assert vortag(FEB) == JAN
    assert folgetag(date(2024, 2, 28)) == date(2024, 2, 29)


def test_wer_den_letzten_tag_des_kalenders_als_ende_schreibt_meint_kein_ende() -> None:
    """Some write 31.12.9999 for „until further notice“; the page of the succession asks for the day after."""
    assert folgetag(date.max) == date.max
    assert vortag(date.min) == date.min
