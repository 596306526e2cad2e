"""Suggested dates of a year, and what is noticeable about one. Expected days are counted on a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from lenkung.domain.mitgeliefert import mitgelieferte_fassung
from lenkung.regeln.feiertage import feiertage, feiertagsname
from lenkung.regeln.planung import (
    Formregel,
    Lage,
    Plan,
    Planungsregeln,
    Rhythmus,
    Sperre,
    planungsregeln,
    termin_pruefen,
    termine_vorschlagen,
)
from lenkung.regeln.werte import Sitzungsart

RSK = planungsregeln(mitgelieferte_fassung("rsk-2022-03-24").bestimmungen)
STEINFURT = planungsregeln(mitgelieferte_fassung("steinfurt-2021-06-30").bestimmungen)
NEUSS = planungsregeln(mitgelieferte_fassung("neuss-2021-01-27").bestimmungen)
DIENSTAG, DONNERSTAG = 1, 3
VIERTEL = Rhythmus(1, "quartal", "§ 4 Abs. 1")


def test_die_drei_geschaeftsordnungen_sagen_wie_oft_und_wie_lange() -> None:
    assert RSK.rhythmus == Rhythmus(1, "quartal", "§ 4 Abs. 1", 120)
    assert RSK.formen == Formregel(frozenset({Sitzungsart.PRAESENZ, Sitzungsart.DIGITAL}), "§ 4 Abs. 2 und 3")
    assert Planungsregeln(Rhythmus(1, "halbjahr", "§ 5"), None) == STEINFURT
    assert NEUSS.rhythmus is not None
    assert (NEUSS.rhythmus.im_jahr, NEUSS.formen) == (2, None)
    assert planungsregeln({}) == Planungsregeln()


@pytest.mark.parametrize(
    ("anzahl", "zeitraum", "im_jahr"),
    [(1, "monat", 12), (1, "quartal", 4), (3, "halbjahr", 6), (2, "jahr", 2)],
)
def test_der_rhythmus_gilt_fuer_das_ganze_jahr(anzahl: int, zeitraum: str, im_jahr: int) -> None:
    rhythmus = Rhythmus(anzahl, zeitraum, "§ 1")
    assert rhythmus.im_jahr == im_jahr
    vorschlaege = termine_vorschlagen(jahr=2026, rhythmus=rhythmus, wochentag=DIENSTAG)
    assert len(vorschlaege) == im_jahr
    tage = [v.tag for v in vorschlaege if v.tag]
    assert tage == sorted(set(tage))
    assert {tag.weekday() for tag in tage} == {DIENSTAG}


def test_jedes_quartal_bekommt_einen_dienstag_nahe_seiner_mitte() -> None:
    # Middles: 14 and 15 February, 16 May, 15 August, 15 and 16 November 2026.
    vorschlaege = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DIENSTAG)
    assert [(v.abschnitt, v.tag, v.lage) for v in vorschlaege] == [
        ("1. Quartal", date(2026, 2, 17), Lage.FREI),
        ("2. Quartal", date(2026, 5, 19), Lage.FREI),
        ("3. Quartal", date(2026, 8, 18), Lage.FREI),
        ("4. Quartal", date(2026, 11, 17), Lage.FREI),
    ]


def test_feiertage_und_sperrzeiten_lassen_ausweichen_und_sagen_warum() -> None:
    # Himmelfahrt 2026 is 14 May, the Thursday nearest to the middle; Fronleichnam 4 June.
    ferien = Sperre("Ferien", date(2026, 5, 15), date(2026, 5, 24))
    vorschlaege = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DONNERSTAG, sperren=[ferien])
    zweites = vorschlaege[1]
    assert (zweites.tag, zweites.lage) == (date(2026, 5, 7), Lage.VERSCHOBEN)
    assert zweites.gruende == (
        "14.05.2026 ist Feiertag (Christi Himmelfahrt)",
        "21.05.2026 liegt in „Ferien“",
    )


def test_ist_ein_abschnitt_ganz_gesperrt_bleibt_er_ohne_tag() -> None:
    alles = Sperre("Umbau", date(2026, 7, 1), date(2026, 9, 30))
    drittes = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DIENSTAG, sperren=[alles])[2]
    assert (drittes.tag, drittes.lage, len(drittes.gruende)) == (None, Lage.OHNE_TAG, 13)


def test_vergangenes_entfaellt_und_ein_angebrochener_abschnitt_sucht_nach_vorn() -> None:
    vorschlaege = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DIENSTAG, ab=date(2026, 5, 20))
    assert [v.tag for v in vorschlaege] == [date(2026, 5, 26), date(2026, 8, 18), date(2026, 11, 17)]
    rest = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DIENSTAG, ab=date(2026, 12, 30))
    assert [(v.tag, v.lage, v.gruende) for v in rest] == [
        (None, Lage.OHNE_TAG, ("In diesem Abschnitt liegt kein Dienstag mehr",))
    ]


def test_wo_schon_eine_sitzung_liegt_kommt_keine_zweite_hinzu() -> None:
    schon = date(2026, 1, 1)
    erstes = termine_vorschlagen(jahr=2026, rhythmus=VIERTEL, wochentag=DIENSTAG, vorhanden={schon})[0]
    assert (erstes.tag, erstes.lage, erstes.gruende) == (None, Lage.BESETZT, ("Schon geplant: 01.01.2026",))


def test_mehrere_termine_je_zeitraum_heissen_nach_ihrer_reihe_auch_im_schaltjahr() -> None:
    vorschlaege = termine_vorschlagen(jahr=2028, rhythmus=Rhythmus(2, "jahr", "§ 1"), wochentag=DIENSTAG)
    # 366 days: the halves are 1 January to 1 July and 2 July to 31 December; middles 1 April and 1 October.
    assert [(v.abschnitt, v.tag) for v in vorschlaege] == [
        ("2028, 1. Termin", date(2028, 4, 4)),
        ("2028, 2. Termin", date(2028, 9, 26)),
    ]
    assert vorschlaege[1].gruende == ("03.10.2028 ist Feiertag (Tag der Deutschen Einheit)",)


def test_mehr_termine_als_tage_ergeben_hoechstens_einen_je_tag() -> None:
    vorschlaege = termine_vorschlagen(jahr=2026, rhythmus=Rhythmus(52, "monat", "§ 1"), wochentag=DIENSTAG)
    tage = [v.tag for v in vorschlaege if v.tag]
    assert len(tage) == len(set(tage)) == 52
    assert vorschlaege[0].abschnitt.startswith("Januar, ")


def test_jeder_feiertag_hat_seinen_namen() -> None:
    assert {tag for tag in feiertage(2026) if feiertagsname(tag)} == feiertage(2026)
    assert len(feiertage(2026)) == 11
    assert feiertagsname(date(2026, 6, 4)) == "Fronleichnam"
    # In 2008 Himmelfahrt fell on 1 May: ten days only, and the fixed one keeps its name.
    assert feiertagsname(date(2008, 5, 1)) == "Tag der Arbeit"
    assert feiertagsname(date(2026, 6, 5)) == ""


# One date ---------------------------------------------------------------------------------------------------

FERIEN = Sperre("Sommerferien", date(2026, 7, 20), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("plan", "regeln", "codes"),
    [
        (Plan(date(2026, 6, 16), Sitzungsart.PRAESENZ, 120), RSK, ()),
        (Plan(date(2026, 6, 16), Sitzungsart.PRAESENZ, 121), RSK, ("dauer_ueber_grenze",)),
        (Plan(date(2026, 6, 16), Sitzungsart.HYBRID, 120), RSK, ("art_nicht_vorgesehen",)),
        (Plan(date(2026, 6, 16), Sitzungsart.HYBRID, 500), STEINFURT, ()),
        (Plan(date(2026, 6, 16), Sitzungsart.HYBRID, 500), Planungsregeln(), ()),
        (Plan(date(2023, 1, 10), Sitzungsart.PRAESENZ, 60), None, ("ohne_geschaeftsordnung",)),
        (Plan(date(2026, 6, 20), Sitzungsart.PRAESENZ, 60), RSK, ("wochenende",)),
        (Plan(date(2026, 10, 3), Sitzungsart.PRAESENZ, 60), RSK, ("wochenende", "feiertag")),
        (Plan(date(2026, 7, 20), Sitzungsart.PRAESENZ, 60), RSK, ("sperrzeit",)),
        (Plan(date(2026, 9, 1), Sitzungsart.PRAESENZ, 60), RSK, ("sperrzeit",)),
        (Plan(date(2026, 9, 2), Sitzungsart.PRAESENZ, 60), RSK, ()),
        (Plan(date(2026, 9, 8), Sitzungsart.PRAESENZ, 60), RSK, ("zweite_am_tag",)),
        (
            Plan(date(2026, 8, 1), Sitzungsart.HYBRID, 240),
            RSK,
            ("dauer_ueber_grenze", "art_nicht_vorgesehen", "wochenende", "sperrzeit"),
        ),
    ],
)
def test_was_an_einem_termin_auffaellt(
    plan: Plan, regeln: Planungsregeln | None, codes: tuple[str, ...]
) -> None:
    hinweise = termin_pruefen(plan, regeln=regeln, sperren=[FERIEN], andere_tage={date(2026, 9, 8)})
    assert tuple(hinweis.code for hinweis in hinweise) == codes


def test_jeder_hinweis_nennt_rechnung_und_stelle() -> None:
    lang, hybrid = termin_pruefen(Plan(date(2026, 6, 16), Sitzungsart.HYBRID, 150), regeln=RSK)
    assert (lang.norm, lang.feld) == ("§ 4 Abs. 1", "dauer_minuten")
    assert lang.text == (
        "Geplant sind 150 Minuten; die Geschäftsordnung sieht höchstens 120 vor, das sind 30 weniger."
    )
    assert hybrid.norm == "§ 4 Abs. 2 und 3"
    assert "kennt nur: in Präsenz oder digital" in hybrid.text
