"""The public version, built from what is allowed: all but what the Gremium excepted (GO RSK § 7 Abs. 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lenkung.regeln.niederschriftsdaten import (
    Abschnittsangabe,
    Beschlussangabe,
    Niederschriftsdaten,
    Personenangabe,
    Sitzungsangabe,
)
from lenkung.regeln.oeffentliche_fassung import (
    Freigabe,
    Gaeste,
    Vertretung,
    Widerspruch,
    als_inhalt,
    aus_inhalt,
    oeffentliche_fassung,
    widersprueche,
)


def beschluss(zeichen: str = "1/2026", **felder: Any) -> Beschlussangabe:
    werte = {
        "nummer": 7,
        "titel": "Fahrdienst",
        "text": "Der Fahrdienst beginnt im Mai.",
        "weise": "offen",
        "angenommen": True,
        "oeffentlich": True,
        "ja": 9,
        "nein": 1,
        "enthaltung": 0,
        "rechnung": "3 · 9 ≥ 2 · 10",
    }
    return Beschlussangabe(zeichen=zeichen, **{**werte, **felder})


def punkt(nummer: int = 1, **felder: Any) -> Abschnittsangabe:
    werte = {"text": "Aussprache.", "titel": f"Thema {nummer}", "punktart": "beratung", "stand": "behandelt"}
    return Abschnittsangabe("punkt", **{**werte, **felder}, punkt=nummer)


def daten(*punkte: Abschnittsangabe, **felder: Any) -> Niederschriftsdaten:
    werte = {
        "kreis": "Kreis K",
        "gremium": "Lenkungsgruppe",
        "sitzung": Sitzungsangabe(
            4711,
            "2026-03-21",
            "2026-03-21T14:00:00+01:00",
            "2026-03-21T15:30:00+01:00",
            "Kreishaus",
            "praesenz",
            "Dr. Renate Vorsitz",
        ),
        "abschnitte": (
            Abschnittsangabe(
                "kopf",
                "Ort: Kreishaus\nTag: Samstag, 21.03.2026\nBeginn: 14:00 Uhr\nLeitung: Dr. Renate Vorsitz",
            ),
            Abschnittsangabe("anwesenheit", "Mitglieder:\n- Anna Probe, Jugendamt"),
            Abschnittsangabe("eroeffnung", "Dr. Renate Vorsitz eröffnet die Sitzung."),
            *punkte,
            Abschnittsangabe("schluss", "Ende."),
        ),
        "anwesenheit": (
            Personenangabe("Anna Probe", "Jugendamt", "mit_stimme"),
            Personenangabe("Bernd Beispiel", "Jugendamt", "mit_stimme", stellvertretung=True),
            Personenangabe("Carla Muster", "Geschäftsstelle", "ohne_stimme"),
        ),
        "nicht_vertreten": ("Caritas (Kreisverband)",),
        "geschaeftsordnung": "GO von 2022",
    }
    return Niederschriftsdaten(**{**werte, **felder})


def test_ein_nicht_oeffentlicher_punkt_hat_nur_seine_nummer() -> None:
    geheim = punkt(2, oeffentlich=False, erklaerung="Privat.", beschluesse=(beschluss("2/2026"),))
    fassung = oeffentliche_fassung(
        daten(punkt(1), geheim), Freigabe(erklaerungen=frozenset({2}), texte={"punkt-2-text": "Doch."})
    )
    gezeigt = fassung.punkte[1]
    assert (gezeigt.punkt, gezeigt.oeffentlich) == (2, False)
    leer = (gezeigt.titel, gezeigt.punktart, gezeigt.stand, gezeigt.text, gezeigt.erklaerung)
    assert leer == ("", "", "", "", "")
    assert gezeigt.beschluesse == ()
    assert gezeigt.weitere_beschluesse == 0


def test_ein_nicht_oeffentlicher_beschluss_wird_nur_gezaehlt() -> None:
    gezeigt = oeffentliche_fassung(
        daten(punkt(1, beschluesse=(beschluss("1/2026"), beschluss("2/2026", oeffentlich=False)))), Freigabe()
    )
    assert [b.zeichen for b, _punkt in gezeigt.beschluesse] == ["1/2026"]
    assert gezeigt.punkte[0].weitere_beschluesse == 1


def test_der_kopf_nennt_ort_und_zeit_aber_nicht_wer_leitete() -> None:
    fassung = oeffentliche_fassung(daten(), Freigabe(texte={"kopf-ort": "Rathaus"}))
    assert fassung.angaben == (
        ("Ort", "Rathaus"),
        ("Tag", "Samstag, 21.03.2026"),
        ("Beginn", "14:00 Uhr"),
    )
    assert "4711" not in str(als_inhalt(fassung)), "no number of a record leaves the house"


def test_statt_der_namen_stehen_die_einrichtungen() -> None:
    """Member and deputy of one seat are one body."""
    fassung = oeffentliche_fassung(daten(), Freigabe())
    assert fassung.vertreten == (Vertretung("Jugendamt", True), Vertretung("Geschäftsstelle", False))
    assert fassung.nicht_vertreten == ("Caritas (Kreisverband)",)
    mit_namen = oeffentliche_fassung(daten(), Freigabe(namen=True))
    assert mit_namen.vertreten[0] == Vertretung("Jugendamt", True, ("Anna Probe", "Bernd Beispiel"))


def gast(name: str, stelle: str, *punkte: int) -> Personenangabe:
    return Personenangabe(name, stelle, "gast", punkte=punkte)


def test_gaeste_stehen_mit_zahl_und_nur_zu_oeffentlichen_punkten() -> None:
    """Who came to a hidden item only would tell what it was about. Names of guests never stand there."""
    gaeste = (
        gast("Gast Eins", "Verkehrswacht", 1),
        gast("Gast Zwei", "Verkehrswacht", 1, 2),
        gast("Gast Drei", "Staatsanwaltschaft", 2),
        gast("Gast Vier", ""),
    )
    fassung = oeffentliche_fassung(
        daten(punkt(1), punkt(2, oeffentlich=False), anwesenheit=gaeste), Freigabe(namen=True)
    )
    assert fassung.gaeste == (Gaeste("", 1), Gaeste("Verkehrswacht", 2))
    assert "Gast" not in str([als_inhalt(fassung)["gaeste"], als_inhalt(fassung)["vertreten"]])


def test_eine_erklaerung_steht_nur_da_wenn_sie_freigegeben_ist() -> None:
    satz = daten(punkt(1, erklaerung="Ich war dagegen."))
    assert oeffentliche_fassung(satz, Freigabe()).punkte[0].erklaerung == ""
    frei = Freigabe(erklaerungen=frozenset({1}))
    assert oeffentliche_fassung(satz, frei).punkte[0].erklaerung == "Ich war dagegen."
    assert not oeffentliche_fassung(satz, frei).punkte[0].bearbeitet


def test_namentliche_stimmen_nennen_nur_die_einrichtung() -> None:
    """Also where the name of the seat itself has brackets; what names no known seat stays unnamed."""
    stimmen = (
        ("Ja", ("Anna Probe (Jugendamt)", "Caritas (Kreisverband)", "Otto Fremd (Unbekannt)")),
        ("Nein", ("Uwe Muster (Caritas (Kreisverband))",)),
        ("Enthaltung", ()),
    )
    fassung = oeffentliche_fassung(daten(punkt(1, beschluesse=(beschluss(namentlich=stimmen),))), Freigabe())
    assert fassung.beschluesse[0][0].namentlich == (
        ("Ja", ("Caritas (Kreisverband)", "Jugendamt", "ohne Angabe")),
        ("Nein", ("Caritas (Kreisverband)",)),
    )


def test_ein_eigener_wortlaut_ersetzt_und_wird_vermerkt() -> None:
    satz = daten(punkt(1, beschluesse=(beschluss(),)))
    texte = {"punkt-1-text": "Anderes.", "beschluss-1/2026-titel": "Neu", "eroeffnung-text": "Eröffnet."}
    fassung = oeffentliche_fassung(satz, Freigabe(texte=texte))
    assert fassung.punkte[0].text == "Anderes."
    assert fassung.punkte[0].bearbeitet
    assert (fassung.beschluesse[0][0].titel, fassung.beschluesse[0][0].bearbeitet) == ("Neu", True)
    assert fassung.abschnitte[0].text == "Eröffnet."
    unveraendert = oeffentliche_fassung(satz, Freigabe())
    assert not unveraendert.punkte[0].bearbeitet
    assert not unveraendert.beschluesse[0][0].bearbeitet


def test_ein_beschluss_ohne_punkt_steht_am_schluss() -> None:
    satz = daten()
    schluss = replace(satz.abschnitte[-1], beschluesse=(beschluss(),))
    fassung = oeffentliche_fassung(replace(satz, abschnitte=(*satz.abschnitte[:-1], schluss)), Freigabe())
    assert [(b.zeichen, nummer) for b, nummer in fassung.beschluesse] == [("1/2026", None)]


def test_gespeichert_und_gelesen_ist_es_dasselbe() -> None:
    stimmen = (("Ja", ("Anna Probe (Jugendamt)",)),)
    satz = daten(
        punkt(1, beschluesse=(beschluss(namentlich=stimmen),)),
        punkt(2, oeffentlich=False),
        anwesenheit=(Personenangabe("Anna Probe", "Jugendamt", "mit_stimme"), gast("G", "Verkehrswacht")),
    )
    fassung = oeffentliche_fassung(satz, Freigabe(namen=True))
    assert aus_inhalt(als_inhalt(fassung)) == fassung


def test_ein_anderes_format_wird_nicht_gedeutet() -> None:
    """Above all not the content of the full version."""
    with pytest.raises(ValueError, match="unbekanntes Format"):
        aus_inhalt({"format": "kim-niederschrift/1"})


@pytest.mark.parametrize(
    ("punkte", "beschluesse", "namen", "erwartet"),
    [
        (set(), set(), True, ()),
        ({2}, {"9/2026"}, True, ()),
        ({1}, set(), True, (Widerspruch.PUNKT,)),
        (set(), {"1/2026"}, True, (Widerspruch.BESCHLUSS,)),
        (set(), set(), False, (Widerspruch.NAMEN,)),
        ({1}, {"1/2026"}, False, (Widerspruch.PUNKT, Widerspruch.BESCHLUSS, Widerspruch.NAMEN)),
    ],
)
def test_was_danach_verborgen_wird_widerspricht(
    punkte: set[int], beschluesse: set[str], namen: bool, erwartet: tuple[Widerspruch, ...]
) -> None:
    """An item that was hidden when it was published contradicts nothing."""
    fassung = oeffentliche_fassung(
        daten(punkt(1, beschluesse=(beschluss(),)), punkt(2, oeffentlich=False)), Freigabe(namen=True)
    )
    gefunden = widersprueche(
        fassung, verborgene_punkte=punkte, verborgene_beschluesse=beschluesse, namen=namen
    )
    assert gefunden == erwartet
