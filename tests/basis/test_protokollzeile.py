"""Prüfung 57: logs hold no form content."""

from __future__ import annotations

import logging
import re
import sys

import pytest
from django.conf import settings

from kim.basis.protokollzeile import Protokollzeile
from tests.werkzeug.adressen import Adresse, alle_adressen


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
        ("/lenkung/niederschrift/abc:DEF-1/neu/", "/lenkung/niederschrift/…/neu/"),
        ("/lenkung/sitzungen/abo/abc.ics", "/lenkung/sitzungen/abo/…"),
        ("/lenkung/sitzungen/abo/widerrufen/", "/lenkung/sitzungen/abo/widerrufen/"),
        ("/lenkung/gremien/umlauf/12/", "/lenkung/gremien/umlauf/12/"),
        ("/fallarbeit/verweis/abc-DEF_1/antworten/", "/fallarbeit/verweis/…/antworten/"),
        ("/fallarbeit/verweise/12/", "/fallarbeit/verweise/12/"),
    ],
)
def test_ein_persoenlicher_link_steht_nie_im_protokoll(pfad: str, erwartet: str) -> None:
    assert zeile("Gone: %s", pfad) == f"ERROR Gone: {erwartet}"


# The mark on a printed Niederschrift is no personal link: it leads to no name and lets nobody act.
KEIN_GEHEIMNIS = {"pruefen:pruefzeichen"}
# Keys of a list that the Kreis keeps: topics, combs.
KEIN_GEHEIMNIS |= {"casemgmt:thema-bearbeiten", "casemgmt:wabe-bearbeiten"}
# Texts in addresses that are no keys: words of a known list, days, names of a Kreis.
OFFENES = {"art", "grund", "gremium", "kennung", "kreis", "mehrzahl"}
OFFENES |= {"provider_id", "rest", "sprache", "tag", "termin", "welche"}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def _ist_schluessel(wandler: str, name: str) -> bool:
    return wandler in ("", "str", "slug", "path") and name not in OFFENES


def _mit_schluessel() -> list[Adresse]:
    """All addresses with a text that is not known to be harmless, however the parameter is called."""
    return [
        satz
        for satz in alle_adressen()
        if any(_ist_schluessel(*teil) for teil in PARAMETER.findall(satz.muster))
        and not satz.muster.startswith("technik/")
        and satz.name not in KEIN_GEHEIMNIS
    ]


def test_die_adressen_mit_schluessel_werden_gefunden() -> None:
    """The counter-proof: what is asked below is not asked of nothing."""
    namen = {satz.name for satz in _mit_schluessel()}
    konten = {"account_reset_password_from_key", "konten:einladung", "konten:anmeldelink-einloesen"}
    lenkung = {"niederschrift-link", "niederschrift-link-datei", "kalender-feed", "antwort", "umlauf-antwort"}
    lenkung |= {"abfrage-antwort", "folgebericht", "unterlagen-link"}
    assert konten | {"versand:aktionslink"} | {f"lenkung:{name}" for name in lenkung} <= namen
    mit_token = {satz.name for satz in alle_adressen() if {"token", "key"} & set(satz.parameter)}
    assert mit_token <= namen


@pytest.mark.parametrize("adresse", _mit_schluessel(), ids=str)
def test_keine_adresse_mit_schluessel_steht_lesbar_im_protokoll(adresse: Adresse) -> None:
    """Also one that is added later."""
    pfad = "/" + PARAMETER.sub(
        lambda teil: "1:Geheim-aB_9" if _ist_schluessel(teil[1] or "", teil[2]) else "offen", adresse.muster
    )
    assert "1:Geheim-aB_9" in pfad
    assert "Geheim" not in zeile("Unprocessable Entity: %s", pfad)
    assert "Geheim" not in zeile(f'"POST https://kim.example{pfad}?seite=2 HTTP/1.1" 422')


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
