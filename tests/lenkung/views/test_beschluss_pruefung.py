"""Who established a Beschluss and who entered that; and a vote whose presence was corrected afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lenkung.domain.abstimmung import pruefung_abschliessen
from lenkung.domain.anwesenheit import anwesenheit_streichen
from lenkung.models import Anwesenheit, Beschluss, Gremium, Sitzung
from lenkung.regeln.verlauf import Weise
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung import beschlussbau, gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.fabriken import BesetzungFactory, SitzFactory
from tests.lenkung.views.abruf import abgerufen, url


@pytest.fixture
def lenkungsgruppe(gremium: Gremium) -> Gremium:
    return bau.lenkungsgruppe(4, kreis=gremium.kreis)


def _beschluss(gremium: Gremium, wer: Any) -> Beschluss:
    satz = bau.eroeffnet(gremium, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    return bau.stelle_fest(bau.einvernehmlich(satz, punkt), akteur=wer)


# Who established --------------------------------------------------------------------------------------------


def test_wer_leitet_hat_festgestellt_und_wer_es_eintrug_steht_daneben(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium
) -> None:
    gs = gobau.akteur(lenkungsgruppe, "lenkung.sitzungen_vorbereiten", akteur_name="Gesa Schäfer")
    satz = _beschluss(lenkungsgruppe, gs)
    # Of the same item, and entered by somebody else: its name is not the one to show.
    assert satz.punkt is not None
    anderer = gobau.akteur(lenkungsgruppe, "lenkung.sitzungen_vorbereiten", akteur_name="Aron Anders")
    zweiter = bau.stelle_fest(bau.einvernehmlich(satz.punkt.sitzung, satz.punkt), akteur=anderer)
    for beschluss, name in ((satz, "Gesa Schäfer"), (zweiter, "Aron Anders")):
        seite = abgerufen(geschaeftsstelle, url("beschluss-detail", beschluss.pk))
        assert "<dt>festgestellt durch</dt><dd>Dr. Renate Vorsitz</dd>" in seite
        assert f"<dt>eingetragen durch</dt><dd>{name}</dd>" in seite


def test_stellt_der_vorsitz_selbst_fest_steht_nur_er_da(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium
) -> None:
    vorsitz = gobau.akteur(lenkungsgruppe, "lenkung.tagesordnung_bestaetigen", akteur_name="Dr. Vor")
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", _beschluss(lenkungsgruppe, vorsitz).pk))
    assert "<dt>festgestellt durch</dt><dd>Dr. Vor</dd>" in seite
    assert "eingetragen durch" not in seite


def test_was_nicht_aus_einer_abstimmung_kam_hat_niemand_festgestellt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    seite = abgerufen(geschaeftsstelle, url("beschluss-detail", beschlussbau.beschluss(gremium).pk))
    assert "festgestellt durch" not in seite
    assert "eingetragen durch" not in seite


# Presence corrected afterwards ------------------------------------------------------------------------------


@pytest.fixture
def beruehrt(lenkungsgruppe: Gremium) -> Beschluss:
    """Two Ja of three represented, adopted; then the first seat was not there."""
    satz = bau.eroeffnet(lenkungsgruppe, 3)
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    beschluss = bau.stelle_fest(bau.zaehle(bau.beginne(satz, punkt, Weise.OFFEN), 2, 1))
    falsch = Anwesenheit.objects.filter(sitzung=satz).order_by("pk")[0]
    anwesenheit_streichen(
        sitzung_id=satz.pk,
        anwesenheit_id=falsch.pk,
        grund="War nicht da",
        eintrag=bau.eintrag(lenkungsgruppe),
    )
    return beschluss


def _sitzung(beschluss: Beschluss) -> Sitzung:
    assert beschluss.sitzung is not None
    return beschluss.sitzung


def _antworten(beschluss: Beschluss) -> None:
    assert beschluss.abstimmung_id is not None
    pruefung_abschliessen(
        sitzung_id=_sitzung(beschluss).pk,
        abstimmung_id=beschluss.abstimmung_id,
        begruendung="Zwei Ja reichen auch dann.",
        eintrag=bau.eintrag(beschluss.gremium),
    )


def test_der_beschluss_zeigt_den_unterschied_und_dann_die_antwort(
    geschaeftsstelle: Client, lenkungsgruppe: Gremium, beruehrt: Beschluss
) -> None:
    adresse = url("beschluss-detail", beruehrt.pk)
    name = bau.sitze(lenkungsgruppe)[0].name
    pruefen = f"{url('sitzung-fuehren', _sitzung(beruehrt).pk)}#pruefen"
    seite = abgerufen(geschaeftsstelle, adresse)
    for stueck in (f"nicht vertreten wäre {name}.", "Der Vorsitz muss noch sagen, ob es bleibt.", pruefen):
        assert stueck in seite
    _antworten(beruehrt)
    seite = abgerufen(geschaeftsstelle, adresse)
    for stueck in (f"nicht vertreten wäre {name}.", "Antwort des Vorsitzes: Zwei Ja reichen auch dann."):
        assert stueck in seite
    assert "muss noch sagen" not in seite
    assert pruefen not in seite


def test_wer_den_verlauf_nicht_liest_bekommt_keinen_link_zur_pruefung(
    lenkungsgruppe: Gremium, beruehrt: Beschluss, anmelden: Callable[..., Client]
) -> None:
    person = PersonFactory(kreis=lenkungsgruppe.kreis)
    BesetzungFactory(sitz=SitzFactory(gremium=lenkungsgruppe), person=person)
    client = anmelden(konto_mit_rolle("mitglied", kreis=lenkungsgruppe.kreis, person=person))
    seite = abgerufen(client, url("beschluss-detail", beruehrt.pk))
    assert "Die Anwesenheit wurde später berichtigt" in seite
    assert "#pruefen" not in seite
    assert "noch zu prüfen" not in abgerufen(client, url("sitzung-detail", _sitzung(beruehrt).pk))


def test_ohne_berichtigung_steht_nichts_davon_da(geschaeftsstelle: Client, lenkungsgruppe: Gremium) -> None:
    satz = _beschluss(lenkungsgruppe, gobau.akteur(lenkungsgruppe))
    assert "berichtigt" not in abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))
    assert "noch zu prüfen" not in abgerufen(geschaeftsstelle, url("sitzung-detail", _sitzung(satz).pk))


def test_die_sitzung_laesst_sich_schliessen_und_fuehrt_den_vorsitz_zur_pruefung(
    geschaeftsstelle: Client, vorsitz: Client, beruehrt: Beschluss
) -> None:
    satz = _sitzung(beruehrt)
    adresse = url("sitzung-detail", satz.pk)
    assert "Eine Abstimmung ist noch zu prüfen" in abgerufen(geschaeftsstelle, adresse)
    bau.schliesse(satz, rest_absetzen=True)
    for client in (geschaeftsstelle, vorsitz):
        assert "Eine Abstimmung ist noch zu prüfen" in abgerufen(client, adresse)
    assert "Abstimmung prüfen" in abgerufen(vorsitz, adresse)
    assert "Abstimmung prüfen" not in abgerufen(geschaeftsstelle, adresse)
    assert 'id="pruefen"' in abgerufen(vorsitz, url("sitzung-fuehren", satz.pk))
    _antworten(beruehrt)
    for client in (geschaeftsstelle, vorsitz):
        seite = abgerufen(client, adresse)
        assert "noch zu prüfen" not in seite
        assert "Abstimmung prüfen" not in seite


def test_neben_der_frage_steht_was_die_regel_jetzt_sagen_wuerde(vorsitz: Client, beruehrt: Beschluss) -> None:
    """Three votes, but only two seats represented: that is no valid count (GO RSK § 6 Abs. 3)."""
    seite = abgerufen(vorsitz, url("sitzung-fuehren", _sitzung(beruehrt).pk))
    damals, heute = seite.split("<dt>Gezählt wurde</dt>")[1].split(
        "<dt>Mit der berichtigten Anwesenheit</dt>"
    )
    assert "<strong>angenommen</strong>" in damals
    assert "<strong>ungültig</strong>" in heute.split("</dd>")[0]
