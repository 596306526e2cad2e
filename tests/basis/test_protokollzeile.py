"""Prüfung 57: logs hold no form content."""

from __future__ import annotations

import logging
import sys

import pytest
from django.conf import settings

from kim.basis.protokollzeile import Protokollzeile


def zeile(text: str, *werte: object, fehler: bool = False) -> str:
    satz = logging.LogRecord(
        "kim", logging.ERROR, __file__, 1, text, werte, sys.exc_info() if fehler else None
    )
    return Protokollzeile("%(levelname)s %(message)s").format(satz)


@pytest.mark.parametrize(
    ("pfad", "erwartet"),
    [
        ("/konten/einladung/abc-DEF_1/neu/", "/konten/einladung/…/neu/"),
        ("/konten/anmeldelink/abc/", "/konten/anmeldelink/…/"),
        ("/konten/anmeldelink/gesendet/", "/konten/anmeldelink/gesendet/"),
        ("/versand/link/abc/", "/versand/link/…/"),
        ("/konto/passwort/neu/4-abc-123/", "/konto/passwort/neu/…/"),
        ("/konten/12/einladen/", "/konten/12/einladen/"),
    ],
)
def test_ein_persoenlicher_link_steht_nie_im_protokoll(pfad: str, erwartet: str) -> None:
    assert zeile("Gone: %s", pfad) == f"ERROR Gone: {erwartet}"


def test_von_einem_fehler_stehen_ort_und_art_im_protokoll_aber_nicht_der_wortlaut() -> None:
    eingabe = "Petra" + " Probe"
    try:
        try:
            int(eingabe)
        except ValueError as ursache:
            raise RuntimeError(eingabe) from ursache
    except RuntimeError:
        text = zeile("Internal Server Error: %s", "/", fehler=True)

    assert "ValueError" in text
    assert text.endswith("RuntimeError")
    assert "test_protokollzeile.py" in text
    assert "Petra Probe" not in text


def test_die_einstellungen_schreiben_alle_zeilen_so() -> None:
    assert {angabe["()"] for angabe in settings.LOGGING["formatters"].values()} == {
        "kim.basis.protokollzeile.Protokollzeile"
    }
