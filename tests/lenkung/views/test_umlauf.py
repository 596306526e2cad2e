"""The pages of circular decisions: admitted or not, from the draft to the Beschluss, answering by link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kim.stammdaten.models import Kreis
from lenkung.domain.umlauf import umlauf_abbrechen, umlauf_feststellen
from lenkung.models import Beschluss, Gremium, Umlaufverfahren
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung.gobau import RSK, akteur, gremium_mit_sitzen, in_kraft
from tests.lenkung.umlaufbau import (
    BEGINN,
    FRIST,
    GO_AB,
    TEXT,
    begonnen,
    entwurf,
    freier_sitz,
    frisch,
    stimme,
    teilnahme,
    token,
    umlaufgremium,
)
from tests.lenkung.vorschlagsbau import vorlage
from tests.werkzeug.abfragen import gezaehlt, gleiche_abfragen

ANGABEN = {
    "titel": "Kurse am Abend",
    "text": TEXT,
    "frist_tag": "16.05.2022",
    "frist_uhrzeit": "14:00",
    "oeffentlich": "on",
}


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(BEGINN, tick=False) as uhr:
        yield uhr


@pytest.fixture
def gremium(kreis: Kreis) -> Gremium:
    return umlaufgremium(3, kreis=kreis, name="Lenkungsgruppe KIM", kurzname="LG KIM")


@pytest.fixture
def als_mitglied(anmelden: Callable[..., Client]) -> Callable[..., Client]:
    def _anmelden(umlauf: Umlaufverfahren, stelle: int = 0) -> Client:
        person = teilnahme(umlauf, stelle).person
        return anmelden(konto_mit_rolle("mitglied", kreis=umlauf.gremium.kreis, person=person))

    return _anmelden


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _link(umlauf: Umlaufverfahren, stelle: int = 0, rolle: str = "mitglied") -> str:
    return _url("umlauf-antwort", token(teilnahme(umlauf, stelle, rolle)))


# Admitted or not --------------------------------------------------------------------------------------------


def test_wo_es_nicht_geregelt_ist_sagt_die_seite_es_mit_der_stelle(
    geschaeftsstelle: Client, kreis: Kreis
) -> None:
    gremium = umlaufgremium(1, kreis=kreis, wie=RSK)
    for name in ("umlauf-liste", "umlauf-anlegen"):
        seite = _text(geschaeftsstelle.get(_url(name, gremium.pk)))
        assert "sagt nichts über Beschlüsse im Umlauf, § 6 Abs. 1" in seite
        assert "nicht geregelt" in seite
        assert 'name="titel"' not in seite
    assert _url("umlauf-anlegen", gremium.pk) not in _text(
        geschaeftsstelle.get(_url("umlauf-liste", gremium.pk))
    )
    geschaeftsstelle.post(_url("umlauf-anlegen", gremium.pk), ANGABEN)
    assert not Umlaufverfahren.objects.exists()


def test_die_leere_liste_sagt_was_ein_umlauf_ist(geschaeftsstelle: Client, gremium: Gremium) -> None:
    seite = _text(geschaeftsstelle.get(_url("umlauf-liste", gremium.pk)))
    assert "schließt Beschlüsse im Umlauf nicht aus, § 6." in seite
    assert "Jeder Sitz antwortet über einen eigenen Link" in seite
    assert _url("umlauf-liste", gremium.pk) in _text(geschaeftsstelle.get(_url("gremium-detail", gremium.pk)))


# From the draft to the Beschluss ----------------------------------------------------------------------------


def test_vom_entwurf_zum_beschluss(
    geschaeftsstelle: Client, vorsitz: Client, client: Client, gremium: Gremium
) -> None:
    fassung = vorlage(gremium, frei=True)
    angelegt = geschaeftsstelle.post(
        _url("umlauf-anlegen", gremium.pk), {**ANGABEN, "fassung": str(fassung.pk)}
    )
    umlauf = Umlaufverfahren.objects.get()
    assert (angelegt.status_code, umlauf.frist, umlauf.fassung) == (302, FRIST, fassung)
    seite = _text(geschaeftsstelle.get(_url("umlauf-detail", umlauf.pk)))
    assert "Umlauf beginnen" in seite
    assert "nicht aus, § 6." in seite
    nachher = geschaeftsstelle.post(_url("umlauf-beginnen", umlauf.pk), follow=True)
    assert "6 Personen bekommen eine E-Mail." in _text(nachher)
    for stelle in range(3):
        antwort = client.post(_link(umlauf, stelle), {"wert": "ja", "begruendung": ""})
        assert "Danke für Ihre Stimme" in _text(antwort)
    assert "Ergebnis feststellen" in _text(vorsitz.get(_url("umlauf-detail", umlauf.pk)))
    assert "Ergebnis feststellen" not in _text(geschaeftsstelle.get(_url("umlauf-detail", umlauf.pk)))
    frage = _text(vorsitz.get(_url("umlauf-feststellen", umlauf.pk)))
    assert "3 Ja, 0 Nein, 0 Enthaltungen" in frage
    fertig = vorsitz.post(_url("umlauf-feststellen", umlauf.pk), follow=True)
    beschluss = Beschluss.objects.get()
    assert fertig.redirect_chain[-1][0] == _url("beschluss-detail", beschluss.pk)
    text = _text(fertig)
    for teil in ("im Umlauf", "<strong>3</strong> Ja", "Stimmen der Sitze", "Zum Umlauf", TEXT):
        assert teil in text
    register = geschaeftsstelle.get(_url("beschluss-csv")).content.decode()
    assert ";im Umlauf;angenommen;" in register
    assert "im Umlauf" in _text(geschaeftsstelle.get(_url("beschluss-liste")))
    assert "angenommen" in _text(geschaeftsstelle.get(_url("umlauf-liste", gremium.pk)))
    nochmal = vorsitz.post(_url("umlauf-feststellen", umlauf.pk))
    assert "Das Ergebnis ist inzwischen festgestellt; dabei bleibt es." in _text(nochmal)
    assert Beschluss.objects.count() == 1


@pytest.mark.parametrize(
    ("felder", "meldung"),
    [
        ({"titel": ""}, "Diese Angabe fehlt."),
        ({"text": ""}, "Diese Angabe fehlt."),
        ({"frist_tag": "01.05.2022"}, "liegt in der Vergangenheit"),
        ({"frist_tag": "26.03.2023", "frist_uhrzeit": "02:30"}, "Diese Uhrzeit gibt es an dem Tag nicht"),
    ],
)
def test_was_nicht_geht_steht_am_feld(
    geschaeftsstelle: Client, gremium: Gremium, felder: dict[str, str], meldung: str
) -> None:
    antwort = geschaeftsstelle.post(_url("umlauf-anlegen", gremium.pk), {**ANGABEN, **felder})
    assert meldung in _text(antwort)
    assert not Umlaufverfahren.objects.exists()


def test_einen_entwurf_aendern_zwei_zugleich(geschaeftsstelle: Client, gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    adresse = _url("umlauf-bearbeiten", umlauf.pk)
    seite = geschaeftsstelle.get(adresse)
    daten = {**ANGABEN, "stand": str(seite.context["form"]["stand"].value())}
    assert geschaeftsstelle.post(adresse, {**daten, "titel": "Anders"}).status_code == 302
    assert frisch(umlauf).titel == "Anders"
    zweite = geschaeftsstelle.post(adresse, {**daten, "titel": "Noch anders"})
    assert "inzwischen von" in _text(zweite)
    geschaeftsstelle.post(_url("umlauf-beginnen", umlauf.pk))
    assert geschaeftsstelle.get(adresse).status_code == 403
    assert "Dieser Umlauf läuft schon." in _text(geschaeftsstelle.post(_url("umlauf-beginnen", umlauf.pk)))


def test_zu_wenige_antworten_fuehren_zum_ende_ohne_beschluss(
    vorsitz: Client, geschaeftsstelle: Client, gremium: Gremium, uhr: Any
) -> None:
    freier_sitz(gremium)
    bis = BEGINN + timedelta(minutes=10)
    umlauf = begonnen(gremium, frist=bis)
    stimme(umlauf, 0, "ja")
    seite = _text(vorsitz.get(_url("umlauf-detail", umlauf.pk)))
    assert "Danach stellt der Vorsitz fest." in seite
    assert "1 von 4 Sitzen mit Stimme haben geantwortet." in seite
    assert "nicht besetzt" in seite
    uhr.move_to(bis)
    seite = _text(vorsitz.get(_url("umlauf-detail", umlauf.pk)))
    assert "Es haben zu wenige geantwortet." in seite
    assert "Frist vorbei" in seite
    assert "nicht beschlussfähig" in _text(vorsitz.post(_url("umlauf-feststellen", umlauf.pk)))
    adresse = _url("umlauf-abbrechen", umlauf.pk)
    assert "Diese Angabe fehlt." in _text(vorsitz.post(adresse, {"grund": ""}))
    assert geschaeftsstelle.get(adresse).status_code == 403
    nachher = _text(vorsitz.post(adresse, {"grund": "Zu wenige.", "als_vorschlag": "on"}, follow=True))
    assert "Zu wenige." in nachher
    assert "ohne Beschluss beendet" in nachher
    assert "Vorschlag zur Tagesordnung" in _text(geschaeftsstelle.get(_url("umlauf-detail", umlauf.pk)))


def test_wer_keine_adresse_hat_steht_in_der_meldung(geschaeftsstelle: Client, gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    person = gremium.sitze.earliest("pk").besetzungen.get(art="mitglied").person
    person.email = ""
    person.save()
    seite = _text(geschaeftsstelle.get(_url("umlauf-beginnen", umlauf.pk)))
    assert "Geantwortet wird bis Montag, 16.05.2022, 14:00 Uhr." in seite
    nachher = _text(geschaeftsstelle.post(_url("umlauf-beginnen", umlauf.pk), follow=True))
    assert "5 Personen bekommen eine E-Mail." in nachher
    assert f"bitte anders fragen: {person}." in nachher


def test_einen_entwurf_verwerfen(geschaeftsstelle: Client, mitglied: Client, gremium: Gremium) -> None:
    umlauf = entwurf(gremium)
    adresse = _url("umlauf-abbrechen", umlauf.pk)
    assert "Entwurf verwerfen?" in _text(geschaeftsstelle.get(adresse))
    geschaeftsstelle.post(adresse, {"grund": "Doch nicht."})
    assert frisch(umlauf).stand == "abgebrochen"
    assert geschaeftsstelle.get(_url("umlauf-detail", umlauf.pk)).status_code == 200
    # Members never hear of it.
    assert mitglied.get(_url("umlauf-detail", umlauf.pk)).status_code == 404
    assert "Kurse am Abend" not in _text(mitglied.get(_url("umlauf-liste", gremium.pk)))


def test_ohne_mehrheitsregel_fragt_die_seite_den_vorsitz(vorsitz: Client, kreis: Kreis) -> None:
    gremium = gremium_mit_sitzen(1, kreis=kreis)
    in_kraft(gremium, wie="steinfurt-2021-06-30", am=GO_AB, nur=["verfahren"])
    umlauf = begonnen(gremium)
    stimme(umlauf, 0, "ja")
    adresse = _url("umlauf-feststellen", umlauf.pk)
    assert "Was stellen Sie fest?" in _text(vorsitz.get(adresse))
    assert "Bitte" in _text(vorsitz.post(adresse, {}))
    vorsitz.post(adresse, {"angenommen": "ja"})
    assert Beschluss.objects.get().angenommen is True


# Answering --------------------------------------------------------------------------------------------------


def test_die_oeffentliche_seite_stimmt_erst_auf_knopfdruck_und_nennt_niemanden(
    client: Client, gremium: Gremium
) -> None:
    fassung = vorlage(gremium, frei=True, sachverhalt="<p>Drei Kurse laufen aus.</p>")
    umlauf = begonnen(gremium, fassung_id=fassung.pk)
    adresse = _link(umlauf)
    seite = client.get(adresse)
    text = _text(seite)
    assert (seite.status_code, seite["Referrer-Policy"]) == (200, "strict-origin")
    assert TEXT in text
    assert "Drei Kurse laufen aus." in text
    for wer in (teilnahme(umlauf, 0), teilnahme(umlauf, 1)):
        assert wer.name not in text
    assert not umlauf.stimmen.exclude(wert="").exists()
    assert client.post(adresse, {}).status_code == 422
    ohne = client.post(adresse, {"wert": "gegen_umlauf", "begruendung": ""})
    assert (ohne.status_code, "warum eine Sitzung beraten soll" in _text(ohne)) == (422, True)
    assert "Gespeichert ist: <strong>Nein</strong>" in _text(client.post(adresse, {"wert": "nein"}))
    wieder = _text(client.get(adresse))
    assert "Bisherige Antwort: <strong>Nein</strong>" in wieder
    assert wieder.count("checked") == 1


def test_der_widerspruch_beendet_und_sagt_es(client: Client, mitglied: Client, gremium: Gremium) -> None:
    umlauf = begonnen(gremium)
    daten = {"wert": "gegen_umlauf", "begruendung": "Das betrifft alle."}
    assert "Der Umlauf ist damit beendet." in _text(client.post(_link(umlauf), daten))
    for antwort in (client.get(_link(umlauf, 1)), client.post(_link(umlauf, 1), {"wert": "ja"})):
        assert (antwort.status_code, "ohne Beschluss beendet" in _text(antwort)) == (410, True)
    seite = _text(mitglied.get(_url("umlauf-detail", umlauf.pk)))
    assert "Ein Mitglied hat dem Umlauf widersprochen" in seite
    assert "Das betrifft alle." not in seite


def test_mitglied_und_stellvertretung_eines_sitzes(client: Client, gremium: Gremium) -> None:
    umlauf = begonnen(gremium)
    vertretung = _link(umlauf, 0, "stellvertretung")
    assert "nur, wenn das Mitglied verhindert ist" in _text(client.get(vertretung))
    client.post(vertretung, {"wert": "nein"})
    assert "Ihre Stellvertretung hat schon geantwortet." in _text(client.get(_link(umlauf)))
    client.post(_link(umlauf), {"wert": "ja"})
    spaet = client.post(vertretung, {"wert": "nein"})
    assert "dessen Stimme gilt" in _text(spaet)
    assert umlauf.stimmen.earliest("sitz_id").wert == "ja"


def test_jeder_stand_des_links_sagt_warum(client: Client, gremium: Gremium, uhr: Any) -> None:
    umlauf = begonnen(gremium)
    adresse = _link(umlauf)
    assert client.get(_url("umlauf-antwort", "erfunden")).status_code == 404
    for an, status in ((False, 404), (True, 200)):
        gremium.kreis.modul_lenkung = an
        gremium.kreis.save()
        assert client.get(adresse).status_code == status
    uhr.move_to(FRIST)
    for antwort in (client.get(adresse), client.post(adresse, {"wert": "ja"})):
        assert (antwort.status_code, "Die Frist ist vorbei." in _text(antwort)) == (410, True)
    uhr.move_to(FRIST + timedelta(days=31))
    vorbei = client.get(adresse)
    assert (vorbei.status_code, "Der Umlauf ist vorbei" in _text(vorbei)) == (410, True)


def test_mitglieder_stimmen_in_kim_und_sehen_die_anderen_erst_nach_der_feststellung(
    als_mitglied: Callable[..., Client], geschaeftsstelle: Client, gremium: Gremium
) -> None:
    umlauf = begonnen(gremium)
    client = als_mitglied(umlauf)
    andere = stimme(umlauf, 1, "nein")
    portal = _text(client.get(_url("meine-sitzungen")))
    ziel = _url("umlauf-antworten", teilnahme(umlauf).pk)
    assert ziel in portal
    assert "Ihre Stimme fehlt noch" in portal
    assert "dem Umlauf" in _text(client.post(ziel, {"wert": "gegen_umlauf"}))
    assert "Ihre Stimme ist gespeichert." in _text(client.post(ziel, {"wert": "ja"}, follow=True))
    assert "Ihr Sitz hat geantwortet" in _text(client.get(_url("meine-sitzungen")))
    seite = _text(client.get(_url("umlauf-detail", umlauf.pk)))
    assert andere.name not in seite
    assert "So stünde es jetzt" not in seite
    assert "sobald der Vorsitz das Ergebnis festgestellt hat" in seite
    assert geschaeftsstelle.get(ziel).status_code == 404
    assert client.get(_url("umlauf-antworten", andere.pk)).status_code == 404
    stimme(umlauf, 2, "ja")
    umlauf_feststellen(umlauf_id=umlauf.pk, akteur=akteur(gremium))
    assert andere.name in _text(client.get(_url("umlauf-detail", umlauf.pk)))
    assert client.post(ziel, {"wert": "nein"}).status_code == 403


def test_die_geschaeftsstelle_traegt_einen_brief_ein(
    geschaeftsstelle: Client, vorsitz: Client, gremium: Gremium, uhr: Any
) -> None:
    frei = freier_sitz(gremium)
    bis = BEGINN + timedelta(minutes=10)
    umlauf = begonnen(gremium, frist=bis)
    satz = umlauf.stimmen.earliest("sitz_id")
    adresse = _url("umlaufstimme-eintragen", satz.pk)
    uhr.move_to(bis + timedelta(minutes=5))
    daten = {
        "teilnahme": str(teilnahme(umlauf).pk),
        "wert": "enthaltung",
        "eingegangen_tag": "02.05.2022",
        "eingegangen_uhrzeit": "14:05",
        "vermerk": "Brief vom 01.05.",
    }
    assert "Gezählt wird nur" in _text(
        geschaeftsstelle.post(adresse, {**daten, "eingegangen_tag": "01.05.2022"})
    )
    assert "Die Uhr wird vorgestellt" in _text(
        geschaeftsstelle.post(
            adresse, {**daten, "eingegangen_tag": "27.03.2022", "eingegangen_uhrzeit": "02:30"}
        )
    )
    nachher = _text(geschaeftsstelle.post(adresse, daten, follow=True))
    assert "Die Antwort ist eingetragen." in nachher
    assert "von der Geschäftsstelle eingetragen: Brief vom 01.05." in nachher
    assert vorsitz.get(adresse).status_code == 404
    leer = geschaeftsstelle.get(_url("umlaufstimme-eintragen", umlauf.stimmen.get(sitz=frei).pk))
    assert "Dieser Sitz war nicht besetzt" in _text(leer)
    umlauf_abbrechen(umlauf_id=umlauf.pk, akteur=akteur(gremium), grund="Erledigt.")
    assert geschaeftsstelle.get(adresse).status_code == 403


# Isolation --------------------------------------------------------------------------------------------------


def test_ein_anderer_kreis_sieht_nichts(anmelden: Callable[..., Client], gremium: Gremium) -> None:
    umlauf = begonnen(gremium)
    fremde = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    for name, pk in (
        ("umlauf-liste", gremium.pk),
        ("umlauf-anlegen", gremium.pk),
        ("umlauf-detail", umlauf.pk),
        ("umlauf-bearbeiten", umlauf.pk),
        ("umlauf-beginnen", umlauf.pk),
        ("umlauf-abbrechen", umlauf.pk),
        ("umlaufstimme-eintragen", umlauf.stimmen.earliest("sitz_id").pk),
        ("umlauf-antworten", teilnahme(umlauf).pk),
    ):
        assert fremde.get(_url(name, pk)).status_code == 404, name


def test_die_liste_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: begonnen(gremium),
        abrufen=lambda: geschaeftsstelle.get(_url("umlauf-liste", gremium.pk)),
        anzahl=7,
    )


def test_die_seite_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, kreis: Kreis) -> None:
    """Whatever the number of seats."""
    adressen = [_url("umlauf-detail", begonnen(umlaufgremium(sitze, kreis=kreis)).pk) for sitze in (1, 4)]
    zahlen = []
    for adresse in adressen:
        geschaeftsstelle.get(adresse)
        with gezaehlt() as abfragen:
            geschaeftsstelle.get(adresse)
        zahlen.append(len(abfragen))
    assert zahlen[0] == zahlen[1] <= 13
