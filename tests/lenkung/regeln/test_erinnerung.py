"""Reminders: when each is due, when none is, and that a year with outages sends each exactly once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from lenkung.regeln.erinnerung import (
    HAUSREGELN,
    ZIELE,
    ZUR_SITZUNG,
    Erinnerungsart,
    Erinnerungsziel,
    Regel,
    Sitzungslage,
    bezugstage,
    erinnerungstage,
    faellig,
    frist_in_worten,
    offen,
    regel_fehler,
    schluessel_sitz,
    tag_in_worten,
    tage_lesen,
)
from lenkung.regeln.ordnung import Ladungsregel, Ordnung, Vorschlagsregel
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.werte import Zaehlung
from lenkung.regeln.zeitstrahl import Stand, zeitstrahl

# GO RSK § 4 for the session of 21.03.2023: proposals until 28.02., dispatch until 06.03. (Fachmodell § 2).
TAG = date(2023, 3, 21)
VORSCHLAEGE_BIS, VERSAND_BIS = date(2023, 2, 28), date(2023, 3, 6)
ART = Erinnerungsart
GEPLANT, FESTGELEGT = Sitzungsstand.GEPLANT, Sitzungsstand.TAGESORDNUNG_FESTGELEGT
EINGELADEN, ABGESAGT = Sitzungsstand.EINGELADEN, Sitzungsstand.ABGESAGT
RSK = Ordnung(
    vorschlaege=Vorschlagsregel(21, "§ 4 Abs. 4"),
    ladung=Ladungsregel(14, Zaehlung.KALENDERTAGE, frozenset(), "§ 4 Abs. 5", dringlich_frist=7),
)


def _tage(anzahl: int) -> timedelta:
    return timedelta(days=anzahl)


def _lage(stand: Sitzungsstand = GEPLANT, *, ordnung: Ordnung = RSK, **felder: Any) -> Sitzungslage:
    marken = zeitstrahl(sitzungstag=TAG, ordnung=ordnung, stand=Stand(stand), heute=TAG)
    return Sitzungslage(1, TAG, stand, bezugstage=bezugstage(marken), **felder)


def _schritte(
    art: Erinnerungsart, lage: Sitzungslage, heute: date, erledigt: Collection[str] = ()
) -> list[int]:
    was = faellig(art, lage, HAUSREGELN[art], heute=heute, erledigt=erledigt)
    return [int(schritt.schluessel.rsplit(":", 1)[1]) for schritt in was.schritte] if was else []


# When ---------------------------------------------------------------------------------------------------


def test_an_vorschlaege_wird_eine_woche_vor_ihrem_ende_erinnert() -> None:
    assert _schritte(ART.VORSCHLAEGE, _lage(), date(2023, 2, 20)) == []
    assert _schritte(ART.VORSCHLAEGE, _lage(), date(2023, 2, 21)) == [7]
    # After an outage still on the last day, but not once it has passed.
    assert _schritte(ART.VORSCHLAEGE, _lage(), VORSCHLAEGE_BIS) == [7]
    assert _schritte(ART.VORSCHLAEGE, _lage(), VORSCHLAEGE_BIS + _tage(1)) == []


@pytest.mark.parametrize(
    ("heute", "erledigt", "schritte"),
    [
        (date(2023, 2, 28), set(), []),
        (date(2023, 3, 1), set(), [5]),
        (date(2023, 3, 4), {5}, [2]),
        (date(2023, 3, 5), {5, 2}, [1]),
        (date(2023, 3, 6), {5, 2, 1}, [0]),
        # The machine stood still from the 2nd to the 5th: one message for what was missed.
        (date(2023, 3, 6), {5}, [2, 1, 0]),
        # The last day passed meanwhile: it still has to be said, until the session begins.
        (date(2023, 3, 9), {5, 2}, [1, 0]),
        (TAG, {5, 2, 1, 0}, []),
    ],
)
def test_an_den_versand_wird_fuenf_zwei_einen_und_null_tage_vorher_erinnert(
    heute: date, erledigt: set[int], schritte: list[int]
) -> None:
    fertig = {f"versand:1:2023-03-21:{tage}" for tage in erledigt}
    assert _schritte(ART.VERSAND, _lage(), heute, fertig) == schritte


@pytest.mark.parametrize(
    ("art", "offene"),
    [
        (ART.VORSCHLAEGE, {GEPLANT}),
        (ART.TAGESORDNUNG, {GEPLANT}),
        (ART.VERSAND, {GEPLANT, FESTGELEGT}),
        (ART.ANTWORT, {EINGELADEN}),
        (ART.SITZUNG, {EINGELADEN}),
    ],
)
def test_ist_die_sache_erledigt_wird_nicht_mehr_erinnert(
    art: Erinnerungsart, offene: set[Sitzungsstand]
) -> None:
    heute = VORSCHLAEGE_BIS
    assert {stand for stand in Sitzungsstand if offen(art, _lage(stand), heute)} == offene
    assert not any(offen(art, _lage(stand, begonnen=True), heute) for stand in Sitzungsstand)


def test_was_nicht_geregelt_ist_hat_keine_frist_und_keine_erinnerung() -> None:
    lage = _lage(ordnung=Ordnung())
    assert set(lage.bezugstage) == {ART.ANTWORT, ART.SITZUNG}
    assert _schritte(ART.VERSAND, lage, VERSAND_BIS) == []


def test_wer_nach_dem_tag_gefragt_wurde_wird_nicht_gemahnt() -> None:
    spaet, frueh = TAG - _tage(5), TAG - _tage(16)
    assert _schritte(ART.ANTWORT, _lage(EINGELADEN), TAG - _tage(3)) == []
    assert _schritte(ART.ANTWORT, _lage(EINGELADEN, gefragt=(frueh,)), TAG - _tage(7)) == [7]
    assert _schritte(ART.ANTWORT, _lage(EINGELADEN, gefragt=(spaet,)), TAG - _tage(4)) == []
    assert _schritte(ART.ANTWORT, _lage(EINGELADEN, gefragt=(spaet,)), TAG - _tage(3)) == [3]
    # Asked on the very day: a reminder an hour later would be rude.
    assert _schritte(ART.ANTWORT, _lage(EINGELADEN, gefragt=(TAG - _tage(3),)), TAG - _tage(3)) == []


def test_am_tag_der_sitzung_wird_bis_zu_ihrem_beginn_nachgeholt() -> None:
    assert _schritte(ART.SITZUNG, _lage(EINGELADEN), TAG - _tage(1)) == [1]
    assert _schritte(ART.SITZUNG, _lage(EINGELADEN), TAG) == [1]
    assert _schritte(ART.SITZUNG, _lage(EINGELADEN, begonnen=True), TAG) == []


def test_ausgeschaltet_ist_ausgeschaltet() -> None:
    regel = Regel(False, (5,), (Erinnerungsziel.GESCHAEFTSSTELLE,))
    assert faellig(ART.VERSAND, _lage(), regel, heute=VERSAND_BIS, erledigt=()) is None
    assert erinnerungstage(regel, VERSAND_BIS) == ()


def test_die_vorschau_nennt_die_tage_in_ihrer_folge() -> None:
    assert erinnerungstage(HAUSREGELN[ART.VERSAND], VERSAND_BIS) == (
        date(2023, 3, 1),
        date(2023, 3, 4),
        date(2023, 3, 5),
        VERSAND_BIS,
    )


def test_ein_freier_sitz_zaehlt_je_monat() -> None:
    assert (
        schluessel_sitz(7, date(2023, 3, 1)) == schluessel_sitz(7, date(2023, 3, 31)) == "sitz_frei:7:2023-03"
    )
    assert schluessel_sitz(7, date(2023, 4, 1)) == "sitz_frei:7:2023-04"


# Words and settings ---------------------------------------------------------------------------------------


def test_gesagt_wird_der_stand_von_heute() -> None:
    assert frist_in_worten(VERSAND_BIS, date(2023, 3, 1)) == "Noch 5 Tage, bis zum 06.03.2023."
    assert frist_in_worten(VERSAND_BIS, date(2023, 3, 5)) == "Noch 1 Tag, bis zum 06.03.2023."
    assert frist_in_worten(VERSAND_BIS, VERSAND_BIS) == "Heute ist der letzte Tag (06.03.2023)."
    assert frist_in_worten(VERSAND_BIS, date(2023, 3, 9)) == "Die Frist ist seit dem 06.03.2023 vorbei."
    assert [tag_in_worten(TAG, TAG - _tage(n)) for n in (0, 1, 3)] == ["heute", "morgen", "in 3 Tagen"]


def test_tage_werden_so_gelesen_wie_man_sie_schreibt() -> None:
    assert tage_lesen("0, 5,2 und 1") == tage_lesen("5 2 1 0") == tage_lesen("5;2;1;0;5") == (5, 2, 1, 0)
    assert tage_lesen("  ") == ()
    for quatsch in ("fünf", "-1", "1.5", "²", "12345"):
        with pytest.raises(ValueError, match=quatsch):
            tage_lesen(quatsch)


def test_die_regeln_des_hauses_halten_ihre_eigenen_grenzen_ein() -> None:
    assert [regel_fehler(art, HAUSREGELN[art]) for art in ART] == [""] * len(ART)
    assert set(HAUSREGELN) == set(ZIELE) == set(ART)


@pytest.mark.parametrize(
    ("art", "regel", "meldung"),
    [
        (ART.VERSAND, Regel(True, (61,), (Erinnerungsziel.GESCHAEFTSSTELLE,)), "von 0 bis 60"),
        (ART.VERSAND, Regel(True, (), (Erinnerungsziel.GESCHAEFTSSTELLE,)), "wie viele Tage"),
        (ART.VERSAND, Regel(True, (1,), ()), "wer erinnert wird"),
        (ART.VERSAND, Regel(True, (1,), (Erinnerungsziel.MITGLIEDER,)), "richtet sich"),
        (ART.VERSAND, Regel(True, tuple(range(7)), (Erinnerungsziel.GESCHAEFTSSTELLE,)), "Höchstens 6"),
    ],
)
def test_was_an_einer_regel_nicht_geht_wird_gesagt(art: Erinnerungsart, regel: Regel, meldung: str) -> None:
    assert meldung in regel_fehler(art, regel)
    assert regel_fehler(art, Regel(False, (), ())) == ""


# A year with outages --------------------------------------------------------------------------------------


@dataclass
class Termin:
    """A session as it changes over the year. `stand` only moves on; `gefragt` maps a person to the day of
    asking, until she answers."""

    nummer: int
    tag: date
    stand: Sitzungsstand = GEPLANT
    gefragt: dict[int, date] = field(default_factory=dict)


def _jahr(samen: int) -> None:
    """Runs a year; what had to be sent is worked out beside it, from days alone, without the rules' code."""
    zufall = random.Random(samen)
    heute, ende = date(2024, 1, 1), date(2025, 1, 31)
    termine = [Termin(n, date(2024, 1, 20) + _tage(zufall.randrange(0, 350))) for n in range(1, 7)]
    erledigt: set[str] = set()
    gesandt: Counter[tuple[str, int, date, int]] = Counter()
    erwartet: set[tuple[str, int, date, int]] = set()
    nachrichten = erwartete_nachrichten = 0
    ausfall = 0
    while heute < ende:
        _etwas_geschieht(termine, heute, zufall)
        ausfall = ausfall - 1 if ausfall else zufall.choice([0] * 12 + [1, 2, 3, 4, 5])
        if not ausfall:
            for termin in termine:
                soll = _zu_erinnern(termin, heute) - erwartet
                erwartet |= soll
                erwartete_nachrichten += len({art for art, *_rest in soll})
                for art in ZUR_SITZUNG:
                    was = faellig(
                        art, _als_lage(termin), HAUSREGELN[art], heute=heute, erledigt=frozenset(erledigt)
                    )
                    if was is None:
                        continue
                    nachrichten += 1
                    erledigt |= {schritt.schluessel for schritt in was.schritte}
                    for schritt in was.schritte:
                        name, nummer, tag, tage = schritt.schluessel.split(":")
                        gesandt[name, int(nummer), date.fromisoformat(tag), int(tage)] += 1
        heute += _tage(1)
    assert set(gesandt) == erwartet
    assert set(gesandt.values()) <= {1}
    assert nachrichten == erwartete_nachrichten
    assert len(erwartet) > 10


def _als_lage(termin: Termin) -> Sitzungslage:
    marken = zeitstrahl(sitzungstag=termin.tag, ordnung=RSK, stand=Stand(termin.stand), heute=termin.tag)
    return Sitzungslage(
        termin.nummer,
        termin.tag,
        termin.stand,
        begonnen=False,
        bezugstage=bezugstage(marken),
        gefragt=tuple(termin.gefragt.values()),
    )


def _etwas_geschieht(termine: list[Termin], heute: date, zufall: random.Random) -> None:
    for termin in termine:
        if termin.tag < heute and termin.stand is not ABGESAGT:
            termin.stand = Sitzungsstand.GESCHLOSSEN
        if termin.stand in (Sitzungsstand.GESCHLOSSEN, ABGESAGT):
            continue
        abstand = (termin.tag - heute).days
        wurf = zufall.random()
        if wurf < 0.004:
            termin.stand = ABGESAGT
        elif wurf < 0.015:
            termin.tag = heute + _tage(zufall.randrange(1, 60))
        elif termin.stand is GEPLANT and abstand < 30 and wurf < 0.12:
            termin.stand = FESTGELEGT
        elif termin.stand is FESTGELEGT and abstand < 25 and wurf < 0.2:
            termin.stand = EINGELADEN
            termin.gefragt = dict.fromkeys(range(8), heute)
        elif termin.stand is EINGELADEN and wurf < 0.5:
            if termin.gefragt and zufall.random() < 0.6:
                del termin.gefragt[zufall.choice(sorted(termin.gefragt))]
            if zufall.random() < 0.1:
                termin.gefragt[100 + abstand] = heute


def _zu_erinnern(termin: Termin, heute: date) -> set[tuple[str, int, date, int]]:
    """By hand, after GO RSK § 4: proposals end 21 days before, agenda 16, dispatch 15."""
    bis_sitzung = (termin.tag - heute).days
    if bis_sitzung < 0 or termin.stand in (ABGESAGT, Sitzungsstand.GESCHLOSSEN):
        return set()
    treffer: set[tuple[str, int]] = set()
    if termin.stand is GEPLANT:
        if 21 <= bis_sitzung <= 21 + 7:
            treffer.add(("vorschlaege", 7))
        treffer |= {("tagesordnung", tage) for tage in (3, 0) if bis_sitzung <= 16 + tage}
    if termin.stand in (GEPLANT, FESTGELEGT):
        treffer |= {("versand", tage) for tage in (5, 2, 1, 0) if bis_sitzung <= 15 + tage}
    if termin.stand is EINGELADEN:
        if bis_sitzung <= 1:
            treffer.add(("sitzung", 1))
        for tage in (7, 3):
            if bis_sitzung <= tage and any(
                (termin.tag - gefragt).days > tage for gefragt in termin.gefragt.values()
            ):
                treffer.add(("antwort", tage))
    return {(art, termin.nummer, termin.tag, tage) for art, tage in treffer}


@pytest.mark.parametrize("samen", range(25))
def test_ein_jahr_mit_ausfaellen_erinnert_an_alles_genau_einmal(samen: int) -> None:
    _jahr(samen)
