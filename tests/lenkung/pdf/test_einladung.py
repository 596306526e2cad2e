"""The letter of an invitation: what stands on it, and that it keeps PDF/A and PDF/UA."""

from __future__ import annotations

import io
from datetime import date

import pytest
import time_machine
from pypdf import PdfReader

from kim.dokumente.domain.queries.inhalt import inhalt_von
from lenkung.domain.sendung import (
    aenderung_vorbereiten,
    einladung_vorbereiten,
    fertiges_pdf,
    sendung_aendern,
    vorhaben_der_sendung,
)
from lenkung.models import Gremium, Sendung
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    bestaetigen,
    eingeladen,
    pdf_setzen,
    punkt,
)
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.pdfpruefung import verstoesse

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)


@pytest.fixture
def gremium() -> Gremium:
    satz = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(satz)
    return satz


def _bytes(sendung: Sendung) -> bytes:
    pdf_setzen(sendung)
    dokument = fertiges_pdf(sendung, vorhaben_der_sendung(sendung).abdruck)
    assert dokument is not None
    return inhalt_von(dokument)


def _text(inhalt: bytes) -> str:
    return " ".join(" ".join(seite.extract_text().split()) for seite in PdfReader(io.BytesIO(inhalt)).pages)


def _mit_allem(gremium: Gremium) -> Sendung:
    fruehere = sitzung(gremium, date(2023, 1, 10), "geschlossen")
    alter = punkt(fruehere, "Wohnen", "beschluss", stand="zurueckgestellt")
    satz = bereite_sitzung(gremium, TAG, art="hybrid", link="https://konferenz.example/lenkungsgruppe")
    neuer = punkt(satz, "Wohnen", "beschluss", uebernommen_aus=alter, berichterstattung="Dezernat 5")
    anlage(neuer, "Vorlage Wohnen")
    anlage(neuer, "Gutachten", mb=50)
    sendung = einladung_vorbereiten(sitzung_id=satz.pk, akteur=SYSTEM)
    return sendung_aendern(sendung_id=sendung.pk, akteur=SYSTEM, angaben={"anschreiben": "Es gibt Kaffee."})


@pytest.mark.pdfpruefung
def test_einladung_und_geaenderte_tagesordnung_halten_die_normen(gremium: Gremium) -> None:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        einladung = _bytes(_mit_allem(gremium))
        anderes = GremiumFactory(kreis=gremium.kreis)
        karg = bereite_sitzung(anderes, TAG, personen=0)
        karg_bytes = _bytes(einladung_vorbereiten(sitzung_id=karg.pk, akteur=SYSTEM))
    assert verstoesse(einladung, karg_bytes) == []


def test_auf_dem_brief_steht_was_die_geschaeftsordnung_verlangt(gremium: Gremium) -> None:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        text = _text(_bytes(_mit_allem(gremium)))
    for stueck in (
        "Einladung zur Sitzung",
        "Dienstag, 21.03.2023, 14:00 Uhr",
        "Kreishaus, Raum A 1.16",
        "https://konferenz.example/lenkungsgruppe",
        "Bericht der Geschäftsstelle",
        "14:05 Uhr",
        "Hinweis nach § 6 Abs. 5: TOP 3",
        "Vorlage Wohnen",
        "persönlicher Link in der E-Mail",
        "Es gibt Kaffee.",
        "Dezernat 5",
    ):
        assert stueck in text


def test_dringlich_steht_mit_begruendung_auf_dem_brief_und_ohne_hinweis(gremium: Gremium) -> None:
    with time_machine.travel(wann(date(2023, 3, 8)), tick=False):
        sendung = _mit_allem(gremium)
        sendung_aendern(
            sendung_id=sendung.pk,
            akteur=SYSTEM,
            angaben={"dringlich": True, "begruendung": "Der Landtag berät am Freitag."},
        )
        sendung.refresh_from_db()
        text = _text(_bytes(sendung))
    assert "Der Landtag berät am Freitag." in text
    assert "§ 6 Abs. 5" not in text


def test_die_geaenderte_tagesordnung_sagt_was_neu_ist(gremium: Gremium) -> None:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        satz = bereite_sitzung(gremium, TAG)
        eingeladen(satz)
        punkt(satz, "Haushalt")
        bestaetigen(satz, aenderungen=("Neu: 3. Haushalt",))
        text = _text(_bytes(aenderung_vorbereiten(sitzung_id=satz.pk, akteur=SYSTEM)))
    assert "Geänderte Tagesordnung" in text
    assert "Neu: 3. Haushalt" in text
