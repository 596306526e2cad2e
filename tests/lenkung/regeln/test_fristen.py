"""Calendar days, working days, and the eleven public holidays of Nordrhein-Westfalen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lenkung.regeln.feiertage import feiertage, ist_arbeitstag, ostersonntag
from lenkung.regeln.fristen import Fristen, fristen, letzter_versandtag, tage, vorschlag_pruefen
from lenkung.regeln.ordnung import Ladungsregel, Ordnung, Vorschlagsregel
from lenkung.regeln.werte import Zaehlung

KALENDER, ARBEIT = Zaehlung.KALENDERTAGE, Zaehlung.ARBEITSTAGE
RSK = Ordnung(
    vorschlaege=Vorschlagsregel(21, "§ 4 Abs. 4"),
    ladung=Ladungsregel(14, KALENDER, frozenset(), "§ 4 Abs. 5", 7),
)


def _tage(*tage: str) -> set[date]:
    return {date.fromisoformat(tag) for tag in tage}


@pytest.mark.parametrize(
    ("jahr", "bewegliche"),
    [
        # Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam, as printed in calendars
        (2024, ("2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20", "2024-05-30")),
        (2026, ("2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-06-04")),
    ],
)
def test_elf_feiertage_hat_das_jahr_in_nordrhein_westfalen(jahr: int, bewegliche: tuple[str, ...]) -> None:
    feste = (f"{jahr}-{tag}" for tag in ("01-01", "05-01", "10-03", "11-01", "12-25", "12-26"))
    assert feiertage(jahr) == _tage(*feste, *bewegliche)
    assert len(feiertage(jahr)) == 11


def test_ostern_liegt_wo_der_kalender_es_hat_auch_im_frueheren_und_im_spaetesten_jahr() -> None:
    for tag in ("1818-03-22", "2008-03-23", "2038-04-25", "2000-04-23", "2025-04-20", "2027-03-28"):
        assert ostersonntag(int(tag[:4])) == date.fromisoformat(tag)


@pytest.mark.parametrize(
    ("tag", "arbeit"),
    [
        ("2024-03-28", True),  # Gründonnerstag
        ("2024-03-29", False),  # Karfreitag
        ("2024-03-30", False),  # Saturday
        ("2024-11-01", False),  # Allerheiligen, a Friday
        ("2024-10-31", True),  # Reformationstag is none in NRW
        ("2024-12-24", True),
        ("2026-01-06", True),  # Heilige Drei Könige is none in NRW
    ],
)
def test_arbeitstage_sind_montag_bis_freitag_ohne_feiertage(tag: str, arbeit: bool) -> None:
    assert ist_arbeitstag(date.fromisoformat(tag)) is arbeit


def test_die_fristen_der_sitzung_vom_21_maerz_2023() -> None:
    assert fristen(date(2023, 3, 21), RSK) == Fristen(date(2023, 2, 28), date(2023, 3, 6), date(2023, 3, 13))
    assert fristen(date(2023, 3, 21), Ordnung()) == Fristen(None, None, None)
    ohne = Ordnung(ladung=Ladungsregel(14, KALENDER, frozenset(), "§ 4"))
    assert fristen(date(2023, 3, 21), ohne).versand_dringlich_bis is None


@pytest.mark.parametrize(
    ("sitzung", "frist", "zaehlung", "versand"),
    [
        # Month's end, in a common year and in a leap year
        ("2023-03-15", 14, KALENDER, "2023-02-28"),
        ("2024-03-15", 14, KALENDER, "2024-02-29"),
        ("2024-01-10", 14, KALENDER, "2023-12-26"),
        # Days, not hours: the change to summer time (31.03.2024) and back (27.10.2024) move nothing.
        ("2024-04-02", 7, KALENDER, "2024-03-25"),
        ("2024-10-31", 7, KALENDER, "2024-10-23"),
        # Tuesday after Easter; counted back: Thu 28, Wed 27, Tue 26; dispatched on Mon 25
        ("2024-04-02", 3, ARBEIT, "2024-03-25"),
        # Two working days before a Monday are Fri and Thu; dispatched on Wed
        ("2024-06-17", 2, ARBEIT, "2024-06-12"),
        # Counted: Fri 31.05., Wed 29.05. (30.05. is Fronleichnam); dispatched on Tue 28.05.
        ("2024-06-03", 2, ARBEIT, "2024-05-28"),
        # Counted: Tue 27.12. back to Fri 23.12.: Mon 26 and Sun 25 are holidays, Sat 24; dispatched on Thu 22
        ("2022-12-27", 1, ARBEIT, "2022-12-22"),
        # The day of dispatch itself may be any day: counted Mon 17; dispatched on Sun 16.
        ("2024-06-18", 1, ARBEIT, "2024-06-16"),
        # Ten: Fri 16 back to Mon 12, Fri 9 back to Mon 5; the next day back is Sun 4, any day will do
        ("2025-05-19", 10, ARBEIT, "2025-05-04"),
    ],
)
def test_zwischen_versand_und_sitzung_liegen_so_viele_volle_tage(
    sitzung: str, frist: int, zaehlung: Zaehlung, versand: str
) -> None:
    assert letzter_versandtag(date.fromisoformat(sitzung), frist, zaehlung) == date.fromisoformat(versand)


@pytest.mark.parametrize("zaehlung", [KALENDER, ARBEIT])
@pytest.mark.parametrize("frist", [1, 3, 7, 14])
def test_am_letzten_tag_sind_es_genug_und_einen_spaeter_einer_zu_wenig(
    frist: int, zaehlung: Zaehlung
) -> None:
    def dazwischen(versand: date, sitzung: date) -> int:
        alle = (versand + timedelta(days=n) for n in range(1, (sitzung - versand).days))
        return sum(zaehlung is KALENDER or ist_arbeitstag(tag) for tag in alle)

    for abstand in range(366):
        sitzung = date(2024, 1, 1) + timedelta(days=abstand)
        versand = letzter_versandtag(sitzung, frist, zaehlung)
        assert dazwischen(versand, sitzung) == frist
        assert dazwischen(versand + timedelta(days=1), sitzung) == frist - 1


def test_der_kalender_faengt_mit_dem_jahr_eins_an() -> None:
    """Nobody meets then; but nothing may break on it."""
    assert letzter_versandtag(date(1, 1, 5), 14, KALENDER) == date.min
    assert letzter_versandtag(date(1, 1, 5), 14, ARBEIT) == date.min


@pytest.mark.parametrize(
    ("eingang", "urteil"),
    [("2023-02-27", "rechtzeitig"), ("2023-02-28", "rechtzeitig"), ("2023-03-01", "verspaetet")],
)
def test_ein_vorschlag_ist_bis_zum_21_tag_davor_rechtzeitig(eingang: str, urteil: str) -> None:
    befund = vorschlag_pruefen(
        eingang=date.fromisoformat(eingang), sitzungstag=date(2023, 3, 21), regel=RSK.vorschlaege
    )
    assert (befund.urteil, befund.normen) == (urteil, ("§ 4 Abs. 4",))
    assert "21 Kalendertage vor dem 21.03.2023 ist der 28.02.2023" in befund.rechnung


def test_ohne_regel_ist_ein_vorschlag_weder_rechtzeitig_noch_verspaetet() -> None:
    befund = vorschlag_pruefen(eingang=date(2023, 3, 20), sitzungstag=date(2023, 3, 21), regel=None)
    assert (befund.urteil, befund.normen) == ("nicht_geregelt", ())


def test_tage_stehen_im_richtigen_fall() -> None:
    assert tage(1) == tage(1, dativ=True) == "1 Kalendertag"
    assert (tage(14), tage(14, dativ=True)) == ("14 Kalendertage", "14 Kalendertagen")
    assert (tage(1, ARBEIT), tage(10, ARBEIT, dativ=True)) == ("1 Arbeitstag", "10 Arbeitstagen")
