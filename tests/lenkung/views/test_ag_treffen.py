"""The pages of meetings and reports of an Arbeitsgruppe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from lenkung.models import AGBericht, AGTreffen, Arbeitsgruppe, Gremium, Vorschlag
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung.agbau import arbeitsgruppe, bericht, mitglied, treffen
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.lenkung.vorschlagsbau import PDF

HEUTE = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(HEUTE), tick=False):
        yield


@pytest.fixture
def ag(gremium: Gremium) -> Arbeitsgruppe:
    return arbeitsgruppe(gremium, name="DELFIN4")


@pytest.fixture
def leitung(gremium: Gremium, anmelden: Callable[..., Client]) -> tuple[Client, Arbeitsgruppe]:
    person = PersonFactory(kreis=gremium.kreis, vorname="Lena", nachname="Leitner")
    eigene = arbeitsgruppe(gremium, name="Eigene", leitung=person)
    return anmelden(konto_mit_rolle("mitglied", kreis=gremium.kreis, person=person)), eigene


def _daten(**felder: Any) -> dict[str, Any]:
    return {"tag": "01.06.2026", "ort": "Rathaus", "protokoll": "Wir zählen Plätze.", **felder}


# Meetings ---------------------------------------------------------------------------------------------------


def test_eintragen_schreiben_fertigstellen(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    name = str(mitglied(ag).person)
    adresse = url("agtreffen-eintragen", ag.pk)
    assert geschaeftsstelle.get(adresse).context["form"].fields["anwesende"].choices == [(name, name)]
    daten = _daten(beginn="10:00", ende="11:30", anwesende=[name], gaeste=" Paula  Gast \n\n Schulamt ")
    for _klick in range(2):
        antwort = geschaeftsstelle.post(adresse, daten, follow=True)
    satz = AGTreffen.objects.get()
    assert (satz.anwesende, satz.gaeste) == (name, "Paula Gast\nSchulamt")
    seite = seitentext(antwort)
    for stueck in ("Treffen am 01.06.2026", "10:00 Uhr – 11:30 Uhr", "Wir zählen Plätze.", "Fertigstellen"):
        assert stueck in seite
    fertig = url("agtreffen-fertigstellen", satz.pk)
    alt = antwort.context["stand_form"]
    bearbeiten = url("agtreffen-bearbeiten", satz.pk)
    form = geschaeftsstelle.get(bearbeiten).context["form"]
    assert form.initial["anwesende"] == [name]
    neu = {**daten, "ort": "Kreishaus", "stand": form.initial["stand"]}
    assert "Der Entwurf ist gespeichert." in seitentext(geschaeftsstelle.post(bearbeiten, neu, follow=True))
    assert "inzwischen" in seitentext(geschaeftsstelle.post(bearbeiten, {**neu, "ort": "Schule"}))
    assert "inzwischen" in seitentext(geschaeftsstelle.post(fertig, {"stand": alt}, follow=True))
    seite = seitentext(geschaeftsstelle.post(fertig, {"stand": "quatsch"}, follow=True))
    assert "Das Gesprächsprotokoll ist fertig." in seite
    assert "Das PDF wartet auf einen freien Platz" in seite
    auftrag = Auftrag.objects.get(art="dokumente.pdf_erstellen")
    assert "Treffen am 01.06.2026" in abgerufen(geschaeftsstelle, url("druck", auftrag.pk))
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    assert "PDF herunterladen" in abgerufen(geschaeftsstelle, url("agtreffen-detail", satz.pk))
    assert geschaeftsstelle.get(bearbeiten).status_code == 302
    assert "ist fertig" in seitentext(geschaeftsstelle.post(bearbeiten, neu))


@pytest.mark.parametrize(
    ("felder", "feld", "meldung"),
    [
        ({"ort": ""}, "ort", "Diese Angabe fehlt"),
        ({"tag": "02.03.2026"}, "tag", "erst seit dem 03.03.2026"),
        ({"beginn": "11:00", "ende": "10:00"}, "ende", "vor dem Beginn"),
        ({"anwesende": ["Erfunden"]}, "anwesende", "gibt es nicht"),
    ],
)
def test_was_nicht_stimmt_steht_am_feld(
    geschaeftsstelle: Client, ag: Arbeitsgruppe, felder: dict[str, Any], feld: str, meldung: str
) -> None:
    antwort = geschaeftsstelle.post(url("agtreffen-eintragen", ag.pk), _daten(**felder))
    assert meldung in str(antwort.context["form"].errors[feld])
    assert AGTreffen.objects.count() == 0


def test_wer_eingetragen_war_faellt_beim_bearbeiten_nicht_heraus(
    geschaeftsstelle: Client, ag: Arbeitsgruppe
) -> None:
    satz = treffen(ag, anwesende="Petra Früher")
    form = geschaeftsstelle.get(url("agtreffen-bearbeiten", satz.pk)).context["form"]
    assert form.fields["anwesende"].choices == [("Petra Früher", "Petra Früher")]


def test_was_noch_fehlt_steht_statt_des_knopfs_da(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    kuenftig = treffen(ag, tag=HEUTE + timedelta(days=3))
    leer = treffen(ag, anwesende="")
    for satz, text in ((kuenftig, "Das Treffen kommt noch."), (leer, "fehlt noch, wer da war")):
        seite = abgerufen(geschaeftsstelle, url("agtreffen-detail", satz.pk))
        assert text in seite
        assert url("agtreffen-fertigstellen", satz.pk) not in seite
    antwort = geschaeftsstelle.post(url("agtreffen-fertigstellen", leer.pk), follow=True)
    assert "Bitte zuerst ergänzen" in seitentext(antwort)


def test_wer_den_auftrag_nicht_sieht_liest_dass_das_pdf_noch_kommt(
    mitglied: Client, ag: Arbeitsgruppe
) -> None:
    satz = treffen(ag, fertig=True)
    assert "Das PDF wird erstellt." in abgerufen(mitglied, url("agtreffen-detail", satz.pk))


def test_wieder_oeffnen_und_loeschen(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    satz = treffen(ag, fertig=True)
    oeffnen, verwerfen = url("agtreffen-oeffnen", satz.pk), url("agtreffen-verwerfen", satz.pk)
    assert geschaeftsstelle.get(verwerfen).status_code == 302
    assert geschaeftsstelle.get(oeffnen).status_code == 200
    daten = {"grund": "Ein Name fehlt"}
    assert "wieder ein Entwurf" in seitentext(geschaeftsstelle.post(oeffnen, daten, follow=True))
    assert geschaeftsstelle.get(oeffnen).status_code == 302
    assert "noch ein Entwurf" in seitentext(geschaeftsstelle.post(oeffnen, daten))
    assert "Das geschieht" in abgerufen(geschaeftsstelle, verwerfen)
    assert "ist gelöscht" in seitentext(geschaeftsstelle.post(verwerfen, daten, follow=True))
    assert AGTreffen.objects.count() == 0


def test_fertig_geworden_wird_nicht_geloescht(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    satz = treffen(ag, fertig=True)
    antwort = geschaeftsstelle.post(url("agtreffen-verwerfen", satz.pk), {"grund": "doppelt"})
    assert "ist fertig" in seitentext(antwort)
    assert AGTreffen.objects.count() == 1


# Reports ----------------------------------------------------------------------------------------------------


def test_bericht_schreiben_und_abgeben(geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe) -> None:
    naechste = sitzung(gremium, HEUTE + timedelta(days=40))
    schreiben = url("agbericht-schreiben", ag.pk)
    assert "Diese Angabe fehlt" in seitentext(geschaeftsstelle.post(schreiben, {"text": ""}))
    daten = {"text": "Es fehlen Gruppen.", "beschlussvorschlag": "Zwei Gruppen einrichten."}
    seite = seitentext(geschaeftsstelle.post(schreiben, daten, follow=True))
    assert "Der Entwurf ist gespeichert." in seite
    satz = AGBericht.objects.get()
    form = geschaeftsstelle.get(schreiben).context["form"]
    assert form.initial["text"] == "<p>Es fehlen Gruppen.</p>"
    geschaeftsstelle.post(schreiben, {**daten, "stand": form.initial["stand"], "text": "Es fehlen Räume."})
    veraltet = {**daten, "stand": form.initial["stand"]}
    assert "inzwischen" in seitentext(geschaeftsstelle.post(schreiben, veraltet))
    abgeben = url("agbericht-abgeben", satz.pk)
    assert geschaeftsstelle.get(abgeben).status_code == 302
    falsch = {"dateien": [SimpleUploadedFile("x.exe", b"MZ")]}
    assert "x.exe" in str(geschaeftsstelle.post(abgeben, falsch).context["form"].errors["dateien"])
    mit_datei = {"stand": form.initial["stand"], "dateien": [SimpleUploadedFile("Plan.pdf", PDF)]}
    ueberholt = geschaeftsstelle.post(abgeben, mit_datei)
    assert "Bitte wählen Sie die Dateien noch einmal" in seitentext(ueberholt)
    # The form now counts against what is stored.
    stand = ueberholt.context["form"].data["stand"]
    ende = {"stand": stand, "dateien": [SimpleUploadedFile("Plan.pdf", PDF)]}
    seite = seitentext(geschaeftsstelle.post(abgeben, ende, follow=True))
    vorschlag = Vorschlag.objects.get()
    for stueck in (
        f"Vorschlag vor: {naechste}",
        "Zwei Gruppen einrichten.",
        "abgegeben",
        url("vorschlag-detail", vorschlag.pk),
        "Zur Vorlage mit PDF",
    ):
        assert stueck in seite
    satz.refresh_from_db()
    assert satz.vorlage is not None
    assert satz.vorlage.fassungen.get().anlagen.get().titel == "Plan"
    for name in ("agbericht-schreiben", "agbericht-abgeben"):
        pk = ag.pk if name == "agbericht-schreiben" else satz.pk
        assert geschaeftsstelle.get(url(name, pk)).status_code == 403
    # Linked both ways.
    assert url("arbeitsgruppe-detail", ag.pk) in abgerufen(
        geschaeftsstelle, url("vorschlag-detail", vorschlag.pk)
    )


def test_ein_leerer_bericht_wird_nicht_abgegeben(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    satz = bericht(ag, text="")
    assert "Hier steht noch nichts." in abgerufen(geschaeftsstelle, url("agbericht-detail", satz.pk))
    antwort = geschaeftsstelle.post(url("agbericht-abgeben", satz.pk))
    assert "Der Bericht hat noch keinen Text." in seitentext(antwort)


def test_aufgenommen_steht_der_punkt_auf_der_seite(
    geschaeftsstelle: Client, mitglied: Client, gremium: Gremium, ag: Arbeitsgruppe
) -> None:
    gehalten = sitzung(gremium, HEUTE - timedelta(days=2), "geschlossen")
    satz = bericht(ag, abgegeben=True)
    gehalten.punkte.create(position=4, art="beratung", titel="Ergebnis", vorschlag=satz.vorschlag)
    for client in (geschaeftsstelle, mitglied):
        assert f"Punkt 4, {gehalten}" in abgerufen(client, url("agbericht-detail", satz.pk))
        seite = abgerufen(client, url("arbeitsgruppe-detail", ag.pk))
        assert f"Punkt 4 der Tagesordnung: {gehalten}" in seite
    # A member reads the result; proposal and Vorlage are kept behind the scenes.
    seite = abgerufen(mitglied, url("agbericht-detail", satz.pk))
    assert "Es fehlen Gruppen." in seite
    assert "Zur Vorlage mit PDF" not in seite
    assert "Zum Vorschlag" not in seite


def test_die_leitung_schreibt_treffen_und_bericht_ihrer_gruppe(
    leitung: tuple[Client, Arbeitsgruppe], ag: Arbeitsgruppe
) -> None:
    client, eigene = leitung
    daten = _daten(anwesende=["Lena Leitner"])
    antwort = client.post(url("agtreffen-eintragen", eigene.pk), daten, follow=True)
    satz = AGTreffen.objects.get()
    fertig = url("agtreffen-fertigstellen", satz.pk)
    assert "ist fertig" in seitentext(client.post(fertig, follow=True))
    client.post(url("agbericht-schreiben", eigene.pk), {"text": "Es fehlen Räume."})
    text = AGBericht.objects.get()
    seite = seitentext(client.post(url("agbericht-abgeben", text.pk), follow=True))
    # It is proposed in her name, so she sees the proposal as her own.
    assert url("vorschlag-detail", Vorschlag.objects.get().pk) in seite
    assert antwort.status_code == 200
    for name in ("agtreffen-eintragen", "agbericht-schreiben"):
        assert client.get(url(name, ag.pk)).status_code == 404


def test_der_vorsitz_liest_entwuerfe_und_schreibt_nicht(vorsitz: Client, ag: Arbeitsgruppe) -> None:
    satz, text = treffen(ag), bericht(ag)
    seite = abgerufen(vorsitz, url("agtreffen-detail", satz.pk))
    assert url("agtreffen-bearbeiten", satz.pk) not in seite
    assert "Ein Entwurf." in abgerufen(vorsitz, url("agbericht-detail", text.pk))
    for name, pk in (("agtreffen-bearbeiten", satz.pk), ("agbericht-abgeben", text.pk)):
        assert vorsitz.get(url(name, pk)).status_code == 403
