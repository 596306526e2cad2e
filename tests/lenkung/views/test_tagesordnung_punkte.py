"""Pages of the agenda: single items with guests and papers, and what the chair does with the whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lenkung.domain.tagesordnung_festlegen import tagesordnung_vorlegen
from lenkung.models import Anlage, Gremium, Sitzung, Tagesordnung, Tagesordnungspunkt
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.tagesordnungsbau import (
    bestaetigt,
    geschaeftsstelle,
    punkt,
    stand,
    titel,
    vorlage,
    zaehler,
)
from tests.lenkung.views.abruf import seitentext, url

TAG = date(2026, 6, 16)
HEUTE = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(HEUTE, tick=False):
        yield


@pytest.fixture
def termin(gremium: Gremium) -> Sitzung:
    return sitzung(gremium, TAG, ort="Kreishaus")


@pytest.fixture
def gs(geschaeftsstelle: Client) -> Client:
    return geschaeftsstelle


def _vorlegen(termin: Sitzung) -> None:
    tagesordnung_vorlegen(
        sitzung_id=termin.pk, zaehler=zaehler(termin), akteur=geschaeftsstelle_von(termin.gremium)
    )


geschaeftsstelle_von = geschaeftsstelle


# Items ------------------------------------------------------------------------------------------------------


def test_ein_punkt_kommt_ueber_das_formular_und_laesst_sich_bearbeiten(gs: Client, termin: Sitzung) -> None:
    satz = vorlage(termin.gremium, "Plätze schaffen")
    vorlage(termin.gremium, "Nur ein Entwurf", freigegeben=False)
    seite = seitentext(gs.get(url("punkt-anlegen", termin.pk)))
    assert "Plätze schaffen" in seite
    assert "Nur ein Entwurf" not in seite
    daten = {"titel": "Kita", "art": "beschluss", "minuten": "20", "vorlage": satz.pk, "oeffentlich": "on"}
    antwort = gs.post(url("punkt-anlegen", termin.pk), daten, follow=True)
    assert "TOP 1 „Kita“ steht auf der Tagesordnung." in seitentext(antwort)
    neu = Tagesordnungspunkt.objects.get()
    form = gs.get(url("punkt-bearbeiten", neu.pk)).context["form"]
    daten |= {"titel": "Kita-Plätze", "stand": form["stand"].value()}
    assert "TOP 1 ist gespeichert." in seitentext(
        gs.post(url("punkt-bearbeiten", neu.pk), daten, follow=True)
    )
    # Somebody else has saved meanwhile: what was typed stays.
    veraltet = seitentext(gs.post(url("punkt-bearbeiten", neu.pk), {**daten, "titel": "Zu spät"}))
    assert "inzwischen von" in veraltet
    assert 'value="Zu spät"' in veraltet


@pytest.mark.parametrize(
    ("fehlt", "meldung"),
    [
        ({"titel": ""}, "Diese Angabe fehlt."),
        ({"minuten": "481"}, "Bitte zwischen 0 und 480 Minuten angeben."),
        ({"art": "x"}, "Diese Auswahl gibt es nicht mehr."),
    ],
)
def test_fehler_stehen_am_feld(gs: Client, termin: Sitzung, fehlt: dict[str, str], meldung: str) -> None:
    daten = {"titel": "Kita", "art": "beschluss", "minuten": "20", **fehlt}
    assert meldung in seitentext(gs.post(url("punkt-anlegen", termin.pk), daten))
    assert titel(termin) == []


def test_absetzen_fragt_nach_und_verlangt_einen_grund(gs: Client, termin: Sitzung) -> None:
    satz = punkt(termin, "Kita")
    assert "„Kita“ absetzen?" in seitentext(gs.get(url("punkt-absetzen", satz.pk)))
    assert "Diese Angabe fehlt." in seitentext(gs.post(url("punkt-absetzen", satz.pk), {"grund": " "}))
    antwort = gs.post(url("punkt-absetzen", satz.pk), {"grund": "Vertagt"}, follow=True)
    assert "„Kita“ steht nicht mehr auf der Tagesordnung." in seitentext(antwort)
    assert gs.get(url("punkt-detail", satz.pk)).status_code == 404


def test_gaeste_und_unterlagen_eines_punktes(gs: Client, termin: Sitzung) -> None:
    in_kraft(termin.gremium)
    satz = punkt(termin, "Kita")
    assert "Über die Einladung entscheidet das Gremium (§ 2 Abs. 3)." in seitentext(
        gs.get(url("punkt-detail", satz.pk))
    )
    gast = {"name": "Gustav Gast", "email": "g@x.example", "grundlage": "Beschluss vom 23.11.2022"}
    seite = seitentext(gs.post(url("gast-eintragen", satz.pk), gast, follow=True))
    assert "entschieden durch: Beschluss vom 23.11.2022" in seite
    assert "schon eingetragen" in seitentext(gs.post(url("gast-eintragen", satz.pk), gast))
    datei = SimpleUploadedFile("zahlen.txt", b"Zahlen\n", "text/plain")
    seite = seitentext(
        gs.post(url("punktanlage-ablegen", satz.pk), {"datei": datei, "titel": "Zahlen"}, follow=True)
    )
    assert "„Zahlen“ liegt bei diesem Punkt." in seite
    werkbank = seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    assert "1 Gast" in werkbank
    assert "1 Unterlage" in werkbank
    assert "Es ist keine Datei gewählt." in seitentext(gs.post(url("punktanlage-ablegen", satz.pk), {}))
    gs.post(url("punktanlage-entfernen", Anlage.objects.get().pk))
    gs.post(url("gast-entfernen", satz.gaeste.get().pk))
    seite = seitentext(gs.get(url("punkt-detail", satz.pk)))
    assert "Zu diesem Punkt gibt es noch keine Unterlage." in seite
    assert "Gustav Gast" not in seite


def test_eine_unterlage_liest_wer_die_tagesordnung_liest(
    gs: Client, mitglied: Client, anmelden: Callable[..., Client], termin: Sitzung
) -> None:
    satz = punkt(termin, "Kita")
    datei = SimpleUploadedFile("zahlen.txt", b"Zahlen\n", "text/plain")
    gs.post(url("punktanlage-ablegen", satz.pk), {"datei": datei, "titel": "Zahlen"})
    adresse = reverse("dokumente:herunterladen", args=[Anlage.objects.get().dokument.kennung])
    assert gs.get(adresse).status_code == 200
    assert mitglied.get(adresse).status_code in (403, 404)
    bestaetigt(termin)
    assert mitglied.get(adresse).status_code == 200


# The chair --------------------------------------------------------------------------------------------------


def test_vorlegen_sagt_an_wen_und_was_danach_kommt(gs: Client, termin: Sitzung) -> None:
    punkt(termin)
    adresse = url("tagesordnung-vorlegen", termin.pk)
    assert "hat niemand ein Konto mit der Rolle Vorsitz" in seitentext(gs.get(adresse))
    antwort = gs.post(adresse, {"zaehler": zaehler(termin)}, follow=True)
    assert "Eine E-Mail geht an niemanden" in seitentext(antwort)
    assert stand(termin) == "vorgelegt"
    assert gs.get(adresse).status_code == 403


def test_eine_leere_tagesordnung_wird_nicht_vorgelegt(gs: Client, termin: Sitzung) -> None:
    seite = seitentext(gs.post(url("tagesordnung-vorlegen", termin.pk), {"zaehler": 0}))
    assert "Die Tagesordnung hat noch keinen Punkt." in seite
    assert not Tagesordnung.objects.exists()


def test_der_vorsitz_bestaetigt_auf_seiner_seite_was_er_liest(
    gs: Client, vorsitz: Client, mitglied: Client, termin: Sitzung
) -> None:
    in_kraft(termin.gremium)
    punkt(termin, "Kita")
    _vorlegen(termin)
    assert "Tagesordnung bestätigen" in seitentext(vorsitz.get("/"))
    adresse = url("sitzung-bestaetigen", termin.pk)
    for andere in (gs, mitglied):
        assert andere.get(adresse).status_code == 404
    seite = vorsitz.get(adresse)
    assert "Kita" in seitentext(seite)
    gelesen = seite.context["form"]["zaehler"].value()
    punkt(termin, "Heimlich dazu")
    veraltet = vorsitz.post(adresse, {"tat": "bestaetigen", "zaehler": gelesen})
    assert "Die Tagesordnung wurde inzwischen geändert." in seitentext(veraltet)
    assert "Heimlich dazu" in seitentext(veraltet)
    neu = veraltet.context["form"]["zaehler"].value()
    antwort = vorsitz.post(adresse, {"tat": "bestaetigen", "zaehler": neu}, follow=True)
    assert "Die Tagesordnung ist bestätigt (Fassung 1)." in seitentext(antwort)
    assert "Tagesordnung bestätigen" not in seitentext(vorsitz.get("/"))
    assert "schon bestätigt" in seitentext(vorsitz.get(adresse))


def test_zurueckgeben_verlangt_eine_bemerkung_und_steht_bei_der_geschaeftsstelle(
    gs: Client, vorsitz: Client, termin: Sitzung
) -> None:
    punkt(termin, "Kita")
    _vorlegen(termin)
    adresse = url("sitzung-bestaetigen", termin.pk)
    daten = {"tat": "zurueckgeben", "zaehler": zaehler(termin)}
    assert "Diese Angabe fehlt." in seitentext(vorsitz.post(adresse, {**daten, "bemerkung": " "}))
    antwort = vorsitz.post(adresse, {**daten, "bemerkung": "Bitte kürzer."}, follow=True)
    assert "Zurückgegeben." in seitentext(antwort)
    assert "vom Vorsitz zurückgegeben" in seitentext(gs.get("/"))
    assert "Bitte kürzer." in seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))


def test_die_geschaeftsstelle_traegt_ein_wie_der_vorsitz_bestaetigt_hat(gs: Client, termin: Sitzung) -> None:
    punkt(termin)
    adresse = url("tagesordnung-eintragen", termin.pk)
    assert "nicht geregelt" in seitentext(gs.get(adresse))
    daten = {"zaehler": zaehler(termin)}
    assert "Diese Angabe fehlt." in seitentext(gs.post(adresse, daten))
    gs.post(adresse, {**daten, "wie": "Anruf am 27.05.2026"})
    termin.refresh_from_db()
    assert termin.stand == "tagesordnung_festgelegt"
    seite = seitentext(gs.get(url("tagesordnung-fassungen", termin.pk)))
    assert "(Anruf am 27.05.2026)" in seite


def test_aendern_und_doch_nicht_und_die_seite_der_fassungen(gs: Client, termin: Sitzung) -> None:
    punkt(termin, "Kita")
    seite = seitentext(gs.get(url("tagesordnung-fassungen", termin.pk)))
    assert "Noch ist keine Fassung bestätigt" in seite
    bestaetigt(termin)
    assert "bisherige Fassung" in seitentext(gs.get(url("tagesordnung-aendern", termin.pk)))
    gs.post(url("tagesordnung-aendern", termin.pk))
    assert "Doch nichts ändern" in seitentext(gs.get(url("sitzung-tagesordnung", termin.pk)))
    gs.post(url("tagesordnung-belassen", termin.pk))
    assert stand(termin) == "bestaetigt"
    gs.post(url("tagesordnung-aendern", termin.pk))
    punkt(termin, "Sprachkurse")
    bestaetigt(termin)
    seite = seitentext(gs.get(url("tagesordnung-fassungen", termin.pk)))
    assert "Neu: TOP 2 „Sprachkurse“." in seite
    assert "abgelöst" in seite
