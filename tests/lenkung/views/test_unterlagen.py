"""Papers of a session: who reads what and when, item by item, and what stands where there is nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lenkung.models import Gremium, Sitzung, Tagesordnung, Tagesordnungspunkt, Vorlagenfassung
from tests.lenkung import unterlagenbau as bau
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gezaehlt

TAG = date(2026, 6, 16)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(date(2026, 6, 2)), tick=False):
        yield


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG, "tagesordnung_festgelegt", ort="Kreishaus")


def _text(client: Client, name: str, *args: object) -> str:
    antwort = client.get(reverse(f"lenkung:{name}", args=args))
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def test_ein_mitglied_liest_die_tagesordnung_mit_allen_unterlagen(mitglied: Client, satz: Sitzung) -> None:
    teile = bau.volle_sitzung(satz)
    text = _text(mitglied, "sitzung-unterlagen", satz.pk)
    stellen = [
        text.index(titel) for titel in ("Begrüßung", "Plätze in Kitas", "Arbeitsmarkt", "Verschiedenes")
    ]
    assert stellen == sorted(stellen)
    assert "Vorlage folgt" in text
    assert "Bericht der Jugendhilfeplanung" in text
    ziel = reverse("dokumente:herunterladen", args=[teile["bericht"].dokument.kennung])
    assert ziel in text
    assert mitglied.get(ziel).status_code == 200


def test_ein_punkt_zeigt_die_vorlage_als_seite_und_fuehrt_weiter(mitglied: Client, satz: Sitzung) -> None:
    teile = bau.volle_sitzung(satz)
    text = _text(mitglied, "sitzung-punkt", satz.pk, teile["mit_vorlage"].pk)
    assert "<p>Im Kreis <strong>fehlen</strong> Plätze.</p>" in text
    assert "Die Lenkungsgruppe beschließt." in text
    assert "Geschäftsstelle, Fassung 1 vom 02.06.2026" in text
    assert "TOP 2 von 4" in text
    assert "Davor: TOP 1" in text
    assert "Danach: TOP 3" in text
    folgt = _text(mitglied, "sitzung-punkt", satz.pk, teile["folgt"].pk)
    assert "Die Vorlage zu diesem Punkt ist noch nicht freigegeben." in folgt
    erster = Tagesordnungspunkt.objects.get(position=1)
    assert "Zu diesem Punkt gibt es keine Unterlagen." in _text(mitglied, "sitzung-punkt", satz.pk, erster.pk)


def test_was_an_der_reinigung_vorbei_gespeichert_waere_kommt_nicht_auf_die_seite(
    mitglied: Client, satz: Sitzung
) -> None:
    boese = (
        '<p onclick="x()">Gut</p><script>schlecht()</script><img src=x onerror=y><h3 style="color:red">T</h3>'
    )
    satz_mit = bau.punkt(satz, "Punkt", vorlage=bau.vorlage(satz, sachverhalt=boese))
    text = _text(mitglied, "sitzung-punkt", satz.pk, satz_mit.pk)
    assert "<p>Gut</p>" in text
    assert "<h3>T</h3>" in text
    for rest in ("onclick", "schlecht()", "onerror", "color:red"):
        assert rest not in text


def test_vor_der_festlegung_lesen_nur_die_die_vorbereiten(
    mitglied: Client, geschaeftsstelle: Client, vorsitz: Client, gremium: Gremium
) -> None:
    geplant = sitzung(gremium, TAG)
    entwurf = bau.punkt(geplant, "Noch geheim")
    for client in (geschaeftsstelle, vorsitz):
        assert "Noch geheim" in _text(client, "sitzung-unterlagen", geplant.pk)
        assert client.get(reverse("lenkung:sitzung-punkt", args=[geplant.pk, entwurf.pk])).status_code == 200
    text = _text(mitglied, "sitzung-unterlagen", geplant.pk)
    assert "Die Tagesordnung steht noch nicht fest" in text
    assert "Noch geheim" not in text
    assert mitglied.get(reverse("lenkung:sitzung-punkt", args=[geplant.pk, entwurf.pk])).status_code == 404
    # Cancelled as a draft: it stays with those who worked on it.
    Sitzung.objects.filter(pk=geplant.pk).update(stand="abgesagt", absage_grund="Krankheit")
    text = _text(mitglied, "sitzung-unterlagen", geplant.pk)
    assert "Noch geheim" not in text
    assert "Krankheit" in text
    assert mitglied.get(reverse("lenkung:sitzung-punkt", args=[geplant.pk, entwurf.pk])).status_code == 404


def test_eine_unbestaetigte_aenderung_lesen_mitglieder_nicht(
    mitglied: Client, geschaeftsstelle: Client, satz: Sitzung
) -> None:
    alt = bau.punkt(satz, "Bleibt")
    weg = bau.punkt(satz, "Wird abgesetzt")
    bau.bestaetigt(satz)
    Tagesordnung.objects.update(stand="in_aenderung")
    Tagesordnungspunkt.objects.filter(pk=alt.pk).update(titel="Neuer Titel")
    Tagesordnungspunkt.objects.filter(pk=weg.pk).update(position=0)
    neu = bau.punkt(satz, "Ganz neu", position=2)
    text = _text(mitglied, "sitzung-unterlagen", satz.pk)
    assert "Bleibt" in text
    assert "Wird abgesetzt" in text
    assert "Ganz neu" not in text
    assert mitglied.get(reverse("lenkung:sitzung-punkt", args=[satz.pk, neu.pk])).status_code == 404
    assert "Ganz neu" in _text(geschaeftsstelle, "sitzung-unterlagen", satz.pk)


def test_entwuerfe_und_entfernte_anlagen_bleiben_im_haus(mitglied: Client, satz: Sitzung) -> None:
    teile = bau.volle_sitzung(satz)
    entwurf = Vorlagenfassung.objects.get(vorlage=teile["folgt"].vorlage)
    geheim = bau.anlage(entwurf, "Entwurf der Anlage")
    teile["bericht"].entfernt_am = wann(date(2026, 6, 2))
    teile["bericht"].save()
    text = _text(mitglied, "sitzung-unterlagen", satz.pk)
    assert "Entwurf der Anlage" not in text
    assert "Bericht der Jugendhilfeplanung" not in text
    assert geheim.pk


def test_eine_sitzung_ohne_tagesordnung_sagt_das(mitglied: Client, satz: Sitzung) -> None:
    assert "Diese Sitzung hat noch keine Tagesordnung." in _text(mitglied, "sitzung-unterlagen", satz.pk)


def test_fremde_sitzungen_und_fremde_punkte_gibt_es_nicht(mitglied: Client, satz: Sitzung) -> None:
    fremd = sitzung(GremiumFactory(), TAG, "eingeladen", ort="Kreishaus")
    punkt = bau.punkt(fremd, "Fremd")
    assert mitglied.get(reverse("lenkung:sitzung-unterlagen", args=[fremd.pk])).status_code == 404
    for nummer in (fremd.pk, satz.pk):
        assert mitglied.get(reverse("lenkung:sitzung-punkt", args=[nummer, punkt.pk])).status_code == 404


def test_zwanzig_und_vierzig_punkte_brauchen_gleich_viele_abfragen(
    mitglied: Client, geschaeftsstelle: Client, satz: Sitzung
) -> None:
    def fuellen(anzahl: int) -> None:
        for n in range(anzahl):
            bau.anlage(bau.punkt(satz, f"Punkt {n}", vorlage=bau.vorlage(satz)), "Anlage", b"%%PDF %d" % n)

    adresse = reverse("lenkung:sitzung-unterlagen", args=[satz.pk])
    fuellen(20)
    bau.bestaetigt(satz)
    anzahlen = []
    for client in (mitglied, geschaeftsstelle):
        client.get(adresse)
    for client in (mitglied, geschaeftsstelle):
        with gezaehlt() as abfragen:
            client.get(adresse)
        anzahlen.append(len(abfragen))
    fuellen(20)
    bau.bestaetigt(satz)
    for client, vorher in zip((mitglied, geschaeftsstelle), anzahlen, strict=True):
        with gezaehlt() as abfragen:
            client.get(adresse)
        assert len(abfragen) == vorher <= 15, abfragen
