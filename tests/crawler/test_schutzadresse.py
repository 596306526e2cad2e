"""A protected address: on no page of anybody else, no list, no print, no letter, no copy."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from casemgmt.models import Klient
from kim.auftraege.domain import auftrag_ausfuehren
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import netzwerkbau
from tests.crawler import akten
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import Welt

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]

GEHEIM = ("Zufluchtsgasse", "0151 40404040", "zuflucht@geheim.example")
# Where the responsible herself looks it up, and where she changes it.
IHRE_SEITEN = {"casemgmt:klient-detail", "casemgmt:klient-bearbeiten"}


@pytest.fixture(scope="module")
def welt(datenbank_auf_zeit: None) -> Welt:
    welt = akten.aktenwelt()
    strasse, telefon, email = GEHEIM
    for klient in Klient.objects.filter(kreis=welt.kreis):
        klient.anschrift, klient.telefon, klient.email = f"{strasse} 9\n53700 Musterdorf", telefon, email
        klient.schutzadresse = True
        klient.save()
    return welt


def _verraten(welt: Welt, wer: str) -> set[str]:
    besuch = Besuch(welt, wer)
    ziele = [(ziel.name, ziel.url) for ziel in akten.ziele(welt)]
    ziele += [
        (a.name, a.url()) for a in alle_adressen() if not a.parameter and a.name.startswith("casemgmt:")
    ]
    ziele += [(f"{name} ganz", reverse(name) + "?umfang=alle") for name in ("casemgmt:klient-liste",)]
    return {name for name, url in ziele if _nennt(besuch.holen(url))}


def _nennt(antwort: Any) -> bool:
    roh = antwort.gelesen if antwort.streaming else antwort.content
    return any(wort in roh.decode(errors="replace") for wort in GEHEIM)


@pytest.mark.parametrize("wer", ["kollegin", Rolle.KOORDINATION_CM.value, Rolle.CASE_MANAGEMENT_MUKIS.value])
def test_fall_42a_keine_seite_zeigt_anderen_eine_schutzadresse(welt: Welt, wer: str) -> None:
    """A colleague of the same Kommune, the Koordination, who reads in an emergency: also in histories."""
    nichts(sorted(_verraten(welt, wer)))


def test_fall_42a_die_zustaendige_sieht_sie_nur_auf_der_seite_der_person(welt: Welt) -> None:
    assert _verraten(welt, Rolle.CASE_MANAGEMENT.value) == IHRE_SEITEN


def test_fall_42a_kein_druck_nennt_eine_schutzadresse(welt: Welt) -> None:
    """Consent, plan, sheet for a Termin, letter: as they come out of the printer."""
    for satz in ("einwilligungsdruck", "plandruck", "terminzettel"):
        auftrag_ausfuehren(auftrag_id=welt[satz].pk)
        text = _gedruckt(inhalt_von(Dokument.objects.latest("pk")))
        assert len(text) > 100, satz
        assert [wort for wort in GEHEIM if wort in text] == [], satz
    beratung = welt.konten[Rolle.CASE_MANAGEMENT.value]
    daten = netzwerkbau.mit_daten(welt["klient"], "stammdaten", "kontakt", nachricht="", kanal="brief")
    verweis = netzwerkbau.gesendet(
        beratung,
        welt["netzwerkakteur"],
        fall=welt["fall"],
        **daten | {"einrichtung_id": welt["einrichtung"].pk},
    )
    brief: Any = Besuch(welt, Rolle.CASE_MANAGEMENT.value).senden(
        reverse("casemgmt:verweis-brief", args=[verweis.pk])
    )
    assert "Haddad" in _gedruckt(brief.content)
    assert [wort for wort in GEHEIM if wort in _gedruckt(brief.content)] == []


def _gedruckt(inhalt: bytes) -> str:
    return " ".join(seite.extract_text() for seite in PdfReader(io.BytesIO(inhalt)).pages)
