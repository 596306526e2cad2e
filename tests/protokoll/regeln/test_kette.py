"""The chain of the access log gives away every row that was changed, taken out or cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kim.protokoll.regeln.kette import Glied, bruch, pruefsumme


def kette(laenge: int) -> list[Glied]:
    glieder: list[Glied] = []
    for nummer in range(1, laenge + 1):
        vorige = glieder[-1].pruefsumme if glieder else ""
        angaben = ("1", f"Zeile {nummer}")
        glieder.append(Glied(nummer, angaben, vorige, pruefsumme(nummer, angaben, vorige)))
    return glieder


def ende(glieder: list[Glied]) -> tuple[int, str]:
    return glieder[-1].nummer, glieder[-1].pruefsumme


def test_eine_unversehrte_kette_hat_keinen_bruch() -> None:
    glieder = kette(4)
    assert bruch(glieder, ende=ende(glieder)) is None


def test_eine_leere_kette_ist_unversehrt() -> None:
    assert bruch([], ende=(0, "")) is None


def test_eine_geaenderte_zeile_faellt_auf() -> None:
    glieder = kette(4)
    glieder[1] = replace(glieder[1], angaben=("1", "etwas anderes"))
    assert bruch(glieder, ende=ende(glieder)) == 2


def test_eine_geaenderte_zeile_mit_neuer_summe_faellt_an_der_naechsten_auf() -> None:
    glieder = kette(4)
    angaben = ("1", "etwas anderes")
    glieder[1] = replace(glieder[1], angaben=angaben, pruefsumme=pruefsumme(2, angaben, glieder[1].vorige))
    assert bruch(glieder, ende=ende(glieder)) == 3


def test_eine_herausgenommene_zeile_faellt_auf() -> None:
    glieder = kette(4)
    letzte = ende(glieder)
    del glieder[2]
    assert bruch(glieder, ende=letzte) == 3


@pytest.mark.parametrize("uebrig", [0, 3])
def test_ein_abgeschnittenes_ende_faellt_auf(uebrig: int) -> None:
    glieder = kette(4)
    assert bruch(glieder[:uebrig], ende=ende(glieder)) == uebrig + 1


def test_eine_heimlich_angehaengte_zeile_faellt_auf() -> None:
    glieder = kette(4)
    assert bruch(glieder, ende=ende(glieder[:3])) == 4


def test_nach_dem_loeschen_alter_zeilen_von_vorn_bleibt_der_rest_pruefbar() -> None:
    glieder = kette(6)
    assert bruch(glieder[3:], ende=ende(glieder)) is None


def test_die_angaben_werden_auseinandergehalten() -> None:
    assert pruefsumme(1, ("ab", "c"), "") != pruefsumme(1, ("a", "bc"), "")
