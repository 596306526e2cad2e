"""What a mail server says, in words."""

from __future__ import annotations

import pytest

from kim.versand.regeln.antwort import ablehnung_in_worten, bereinigt, endgueltig


@pytest.mark.parametrize(
    ("code", "text", "erwartet"),
    [
        (
            550,
            "5.1.1 <petra@kreis.example>: user unknown",
            "Diese E-Mail-Adresse gibt es beim Empfänger nicht (5.1.1).",
        ),
        (452, "4.2.2 mailbox full", "Das Postfach ist voll (4.2.2)."),
        (552, "too big", "Das Postfach ist voll oder die E-Mail zu groß (552)."),
        (554, "5.9.9 because", "Der Mailserver hat die E-Mail abgewiesen (5.9.9)."),
        (599, "", "Der Mailserver hat die E-Mail nicht angenommen (599)."),
    ],
)
def test_eine_ablehnung_steht_in_deutschen_worten(code: int, text: str, erwartet: str) -> None:
    assert ablehnung_in_worten(code, text) == erwartet


def test_die_antwort_verliert_adresse_und_namen() -> None:
    roh = "550 5.1.1 <petra.probe@kreis.example>:\n Probe, Petra is no user (petra.probe@kreis.example) an"
    assert (
        bereinigt(roh, name="Petra Probe an") == "550 5.1.1 [Adresse]: [Name], [Name] is no user [Adresse] an"
    )


def test_eine_lange_antwort_wird_gekuerzt() -> None:
    assert len(bereinigt("x" * 1000)) == 250


@pytest.mark.parametrize(
    ("code", "erwartet"), [(500, True), (554, True), (599, True), (451, False), (250, False)]
)
def test_nur_5xx_ist_endgueltig(code: int, erwartet: bool) -> None:
    assert endgueltig(code) is erwartet
