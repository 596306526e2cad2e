"""Free text that gives somebody away, in the forms in which people write it."""

from __future__ import annotations

from datetime import date

import pytest

from casemgmt.regeln.verraet import nennt_anschrift, nennt_mail, nennt_namen, nennt_tag, nennt_telefon, worte


@pytest.mark.parametrize("text", ["Bei Haddads fehlt Geld.", "AMIRA", "Amira's Bruder", "amiras Bruder"])
def test_ein_name_auch_im_genitiv(text: str) -> None:
    assert nennt_namen(text, worte("Amira Haddad"))
    assert not nennt_namen("Ein Admiral sucht Arbeit.", worte("Amira Haddad"))


@pytest.mark.parametrize(
    "text",
    ["04.05.1988", "4.5.88", "geb. 4. 5. 1988", "am 4. Mai 1988", "4 mai 88", "1988-05-04", "04/05/1988"],
)
def test_ein_tag_in_jeder_schreibweise(text: str) -> None:
    assert nennt_tag(text, date(1988, 5, 4))


@pytest.mark.parametrize("text", ["14.5.1988", "4.5.1989", "4.5. um 10 Uhr", "4.5.881", "04.06.1988"])
def test_ein_anderer_tag_nicht(text: str) -> None:
    assert not nennt_tag(text, date(1988, 5, 4))


def test_der_maerz_hat_einen_umlaut() -> None:
    assert nennt_tag("3. März 1990", date(1990, 3, 3))


@pytest.mark.parametrize("text", ["0171 1234567", "+49 171 / 12 34 567", "0049171-1234567"])
def test_eine_telefonnummer(text: str) -> None:
    assert nennt_telefon(f"Bitte anrufen: {text}", "0171 1234567")
    assert nennt_telefon(f"Bitte anrufen: {text}", "+49 171 1234567")
    assert not nennt_telefon(text, "")
    assert not nennt_telefon("Drei Kinder, 1 Zimmer", "0171 1234567")


def test_eine_mailadresse() -> None:
    assert nennt_mail("Schreiben an Z@Privat.example.", "z@privat.example")
    assert not nennt_mail("irgendwas", "")


@pytest.mark.parametrize(
    ("text", "geschuetzt", "erwartet"),
    [
        ("wohnt Bahnhofstraße 7", False, True),
        ("wohnt Bahnhofstr.  7", False, True),
        ("die Beratung in der Bahnhofstraße", False, False),
        ("sucht in 53700 Lindenau", False, False),
        ("lebt in der Bahnhofstraße", True, True),
        ("lebt in Lindenau", True, True),
        ("sucht eine Wohnung", True, False),
    ],
)
def test_eine_anschrift(text: str, geschuetzt: bool, erwartet: bool) -> None:
    anschrift = "Bahnhofstraße 7\n53700 Lindenau"
    assert nennt_anschrift(text, anschrift, geschuetzt=geschuetzt) is erwartet
    assert not nennt_anschrift(text, "", geschuetzt=geschuetzt)
