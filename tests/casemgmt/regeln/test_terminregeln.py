"""What counts, what may be changed until when, and which particulars are possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from casemgmt.regeln.termin import (
    Arbeitsangaben,
    Arbeitsart,
    Beratungsangaben,
    Kanal,
    Kopfzahlangaben,
    Kopfzahlart,
    Terminart,
    Terminstand,
)
from casemgmt.regeln.terminregeln import (
    Rhythmus,
    aenderbar,
    aenderbar_bis,
    arbeitsmaengel,
    art_von,
    kann_werden,
    kopfzahlmaengel,
    maengel,
    naechster_arbeitstag,
    serienmaengel,
    serientage,
    stand_bei,
    uhr_abweichung,
    unbekannte,
    wochenbeginn,
    zaehlt,
)

JETZT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
GUT = Beratungsangaben(JETZT - timedelta(minutes=30), 30, Kanal.VOR_ORT, ("wohnen",))


@pytest.mark.parametrize(
    ("tag", "naechster"),
    [
        (date(2026, 5, 11), date(2026, 5, 12)),
        # Friday, then the weekend.
        (date(2026, 5, 8), date(2026, 5, 11)),
        # Ascension Day is Thursday, 14 May 2026.
        (date(2026, 5, 13), date(2026, 5, 15)),
        # Whit Monday is 25 May 2026.
        (date(2026, 5, 22), date(2026, 5, 26)),
        # Corpus Christi, a holiday in North Rhine-Westphalia, is 4 June 2026.
        (date(2026, 6, 3), date(2026, 6, 5)),
        # Christmas 2026: Friday and Saturday are holidays.
        (date(2026, 12, 24), date(2026, 12, 28)),
    ],
)
def test_der_naechste_arbeitstag(tag: date, naechster: date) -> None:
    assert naechster_arbeitstag(tag) == naechster


def test_aenderbar_bis_zum_ende_des_naechsten_arbeitstags_in_deutschland() -> None:
    """Logged on Friday 2026-05-08, 23:30 in Germany (21:30 UTC): Monday belongs to it as a whole."""
    erfasst = datetime(2026, 5, 8, 21, 30, tzinfo=UTC)
    # Tuesday 0:00 in summer is Monday 22:00 UTC.
    assert aenderbar_bis(erfasst) == datetime(2026, 5, 11, 22, 0, tzinfo=UTC)
    assert aenderbar(erfasst, datetime(2026, 5, 11, 21, 59, 59, tzinfo=UTC))
    assert not aenderbar(erfasst, datetime(2026, 5, 11, 22, 0, tzinfo=UTC))
    # Half an hour later it was Saturday: the next working day is the same Monday.
    assert aenderbar_bis(erfasst + timedelta(hours=1)) == aenderbar_bis(erfasst)


def test_nur_gehaltene_zaehlen_und_statt_des_berichtigten_der_neue() -> None:
    assert [stand for stand in Terminstand if zaehlt(stand, None)] == [Terminstand.GEHALTEN]
    assert not zaehlt(Terminstand.GEHALTEN, JETZT)


def test_staende() -> None:
    moeglich = {(alt, neu) for alt in Terminstand for neu in Terminstand if kann_werden(alt, neu)}
    assert moeglich == {
        (Terminstand.GEPLANT, Terminstand.GEHALTEN),
        (Terminstand.GEPLANT, Terminstand.NICHT_ERSCHIENEN),
        (Terminstand.GEPLANT, Terminstand.ABGESAGT),
        (Terminstand.NICHT_ERSCHIENEN, Terminstand.GEHALTEN),
        (Terminstand.ABGESAGT, Terminstand.GEHALTEN),
    }


def test_die_art_folgt_aus_dem_fall() -> None:
    assert (art_von(7), art_von(None)) == (Terminart.CASE_MANAGEMENT, Terminart.EINMALIG)


def test_gute_angaben_haben_keinen_mangel() -> None:
    assert maengel(GUT, jetzt=JETZT) == []
    assert maengel(replace(GUT, beginn=JETZT + timedelta(days=9), themen=()), jetzt=JETZT, geplant=True) == []


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"dauer_minuten": 0}, "dauer_minuten"),
        ({"dauer_minuten": 721}, "dauer_minuten"),
        ({"vorbereitung_minuten": -1}, "vorbereitung_minuten"),
        ({"nachbereitung_minuten": 721}, "nachbereitung_minuten"),
        ({"personen": 0}, "personen"),
        ({"personen": 201}, "personen"),
        ({"personen": 1, "klienten": (1, 2)}, "personen"),
        ({"themen": ()}, "themen"),
        ({"naechster_schritt": "x" * 301}, "naechster_schritt"),
        ({"naechster_schritt": "a\nb"}, "naechster_schritt"),
        ({"notiz": "x" * 4001}, "notiz"),
        ({"sprache": "Arabisch"}, "sprache"),
        ({"beginn": JETZT + timedelta(minutes=6)}, "beginn"),
        ({"beginn": datetime(2014, 12, 31, 12, tzinfo=UTC)}, "beginn"),
        ({"beginn": datetime(2026, 5, 12)}, "beginn"),
    ],
)
def test_maengel_nennen_ihr_feld(anders: dict[str, Any], feld: str) -> None:
    assert [fund.feld for fund in maengel(replace(GUT, **anders), jetzt=JETZT)] == [feld]


def test_grenzen_gehoeren_dazu() -> None:
    for anders in (
        {"dauer_minuten": 1},
        {"dauer_minuten": 720},
        {"personen": 200},
        {"personen": 2, "klienten": (4, 4)},
    ):
        assert maengel(replace(GUT, **anders), jetzt=JETZT) == []  # type: ignore[arg-type]


def test_fall_34_eine_uhr_die_einen_tag_vorgeht_verliert_nichts() -> None:
    geraet = JETZT + timedelta(days=1)
    angaben = replace(GUT, beginn=geraet - timedelta(minutes=30))
    assert maengel(angaben, jetzt=JETZT, geraet_erfasst_am=geraet) == []
    # Without the device's clock beside it, it would lie in the future.
    assert [fund.code for fund in maengel(angaben, jetzt=JETZT)] == ["zukunft"]
    assert [
        fund.code for fund in maengel(angaben, jetzt=JETZT, geraet_erfasst_am=JETZT + timedelta(days=3))
    ] == ["geraeteuhr"]
    assert uhr_abweichung(JETZT, geraet) == timedelta(days=1)
    assert uhr_abweichung(JETZT, None) is None
    # A day behind looks like an entry that waited a day for a network, and is none of these.
    assert uhr_abweichung(JETZT, JETZT - timedelta(days=1)) is None
    assert uhr_abweichung(JETZT, JETZT + timedelta(minutes=29)) is None


def test_arbeit() -> None:
    gut = Arbeitsangaben(Arbeitsart.NETZWERK, JETZT, 60)
    assert arbeitsmaengel(gut) == []
    for anders, feld in (
        ({"titel": "x" * 201}, "titel"),
        ({"titel": "a\nb"}, "titel"),
        ({"teilnehmende": 10_001}, "teilnehmende"),
        ({"notiz": "x" * 4001}, "notiz"),
        ({"dauer_minuten": 0}, "dauer_minuten"),
        ({"beginn": datetime(2126, 1, 1, tzinfo=UTC)}, "beginn"),
    ):
        assert [fund.feld for fund in arbeitsmaengel(replace(gut, **anders))] == [feld]  # type: ignore[arg-type]


def test_kopfzahl() -> None:
    heute = date(2026, 5, 12)
    gut = Kopfzahlangaben(Kopfzahlart.ANKUNFT, heute, 120)
    assert kopfzahlmaengel(gut, heute) == []
    assert [f.feld for f in kopfzahlmaengel(replace(gut, tag=date(2026, 5, 13)), heute)] == ["tag"]
    assert [f.feld for f in kopfzahlmaengel(replace(gut, anzahl=0), heute)] == ["anzahl"]


def test_was_bevorsteht_ist_geplant() -> None:
    spaeter = JETZT + timedelta(hours=1)
    assert stand_bei(spaeter, JETZT) is Terminstand.GEPLANT
    assert stand_bei(spaeter, JETZT, spaeter) is Terminstand.GEHALTEN
    assert stand_bei(JETZT, JETZT) is Terminstand.GEHALTEN


def test_serie_jede_woche_ohne_feiertage() -> None:
    """Mondays from 2026-05-11; Whit Monday, 25 May, falls out."""
    assert serientage(date(2026, 5, 11), Rhythmus.WOECHENTLICH, date(2026, 6, 8)) == [
        date(2026, 5, 11),
        date(2026, 5, 18),
        date(2026, 6, 1),
        date(2026, 6, 8),
    ]
    assert serientage(date(2026, 5, 11), Rhythmus.ZWEIWOECHENTLICH, date(2026, 6, 8)) == [
        date(2026, 5, 11),
        date(2026, 6, 8),
    ]


def test_serie_am_selben_wochentag_des_monats() -> None:
    """The second Tuesday: 12 May, 9 June, 14 July 2026."""
    assert serientage(date(2026, 5, 12), Rhythmus.MONATLICH, date(2026, 7, 31)) == [
        date(2026, 5, 12),
        date(2026, 6, 9),
        date(2026, 7, 14),
    ]
    # The fifth Friday counts as the last: 29 May, 26 June, 31 July 2026.
    assert serientage(date(2026, 5, 29), Rhythmus.MONATLICH, date(2026, 7, 31)) == [
        date(2026, 5, 29),
        date(2026, 6, 26),
        date(2026, 7, 31),
    ]
    # Over the turn of the year.
    assert serientage(date(2026, 12, 8), Rhythmus.MONATLICH, date(2027, 1, 31))[1] == date(2027, 1, 12)


def test_eine_serie_am_samstag_faellt_nicht_aus() -> None:
    assert len(serientage(date(2026, 5, 9), Rhythmus.WOECHENTLICH, date(2026, 5, 30))) == 4


def test_laengste_serie() -> None:
    erster = date(2026, 5, 12)
    assert serienmaengel(erster, date(2026, 5, 13)) == []
    assert [f.feld for f in serienmaengel(erster, erster)] == ["bis"]
    assert [f.feld for f in serienmaengel(erster, date(2027, 5, 14))] == ["bis"]


def test_woche_und_themen() -> None:
    assert wochenbeginn(date(2026, 5, 17)) == date(2026, 5, 11)
    assert unbekannte(("a", "b"), {"a"}) == ["b"]
