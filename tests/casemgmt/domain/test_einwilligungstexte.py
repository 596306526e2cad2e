"""Wordings as versions: written, checked, never changed; what stands on the sheet meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casemgmt.domain.einwilligungstexte import (
    abweichungen,
    entwuerfe,
    geltender_text,
    letzte_fassungen,
    text_freigeben,
    text_mit_pruefsumme,
    text_schreiben,
)
from casemgmt.models import Einwilligungstext
from casemgmt.regeln.einwilligungstext import TEILE, Sprachtext, pruefsumme
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt
from tests.casemgmt.einwilligungsbau import Lage, geprueft

pytestmark = pytest.mark.django_db


@pytest.fixture
def lage() -> Lage:
    return Lage()


def saetze(text: Sprachtext, **anders: str) -> dict[str, dict[str, str]]:
    alle = {teil: dict(getattr(text, teil)) for teil in TEILE}
    alle["saetze"] |= anders
    return alle


def schreiben(lage: Lage, sprache: str = "en", auf: int = 0, **angaben: Any) -> Einwilligungstext:
    anders = angaben.pop("anders", {"person": "Full name"})
    return text_schreiben(
        **{
            "kreis_id": lage.kreis.pk,
            "sprache": sprache,
            "auf": auf,
            "texte": saetze(entwuerfe()[sprache], **anders),
            "aenderung": "",
            "akteur": lage.koordination,
            **angaben,
        }
    )


def code(tun: Any, **angaben: Any) -> tuple[str, str | None]:
    with pytest.raises(Fachfehler) as fehler:
        tun(**angaben)
    return fehler.value.code, fehler.value.feld


def test_die_mitgelieferte_wird_geprueft_zur_ersten_fassung(lage: Lage) -> None:
    assert geltender_text(lage.kreis.pk, "uk") == (entwuerfe()["uk"], None)
    satz = geprueft(lage, "uk", "Datenschutz, Büro")
    text, gefunden = geltender_text(lage.kreis.pk, "uk")
    assert (text.sprache, gefunden, satz.fassung, satz.geprueft) == ("uk", satz, 1, True)
    assert (satz.geprueft_durch, satz.freigegeben_von) == ("Datenschutz, Büro", lage.koordination)
    with pytest.raises(Fachfehler) as fehler:
        geprueft(lage, "uk")
    assert fehler.value.code == "schon_freigegeben"


def test_eine_neue_fassung_gilt_erst_wenn_sie_geprueft_ist(lage: Lage) -> None:
    """1 checked, 2 written: 1 stays on the sheet. Then 2 is checked."""
    geprueft(lage, "en")
    neu = schreiben(lage, auf=1, aenderung=" Name \n deutlicher ")
    assert (neu.fassung, neu.geprueft, neu.aenderung) == (2, False, "Name deutlicher")
    assert neu.inhalt["saetze"]["person"] == "Full name"
    gilt = geltender_text(lage.kreis.pk, "en")[1]
    assert gilt is not None
    assert gilt.fassung == 1
    assert not lage.entwurf(sprache="en").wortlaut["geprueft"], "German is not checked yet"
    geprueft(lage, "en")
    text, gilt = geltender_text(lage.kreis.pk, "en")
    assert gilt == neu
    assert text.saetze["person"] == "Full name"


def test_solange_keine_geprueft_ist_gilt_die_letzte(lage: Lage) -> None:
    schreiben(lage)
    neu = schreiben(lage, auf=1, anders={"person": "Name and surname"})
    assert geltender_text(lage.kreis.pk, "en")[1] == neu
    satz = lage.unterschrieben(sprache="en")
    assert satz.text == neu
    assert not satz.wortlaut["geprueft"]
    assert satz.wortlaut["spalten"][1]["person"][0] == "Name and surname"


def test_fall_25_alte_fassungen_bleiben_lesbar_und_unveraenderlich(lage: Lage) -> None:
    erste = geprueft(lage, "en")
    signiert = lage.unterschrieben(sprache="en")
    schreiben(lage, auf=1)
    geprueft(lage, "en")
    signiert.refresh_from_db()
    assert signiert.text == erste
    erste.refresh_from_db()
    assert erste.inhalt["saetze"] == dict(entwuerfe()["en"].saetze)
    assert pruefsumme(erste.inhalt) == erste.sha256
    for feld, wert in (
        ("inhalt", {}),
        ("fassung", 9),
        ("aenderung", "anders"),
        ("geprueft_durch", "jemand anderes"),
        ("freigegeben_am", None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Einwilligungstext.objects.filter(pk=erste.pk).update(**{feld: wert})


def test_die_datenbank_nimmt_keine_halbe_pruefung(lage: Lage) -> None:
    satz = schreiben(lage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Einwilligungstext.objects.filter(pk=satz.pk).update(geprueft_durch="Büro")


def test_fall_33_zwei_schreiben_zugleich_die_zweite_sieht_es(lage: Lage) -> None:
    schreiben(lage)
    with pytest.raises(Ueberholt):
        schreiben(lage, anders={"person": "Your name"})
    with pytest.raises(Ueberholt):
        text_freigeben(
            kreis_id=lage.kreis.pk, sprache="en", fassung=0, geprueft_durch="x", akteur=lage.koordination
        )
    assert letzte_fassungen(lage.kreis.pk)["en"].fassung == 1


@pytest.mark.parametrize(
    ("anders", "erwartet"),
    [
        ({"person": "  "}, ("fehlt", "saetze.person")),
        ({}, ("gleich", None)),
        ({"von_bis": "Vom {von}."}, ("stellen", "saetze.von_bis")),
        ({"von_bis": "Vom {von} bis {bis} {wer}"}, ("stellen", "saetze.von_bis")),
        ({"von_bis": "Vom {von} bis {bis"}, ("stellen", "saetze.von_bis")),
        ({"von_bis": "Vom {von.x} bis {bis}"}, ("stellen", "saetze.von_bis")),
        ({"von_bis": "Vom {von} bis {bis} {{x}}"}, ("stellen", "saetze.von_bis")),
    ],
)
def test_was_kim_nicht_fuellen_kann_wird_keine_fassung(
    lage: Lage, anders: dict[str, str], erwartet: tuple[str, str | None]
) -> None:
    assert code(schreiben, lage=lage, anders=anders) == erwartet
    assert not Einwilligungstext.objects.exists()


def test_wer_die_texte_nicht_pflegt_schreibt_und_prueft_keine(lage: Lage) -> None:
    with pytest.raises(NichtErlaubt):
        schreiben(lage, akteur=lage.cm)
    angaben = {"kreis_id": lage.kreis.pk, "sprache": "de", "fassung": 0}
    with pytest.raises(NichtErlaubt):
        text_freigeben(**angaben, geprueft_durch="x", akteur=lage.cm)
    assert code(text_freigeben, **angaben, geprueft_durch=" ", akteur=lage.koordination)[0] == (
        "geprueft_durch"
    )


def test_ein_gelesener_wortlaut_findet_sich_an_seiner_pruefsumme(lage: Lage) -> None:
    entwurf = entwuerfe()["ar"]
    summe = pruefsumme(entwurf.als_wert())
    assert text_mit_pruefsumme(lage.kreis.pk, "ar", summe) == (entwurf, None)
    assert text_mit_pruefsumme(lage.kreis.pk, "ar", "0" * 64) is None
    assert text_mit_pruefsumme(lage.kreis.pk, "xx", summe) is None
    satz = schreiben(lage)
    gefunden = text_mit_pruefsumme(lage.kreis.pk, "en", satz.sha256)
    assert gefunden is not None
    assert gefunden[1] == satz
    assert abweichungen(entwuerfe()["en"], gefunden[0]) == [("saetze", "person")]
