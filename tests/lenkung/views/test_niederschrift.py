"""The pages of the Niederschrift: read, written with autosave, compared; hidden from members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.models import Kreis
from lenkung.domain.anwesenheit import anwesenheit_streichen
from lenkung.domain.niederschrift import keine_erklaerungen_setzen
from lenkung.models import Abstimmung, Anwesenheit, Niederschrift, Niederschriftsabschnitt, Sitzung
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.niederschriftsbau import abschnitt, entwurf, geschlossene_sitzung, schreibe
from tests.lenkung.sitzungsbau import mitglied as besetze
from tests.lenkung.sitzungsbau import sitzung as sitzung_bauen

JSON = {"Accept": "application/json"}


@pytest.fixture
def satz(kreis: Kreis) -> Sitzung:
    return geschlossene_sitzung(bau.lenkungsgruppe(4, kreis=kreis, name="Lenkungsgruppe KIM"))


def _url(name: str, pk: int) -> str:
    return reverse(f"lenkung:{name}", args=[pk])


def _seite(client: Client, satz: Sitzung) -> str:
    antwort = client.get(_url("sitzung-niederschrift", satz.pk))
    assert antwort.status_code == 200
    return antwort.content.decode()


def _sende(client: Client, teil: Niederschriftsabschnitt, text: str, **mehr: Any) -> Any:
    headers = mehr.pop("headers", None)
    daten = {"text": text, "zaehler": teil.zaehler, **mehr}
    return client.post(_url("abschnitt-bearbeiten", teil.pk), daten, headers=headers)


def _berichtige(satz: Sitzung) -> str:
    anwesend = Anwesenheit.objects.filter(sitzung=satz, gestrichen_am=None).order_by("pk")[0]
    anwesenheit_streichen(
        sitzung_id=satz.pk, anwesenheit_id=anwesend.pk, grund="Verwechselt", eintrag=bau.eintrag(satz.gremium)
    )
    return anwesend.name


# Begin ------------------------------------------------------------------------------------------------------


def test_von_der_geschlossenen_sitzung_zum_entwurf(geschaeftsstelle: Client, satz: Sitzung) -> None:
    ziel = _url("sitzung-niederschrift", satz.pk)
    assert ziel in geschaeftsstelle.get(_url("sitzung-detail", satz.pk)).content.decode()
    assert "Noch kein Entwurf" in _seite(geschaeftsstelle, satz)
    antwort = geschaeftsstelle.post(_url("niederschrift-beginnen", satz.pk), follow=True)
    text = antwort.content.decode()
    assert "Der Entwurf ist da." in text
    for stelle in (
        "Niederschrift der Sitzung am",
        "Kreishaus",
        "Vorhaben 1",
        "Mehr dazu im Mai.",
        "einvernehmlich",
    ):
        assert stelle in text
    assert "unvollständig" in text
    assert "#erklaerungen" in text


def test_vor_dem_schluss_sagt_die_seite_wann_es_beginnt(geschaeftsstelle: Client, kreis: Kreis) -> None:
    runde = bau.lenkungsgruppe(2, kreis=kreis)
    offen = bau.eroeffnet(runde, 2)
    assert "Die Sitzung ist noch nicht geschlossen" in _seite(geschaeftsstelle, offen)
    assert geschaeftsstelle.post(_url("niederschrift-beginnen", offen.pk)).status_code == 403
    abgesagt = sitzung_bauen(runde, offen.tag.replace(year=offen.tag.year + 1), "abgesagt", absage_grund="x")
    assert "Diese Sitzung ist abgesagt." in _seite(geschaeftsstelle, abgesagt)


def test_ohne_verlauf_fuehrt_der_weg_zum_nachtragen(
    geschaeftsstelle: Client, kreis: Kreis, satz: Sitzung
) -> None:
    papier = sitzung_bauen(satz.gremium, satz.tag.replace(year=satz.tag.year - 1), "geschlossen")
    assert _url("verlauf-nachtragen", papier.pk) in _seite(geschaeftsstelle, papier)
    antwort = geschaeftsstelle.post(_url("niederschrift-beginnen", papier.pk), follow=True)
    assert "Bitte ihn zuerst nachtragen." in antwort.content.decode()


def test_vor_dem_entwurf_gibt_es_nichts_nachzuziehen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    antwort = geschaeftsstelle.post(_url("niederschrift-nachziehen", satz.pk), follow=True)
    assert "Der Entwurf ist noch nicht begonnen." in antwort.content.decode()


# Who --------------------------------------------------------------------------------------------------------


def test_der_vorsitz_liest_und_schreibt_nicht(vorsitz: Client, satz: Sitzung) -> None:
    assert "Die Geschäftsstelle beginnt ihn" in _seite(vorsitz, satz)
    entwurf(satz)
    text = _seite(vorsitz, satz)
    assert "Mehr dazu im Mai." in text
    teil = schreibe(abschnitt(satz), "Von Hand")
    assert f'href="{_url("abschnitt-bearbeiten", teil.pk)}"' not in text
    assert vorsitz.get(_url("abschnitt-bearbeiten", teil.pk)).status_code in (403, 404)
    unterschied = vorsitz.get(_url("abschnitt-unterschied", teil.pk)).content.decode()
    assert "Von Hand" in unterschied
    assert "Text der Sitzung übernehmen" not in unterschied
    assert vorsitz.post(_url("abschnitt-unterschied", teil.pk), {"tat": "uebernehmen"}).status_code == 403
    assert vorsitz.post(_url("niederschrift-nachziehen", satz.pk)).status_code in (403, 404)


def test_fuer_mitglieder_und_andere_kreise_gibt_es_sie_nicht(
    satz: Sitzung, anmelden: Callable[..., Client]
) -> None:
    entwurf(satz)
    teil = schreibe(abschnitt(satz), "Von Hand")
    person = besetze(satz.gremium).person
    kreis = satz.gremium.kreis
    clients = [
        anmelden(konto_mit_rolle("mitglied", kreis=kreis, person=person)),
        anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory())),
    ]
    for client in clients:
        for name, pk in (
            ("sitzung-niederschrift", satz.pk),
            ("abschnitt-bearbeiten", teil.pk),
            ("abschnitt-unterschied", teil.pk),
        ):
            assert client.get(_url(name, pk)).status_code == 404
        for name in ("beginnen", "nachziehen", "erklaerungen"):
            assert client.post(_url(f"niederschrift-{name}", satz.pk)).status_code == 404
        assert _sende(client, teil, "Fremd").status_code == 404
    assert abschnitt(satz).text == "Von Hand"


# Writing ----------------------------------------------------------------------------------------------------


def test_schreiben_ohne_skript_und_weiter_zum_naechsten(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    teil, naechster = abschnitt(satz), abschnitt(satz, nummer=2)
    text = geschaeftsstelle.get(_url("abschnitt-bearbeiten", teil.pk)).content.decode()
    assert "Speichern und weiter zu TOP 2" in text
    assert "lässt sich hier nicht ändern" in text
    antwort = _sende(geschaeftsstelle, teil, "Neu.", weiter="1", erklaerung="Frau A erklärt.")
    assert antwort.url == _url("abschnitt-bearbeiten", naechster.pk)
    seite = _seite(geschaeftsstelle, satz)
    assert "Frau A erklärt." in seite
    assert "von Hand geändert" in seite
    assert "Sie stehen bei ihren Punkten." in seite
    antwort = _sende(geschaeftsstelle, abschnitt(satz, "schluss"), "Ende.", weiter="1")
    assert antwort.url.startswith(_url("sitzung-niederschrift", satz.pk))
    text = geschaeftsstelle.get(_url("abschnitt-bearbeiten", naechster.pk)).content.decode()
    assert "„Schluss“" in text
    assert "Was die Sitzung sagt" not in text
    assert (
        "Was die Sitzung sagt" in geschaeftsstelle.get(_url("abschnitt-bearbeiten", teil.pk)).content.decode()
    )


def test_das_skript_speichert_und_bekommt_den_neuen_stand(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    teil = abschnitt(satz)
    antwort = _sende(geschaeftsstelle, teil, "Neu.", headers=JSON)
    assert antwort.json() == {"zaehler": 1, "von_hand": True}
    antwort = _sende(geschaeftsstelle, teil, "Älter.", headers=JSON)
    assert antwort.status_code == 409
    assert "inzwischen geändert" in antwort.json()["meldung"]
    antwort = _sende(geschaeftsstelle, abschnitt(satz), "x" * 50_001, headers=JSON)
    assert antwort.status_code == 400
    unlesbar = geschaeftsstelle.post(_url("abschnitt-bearbeiten", teil.pk), {"text": "x"}, headers=JSON)
    assert unlesbar.status_code == 400
    assert abschnitt(satz).text == "Neu."


def test_zu_langes_bleibt_im_formular_stehen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    antwort = _sende(geschaeftsstelle, abschnitt(satz), "y" * 50_001)
    assert "höchstens 50.000 Zeichen" in antwort.content.decode()
    assert "y" * 50_001 in antwort.content.decode()


def test_der_konflikt_zeigt_beide_texte_und_ueberschreibt_nichts(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    entwurf(satz)
    alt = abschnitt(satz)
    karla = gobau.akteur(satz.gremium, akteur_name="Karla Kollegin")
    schreibe(alt, "Von Karla", erklaerung="Karlas Erklärung", akteur=karla)
    antwort = _sende(geschaeftsstelle, alt, "Von mir", zaehler=0)
    text = antwort.content.decode()
    assert antwort.status_code == 409
    for stelle in ("Karla Kollegin hat diesen Abschnitt", "Von Karla", "Karlas Erklärung", "Von mir"):
        assert stelle in text
    assert '<input type="hidden" name="zaehler" value="1"' in text
    assert abschnitt(satz).text == "Von Karla"
    # Now knowing both, one may.
    assert _sende(geschaeftsstelle, alt, "Von mir", zaehler=1).status_code == 302
    assert abschnitt(satz).text == "Von mir"


# After a correction -----------------------------------------------------------------------------------------


def test_berichtigt_zeigt_nachziehen_und_unterschied(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    schreibe(abschnitt(satz, "anwesenheit"), "- Alle waren da")
    name = _berichtige(satz)
    text = _seite(geschaeftsstelle, satz)
    assert "Die Sitzung ist inzwischen berichtigt" in text
    assert "Anwesenheit" in text
    antwort = geschaeftsstelle.post(_url("niederschrift-nachziehen", satz.pk), follow=True)
    text = antwort.content.decode()
    assert "1 Abschnitt ist von Hand geändert" in text
    assert "Die Sitzung ist inzwischen berichtigt" not in text
    assert "Unterschiede zur Sitzung" in text
    teil = abschnitt(satz, "anwesenheit")
    url = _url("abschnitt-unterschied", teil.pk)
    text = geschaeftsstelle.get(url).content.decode()
    assert f"weggefallen: </span>- {name}" in text
    assert "neu: </span>- Alle waren da" in text
    veraltet = geschaeftsstelle.post(url, {"tat": "behalten", "zaehler": "alt"})
    assert veraltet.url == url
    geschaeftsstelle.post(url, {"tat": "behalten", "zaehler": teil.zaehler})
    assert not abschnitt(satz, "anwesenheit").weicht_ab
    assert "In der Sitzung berichtigt" not in geschaeftsstelle.get(url).content.decode()
    zaehler = abschnitt(satz, "anwesenheit").zaehler
    antwort = geschaeftsstelle.post(url, {"tat": "uebernehmen", "zaehler": zaehler}, follow=True)
    assert "Es gilt der Text der Sitzung." in antwort.content.decode()
    assert geschaeftsstelle.get(url).status_code == 302


def test_ohne_eigenes_sagt_nachziehen_nur_dass_es_stimmt(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    _berichtige(satz)
    antwort = geschaeftsstelle.post(_url("niederschrift-nachziehen", satz.pk), follow=True)
    assert "Der Entwurf entspricht jetzt der Sitzung." in antwort.content.decode()
    assert "von Hand geändert" not in antwort.content.decode()


# Completeness -----------------------------------------------------------------------------------------------


def test_keine_erklaerung_bestaetigen_und_zuruecknehmen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    url = _url("niederschrift-erklaerungen", satz.pk)
    text = geschaeftsstelle.post(url, {"keine": "1"}, follow=True).content.decode()
    assert "Bestätigt: Es wurde keine Erklärung" in text
    assert "vollständig" in text
    assert "unvollständig" not in text
    assert (
        "Es gab keine Erklärung" in geschaeftsstelle.post(url, {"keine": "0"}, follow=True).content.decode()
    )
    schreibe(abschnitt(satz), "x", erklaerung="Frau A erklärt.")
    text = geschaeftsstelle.post(url, {"keine": "1"}, follow=True).content.decode()
    assert "Im Entwurf steht eine Erklärung zu Protokoll." in text


def test_jeder_mangel_fuehrt_an_seine_stelle(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    kopf = schreibe(abschnitt(satz, "kopf"), "Ohne Angaben")
    Abstimmung.objects.filter(sitzung=satz).update(zu_pruefen="Anwesenheit berichtigt")
    beschluss_teil = abschnitt(satz)
    Niederschriftsabschnitt.objects.filter(pk=beschluss_teil.pk).update(festgestellt="")
    text = _seite(geschaeftsstelle, satz)
    assert f'<a href="#abschnitt-{kopf.pk}">' in text
    assert f'<a href="#abschnitt-{beschluss_teil.pk}">' in text
    assert '<a href="#nachziehen">' in text
    assert f'<a href="{_url("sitzung-fuehren", satz.pk)}">' in text
    # A head that is no list of entries is read as a text.
    assert "<p>Ohne Angaben</p>" in text


def test_ohne_regel_wird_nichts_verlangt(geschaeftsstelle: Client, satz: Sitzung) -> None:
    entwurf(satz)
    Sitzung.objects.filter(pk=satz.pk).update(geschaeftsordnung=None)
    text = _seite(geschaeftsstelle, satz)
    assert "nicht geregelt" in text
    assert "KIM verlangt deshalb nichts Bestimmtes." in text


def test_verlauf_fuehrt_zurueck(geschaeftsstelle: Client, satz: Sitzung) -> None:
    niederschrift = entwurf(satz)
    keine_erklaerungen_setzen(sitzung_id=satz.pk, keine=True, akteur=gobau.akteur(satz.gremium))
    teil = schreibe(abschnitt(satz), "Von Hand")
    ziel = _url("sitzung-niederschrift", satz.pk)
    for art, pk in (("niederschrift", niederschrift.pk), ("niederschriftsabschnitt", teil.pk)):
        antwort = geschaeftsstelle.get(reverse("protokoll:historie", args=[art, pk]))
        assert ziel in antwort.content.decode()
    assert Niederschrift.objects.count() == 1
