"""How text becomes paragraphs, lists and rows: nothing is lost, moved or worded anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenkung.regeln.niederschriftsdruck import (
    Anwesenheitszeile,
    Block,
    Ergebniszeile,
    angaben,
    anwesenheitsgruppen,
    beschlusssaetze,
    bloecke,
    ergebnistafel,
    pruefpfad,
)
from tests.lenkung import fassungsbau as bau


def test_der_pfad_der_pruefseite_steht_auf_dem_papier_und_aendert_sich_nie() -> None:
    assert pruefpfad("k7m2") == "/pruefen/k7m2/"


# Text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ergebnis"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("Eins.", (Block("Eins."),)),
        ("Eins.\nZwei.\n\nDrei.", (Block("Eins.\nZwei."), Block("Drei."))),
        ("Eins.\r\n\r\nZwei.", (Block("Eins."), Block("Zwei."))),
        ("Gäste:\n- A\n- B", (Block("Gäste:", ("A", "B")),)),
        ("- A\n\n- B", (Block("", ("A",)), Block("", ("B",)))),
        # What comes after a list stays after it.
        ("Erst\n- A\nDann\n- B", (Block("Erst", ("A",)), Block("Dann", ("B",)))),
        ("-kein Punkt", (Block("-kein Punkt"),)),
        ("\n\nEins\n\n\n\nZwei", (Block("Eins"), Block("Zwei"))),
    ],
)
def test_absaetze_und_listen(text: str, ergebnis: tuple[Block, ...]) -> None:
    assert bloecke(text) == ergebnis


@given(st.lists(st.sampled_from(["", "Wort", "- Punkt", "zwei Worte", "-", "Ü: ß"])))
def test_kein_wort_geht_verloren_und_keines_wechselt_die_stelle(zeilen: list[str]) -> None:
    gelesen = [
        teil for block in bloecke("\n".join(zeilen)) for teil in (*block.text.split("\n"), *block.liste)
    ]
    assert [teil for teil in gelesen if teil] == [zeile.removeprefix("- ") for zeile in zeilen if zeile]


def test_der_kopf_als_angaben_oder_als_text() -> None:
    assert angaben(bau.KOPF)[:3] == (
        ("Ort", "Kreishaus, großer Sitzungssaal"),
        ("Form", "hybrid"),
        ("Tag", "Mittwoch, 13.09.2023"),
    )
    # The hour has a colon of its own.
    assert ("Beginn", "14:00 Uhr") in angaben(bau.KOPF)
    assert angaben("Ort:\n\nTag: heute") == (("Ort", ""), ("Tag", "heute"))
    assert angaben("Ort: Kreishaus\nDie Sitzung fand im Keller statt.") == ()
    assert angaben("") == ()


# Anwesenheit ------------------------------------------------------------------------------------------------


def test_wer_da_war_in_spalten() -> None:
    mit_stimme, ohne_stimme, gaeste, fehlt = anwesenheitsgruppen(bau.ANWESENHEIT, bau.beispiel())
    assert mit_stimme.titel == "Mitglieder und Stellvertretungen"
    assert mit_stimme.zeilen == (
        # There the whole time: no note. The name of the institution has a comma, and is not torn apart.
        Anwesenheitszeile("Dr. Renate Vorsitz", "Kreisverwaltung, Dezernat II"),
        Anwesenheitszeile("Jörg Müßig", "Agentur für Arbeit", "Stellvertretung, digital, ab 14:20 Uhr"),
    )
    assert (mit_stimme.mit_stelle, mit_stimme.mit_vermerk, mit_stimme.nur_stellen) == (True, True, False)
    assert ohne_stimme.zeilen == (Anwesenheitszeile("Ayşe Öztürk", "Gesundheitsamt"),)
    assert not ohne_stimme.mit_vermerk
    assert gaeste.zeilen == (Anwesenheitszeile("Lena Gast", "", "zu TOP 2"),)
    assert not gaeste.mit_stelle
    assert (fehlt.titel, fehlt.nur_stellen) == ("Nicht vertreten", True)
    assert fehlt.zeilen == (Anwesenheitszeile("Caritasverband, Kreisgruppe Süd"),)


def test_was_von_hand_geschrieben_ist_gilt_vor_den_daten() -> None:
    text = (
        "Es waren da:\n- Frau Neu, Volkshochschule, ab 15 Uhr\n- Ayşe Öztürk, Gesundheitsamt\n- Niemand Sonst"
    )
    (gruppe,) = anwesenheitsgruppen(f"{text}", bau.beispiel())
    assert gruppe.titel == "Es waren da"
    assert gruppe.zeilen == (
        Anwesenheitszeile("Frau Neu", "Volkshochschule, ab 15 Uhr"),
        Anwesenheitszeile("Ayşe Öztürk", "Gesundheitsamt"),
        Anwesenheitszeile("Niemand Sonst"),
    )
    (satz,) = anwesenheitsgruppen("Alle: wie im Mai.", bau.beispiel())
    assert (satz.titel, satz.zeilen) == ("Alle: wie im Mai.", ())


# Beschlüsse -------------------------------------------------------------------------------------------------


def test_ein_beschluss_wird_in_wortlaut_ergebnis_und_weiteres_geteilt() -> None:
    (satz,) = beschlusssaetze(bau.PUNKTE[1])
    assert satz.zeichen == "2/2023"
    assert satz.wortlaut == (Block("Die Lenkungsgruppe beschließt das Vorhaben 2."),)
    assert satz.ergebnis == (
        "Der Beschluss ist in namentlicher Abstimmung angenommen. Die Stimme des Vorsitzes hat entschieden."
    )
    assert satz.weiteres == (
        Block("Ja: Dr. Renate Vorsitz (Kreisverwaltung).\nNein: Jörg Müßig (Agentur für Arbeit)."),
        Block("Rechnung: 1 Ja, 1 Nein: Stichentscheid."),
    )


def test_zwei_beschluesse_zu_einem_punkt_und_ein_wortlaut_aus_absaetzen() -> None:
    langer = bau.beschluss(2, text="Erstens:\r\n- a\r\n- b\r\n\r\nBeschluss 9/2023:\r\nZitat.  ")
    abschnitt = bau.punkt(1, "", bau.EINVERNEHMLICH)
    abschnitt = replace(
        abschnitt,
        festgestellt=f"{abschnitt.festgestellt}\n\nBeschluss 2/2023:\n{langer.text.strip()}",
        beschluesse=(*abschnitt.beschluesse, langer),
    )
    erster, zweiter = beschlusssaetze(abschnitt)
    assert (erster.zeichen, erster.ergebnis) == ("1/2023", "Der Beschluss ist einvernehmlich gefasst.")
    assert zweiter.wortlaut == (Block("Erstens:", ("a", "b")), Block("Beschluss 9/2023:\nZitat."))
    # Nothing follows the wording.
    assert (zweiter.ergebnis, zweiter.weiteres) == ("", ())


@pytest.mark.parametrize(
    "text",
    [
        "Beschluss 7/2023:\nEin anderer.",  # not there at all
        "Vorweg.\n\nBeschluss 1/2023:\nDie Lenkungsgruppe beschließt das Vorhaben 1.\n\nErgebnis.",
        "Vorweg: Beschluss 1/2023:\nDie Lenkungsgruppe beschließt das Vorhaben 1.\n\nErgebnis.",
        "Beschluss 1/2023:\nDie Lenkungsgruppe beschließt das Vorhaben 1. Und mehr.\n\nErgebnis.",
    ],
)
def test_laesst_sich_der_text_nicht_teilen_bleibt_er_ganz(text: str) -> None:
    abschnitt = replace(bau.PUNKTE[0], festgestellt=text)
    (satz,) = beschlusssaetze(abschnitt)
    assert (satz.zeichen, satz.wortlaut, satz.ergebnis) == ("", (), "")
    assert satz.weiteres == bloecke(text)


def test_ohne_festgestellten_text_gibt_es_keinen_satz() -> None:
    assert beschlusssaetze(bau.PUNKTE[3]) == ()
    # Without data there is nothing to divide it by.
    (satz,) = beschlusssaetze(replace(bau.PUNKTE[0], beschluesse=()))
    assert satz.weiteres[0].text.startswith("Beschluss 1/2023:")


@given(st.lists(st.sampled_from(["A", "- b", "Beschluss 1/2023:", "", "Ü ß"]), max_size=6), st.booleans())
def test_kein_wort_eines_beschlusses_geht_verloren(zeilen: list[str], zwei: bool) -> None:
    wortlaut = "\n".join(["Die Lenkungsgruppe beschließt:", *zeilen]).strip()
    erster = (bau.beschluss(1, text=wortlaut), "Angenommen.\n\nRechnung.")
    abschnitt = bau.punkt(1, "", erster, *([bau.GEHEIM] if zwei else []))
    gesetzt = [
        zeile
        for satz in beschlusssaetze(abschnitt)
        for zeile in (
            *([f"Beschluss {satz.zeichen}:"] if satz.zeichen else []),
            *(teil for block in satz.wortlaut for teil in (*block.text.split("\n"), *block.liste)),
            satz.ergebnis,
            *(teil for block in satz.weiteres for teil in (*block.text.split("\n"), *block.liste)),
        )
    ]
    alle = [zeile.removeprefix("- ") for zeile in abschnitt.festgestellt.split("\n")]
    assert [zeile for zeile in gesetzt if zeile] == [zeile for zeile in alle if zeile]


# Tafel ------------------------------------------------------------------------------------------------------


def test_die_tafel_nennt_jeden_beschluss_mit_seinen_stimmen() -> None:
    assert ergebnistafel(bau.beispiel()) == (
        Ergebniszeile("1", "1/2023", "Vorhaben 1", "einvernehmlich", "–", "–", "–", "angenommen"),
        Ergebniszeile(
            "2", "2/2023", "Vorhaben 2", "namentlich", "1", "1", "0", "angenommen (Stichentscheid)"
        ),
        Ergebniszeile("3", "3/2023", "Vorhaben 3", "geheim", "0", "2", "0", "abgelehnt"),
    )


def test_wo_nicht_gezaehlt_wurde_steht_ein_strich() -> None:
    ohne = replace(
        bau.PUNKTE[0],
        art="schluss",
        punkt=None,
        titel="",
        beschluesse=(bau.beschluss(1, "", titel="Aus Papier", stichentscheid=True),),
    )
    # By consensus nobody counts, even if nought is written down.
    einig = bau.punkt(2, "", (bau.beschluss(2, ja=0, nein=0, enthaltung=0, titel=""), "Einig."))
    tafel = ergebnistafel(bau.beispiel(ohne, einig))
    assert tafel[0] == Ergebniszeile("–", "1/2023", "Aus Papier", "–", "–", "–", "–", "angenommen")
    # Without a title of its own it has that of its item.
    assert tafel[1] == Ergebniszeile(
        "2", "2/2023", "Vorhaben 2", "einvernehmlich", "–", "–", "–", "angenommen"
    )


def test_ohne_beschluss_ist_die_tafel_leer() -> None:
    assert ergebnistafel(bau.beispiel(bau.PUNKTE[3])) == ()
