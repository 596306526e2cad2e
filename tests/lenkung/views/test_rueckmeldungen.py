"""The tab Rückmeldungen: the verdict, who answered what, recording for others; and the Vorzimmer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lenkung.domain.antwort import antwort_eintragen
from lenkung.domain.teilnahme import teilnahmen_anlegen
from lenkung.models import Gremium, Sitzung, Teilnahme, Vorzimmer
from lenkung.regeln.teilnahme import Zusage
from tests.lenkung.einladungsbau import TAG, eingeladen, sitz, teilnahme, vorzimmer
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import akteur, in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gleiche_abfragen

VORHER = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def _uhr() -> Iterator[Any]:
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _seite(client: Client, satz: Sitzung, frage: str = "") -> str:
    antwort = client.get(_url("sitzung-rueckmeldungen", satz.pk) + frage)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _sage(wer: Teilnahme, zusage: Zusage) -> None:
    antwort_eintragen(teilnahme_id=wer.pk, akteur=akteur(wer.sitzung.gremium), zusage=zusage)


def test_siebzehn_sitze_acht_zusagen_reichen_nicht(
    geschaeftsstelle: Client, vorsitz: Client, gremium: Gremium
) -> None:
    """GO RSK § 6 Abs. 4: mindestens die Hälfte von 17, also 9."""
    in_kraft(gremium)
    for _ in range(17):
        sitz(gremium, stellvertretung=False)
    satz = eingeladen(gremium)
    for wer in Teilnahme.objects.filter(sitzung=satz)[:8]:
        _sage(wer, Zusage.VOR_ORT)
    for client in (geschaeftsstelle, vorsitz):
        seite = _seite(client, satz)
        assert "8 von 17 stimmberechtigten Sitzen" in seite
        assert "Mindestzahl 9 nicht erreicht (2·8 &lt; 17)" in seite
        assert "sind es 17: noch erreichbar (2·17 ≥ 17)" in seite
        assert "§ 6 Abs. 4" in seite
        assert "8 von 17" in client.get(_url("sitzung-detail", satz.pk)).content.decode()
    _sage(Teilnahme.objects.filter(sitzung=satz)[8], Zusage.VOR_ORT)
    assert "voraussichtlich beschlussfähig" in _seite(vorsitz, satz)


def test_vor_der_einladung_sagt_die_seite_was_hier_stehen_wird(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    sitz(gremium)
    assert "Noch keine Rückmeldungen" in _seite(geschaeftsstelle, sitzung(gremium, TAG))


def test_niemand_vertritt_diesen_sitz(geschaeftsstelle: Client, gremium: Gremium) -> None:
    in_kraft(gremium)
    allein = sitz(gremium, stellvertretung=False)
    satz = eingeladen(gremium)
    _sage(teilnahme(satz, allein), Zusage.VERHINDERT)
    seite = _seite(geschaeftsstelle, satz)
    assert "niemand vertritt diesen Sitz" in seite
    assert "Das Mitglied ist verhindert, und es gibt keine Stellvertretung." in seite


def test_nur_ohne_antwort(geschaeftsstelle: Client, gremium: Gremium) -> None:
    einer, anderer = sitz(gremium), sitz(gremium)
    satz = eingeladen(gremium)
    _sage(teilnahme(satz, einer), Zusage.VOR_ORT)
    seite = _seite(geschaeftsstelle, satz, "?nur=offen")
    assert anderer.einrichtung.name in seite
    assert f"{einer.einrichtung.name}<" not in seite
    _sage(teilnahme(satz, anderer), Zusage.DIGITAL if satz.art != "praesenz" else Zusage.VOR_ORT)
    assert "Alle Gefragten haben geantwortet." in _seite(geschaeftsstelle, satz, "?nur=offen")


def test_wer_inzwischen_den_sitz_hat_ist_noch_nicht_eingeladen(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    """The answer of the predecessor does not count; the successor may still come."""
    platz = sitz(gremium, stellvertretung=False)
    satz = eingeladen(gremium)
    frueher = teilnahme(satz, platz)
    _sage(frueher, Zusage.VOR_ORT)
    besetzung = platz.besetzungen.get()
    besetzung.bis = date(2026, 6, 1)
    besetzung.save()
    seite = _seite(geschaeftsstelle, satz)
    assert "Eingeladen, am Sitzungstag ohne Sitz" in seite
    assert "0 von 1 stimmberechtigten Sitzen" in seite
    assert frueher.name in seite


def test_die_geschaeftsstelle_traegt_ein_und_der_vorsitz_liest(
    geschaeftsstelle: Client, vorsitz: Client, mitglied: Client, gremium: Gremium
) -> None:
    satz = eingeladen(gremium)
    wer = Teilnahme.objects.get(sitzung=satz)
    ziel = _url("teilnahme-eintragen", wer.pk)
    assert ziel in _seite(geschaeftsstelle, satz)
    assert ziel not in _seite(vorsitz, satz)
    assert vorsitz.get(ziel).status_code == 404
    assert mitglied.get(ziel).status_code == 404
    assert mitglied.get(_url("sitzung-rueckmeldungen", satz.pk)).status_code == 403
    assert geschaeftsstelle.get(ziel).status_code == 200
    leer = geschaeftsstelle.post(ziel, {"vermerk": "x"})
    assert "Hier fehlt eine Auswahl." in leer.content.decode()
    nachher = geschaeftsstelle.post(ziel, {"zusage": "verhindert", "vermerk": "Anruf am 27.05."}, follow=True)
    text = " ".join(nachher.content.decode().split())
    assert "von der Geschäftsstelle eingetragen: Anruf am 27.05." in text
    assert "keine Stellvertretung benannt" in text


def test_zu_einer_abgesagten_sitzung_traegt_niemand_mehr_ein(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    sitz(gremium)
    satz = eingeladen(gremium)
    satz.stand, satz.absage_grund = "abgesagt", "Krankheit"
    satz.save()
    wer = Teilnahme.objects.filter(sitzung=satz).first()
    assert wer is not None
    assert geschaeftsstelle.get(_url("teilnahme-eintragen", wer.pk)).status_code == 403
    assert "Eintragen" not in _seite(geschaeftsstelle, satz)


def test_gleich_viele_abfragen_fuer_siebzehn_und_sechzig_sitze(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    in_kraft(gremium)
    satz = sitzung(gremium, TAG, "eingeladen", ort="Kreishaus")

    def anlegen() -> None:
        platz = sitz(gremium)
        teilnahmen_anlegen(satz)
        _sage(teilnahme(satz, platz), Zusage.VERHINDERT)

    def abrufen() -> Any:
        geschaeftsstelle.get(_url("sitzung-detail", satz.pk))
        return geschaeftsstelle.get(_url("sitzung-rueckmeldungen", satz.pk))

    # 14 for the overview, 11 for the answers.
    gleiche_abfragen(17, 60, anlegen=anlegen, abrufen=abrufen, anzahl=22)


# Vorzimmer --------------------------------------------------------------------------------------------------


def test_die_geschaeftsstelle_pflegt_die_vorzimmer(geschaeftsstelle: Client, gremium: Gremium) -> None:
    platz = sitz(gremium)
    person = platz.besetzungen.get(art="mitglied").person
    liste = _url("vorzimmer-liste", gremium.pk)
    assert "Noch kein Vorzimmer" in geschaeftsstelle.get(liste).content.decode()
    neu = _url("vorzimmer-eintragen", gremium.pk)
    daten = {"person": person.pk, "name": "Vorzimmer Süd", "email": "sued@kreis.example"}
    assert geschaeftsstelle.post(neu, {**daten, "darf_antworten": "on"}).status_code == 302
    satz = Vorzimmer.objects.get()
    assert (satz.person, satz.darf_antworten) == (person, True)
    doppelt = geschaeftsstelle.post(neu, daten)
    assert "Dieses Vorzimmer ist schon eingetragen." in doppelt.content.decode()
    aendern = _url("vorzimmer-bearbeiten", satz.pk)
    stand = geschaeftsstelle.get(aendern).context["form"]["stand"].value()
    geschaeftsstelle.post(aendern, {"name": "Vorzimmer Süd", "email": "neu@kreis.example", "stand": stand})
    satz.refresh_from_db()
    assert (satz.email, satz.darf_antworten) == ("neu@kreis.example", False)
    assert "nur Kopien" in geschaeftsstelle.get(liste).content.decode()
    entfernen = _url("vorzimmer-entfernen", satz.pk)
    assert geschaeftsstelle.get(entfernen).status_code == 200
    geschaeftsstelle.post(entfernen)
    assert not Vorzimmer.objects.exists()


def test_ein_vorzimmer_gibt_es_nur_fuer_personen_des_gremiums(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    fremd = sitz(GremiumFactory(kreis=gremium.kreis)).besetzungen.first().person
    daten = {"person": fremd.pk, "name": "Vorzimmer", "email": "x@kreis.example"}
    antwort = geschaeftsstelle.post(_url("vorzimmer-eintragen", gremium.pk), daten)
    assert antwort.status_code == 200
    assert not Vorzimmer.objects.exists()


def test_vorzimmer_sieht_nur_wer_vorbereitet(vorsitz: Client, mitglied: Client, gremium: Gremium) -> None:
    sitz(gremium)
    wer = Teilnahme.objects.filter(sitzung=eingeladen(gremium)).first()
    assert wer is not None
    satz = vorzimmer(wer)
    for client in (vorsitz, mitglied):
        for ziel in (
            _url("vorzimmer-liste", gremium.pk),
            _url("vorzimmer-eintragen", gremium.pk),
            _url("vorzimmer-bearbeiten", satz.pk),
            _url("vorzimmer-entfernen", satz.pk),
        ):
            assert client.get(ziel).status_code == 404
