"""The plan as a sheet in two languages, and the checksum that a signature belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casemgmt.domain.plantexte import plantexte
from casemgmt.regeln.plan import Planthema, Wer
from casemgmt.regeln.planblatt import (
    Planwerte,
    Schritt,
    Unterschriftslage,
    Ziel,
    blatt,
    pruefsumme,
    unterschriftslage,
)

SCHRITT = Schritt("Zeugnisse übersetzen", Wer.PERSON, bis=date(2026, 6, 1))
PLAN = Planwerte(
    namen=["Amira Haddad"],
    ziele=[Ziel(Planthema.ARBEIT, "Ich will arbeiten.", [SCHRITT, Schritt("Anrufen", Wer.ANDERE, "Herr B")])],
    vereinbart_am=date(2026, 5, 12),
    pruefung_am=date(2026, 11, 12),
)


def mit(schritt: Schritt) -> Planwerte:
    return replace(PLAN, ziele=[replace(PLAN.ziele[0], schritte=[schritt, *PLAN.ziele[0].schritte[1:]])])


def test_beide_spalten_sagen_dasselbe() -> None:
    b = blatt(PLAN, plantexte()["de"], plantexte()["ar"])
    assert [s.richtung for s in b.sprachen] == ["ltr", "rtl"]
    assert len(b.zeilen) == 3, "head, one goal, foot"
    deutsch, arabisch = b.zeilen[1]
    assert deutsch[0].text == "Mein Ziel 1: Ausbildung und Arbeit"
    assert deutsch[1].text == arabisch[1].text == "\u2068Ich will arbeiten.\u2069"
    assert deutsch[2].punkte == (
        "\u2068Zeugnisse übersetzen\u2069\nWer? ich · Bis wann? \u206801.06.2026\u2069",
        "\u2068Anrufen\u2069\nWer? \u2068Herr B\u2069",
    )
    assert "\u206801.06.2026\u2069" in arabisch[2].punkte[0]
    assert [len(zeile.worte) for zeile in b.unterschriften] == [2, 2]


def test_nur_deutsch_ist_eine_spalte_und_ein_entwurf_hat_keine_tage() -> None:
    entwurf = replace(PLAN, vereinbart_am=None, pruefung_am=None, ziele=[Ziel(Planthema.SPRACHE, "Deutsch")])
    b = blatt(entwurf, plantexte()["de"], plantexte()["de"])
    assert len(b.sprachen) == 1
    assert [len(zelle) for (zelle,) in b.zeilen] == [1, 2, 1]


def test_erledigtes_steht_auf_dem_blatt_und_aendert_die_pruefsumme_nicht() -> None:
    erledigt = mit(replace(SCHRITT, erledigt=True))
    assert (
        blatt(erledigt, plantexte()["de"], plantexte()["de"]).zeilen[1][0][2].punkte[0].endswith("Erledigt")
    )
    assert pruefsumme(erledigt) == pruefsumme(PLAN)
    assert pruefsumme(replace(PLAN, pruefung_am=None, namen=["A"])) == pruefsumme(PLAN)


def test_was_vereinbart_ist_aendert_die_pruefsumme() -> None:
    anders = [
        replace(PLAN, ziele=[replace(PLAN.ziele[0], worte="Ich will lernen.")]),
        replace(PLAN, ziele=[replace(PLAN.ziele[0], thema=Planthema.SPRACHE)]),
        mit(replace(SCHRITT, was="Zeugnisse holen")),
        mit(replace(SCHRITT, wer=Wer.CASE_MANAGEMENT)),
        mit(replace(SCHRITT, wer_genau="Frau C")),
        mit(replace(SCHRITT, bis=None)),
    ]
    summen = {pruefsumme(plan) for plan in (PLAN, *anders)}
    assert len(summen) == 1 + len(anders)
    assert unterschriftslage(PLAN, []) is Unterschriftslage.KEINE
    assert unterschriftslage(PLAN, [pruefsumme(PLAN)]) is Unterschriftslage.GILT
    assert unterschriftslage(anders[0], [pruefsumme(PLAN)]) is Unterschriftslage.GEAENDERT
