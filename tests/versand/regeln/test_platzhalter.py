"""Placeholders in mail texts."""

from __future__ import annotations

import pytest

from kim.basis.mailtext import Mailtextart, Platzhalter
from kim.versand.regeln.platzhalter import ersetzen, pruefen, stellen

ART = Mailtextart(
    "probe",
    "Probe",
    "Einladung von {kreis}",
    "Guten Tag {name},\n\n{link}",
    (
        Platzhalter("name", "wer angeschrieben wird", "Petra Probe"),
        Platzhalter("kreis", "Name des Kreises", "Musterkreis"),
        Platzhalter("link", "der persönliche Link", "https://kim.example/x", pflicht=True, geheim=True),
    ),
)


def test_ersetzt_wird_einmal_und_nur_was_bekannt_ist() -> None:
    werte = {"name": "{link}", "link": "https://kim.example/geheim"}
    assert ersetzen("{name} {link} {unbekannt} { name }", werte) == (
        "{link} https://kim.example/geheim {unbekannt} {link}"
    )


def test_stellen_nennt_jeden_platzhalter_einmal() -> None:
    assert stellen("{a} {b} {a} {} {ungeschlossen") == ["a", "b"]


def test_die_art_kennt_ihre_geheimen_platzhalter() -> None:
    assert ART.namen == {"name", "kreis", "link"}
    assert ART.geheime == {"link"}


@pytest.mark.parametrize(
    ("betreff", "text", "codes"),
    [
        ("Einladung", "Bitte hier: {link}", []),
        ("Einladung von {kreis}", "{name}, {link}", []),
        ("", "{link}", ["betreff_leer"]),
        ("Ein\nBetreff", "{link}", ["betreff_mehrzeilig"]),
        ("Betreff", " ", ["text_leer", "platzhalter_fehlt"]),
        ("Betreff {datum}", "{link} {vorname}", ["platzhalter_unbekannt", "platzhalter_unbekannt"]),
        ("Nur im Betreff {link}", "ohne", ["platzhalter_fehlt"]),
    ],
)
def test_alle_verstoesse_kommen_auf_einmal(betreff: str, text: str, codes: list[str]) -> None:
    befund = pruefen(ART, betreff=betreff, text=text)
    assert [verstoss.code for verstoss in befund.verstoesse] == codes
    assert befund.urteil == ("verwendbar" if not codes else "nicht verwendbar")


def test_ein_verstoss_nennt_den_platzhalter() -> None:
    unbekannt = pruefen(ART, betreff="x", text="{link} {vorname}").verstoesse[0].text
    fehlend = pruefen(ART, betreff="x", text="y").verstoesse[0].text
    assert "{vorname}" in unbekannt
    assert "{link}" in fehlend
    assert "der persönliche Link" in fehlend
