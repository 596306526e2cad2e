"""May something be passed on? Each thing that is missing is called by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casemgmt.regeln.einwilligung import (
    ERWACHSEN,
    Alter,
    Datenklasse,
    Einwilligungsart,
    Einwilligungsstand,
    Unterzeichnend,
    Zweck,
)
from casemgmt.regeln.einwilligungslage import Lage, lage
from casemgmt.regeln.weitergabe import (
    ERLAUBT,
    NICHT_ERLAUBT,
    OHNE_EINWILLIGUNG,
    Befugnis,
    Einwilligung,
    Empfaenger,
    Empfaengerkreis,
    Vorhaben,
    Weitergabebefund,
    Worte,
    aufgabe_mit_fuenfzehn,
    darf_weitergeben,
    unterzeichnende,
)

BERLIN = ZoneInfo("Europe/Berlin")
MITTAG = datetime(2026, 6, 10, 12, 0, tzinfo=BERLIN)
WORTE = Worte({z: f"Zweck {z.value}" for z in Zweck}, {k: f"Klasse {k.value}" for k in Datenklasse})
JOBCENTER = Empfaenger(1, None, "Jobcenter")
NAME_KONTAKT = frozenset({Datenklasse.STAMMDATEN, Datenklasse.KONTAKT})


def einwilligung(**felder: Any) -> Einwilligung:
    """Of person 7 to the Jobcenter: name and contact, for a referral, in June 2026, signed."""
    return Einwilligung(
        **{
            "nummer": 1,
            "klient": 7,
            "art": Einwilligungsart.DATENUEBERMITTLUNG,
            "stand": Einwilligungsstand.ERTEILT,
            "empfaenger": (Empfaengerkreis(1),),
            "zwecke": frozenset({Zweck.VERWEIS}),
            "klassen": NAME_KONTAKT,
            "von": date(2026, 6, 1),
            "bis": date(2026, 6, 30),
            "selbst_unterschrieben": True,
            **felder,
        }
    )


def vorhaben(**felder: Any) -> Vorhaben:
    return Vorhaben(
        **{
            "klient": 7,
            "empfaenger": JOBCENTER,
            "zweck": Zweck.VERWEIS,
            "klassen": NAME_KONTAKT,
            "zeitpunkt": MITTAG,
            "alter": ERWACHSEN,
            **felder,
        }
    )


def frage(v: Vorhaben, *einwilligungen: Einwilligung, befugnisse: Any = ()) -> Weitergabebefund:
    return darf_weitergeben(v, einwilligungen, WORTE, befugnisse)


def codes(befund: Weitergabebefund) -> list[str]:
    return [v.code for v in befund.verstoesse]


def test_was_die_einwilligung_deckt_darf_hinaus() -> None:
    befund = frage(vorhaben(), einwilligung())
    assert befund
    assert befund.befund.urteil == ERLAUBT
    assert [(g.einwilligung, g.klassen) for g in befund.grundlagen] == [(1, NAME_KONTAKT)]
    assert "Jobcenter" in befund.befund.rechnung


@pytest.mark.parametrize(
    ("geplant", "code", "genannt"),
    [
        ({"empfaenger": Empfaenger(2, None, "Jugendamt")}, "empfaenger", "Jugendamt"),
        ({"zweck": Zweck.ANTRAG}, "zweck", "Zweck antrag"),
        ({"klassen": NAME_KONTAKT | {Datenklasse.FINANZEN}}, "datenklasse", "Klasse finanzen"),
        ({"zeitpunkt": datetime(2026, 5, 31, 23, 59, tzinfo=BERLIN)}, "tag", "01.06.2026"),
        ({"zeitpunkt": datetime(2026, 7, 1, 0, 0, tzinfo=BERLIN)}, "tag", "30.06.2026"),
    ],
)
def test_fall_13_jedes_der_vier_fehlenden_wird_beim_namen_genannt(
    geplant: dict[str, Any], code: str, genannt: str
) -> None:
    befund = frage(vorhaben(**geplant), einwilligung())
    assert not befund
    assert befund.befund.urteil == NICHT_ERLAUBT
    assert codes(befund) == [code]
    assert genannt in befund.befund.rechnung


def test_fall_13_fehlt_mehreres_wird_alles_genannt() -> None:
    befund = frage(
        vorhaben(
            empfaenger=Empfaenger(2, None, "Jugendamt"),
            zweck=Zweck.ANTRAG,
            klassen=frozenset({Datenklasse.FINANZEN}),
            zeitpunkt=datetime(2026, 7, 2, tzinfo=BERLIN),
        ),
        einwilligung(),
    )
    assert codes(befund) == ["empfaenger", "zweck", "tag", "datenklasse"]


def test_fall_13_ohne_jede_einwilligung_steht_da_was_sie_decken_muesste() -> None:
    befund = frage(vorhaben())
    assert codes(befund) == ["keine", "empfaenger", "zweck", "datenklasse"]
    assert "Klasse stammdaten, Klasse kontakt" in befund.befund.rechnung


def test_wer_nicht_sagt_was_darf_nichts() -> None:
    assert codes(frage(vorhaben(klassen=frozenset()), einwilligung())) == ["datenklasse"]


def test_ein_entwurf_und_ein_verworfener_tragen_nichts() -> None:
    for stand in (Einwilligungsstand.ENTWURF, Einwilligungsstand.VERWORFEN):
        assert codes(frage(vorhaben(), einwilligung(stand=stand)))[0] == "keine"


def test_zwei_einwilligungen_koennen_zusammen_decken() -> None:
    befund = frage(
        vorhaben(),
        einwilligung(klassen=frozenset({Datenklasse.STAMMDATEN})),
        einwilligung(nummer=2, klassen=frozenset({Datenklasse.KONTAKT})),
    )
    assert {g.einwilligung: set(g.klassen) for g in befund.grundlagen} == {
        1: {Datenklasse.STAMMDATEN},
        2: {Datenklasse.KONTAKT},
    }


def test_was_die_passendste_hat_wird_nicht_vermisst() -> None:
    """Two do not fit: named is what is missing to the one that nearly does."""
    fern = einwilligung(zwecke=frozenset({Zweck.ANTRAG}), empfaenger=(Empfaengerkreis(9),))
    nah = einwilligung(nummer=2, bis=date(2026, 6, 9))
    assert codes(frage(vorhaben(), fern, nah)) == ["tag"]


# Secrecy ----------------------------------------------------------------------------------------------------

FRAU_A, HERR_B = Empfaenger(1, 11, "Jobcenter", "Frau A"), Empfaenger(1, 12, "Jobcenter", "Herr B")


def entbindung(**felder: Any) -> Einwilligung:
    return einwilligung(
        **{
            "art": Einwilligungsart.SCHWEIGEPFLICHT,
            "empfaenger": (Empfaengerkreis(1, frozenset({11})),),
            "klassen": frozenset({Datenklasse.GESUNDHEIT}),
            **felder,
        }
    )


def test_fall_15_die_entbindung_fuer_eine_person_gilt_nicht_fuer_die_andere() -> None:
    was = {"klassen": frozenset({Datenklasse.GESUNDHEIT})}
    assert frage(vorhaben(empfaenger=FRAU_A, **was), entbindung())
    befund = frage(vorhaben(empfaenger=HERR_B, **was), entbindung())
    assert codes(befund) == ["person"]
    assert "Herr B" in befund.befund.rechnung
    assert befund.verstoesse[0].norm == "§ 203 StGB"


def test_fall_15_an_die_einrichtung_ohne_person_geht_sie_auch_nicht() -> None:
    befund = frage(vorhaben(klassen=frozenset({Datenklasse.GESUNDHEIT})), entbindung())
    assert codes(befund) == ["person"]
    assert "Bitte die Person angeben" in befund.befund.rechnung


def test_fall_15_ohne_genannte_person_entbindet_niemand() -> None:
    """A row without a person, whoever wrote it past the form, opens nothing."""
    ohne = entbindung(empfaenger=(Empfaengerkreis(1),))
    assert codes(frage(vorhaben(empfaenger=FRAU_A, klassen=ohne.klassen), ohne)) == ["person"]


def test_anvertrautes_geht_nicht_mit_einer_blossen_uebermittlung() -> None:
    breit = einwilligung(klassen=NAME_KONTAKT | {Datenklasse.GESUNDHEIT})
    befund = frage(vorhaben(klassen=frozenset({Datenklasse.GESUNDHEIT})), breit)
    assert codes(befund) == ["schweigepflicht"]
    assert "Klasse gesundheit" in befund.befund.rechnung


def test_eine_uebermittlung_kann_auf_personen_begrenzt_sein() -> None:
    nur_a = einwilligung(empfaenger=(Empfaengerkreis(1, frozenset({11})),))
    assert frage(vorhaben(empfaenger=FRAU_A), nur_a)
    befund = frage(vorhaben(empfaenger=HERR_B), nur_a)
    assert [(v.code, v.norm) for v in befund.verstoesse] == [("person", "Art. 6 Abs. 1 Buchst. a DSGVO")]


# Time -------------------------------------------------------------------------------------------------------


def test_fall_16_sie_endet_um_mitternacht_in_deutschland() -> None:
    """In June Berlin is two hours before UTC: 22:00 UTC is midnight."""
    utc = ZoneInfo("UTC")
    assert frage(vorhaben(zeitpunkt=datetime(2026, 6, 30, 21, 59, 59, tzinfo=utc)), einwilligung())
    assert not frage(vorhaben(zeitpunkt=datetime(2026, 6, 30, 22, 0, 0, tzinfo=utc)), einwilligung())


def test_ein_widerruf_gilt_ab_seinem_augenblick() -> None:
    weg = einwilligung(stand=Einwilligungsstand.WIDERRUFEN, widerrufen_am=MITTAG)
    assert codes(frage(vorhaben(), weg)) == ["widerrufen"]
    assert frage(vorhaben(zeitpunkt=MITTAG.replace(hour=11, minute=59)), weg)


def test_fall_20_die_einwilligung_eines_erwachsenen_sagt_nichts_ueber_einen_anderen_des_haushalts() -> None:
    von_der_frau = einwilligung(klient=8, klassen=frozenset(Datenklasse))
    assert codes(frage(vorhaben(), von_der_frau))[0] == "keine"


# Children ---------------------------------------------------------------------------------------------------


def kind(**felder: Any) -> Einwilligung:
    return einwilligung(selbst_unterschrieben=False, **felder)


VIERZEHN, FUENFZEHN, ACHTZEHN = Alter(14, 14), Alter(15, 15), Alter(18, 18)


@pytest.mark.parametrize(
    ("alter", "selbst", "sorge", "fehlt"),
    [
        (VIERZEHN, False, 1, []),
        (VIERZEHN, True, 0, ["unterschrift_sorge"]),
        (FUENFZEHN, False, 1, ["unterschrift_kind"]),
        (FUENFZEHN, True, 0, ["unterschrift_sorge"]),
        (FUENFZEHN, True, 1, []),
        (FUENFZEHN, False, 0, ["unterschrift_kind", "unterschrift_sorge"]),
        (ACHTZEHN, False, 2, ["unterschrift"]),
        (ACHTZEHN, True, 0, []),
    ],
)
def test_fall_21_ab_fuenfzehn_unterschreibt_das_kind_selbst(
    alter: Alter, selbst: bool, sorge: int, fehlt: list[str]
) -> None:
    befund = frage(
        vorhaben(alter=alter),
        einwilligung(selbst_unterschrieben=selbst, sorge_unterschriften=sorge),
    )
    assert codes(befund) == fehlt


def test_zwei_sorgeberechtigte_unterschreiben_beide() -> None:
    for sorge, text in ((0, "2 Unterschriften"), (1, "Eine Unterschrift")):
        befund = frage(vorhaben(alter=VIERZEHN), kind(sorgeberechtigte=2, sorge_unterschriften=sorge))
        assert text in befund.befund.rechnung
    assert frage(vorhaben(alter=VIERZEHN), kind(sorgeberechtigte=2, sorge_unterschriften=2))


def test_fall_21_mit_dem_fuenfzehnten_geburtstag_entsteht_eine_aufgabe() -> None:
    tag = date(2026, 6, 10)
    assert not aufgabe_mit_fuenfzehn(kind(sorge_unterschriften=1), VIERZEHN, tag)
    assert aufgabe_mit_fuenfzehn(kind(sorge_unterschriften=1), FUENFZEHN, tag)
    assert not aufgabe_mit_fuenfzehn(einwilligung(sorge_unterschriften=1), FUENFZEHN, tag)
    assert not aufgabe_mit_fuenfzehn(kind(sorge_unterschriften=1), FUENFZEHN, date(2026, 7, 1))
    assert not aufgabe_mit_fuenfzehn(kind(stand=Einwilligungsstand.WIDERRUFEN), FUENFZEHN, tag)


def test_wer_auf_dem_blatt_unterschreibt() -> None:
    assert unterzeichnende(VIERZEHN) == (Unterzeichnend.SORGE,)
    assert unterzeichnende(FUENFZEHN) == (Unterzeichnend.SELBST, Unterzeichnend.SORGE)
    assert unterzeichnende(ERWACHSEN) == (Unterzeichnend.SELBST,)


# Oral -------------------------------------------------------------------------------------------------------


def test_fall_23_muendlich_gilt_nur_bis_zur_frist() -> None:
    """Given on 1 June with 14 days: the 15th is the last day."""
    muendlich = kind(muendlich_bis=date(2026, 6, 15))
    am_letzten = vorhaben(zeitpunkt=datetime(2026, 6, 15, 23, 59, tzinfo=BERLIN))
    danach = vorhaben(zeitpunkt=datetime(2026, 6, 16, 0, 0, tzinfo=BERLIN))
    assert frage(am_letzten, muendlich)
    befund = frage(danach, muendlich)
    assert codes(befund) == ["nicht_unterschrieben"]
    assert "15.06.2026" in befund.befund.rechnung
    assert frage(danach, replace(muendlich, selbst_unterschrieben=True))


# Without consent --------------------------------------------------------------------------------------------

JUGENDAMT = Empfaenger(2, None, "Jugendamt")


def befugnis(**felder: Any) -> Befugnis:
    return Befugnis(
        **{
            "nummer": 5,
            "klient": 7,
            "empfaenger": JUGENDAMT,
            "zweck": Zweck.VERWEIS,
            "klassen": frozenset({Datenklasse.STAMMDATEN, Datenklasse.BERATUNGSINHALT}),
            "bestaetigt": True,
            "dringend": False,
            "ab": MITTAG,
            "letzter_tag": date(2026, 6, 12),
            "norm": "§ 4 Abs. 3 KKG",
            **felder,
        }
    )


def test_fall_25a_ein_bestaetigter_grund_traegt_genau_das_wofuer_er_bestaetigt_ist() -> None:
    geplant = vorhaben(empfaenger=JUGENDAMT, klassen=frozenset({Datenklasse.BERATUNGSINHALT}))
    befund = frage(geplant, befugnisse=[befugnis()])
    assert befund.befund.urteil == OHNE_EINWILLIGUNG
    assert befund.grundlagen[0].befugnis == 5
    eilig = befugnis(bestaetigt=False, dringend=True)
    assert frage(geplant, befugnisse=[eilig])
    verweis = replace(geplant, nur_bestaetigt=True)
    assert not frage(verweis, befugnisse=[eilig])
    assert frage(verweis, befugnisse=[replace(eilig, bestaetigt=True)])


@pytest.mark.parametrize(
    ("geplant", "anders"),
    [
        ({}, {"bestaetigt": False}),
        ({}, {"klient": 8}),
        ({"empfaenger": JOBCENTER}, {}),
        ({"klassen": frozenset({Datenklasse.FINANZEN})}, {}),
        ({"klassen": frozenset({Datenklasse.STAMMDATEN, Datenklasse.FINANZEN})}, {}),
        ({"zweck": Zweck.FALLKONFERENZ}, {}),
        ({}, {"zweck": Zweck.ANTRAG}),
        ({}, {"zweck": None}),
        ({"zeitpunkt": datetime(2026, 6, 13, 0, 0, tzinfo=BERLIN)}, {}),
        ({"zeitpunkt": MITTAG.replace(hour=11)}, {}),
        ({}, {"empfaenger": Empfaenger(2, 21, "Jugendamt", "Frau C")}),
    ],
)
def test_fall_25a_sonst_traegt_er_nichts(geplant: dict[str, Any], anders: dict[str, Any]) -> None:
    v = vorhaben(**{"empfaenger": JUGENDAMT, "klassen": frozenset({Datenklasse.STAMMDATEN}), **geplant})
    assert not frage(v, befugnisse=[befugnis(**anders)])


# How it stands today ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("satz", "alter", "erwartet"),
    [
        (einwilligung(), ERWACHSEN, Lage.GILT),
        (einwilligung(stand=Einwilligungsstand.ENTWURF), ERWACHSEN, Lage.ENTWURF),
        (einwilligung(stand=Einwilligungsstand.VERWORFEN), ERWACHSEN, Lage.VERWORFEN),
        (einwilligung(stand=Einwilligungsstand.WIDERRUFEN), ERWACHSEN, Lage.WIDERRUFEN),
        (einwilligung(bis=date(2026, 6, 9)), ERWACHSEN, Lage.ABGELAUFEN),
        (einwilligung(von=date(2026, 6, 11)), ERWACHSEN, Lage.KUENFTIG),
        (kind(sorge_unterschriften=1), FUENFZEHN, Lage.UNVOLLSTAENDIG),
        (kind(muendlich_bis=date(2026, 6, 10)), ERWACHSEN, Lage.MUENDLICH),
        (kind(muendlich_bis=date(2026, 6, 10)), VIERZEHN, Lage.MUENDLICH),
        (kind(muendlich_bis=date(2026, 6, 9)), ERWACHSEN, Lage.UNVOLLSTAENDIG),
        (einwilligung(muendlich_bis=date(2026, 6, 9)), ERWACHSEN, Lage.GILT),
    ],
)
def test_wie_es_heute_steht(satz: Einwilligung, alter: Alter, erwartet: Lage) -> None:
    assert lage(satz, alter, MITTAG) is erwartet
