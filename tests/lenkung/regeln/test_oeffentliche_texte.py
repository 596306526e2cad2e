"""What somebody has to read before it is public, and the names that the machine can find in it."""

from __future__ import annotations

import pytest

from lenkung.regeln.niederschriftsdaten import Personenangabe
from lenkung.regeln.oeffentliche_fassung import Freigabe
from lenkung.regeln.oeffentliche_texte import (
    Bekannt,
    Fund,
    bekannte_namen,
    freitexte,
    funde,
    namensmuster,
    noch_mit_namen,
    nur_bekannte,
    ohne_namen,
    vorgeschlagene_texte,
)
from tests.lenkung.regeln.test_oeffentliche_fassung import beschluss, daten, gast, punkt

BEKANNTE = (
    Bekannt("Anna Probe-Meier", "Polizei"),
    Bekannt("Anna Probe", "Jugendamt"),
    Bekannt("Li Wu", "BA"),
)


def test_alle_freien_texte_stehen_da_und_keiner_der_nicht_oeffentlich_wird() -> None:
    satz = daten(
        punkt(1, erklaerung="Dagegen.", beschluesse=(beschluss(), beschluss("2/2026", oeffentlich=False))),
        punkt(2, oeffentlich=False, erklaerung="Geheim."),
        punkt(3, text=""),
        anwesenheit=(gast("Gast Eins", "Verkehrswacht", 1), gast("Gast Zwei", "Polizei", 2)),
    )
    frei = Freigabe(erklaerungen=frozenset({1, 2}))
    assert [text.schluessel for text in freitexte(satz, frei)] == [
        "kopf-ort",
        "kopf-tag",
        "kopf-beginn",
        "gast-0",
        "eroeffnung-text",
        "punkt-1-titel",
        "punkt-1-text",
        "punkt-1-erklaerung",
        "beschluss-1/2026-titel",
        "beschluss-1/2026-text",
        "beschluss-1/2026-rechnung",
        "punkt-3-titel",
        "schluss-text",
    ]
    ohne = [text.schluessel for text in freitexte(satz, Freigabe())]
    assert "punkt-1-erklaerung" not in ohne


def test_ein_freitext_zeigt_wie_er_oeffentlich_steht() -> None:
    text = next(
        text
        for text in freitexte(daten(punkt(1)), Freigabe(texte={"punkt-1-text": "Anders."}))
        if text.schluessel == "punkt-1-text"
    )
    assert (text.urtext, text.text, text.geaendert, text.einzeilig) == ("Aussprache.", "Anders.", True, False)
    assert not freitexte(daten(punkt(1)), Freigabe())[0].geaendert


def test_bekannt_sind_die_anwesenden_die_leitung_und_wer_namentlich_stimmte() -> None:
    stimmen = (("Ja", ("Otto Fremd (Polizei)", "Jugendamt")),)
    satz = daten(
        punkt(1, beschluesse=(beschluss(namentlich=stimmen),)),
        anwesenheit=(
            Personenangabe("Dr. Anna Probe", "Jugendamt", "mit_stimme"),
            Personenangabe("Gundula Gast, Verkehrswacht", "Verkehrswacht", "gast"),
            Personenangabe("Ohne Stelle", "", "gast"),
            Personenangabe("", "", "gast"),
        ),
    )
    assert set(bekannte_namen(satz)) == {
        Bekannt("Renate Vorsitz", "der Vorsitz"),
        Bekannt("Anna Probe", "Jugendamt"),
        Bekannt("Gundula Gast", "Verkehrswacht"),
        Bekannt("Ohne Stelle", "ein Gast"),
        Bekannt("Otto Fremd", "Polizei"),
    }


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Niemand.", ()),
        ("Anna Probe berichtet.", (Fund("Anna Probe", "Jugendamt", True),)),
        ("Der Bericht Anna Probes.", (Fund("Anna Probe", "Jugendamt", True),)),
        # A surname alone may be a word: it is shown, not refused.
        ("Die Probe war gut.", (Fund("Probe", "Jugendamt", False),)),
        ("Die Proben und das Probejahr.", ()),
        # Too short to be told from a word.
        ("Wu wei.", ()),
        ("Li Wu sprach.", (Fund("Li Wu", "BA", True),)),
    ],
)
def test_namen_werden_gefunden(text: str, erwartet: tuple[Fund, ...]) -> None:
    assert funde(text, BEKANNTE) == erwartet


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Frau Dr. Anna Probe berichtet.", "Jugendamt berichtet."),
        ("Es trug Anna Probe-Meier vor.", "Es trug Polizei vor."),
        ("Anna Probe. Anna Probe!", "Jugendamt. Jugendamt!"),
        ("Nichts.", "Nichts."),
    ],
)
def test_namen_werden_durch_die_einrichtung_ersetzt(text: str, erwartet: str) -> None:
    assert ohne_namen(text, BEKANNTE) == erwartet


def test_am_anfang_eines_satzes_steht_der_vorsitz_gross() -> None:
    bekannte = (Bekannt("Renate Vorsitz", "der Vorsitz"),)
    text = "Dr. Renate Vorsitz eröffnet. Danach spricht Renate Vorsitz.\nRenate Vorsitz schließt."
    assert (
        ohne_namen(text, bekannte)
        == "Der Vorsitz eröffnet. Danach spricht der Vorsitz.\nDer Vorsitz schließt."
    )


def test_vorgeschlagen_wird_nur_wo_ein_ganzer_name_steht() -> None:
    satz = daten(punkt(1, text="Anna Probe berichtet."), punkt(2, text="Die Probe war gut."))
    assert vorgeschlagene_texte(satz, Freigabe()) == {
        "eroeffnung-text": "Der Vorsitz eröffnet die Sitzung.",
        "punkt-1-text": "Jugendamt berichtet.",
    }
    assert vorgeschlagene_texte(satz, Freigabe(namen=True)) == {}


def test_mit_einem_ganzen_namen_darf_nicht_veroeffentlicht_werden() -> None:
    satz = daten(punkt(1, text="Anna Probe berichtet."), punkt(2, text="Die Probe war gut."))
    assert [t.schluessel for t in noch_mit_namen(satz, Freigabe())] == ["eroeffnung-text", "punkt-1-text"]
    ersetzt = Freigabe(texte=vorgeschlagene_texte(satz, Freigabe()))
    assert noch_mit_namen(satz, ersetzt) == ()
    assert noch_mit_namen(satz, Freigabe(namen=True)) == ()


def test_gaeste_sind_auch_bekannt_wo_die_namen_freigegeben_sind() -> None:
    """Guests never stand there by name."""
    stimmen = (("Ja", ("Otto Fremd (Polizei)",)),)
    satz = daten(
        punkt(
            1, text="Anna Probe fragt, Gundula Gast berichtet.", beschluesse=(beschluss(namentlich=stimmen),)
        ),
        anwesenheit=(
            Personenangabe("Anna Probe", "Jugendamt", "mit_stimme"),
            gast("Dr. Gundula Gast, Verkehrswacht", "Verkehrswacht"),
        ),
    )
    frei = Freigabe(namen=True)
    assert bekannte_namen(satz, nur_gaeste=True) == (Bekannt("Gundula Gast", "Verkehrswacht"),)
    assert [text.schluessel for text in noch_mit_namen(satz, frei)] == ["punkt-1-text"]
    assert vorgeschlagene_texte(satz, frei) == {"punkt-1-text": "Anna Probe fragt, Verkehrswacht berichtet."}


@pytest.mark.parametrize(
    ("text", "genannt"),
    [
        ("Bericht von Anna Probe", True),
        ("Bericht Anna Probes", True),
        ("Wechsel von Frau Dr. Probe", True),
        ("Herrn Wu zum Abschied", True),
        ("Probe der Technik", False),
        ("Herr Proband", False),
        ("Annas Probejahr", False),
        ("", False),
    ],
)
def test_in_texten_die_niemand_liest_zaehlt_auch_der_nachname_hinter_der_anrede(
    text: str, genannt: bool
) -> None:
    muster = namensmuster(["Dr. Anna Probe", "Li Wu", "", "X"])
    assert (muster.search(text) is not None) == genannt


def test_ohne_namen_wird_nichts_gefunden() -> None:
    assert namensmuster(["", "  "]).search("Frau Probe und alles andere") is None


def test_wortlaute_zu_texten_die_es_nicht_gibt_zaehlen_nicht() -> None:
    satz = daten(punkt(1, erklaerung="Ja."), punkt(2, oeffentlich=False, erklaerung="Geheim."), punkt(3))
    freigabe = nur_bekannte(
        satz,
        Freigabe(
            erklaerungen=frozenset({1, 2, 3, 9}),
            texte={
                "punkt-1-text": "Neu.",
                "punkt-3-text": "Aussprache.",
                "punkt-2-text": "Doch.",
                "fremd": "x",
                "punkt-1-erklaerung": "Kurz.",
            },
        ),
    )
    assert freigabe.erklaerungen == {1}
    assert freigabe.texte == {"punkt-1-text": "Neu.", "punkt-1-erklaerung": "Kurz."}
