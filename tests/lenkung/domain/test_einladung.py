"""From a confirmed agenda to mails in the outbox: what goes to whom, what holds it up, what is recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from kim.versand.models import Nachricht, Zustellung
from lenkung.domain.sendung import (
    einladung_vorbereiten,
    sendung_aendern,
    sendung_auffrischen,
    sendung_verwerfen,
    vorhaben_der_sendung,
)
from lenkung.domain.sitzung import sitzung_aendern
from lenkung.domain.versenden import einladung_versenden
from lenkung.models import (
    Gremium,
    Sendung,
    Sitzung,
)
from tests.lenkung import gobau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sendungsbau import (
    SYSTEM,
    anlage,
    bereite_sitzung,
    bestaetigen,
    eingeladen,
    pdf_statt_setzen,
    vorbereitet,
)
from tests.lenkung.sitzungsbau import sitzung, wann

pytestmark = pytest.mark.django_db
TAG = date(2023, 3, 21)
"""Regular until 06.03.2023, urgent until 13.03.2023 (Fachmodell)."""


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2023, 3, 1)), tick=False):
        yield


@pytest.fixture
def gremium() -> Gremium:
    satz = GremiumFactory(name="Lenkungsgruppe KIM", kreis__email="kim@musterkreis.example")
    gobau.in_kraft(satz)
    return satz


@pytest.fixture
def bereit(gremium: Gremium) -> Sitzung:
    return bereite_sitzung(gremium, TAG)


def _um(tag: date, stunde: int, minute: int, sekunde: int) -> Any:
    return time_machine.travel(
        wann(tag).replace(tzinfo=wann(tag).tzinfo)
        + timedelta(hours=stunde - 14, minutes=minute, seconds=sekunde),
        tick=False,
    )


# Preparing --------------------------------------------------------------------------------------------------


def test_vorbereiten_haelt_die_unterlagen_fest_und_bestellt_das_pdf(bereit: Sitzung) -> None:
    anlage(bereit.punkte.last(), "Zahlen")
    sendung = einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert (sendung.stand, sendung.fassung) == ("vorbereitet", bereit.tagesordnungsfassungen.get())
    assert [(u.titel, u.als_link) for u in sendung.unterlagen.all()] == [("Zahlen", False)]
    auftrag = Auftrag.objects.get(pk=sendung.pdf_auftrag_id)
    assert auftrag.angaben["pdfart"] == "lenkung.einladung"
    assert not Nachricht.objects.exists()
    # Clicked twice: the same.
    assert einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM) == sendung


def test_was_die_grenze_ueberschreitet_geht_als_link(gremium: Gremium, bereit: Sitzung) -> None:
    """60 MB of papers: 8 + 30 + 1 + 21 with a limit of 10: the first and the third still fit."""
    letzter = bereit.punkte.last()
    for titel, mb in (("A", 8), ("B", 30), ("C", 1), ("D", 21)):
        anlage(letzter, titel, mb=mb)
    sendung = einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    wege = {u.titel: u.als_link for u in sendung.unterlagen.all()}
    assert wege == {"A": False, "B": True, "C": False, "D": True}


def test_gesendet_wird_nur_was_gelesen_wurde(bereit: Sitzung) -> None:
    sendung = einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    with pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == "pdf_fehlt"
    pdf_statt_setzen(sendung)
    gelesen = vorhaben_der_sendung(sendung).abdruck
    sitzung_aendern(sitzung_id=bereit.pk, akteur=SYSTEM, angaben={"ort": "Rathaus"})
    with pytest.raises(Ueberholt) as ueberholt:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM, gelesen=gelesen)
    assert ueberholt.value.code == "veraltet"
    sendung_auffrischen(sendung_id=sendung.pk, akteur=SYSTEM)
    pdf_statt_setzen(sendung)
    # The page that the other one still has open shows the old place.
    with pytest.raises(Ueberholt):
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM, gelesen=gelesen)
    assert not Nachricht.objects.exists()
    assert einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM).erreicht == 4


def test_ein_veralteter_druckauftrag_setzt_nichts(bereit: Sitzung) -> None:
    sendung = einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    alter = sendung.pdf_auftrag_id
    sendung_aendern(sendung_id=sendung.pk, akteur=SYSTEM, angaben={"anschreiben": "Bitte pünktlich."})
    auftrag_ausfuehren(auftrag_id=alter)
    auftrag = Auftrag.objects.get(pk=alter)
    assert (auftrag.stand, "geändert" in auftrag.fehler) == ("gescheitert", True)
    sendung.refresh_from_db()
    assert sendung.pdf_auftrag_id != alter


def test_verworfen_ist_nichts_hinaus_und_es_laesst_sich_neu_beginnen(bereit: Sitzung) -> None:
    erste = vorbereitet(bereit)
    sendung_verwerfen(sendung_id=erste.pk, akteur=SYSTEM)
    zweite = einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert zweite != erste
    with pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=erste.pk, akteur=SYSTEM)
    assert fehler.value.code == "verworfen"


@pytest.mark.parametrize(
    ("stand", "code"), [("entwurf", "tagesordnung_offen"), ("in_aenderung", "tagesordnung_geaendert")]
)
def test_ohne_bestaetigte_tagesordnung_gibt_es_nichts_vorzubereiten(
    bereit: Sitzung, stand: str, code: str
) -> None:
    bereit.tagesordnung.stand = stand
    bereit.tagesordnung.save()
    with pytest.raises(Fachfehler) as fehler:
        einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)
    assert fehler.value.code == code


def test_eine_leere_tagesordnung_laedt_niemanden_ein(gremium: Gremium) -> None:
    leer = sitzung(gremium, TAG)
    bestaetigen(leer)
    with pytest.raises(Fachfehler) as fehler:
        einladung_vorbereiten(sitzung_id=leer.pk, akteur=SYSTEM)
    assert fehler.value.code == "tagesordnung_leer"


# What holds it up -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aendern", "code"),
    [
        ({"art": "digital", "link": ""}, "link_fehlt"),
        ({"ort": ""}, "ort_fehlt"),
    ],
)
def test_ohne_ort_oder_link_geht_nichts_hinaus(bereit: Sitzung, aendern: dict[str, str], code: str) -> None:
    sendung = vorbereitet(bereit)
    sitzung_aendern(sitzung_id=bereit.pk, akteur=SYSTEM, angaben=aendern)  # type: ignore[arg-type]
    with pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == code
    assert not Nachricht.objects.exists()


def test_um_mitternacht_endet_die_frist(bereit: Sitzung) -> None:
    """23:59:30 of the last day is in time, 00:00:10 of the next is not: then only with a reason."""
    sendung = vorbereitet(bereit)
    with _um(date(2023, 3, 7), 0, 0, 10), pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == "nur_dringlich"
    with _um(date(2023, 3, 6), 23, 59, 30):
        assert einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM).erreicht == 4


def test_dringlich_geht_es_mit_begruendung_und_sie_steht_in_der_einladung(bereit: Sitzung) -> None:
    with _um(date(2023, 3, 13), 23, 59, 30):
        sendung = vorbereitet(bereit)
        with pytest.raises(Fachfehler) as fehler:
            sendung_aendern(sendung_id=sendung.pk, akteur=SYSTEM, angaben={"dringlich": True})
        assert (fehler.value.code, fehler.value.feld) == ("begruendung", "begruendung")
        sendung_aendern(
            sendung_id=sendung.pk,
            akteur=SYSTEM,
            angaben={"dringlich": True, "begruendung": "Der Landtag berät am Freitag."},
        )
        pdf_statt_setzen(sendung)
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    text = Nachricht.objects.get(art="lenkung.einladung").text
    assert "Dringliche Einladung mit verkürzter Frist (§ 4 Abs. 5): Der Landtag berät am Freitag." in text
    sendung.refresh_from_db()
    assert (sendung.dringlich, sendung.stand) == (True, "versandt")


def test_nach_dem_letzten_dringlichen_tag_bleibt_nur_ein_anderer_termin(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    sendung_aendern(
        sendung_id=sendung.pk, akteur=SYSTEM, angaben={"dringlich": True, "begruendung": "Es eilt."}
    )
    with _um(date(2023, 3, 14), 0, 0, 10), pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == "frist_versaeumt"


def test_in_der_vollen_frist_ist_nichts_dringlich(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    sendung_aendern(
        sendung_id=sendung.pk, akteur=SYSTEM, angaben={"dringlich": True, "begruendung": "Vorsichtshalber."}
    )
    einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    sendung.refresh_from_db()
    assert not sendung.dringlich
    assert "Vorsichtshalber" not in Nachricht.objects.get(art="lenkung.einladung").text


def test_zu_einer_vergangenen_sitzung_wird_nicht_eingeladen(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    with _um(TAG, 14, 0, 0), pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == "vergangen"


def test_zweimal_gedrueckt_ist_eine_einladung(bereit: Sitzung) -> None:
    was = eingeladen(bereit)
    with pytest.raises(Fachfehler) as fehler:
        einladung_versenden(sendung_id=was.sendung.pk, akteur=SYSTEM)
    assert fehler.value.code == "schon_versandt"
    assert Sendung.objects.count() == 1
    assert Zustellung.objects.count() == 4
    with pytest.raises(NichtErlaubt):
        einladung_vorbereiten(sitzung_id=bereit.pk, akteur=SYSTEM)


def test_wer_nicht_vorbereitet_sendet_auch_nicht(bereit: Sitzung) -> None:
    sendung = vorbereitet(bereit)
    niemand = gobau.akteur(bereit.gremium, "lenkung.gremium_lesen")
    fremd = gobau.akteur(GremiumFactory())
    for wer in (niemand, fremd):
        for tat in (
            lambda wer: einladung_vorbereiten(sitzung_id=bereit.pk, akteur=wer),
            lambda wer: einladung_versenden(sendung_id=sendung.pk, akteur=wer),
            lambda wer: sendung_aendern(sendung_id=sendung.pk, akteur=wer, angaben={}),
            lambda wer: sendung_auffrischen(sendung_id=sendung.pk, akteur=wer),
            lambda wer: sendung_verwerfen(sendung_id=sendung.pk, akteur=wer),
        ):
            with pytest.raises(NichtErlaubt):
                tat(wer)
