"""The oracle's days against the calendar on the wall. Nothing here comes from running code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.lenkung.regeln.orakel import antwort
from tests.lenkung.regeln.orakel_go import Json
from tests.lenkung.regeln.orakel_tage import feiertage, ostersonntag, spaetester_versand, tage_dazwischen
from tests.lenkung.regeln.probebau import NEUSS_ID, RSK_ID, STEINFURT_ID, abgewandelt, einladung, lage

OSTERN = """
    2000-04-23 2001-04-15 2002-03-31 2003-04-20 2004-04-11 2005-03-27 2006-04-16 2007-04-08 2008-03-23
    2009-04-12 2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20 2015-04-05 2016-03-27 2017-04-16
    2018-04-01 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05
    2027-03-28 2028-04-16 2029-04-01 2030-04-21 2038-04-25 2049-04-18
"""


@pytest.mark.parametrize("tag", OSTERN.split())
def test_ostern_faellt_auf_den_tag_im_kalender(tag: str) -> None:
    assert ostersonntag(int(tag[:4])).isoformat() == tag


def test_ostern_ist_immer_ein_sonntag_zwischen_dem_22_maerz_und_dem_25_april() -> None:
    for jahr in range(2000, 2101):
        ostern = ostersonntag(jahr)
        assert ostern.weekday() == 6
        assert date(jahr, 3, 22) <= ostern <= date(jahr, 4, 25)


def test_2024_hat_nordrhein_westfalen_diese_elf_feiertage() -> None:
    erwartet = (
        "2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-05-20 2024-05-30 2024-10-03 "
        "2024-11-01 2024-12-25 2024-12-26"
    )
    assert [tag.isoformat() for tag in sorted(feiertage(2024))] == erwartet.split()


FRISTEN = [
    # S − 21, S − 15, S − 8: Fachmodell "Deadlines"
    (RSK_ID, "2023-03-21", "2023-02-28", "2023-03-06", "2023-03-13"),
    ("rsk-entwurf-2022-02-17", "2023-03-21", "2023-02-28", "2023-03-06", "2023-03-13"),
    # 14.03. − 14 is 29.02. in a leap year and 28.02. otherwise
    (RSK_ID, "2024-03-14", "2024-02-22", "2024-02-28", "2024-03-06"),
    (RSK_ID, "2023-03-14", "2023-02-21", "2023-02-27", "2023-03-06"),
    # 15.03.2024 − 15 is the leap day itself
    (RSK_ID, "2024-03-15", "2024-02-23", "2024-02-29", "2024-03-07"),
    # 2000 is a leap year, 2100 none
    (RSK_ID, "2000-03-15", "2000-02-23", "2000-02-29", "2000-03-07"),
    (RSK_ID, "2100-03-15", "2100-02-22", "2100-02-28", "2100-03-07"),
    # over the turn of the year: 10.01. − 10 is 31.12.
    (RSK_ID, "2024-01-10", "2023-12-20", "2023-12-26", "2024-01-02"),
    # summer time begins on 26.03.2023 and ends on 29.10.2023; days are days
    (RSK_ID, "2023-04-03", "2023-03-13", "2023-03-19", "2023-03-26"),
    (RSK_ID, "2023-11-06", "2023-10-16", "2023-10-22", "2023-10-29"),
    (STEINFURT_ID, "2023-03-21", None, None, None),
    (NEUSS_ID, "2023-03-21", None, None, None),
]


@pytest.mark.parametrize(("go", "tag", "vorschlaege", "versand", "dringlich"), FRISTEN)
def test_die_fristen_liegen_so_viele_kalendertage_vor_der_sitzung(
    go: str, tag: str, vorschlaege: str | None, versand: str | None, dringlich: str | None
) -> None:
    gerechnet = antwort({"geschaeftsordnung": go, "sitzung": {"beginn": f"{tag}T14:00"}})
    assert gerechnet == {
        "fristen": {
            "vorschlaege_bis": vorschlaege,
            "versand_bis": versand,
            "versand_dringlich_bis": dringlich,
        }
    }


ARBEITSTAGE = [
    # Tue after Easter: 10.04. Ostermontag, Sun, Sat, 07.04. Karfreitag, then 06, 05, 04, 03.04. and 31.03.
    ("2023-04-11", 5, "2023-03-30"),
    # 26. and 25.12. holidays; 24.12. is a Tuesday and counts, 23.12., weekend, 20.12.
    ("2024-12-27", 3, "2024-12-19"),
    # 01.01. holiday; 31.12., 30.12., weekend, 27.12.; dispatch itself may be on 26.12.
    ("2025-01-02", 3, "2024-12-26"),
    # 08.06.2023 is Fronleichnam; 07.06. counts
    ("2023-06-09", 1, "2023-06-06"),
    # 09.05.2024 is Christi Himmelfahrt; 08.05. counts
    ("2024-05-10", 1, "2024-05-07"),
    # 20.05.2024 is Pfingstmontag; 17.05. is the Friday before
    ("2024-05-21", 1, "2024-05-16"),
    # 01.05.2024 is a Wednesday; 30.04. and 29.04. count; the Sunday before is good for dispatch
    ("2024-05-02", 2, "2024-04-28"),
    # 03.10.2023 is a Tuesday; Monday counts
    ("2023-10-04", 1, "2023-10-01"),
    # 01.11.2023 Allerheiligen; 31.10. is no holiday in Nordrhein-Westfalen and counts, 30.10. too
    ("2023-11-02", 2, "2023-10-29"),
    # 31.10.2017 was one that year, but today's law holds for all years
    ("2017-11-01", 1, "2017-10-30"),
    # an ordinary Tuesday: Mon, Fri, Thu, Wed, Tue
    ("2023-03-21", 5, "2023-03-13"),
    # nothing has to lie between: the day before, whatever day that is
    ("2023-03-20", 0, "2023-03-19"),
]


@pytest.mark.parametrize(("sitzung", "frist", "versand"), ARBEITSTAGE)
def test_arbeitstage_ueberspringen_wochenenden_und_feiertage(sitzung: str, frist: int, versand: str) -> None:
    assert spaetester_versand(date.fromisoformat(sitzung), frist, "arbeitstage").isoformat() == versand


@pytest.mark.parametrize("zaehlung", ["kalendertage", "arbeitstage"])
@pytest.mark.parametrize("frist", [1, 2, 7, 14])
def test_am_letzten_tag_liegen_genug_tage_dazwischen_und_einen_tag_spaeter_nicht(
    frist: int, zaehlung: str
) -> None:
    for abstand in range(400):
        sitzung = date(2024, 1, 1) + timedelta(days=abstand)
        versand = spaetester_versand(sitzung, frist, zaehlung)
        assert tage_dazwischen(versand, sitzung, zaehlung) == frist
        assert tage_dazwischen(versand + timedelta(days=1), sitzung, zaehlung) == frist - 1


EILIG = {"dringlich": True, "begruendung": "Das Land verlangt es."}
EINLADUNGEN: list[tuple[str | Json, Json, str, list[str]]] = [
    # last regular day 06.03., last urgent day 13.03.; the local date counts, not the hour
    (RSK_ID, einladung(versandt="2023-03-06T23:59:30"), "fristgerecht", []),
    (RSK_ID, einladung(versandt="2023-03-07T00:00:10"), "verspaetet", ["frist_versaeumt"]),
    (RSK_ID, einladung(versandt="2023-03-06T23:59:30", **EILIG), "fristgerecht", []),
    (RSK_ID, einladung(versandt="2023-03-07T00:00:10", **EILIG), "dringlich_fristgerecht", []),
    (RSK_ID, einladung(versandt="2023-03-13T23:59:30", **EILIG), "dringlich_fristgerecht", []),
    (RSK_ID, einladung(versandt="2023-03-14T00:00:10", **EILIG), "verspaetet", ["frist_versaeumt"]),
    (RSK_ID, einladung(versandt="2023-03-13T10:00", dringlich=True), "verspaetet", ["begruendung_fehlt"]),
    (
        RSK_ID,
        einladung(versandt="2023-03-13T10:00", dringlich=True, begruendung=" \n "),
        "verspaetet",
        ["begruendung_fehlt"],
    ),
    (RSK_ID, einladung(versandt="2023-03-14T10:00", dringlich=True), "verspaetet", ["frist_versaeumt"]),
    (RSK_ID, einladung(versandt=None, **EILIG), "verspaetet", ["frist_versaeumt"]),
    # what is missing comes first, in the order of the alphabet
    (
        RSK_ID,
        einladung(versandt=None, ort=None, termin=False, tagesordnung=False),
        "unvollstaendig",
        ["ort_fehlt", "tagesordnung_fehlt", "termin_fehlt"],
    ),
    (RSK_ID, einladung(ort=""), "unvollstaendig", ["ort_fehlt"]),
    (abgewandelt("ladung", pflichtangaben=["termin"]), einladung(ort=None), "fristgerecht", []),
    # no shortening in that GO
    (
        abgewandelt("ladung", dringlich_frist=None),
        einladung(versandt="2023-03-07T10:00", **EILIG),
        "verspaetet",
        ["frist_versaeumt"],
    ),
    (STEINFURT_ID, einladung(versandt=None, ort=None), "nicht_geregelt", []),
    (NEUSS_ID, einladung(), "nicht_geregelt", []),
]


@pytest.mark.parametrize(("go", "blatt", "ergebnis", "maengel"), EINLADUNGEN)
def test_die_einladung_hat_ihr_urteil(go: str | Json, blatt: Json, ergebnis: str, maengel: list[str]) -> None:
    urteil = antwort(lage(go, einladung=blatt))["einladung"]
    norm = [] if ergebnis == "nicht_geregelt" else ["§ 4 Abs. 5"]
    assert urteil == {"ergebnis": ergebnis, "norm": norm, "maengel": maengel}


@pytest.mark.parametrize(("art", "ergebnis"), [("digital", "fristgerecht"), ("praesenz", "unvollstaendig")])
def test_eine_digitale_sitzung_braucht_keinen_ort(art: str, ergebnis: str) -> None:
    szenario = lage(einladung=einladung(ort=None), sitzung={"beginn": "2023-03-21T14:00", "art": art})
    assert antwort(szenario)["einladung"]["ergebnis"] == ergebnis


@pytest.mark.parametrize(
    ("go", "eingang", "ergebnis"),
    [
        (RSK_ID, "2023-02-28T23:59:30", "rechtzeitig"),
        (RSK_ID, "2023-03-01T00:00:10", "verspaetet"),
        (STEINFURT_ID, "2023-03-21T13:59", "nicht_geregelt"),
    ],
)
def test_ein_vorschlag_ist_bis_zum_ende_des_letzten_tages_rechtzeitig(
    go: str, eingang: str, ergebnis: str
) -> None:
    urteil = antwort(lage(go, vorschlaege=[{"id": "v", "eingang": eingang}]))["vorschlaege"]
    norm = [] if ergebnis == "nicht_geregelt" else ["§ 4 Abs. 4"]
    assert urteil == [{"id": "v", "ergebnis": ergebnis, "norm": norm}]
