"""When a draft is closed, who still has to sign, and whether two names are one person."""

from __future__ import annotations

import pytest

from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import (
    Sperre,
    aemter,
    ausstehende,
    dieselbe_person,
    funktion,
    sperre,
    traegt_namen,
)

VORSITZ, LEITUNG = AmtArt.VORSITZ, AmtArt.LEITUNG_GESCHAEFTSSTELLE


@pytest.mark.parametrize(
    ("geleistet", "fehlt"),
    [((), (VORSITZ, LEITUNG)), ((LEITUNG,), (VORSITZ,)), ((VORSITZ,), (LEITUNG,)), ((LEITUNG, VORSITZ), ())],
)
def test_in_beliebiger_folge_fehlt_was_nicht_geleistet_ist(
    geleistet: tuple[AmtArt, ...], fehlt: tuple[AmtArt, ...]
) -> None:
    assert ausstehende((VORSITZ, LEITUNG), geleistet) == fehlt


def test_die_aemter_der_geschaeftsordnung_jedes_einmal() -> None:
    assert aemter(["vorsitz", "leitung_geschaeftsstelle", "vorsitz"]) == (VORSITZ, LEITUNG)


@pytest.mark.parametrize(
    ("offene_mit_unterschrift", "gueltige", "aenderung_begonnen", "erwartet"),
    [
        (False, False, False, None),
        (True, False, False, Sperre.ERSTE_UNTERSCHRIFT),
        (False, True, False, Sperre.UNTERZEICHNET),
        # A new version has been begun: the draft is open, until the first signs it.
        (False, True, True, None),
        (True, True, True, Sperre.ERSTE_UNTERSCHRIFT),
    ],
)
def test_nach_der_ersten_unterschrift_ist_der_entwurf_zu(
    offene_mit_unterschrift: bool, gueltige: bool, aenderung_begonnen: bool, erwartet: Sperre | None
) -> None:
    assert (
        sperre(
            offene_mit_unterschrift=offene_mit_unterschrift,
            gueltige=gueltige,
            aenderung_begonnen=aenderung_begonnen,
        )
        is erwartet
    )


@pytest.mark.parametrize(
    ("name", "anderer", "gleich"),
    [
        ("Dr. Anselma Verhoff", "Anselma Verhoff", True),
        ("anselma  verhoff", "Frau Dr. Anselma Verhoff", True),
        ("Anselma Verhoff", "Brigitte Harnoth", False),
        # A title alone is nobody.
        ("Dr.", "Dr.", False),
        ("", "", False),
    ],
)
def test_derselbe_name_ist_dieselbe_person(name: str, anderer: str, gleich: bool) -> None:
    assert dieselbe_person(name, anderer) is gleich


@pytest.mark.parametrize(
    ("text", "traegt"),
    [
        ("Anselma Verhoff", True),
        ("Frau Dipl.-Päd. Dr. Anselma Verhoff", True),
        ("anselma  verhoff", True),
        ("Anselma Verhoff-Kern", False),
        ("Verhoff", False),
        ("", False),
    ],
)
def test_vor_dem_namen_stehen_titel_und_anrede(text: str, traegt: bool) -> None:
    assert traegt_namen(text, "Anselma", "Verhoff") is traegt
    assert not traegt_namen(text, "", " ")


def test_unter_der_unterschrift_steht_das_amt() -> None:
    assert funktion(LEITUNG) == "Leitung der Geschäftsstelle"
    assert funktion(VORSITZ, in_vertretung=True) == "Vorsitz, in Vertretung"
