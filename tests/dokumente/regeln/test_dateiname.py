"""A file name that is safe to show and to deliver."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.dokumente.regeln.dateiname import HOECHSTLAENGE, ohne_umlaute, saubere


@pytest.mark.parametrize(
    ("name", "erwartet"),
    [
        ("Merkblatt Größe.pdf", "Merkblatt Größe.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Daten\\Brief.docx", "Brief.docx"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ('Wer? "Alle": 1|2<3>*.pdf', "Wer_ _Alle__ 1_2_3__.pdf"),
        (".htaccess", "htaccess"),
        ("...", "Datei"),
        ("", "Datei"),
        ("  viel   Platz  .pdf ", "viel Platz.pdf"),
        ("Gro\u0308\u00dfe.pdf", "Größe.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_der_name_wird_gesaeubert(name: str, erwartet: str) -> None:
    assert saubere(name) == erwartet


@given(st.text())
def test_jeder_name_wird_brauchbar(name: str) -> None:
    ergebnis = saubere(name)
    assert 0 < len(ergebnis) <= HOECHSTLAENGE
    assert not set(ergebnis) & set('/\\\x00\n\r"\u202e')
    assert not ergebnis.startswith(".")
    assert saubere(ergebnis) == ergebnis


def test_ohne_umlaute_bleibt_der_name_lesbar() -> None:
    assert ohne_umlaute("Übersicht Größe Café Ağa.docx") == "Uebersicht Groesse Cafe Aga.docx"
    assert ohne_umlaute("U\u0308bung – Ковальчук.pdf") == "Uebung _ _________.pdf"
