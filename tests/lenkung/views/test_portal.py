"""The portal of a member: what it shows of the next session, of one's own answers and proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.konten.models import Konto
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.models import Gremium, Teilnahme, Vorschlag
from tests.fabriken import PersonFactory, konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gezaehlt

TAG = date(2026, 6, 16)
ADRESSE = "/lenkung/meine-sitzungen/"


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 6, 2)), tick=False):
        yield


def _text(client: Client) -> str:
    antwort = client.get(reverse("lenkung:meine-sitzungen"))
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _ich() -> Konto:
    return Konto.objects.get(person__nachname="Sitzinger")


def test_die_naechste_sitzung_mit_ort_antwort_und_unterlagen(mitglied: Client, gremium: Gremium) -> None:
    satz = sitzung(
        gremium, TAG, "eingeladen", art="hybrid", ort="Kreishaus", link="https://konferenz.example/lg"
    )
    sitzung(gremium, TAG + timedelta(days=91))
    teilnahmen_anlegen(satz)
    text = _text(mitglied)
    assert "Dienstag, 16.06.2026, 14:00 Uhr" in text
    assert "Kreishaus" in text
    assert "Ihre Antwort fehlt noch" in text
    assert ">Antworten<" in text
    assert f"/lenkung/sitzungen/{satz.pk}/unterlagen/" in text
    assert "https://konferenz.example/lg" in text
    assert "15.09.2026" in text
    Teilnahme.objects.filter(person=_ich().person).update(zusage="digital", beantwortet_am=timezone.now())
    text = _text(mitglied)
    assert "Sie nehmen digital teil" in text
    assert ">Antwort ändern<" in text


def test_eine_stellvertretung_wird_erst_nach_einer_antwort_gefragt_wenn_sie_gebeten_ist(
    mitglied: Client, gremium: Gremium
) -> None:
    satz = sitzung(gremium, TAG, "eingeladen", ort="Kreishaus")
    teilnahmen_anlegen(satz)
    Teilnahme.objects.filter(person=_ich().person).update(rolle="stellvertretung", gefragt_am=None)
    text = _text(mitglied)
    assert "Ihre Antwort fehlt noch" not in text
    assert ">Antworten<" not in text
    Teilnahme.objects.filter(person=_ich().person).update(gefragt_am=timezone.now())
    assert ">Antworten<" in _text(mitglied)


def test_vor_der_festlegung_gibt_es_noch_keine_unterlagen(mitglied: Client, gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG)
    text = _text(mitglied)
    assert "Die Unterlagen kommen mit der Tagesordnung." in text
    assert f"/lenkung/sitzungen/{satz.pk}/unterlagen/" not in text
    assert "Ort wird noch mitgeteilt" in text


def test_abgesagte_und_fruehere_sitzungen_stehen_da_wo_man_sie_sucht(
    mitglied: Client, gremium: Gremium
) -> None:
    sitzung(gremium, TAG, "abgesagt")
    sitzung(gremium, TAG + timedelta(days=7))
    sitzung(gremium, date(2026, 3, 3), "geschlossen")
    sitzung(gremium, date(2026, 2, 3), "abgesagt")
    antwort = mitglied.get(ADRESSE)
    assert antwort.context["naechste"].sitzung.tag == TAG + timedelta(days=7)
    assert [zeile.sitzung.stand for zeile in antwort.context["weitere"]] == ["abgesagt"]
    assert [satz.tag for satz, _lesen in antwort.context["vergangene"]] == [date(2026, 3, 3)]
    assert "Niederschrift folgt" in antwort.content.decode()


def test_eine_sitzung_von_heute_bleibt_bis_zum_abend_die_naechste(mitglied: Client, gremium: Gremium) -> None:
    satz = sitzung(gremium, date(2026, 6, 2), "eroeffnet", uhrzeit=time(13, 0), ort="Kreishaus")
    assert mitglied.get(ADRESSE).context["naechste"].sitzung == satz


def test_eigene_vorschlaege_stehen_mit_ihrem_stand_da(mitglied: Client, gremium: Gremium) -> None:
    for konto, titel in ((_ich().pk, "Mein Thema"), (999, "Fremdes Thema")):
        Vorschlag.objects.create(
            gremium=gremium,
            titel=titel,
            art="beratung",
            erlaeuterung="Worum es geht",
            konto_id=konto,
            einreicher_name="Petra Sitzinger",
            eingereicht_am=timezone.now(),
            stand="verschoben",
        )
    text = _text(mitglied)
    assert "Mein Thema" in text
    assert "verschoben" in text
    assert "Fremdes Thema" not in text


def test_ohne_sitz_sagt_die_seite_was_zu_tun_ist(
    geschaeftsstelle: Client, gremium: Gremium, anmelden: Callable[..., Client]
) -> None:
    sitzung(gremium, TAG)
    ohne = anmelden(
        konto_mit_rolle("mitglied", kreis=gremium.kreis, person=PersonFactory(kreis=gremium.kreis))
    )
    for client in (geschaeftsstelle, ohne):
        text = _text(client)
        assert "Sie haben heute in keinem Gremium einen Sitz." in text
        assert "16.06.2026" not in text


def test_im_menue_steht_die_seite_fuer_alle_die_eine_person_sind(
    mitglied: Client, geschaeftsstelle: Client
) -> None:
    assert ADRESSE in mitglied.get("/").content.decode()
    assert ADRESSE not in geschaeftsstelle.get("/").content.decode()


def test_gremien_ohne_eigenen_sitz_gehoeren_nicht_hierher(mitglied: Client, gremium: Gremium) -> None:
    anderes = GremiumFactory(kreis=gremium.kreis)
    sitzung(anderes, TAG)
    assert "Zurzeit ist keine Sitzung geplant." in _text(mitglied)


def test_drei_und_dreissig_sitzungen_brauchen_gleich_viele_abfragen(
    mitglied: Client, gremium: Gremium
) -> None:
    def abrufen() -> int:
        with gezaehlt() as abfragen:
            mitglied.get(ADRESSE)
        return len(abfragen)

    def fuellen(von: int, bis: int) -> None:
        for n in range(von, bis):
            teilnahmen_anlegen(sitzung(gremium, TAG + timedelta(days=n), "eingeladen", ort="Kreishaus"))
            sitzung(gremium, TAG - timedelta(days=40 + n), "geschlossen")

    fuellen(0, 3)
    abrufen()
    drei = abrufen()
    fuellen(3, 30)
    assert abrufen() == drei <= 15
