"""Addresses and what may stand in a header."""

from __future__ import annotations

import pytest

from kim.versand.regeln.empfaenger import adresse_normal, adresse_verdeckt, doppelte, zeile_zulaessig


@pytest.mark.parametrize(
    ("eingabe", "erwartet"),
    [
        ("petra.probe@kreis.example", "petra.probe@kreis.example"),
        ("  petra.probe@kreis.example ", "petra.probe@kreis.example"),
        ("Petra.Probe@KREIS.example", "Petra.Probe@kreis.example"),
        # RFC 3492: the host is translated, Punycode of "müsterkreis"
        ("amt@müsterkreis.example", "amt@xn--msterkreis-9db.example"),
        ("petra", None),
        ("@kreis.example", None),
        ("petra@", None),
        ("petra probe@kreis.example", None),
        ("pötra@kreis.example", None),
        ("petra@kreis..example", None),
        ("petra@kreis.example\nBcc: alle@kreis.example", None),
        ("a@b@kreis.example", None),
        ("p" * 250 + "@kreis.example", None),
    ],
)
def test_eine_adresse_wird_vereinheitlicht_oder_abgelehnt(eingabe: str, erwartet: str | None) -> None:
    assert adresse_normal(eingabe) == erwartet


@pytest.mark.parametrize(
    ("text", "zulaessig"),
    [
        ("Einladung, 4. Sitzung (Übersicht)", True),
        ("Einladung\nBcc: alle@kreis.example", False),
        ("Einladung\r\nX: y", False),
        ("Einladung\x00", False),
        ("Einladung\u2028weiter", False),
        ("", True),
    ],
)
def test_steuerzeichen_kommen_in_keine_kopfzeile(text: str, zulaessig: bool) -> None:
    assert zeile_zulaessig(text) is zulaessig


def test_doppelte_adressen_fallen_auf_ohne_gross_und_klein() -> None:
    assert doppelte(["a@x.example", "b@x.example", "A@x.example", "a@x.example"]) == ["A@x.example"]
    assert doppelte(["a@x.example", "b@x.example"]) == []


def test_eine_verdeckte_adresse_zeigt_nur_den_anfang_und_den_rechner() -> None:
    assert adresse_verdeckt("petra.probe@kreis.example") == "p…@kreis.example"
