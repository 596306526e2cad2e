"""The pages of consents: from the form over the sheet and the signature to the revocation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.domain.weitergabe import weitergabe_festhalten
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.models import Einwilligung, WeitergabeOhneEinwilligung
from casemgmt.regeln.einwilligung import Datenklasse, Zweck
from casemgmt.views.einwilligungsheute import heute_zeilen
from kim.auftraege.models import Auftrag
from kim.basis.heute import Dringlichkeit
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau
from tests.casemgmt.einwilligungsbau import STRICHE, Lage, unterschreiben
from tests.dokumente import dateien
from tests.versand.versandbau import abarbeiten
from tests.werkzeug.abfragen import gleiche_abfragen


@pytest.fixture
def lage(db: None) -> Lage:
    return Lage()


@pytest.fixture
def cm(lage: Lage, anmelden: Callable[..., Client]) -> Client:
    return anmelden(lage.cm)


@pytest.fixture
def kc(lage: Lage, anmelden: Callable[..., Client]) -> Client:
    return anmelden(lage.koordination)


def url(seite: str, *args: Any) -> str:
    return reverse(f"casemgmt:{seite}", args=args)


def eingabe(lage: Lage, **anders: Any) -> dict[str, Any]:
    heute = timezone.localdate()
    return {
        "art": "datenuebermittlung",
        "empfaenger1": str(lage.jobcenter.pk),
        "empfaenger2": "",
        "empfaenger3": "",
        "empfaenger4": "",
        "datenklassen": ["stammdaten"],
        "zwecke": ["verweis"],
        "von": f"{heute:%d.%m.%Y}",
        "bis": f"{heute + timedelta(days=90):%d.%m.%Y}",
        "sprache": "ar",
        "sprachmittlung": "",
        **anders,
    }


def test_von_der_aufnahme_bis_zum_widerruf(lage: Lage, cm: Client) -> None:
    """The whole way of one consent, as one walks it."""
    leer = cm.get(url("einwilligung-liste", lage.klient.pk)).content.decode()
    assert "Noch keine Einwilligung" in leer
    antwort = cm.post(url("einwilligung-anlegen", lage.klient.pk), eingabe(lage))
    satz = Einwilligung.objects.get()
    assert antwort["Location"] == url("einwilligung-detail", satz.pk)
    seite = cm.get(antwort["Location"]).content.decode()
    for teil in ("Bitte gemeinsam lesen", 'dir="rtl"', "Jetzt unterschreiben", "noch nicht geprüft"):
        assert teil in seite
    schreiben = url("einwilligung-unterschreiben", satz.pk)
    assert "data-flaeche" in cm.get(schreiben).content.decode()
    cm.post(schreiben, {"stand": 1, "wer": "selbst", "striche": STRICHE})
    seite = cm.get(url("einwilligung-detail", satz.pk)).content.decode()
    assert "Was unterschrieben wurde" in seite
    assert "M10 10 L200 40" in seite
    weitergabe_festhalten(
        klient_id=lage.klient.pk,
        empfaenger=lage.an_jobcenter(),
        zweck=Zweck.VERWEIS,
        datenklassen=[Datenklasse.STAMMDATEN],
        weg="brief",
        akteur=lage.cm,
    )
    widerruf = url("einwilligung-widerrufen", satz.pk)
    assert "Jobcenter Musterkreis" in cm.get(widerruf).content.decode()
    antwort = cm.post(widerruf, {"weg": "muendlich"}, follow=True)
    text = antwort.content.decode()
    assert "Ab jetzt wird auf dieser Grundlage nichts mehr weitergegeben." in text
    assert "widerrufen" in text
    assert "Jobcenter Musterkreis" in text
    assert "schon widerrufen" in cm.post(widerruf, {"weg": "muendlich"}).content.decode()
    liste = cm.get(url("einwilligung-liste", lage.klient.pk)).content.decode()
    assert "Was weitergegeben wurde" in liste


def test_fall_14_gefaelschte_und_fremde_felder_aendern_nichts(lage: Lage, cm: Client) -> None:
    neu = url("einwilligung-anlegen", lage.klient.pk)
    fremd = fallbau.kommune()
    for gefaelscht in (
        {"empfaenger1": "999999"},
        {"empfaenger1": f"{lage.jobcenter.pk}:999999"},
        {"datenklassen": ["alles"]},
        {"zwecke": ["werbung"]},
        {"sprache": "xx"},
        {"art": "alles_erlaubt"},
    ):
        assert cm.post(neu, eingabe(lage, **gefaelscht)).status_code == 200
    assert not Einwilligung.objects.exists()
    cm.post(
        neu,
        eingabe(
            lage,
            zustand="erteilt",
            erteilt="on",
            klient=fremd.pk,
            kreis=fremd.kreis_id,
            wortlaut="{}",
            sha256="0" * 64,
            consent_overridden="1",
            muendlich_bis="01.01.2099",
        ),
    )
    satz = Einwilligung.objects.get()
    assert (satz.zustand, satz.klient_id, satz.kreis_id) == ("entwurf", lage.klient.pk, lage.kreis.pk)
    assert (satz.muendlich_bis, satz.wortlaut["name"]) == (None, "Amira Haddad")
    cm.post(
        url("einwilligung-unterschreiben", satz.pk),
        {"stand": 1, "wer": "sorge", "name": "Wer anders", "striche": STRICHE},
    )
    assert not satz.unterschriften.exists()


def test_was_nicht_stimmt_steht_am_feld_und_nichts_geht_verloren(lage: Lage, cm: Client) -> None:
    neu = url("einwilligung-anlegen", lage.klient.pk)
    seite = cm.post(neu, eingabe(lage, art="schweigepflicht", sprachmittlung="Omar D.")).content.decode()
    assert "Wer bei Jobcenter Musterkreis?" in seite
    assert 'href="#id_empfaenger1"' in seite
    assert "Omar D." in seite
    seite = cm.post(neu, eingabe(lage, datenklassen=["gesundheit"])).content.decode()
    assert "Entbindung von der Schweigepflicht" in seite
    heute = timezone.localdate()
    seite = cm.post(
        neu, eingabe(lage, von=f"{heute + timedelta(days=9):%d.%m.%Y}", bis=f"{heute:%d.%m.%Y}")
    ).content.decode()
    assert "Das Ende liegt vor dem Beginn" in seite


def test_die_sprache_der_person_ist_vorgewaehlt(lage: Lage, cm: Client) -> None:
    klient = fallbau.klient(lage.cm, lage.ort, sprachen=["so", "uk"])
    seite = cm.get(url("einwilligung-anlegen", klient.pk)).content.decode()
    assert '<option value="uk" selected>' in seite


def test_fall_33_beim_zweiten_stehen_beide_fassungen_da(lage: Lage, cm: Client) -> None:
    satz = lage.entwurf()
    seite = url("einwilligung-bearbeiten", satz.pk)
    assert cm.get(seite).status_code == 200
    cm.post(seite, eingabe(lage, stand=1, zwecke=["antrag"]))
    antwort = cm.post(seite, eingabe(lage, stand=1, zwecke=["fallkonferenz"])).content.decode()
    assert "Inzwischen gespeichert" in antwort
    assert "Hilfe bei einem Antrag" in antwort
    assert 'value="fallkonferenz" id="id_zwecke_3" checked' in antwort
    satz.refresh_from_db()
    assert satz.zwecke == ["antrag"]
    # Having compared, she saves again.
    cm.post(seite, eingabe(lage, stand=2, zwecke=["fallkonferenz"]))
    satz.refresh_from_db()
    assert satz.zwecke == ["fallkonferenz"]


def test_nach_der_unterschrift_fuehrt_aendern_zurueck(lage: Lage, cm: Client) -> None:
    satz = lage.unterschrieben()
    antwort = cm.get(url("einwilligung-bearbeiten", satz.pk), follow=True)
    assert "ändert niemand mehr" in antwort.content.decode()
    antwort = cm.get(url("einwilligung-unterschreiben", satz.pk), follow=True)
    assert "Hier fehlt keine Unterschrift" in antwort.content.decode()
    einwilligung_widerrufen(einwilligung_id=satz.pk, weg="muendlich", akteur=lage.cm)
    antwort = cm.get(url("einwilligung-hochladen", satz.pk), follow=True)
    assert "Hier fehlt keine Unterschrift" in antwort.content.decode()


def test_handzeichen_blatt_und_muendlich(lage: Lage, cm: Client) -> None:
    eine = lage.entwurf()
    seite = url("einwilligung-handzeichen", eine.pk)
    assert "Diese Angabe fehlt" in cm.post(seite, {"stand": 1, "wer": "selbst", "zeuge": ""}).content.decode()
    cm.post(seite, {"stand": 1, "wer": "selbst", "zeuge": "Zora Zeugin"})
    assert "bezeugt von Zora Zeugin" in cm.get(url("einwilligung-detail", eine.pk)).content.decode()
    heute = timezone.localdate()
    kind = lage.kind(heute.replace(year=heute.year - 16, day=1))
    zwei = lage.entwurf(kind)
    datei = SimpleUploadedFile("blatt.pdf", dateien.PDF, "application/pdf")
    cm.post(
        url("einwilligung-hochladen", zwei.pk),
        {"stand": 1, "hat1": "on", "hat2": "on", "name2": "Amira Haddad", "datei": datei},
    )
    assert "unterschriebenes Blatt" in cm.get(url("einwilligung-detail", zwei.pk)).content.decode()
    drei = lage.entwurf()
    seite = url("einwilligung-muendlich", drei.pk)
    assert cm.get(seite).status_code == 200
    jetzt = timezone.localtime()
    angaben = {"stand": 1, "am_uhrzeit": "00:00", "grund": "Am Telefon"}
    morgen = jetzt + timedelta(days=1)
    spaet = cm.post(seite, {**angaben, "am_tag": f"{morgen:%d.%m.%Y}"}).content.decode()
    assert "Bitte den Zeitpunkt prüfen" in spaet
    antwort = cm.post(seite, {**angaben, "am_tag": f"{jetzt:%d.%m.%Y}"}, follow=True).content.decode()
    assert "Ohne Unterschrift verfällt sie nach dem" in antwort
    assert "Am Telefon" in antwort


def test_ein_name_der_sorgeberechtigten_muss_dastehen(lage: Lage, cm: Client) -> None:
    heute = timezone.localdate()
    satz = lage.entwurf(lage.kind(heute.replace(year=heute.year - 10, day=1)))
    seite = url("einwilligung-unterschreiben", satz.pk)
    antwort = cm.post(seite, {"stand": 1, "wer": "sorge", "name": "", "striche": STRICHE}).content.decode()
    assert "Bitte den Namen der sorgeberechtigten Person angeben." in antwort
    assert not satz.unterschriften.exists()
    cm.post(seite, {"stand": 1, "wer": "sorge", "name": "Amira", "striche": STRICHE})
    assert satz.unterschriften.get().name == "Amira"


def test_verwerfen_und_drucken(lage: Lage, cm: Client) -> None:
    satz = lage.entwurf(sprache="fa")
    antwort = cm.post(url("einwilligung-drucken", satz.pk))
    auftrag = Auftrag.objects.get(art="dokumente.pdf_erstellen")
    assert antwort["Location"] == url("druck", auftrag.pk)
    abarbeiten()
    assert "Das PDF ist fertig." in cm.get(antwort["Location"]).content.decode()
    assert "Blatt als PDF" in cm.get(url("einwilligung-detail", satz.pk)).content.decode()
    teil = cm.get(antwort["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in teil
    cm.post(url("druck-wiederholen", auftrag.pk))
    seite = url("einwilligung-verwerfen", satz.pk)
    assert "Entwurf verwerfen?" in cm.get(seite).content.decode()
    assert "verworfen" in cm.post(seite, follow=True).content.decode()
    assert cm.post(seite).status_code == 200


def test_was_auf_dem_blatt_steht_ist_das_was_unterschrieben_wird(lage: Lage, cm: Client) -> None:
    """A sheet whose wording no longer fits its checksum is not printed."""
    satz = lage.entwurf()
    satz.wortlaut = {**satz.wortlaut, "name": "Jemand anderes"}
    satz.save()
    assert "beschädigt" in cm.get(url("einwilligung-detail", satz.pk)).content.decode()
    cm.post(url("einwilligung-drucken", satz.pk))
    abarbeiten()
    assert Auftrag.objects.get(art="dokumente.pdf_erstellen").stand != "erledigt"


def test_jedes_lesen_wird_festgehalten_ohne_namen(lage: Lage, kc: Client) -> None:
    satz = lage.unterschrieben()
    kc.get(url("einwilligung-detail", satz.pk))
    zeile = Lesezugriff.objects.latest("nummer")
    assert (zeile.konto_id, zeile.objekt_id) == (lage.koordination.pk, lage.klient.pk)
    assert "Haddad" not in f"{zeile.kennzeichen} {zeile.anlass}"


def test_die_liste_fragt_nicht_oefter_wenn_sie_laenger_ist(lage: Lage, cm: Client) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lage.unterschrieben,
        abrufen=lambda: cm.get(url("einwilligung-liste", lage.klient.pk)),
        anzahl=18,
    )


# Without consent --------------------------------------------------------------------------------------------


def test_fall_25a_beantragen_und_entscheiden(lage: Lage, cm: Client, kc: Client) -> None:
    seite = url("weitergabe-ohne-beantragen", lage.klient.pk)
    form = cm.get(seite).content.decode()
    assert "§ 4 Abs. 3 KKG" in form
    assert "Ausländerbehörde" not in form
    angaben = {
        "grund": "kindesschutz",
        "begruendung": "Allein gelassen.",
        "empfaenger": f"{lage.jobcenter.pk}:{lage.frau_a.pk}",
        "zweck": "falluebergabe",
        "datenklassen": ["stammdaten"],
        "dringend": "nein",
    }
    for falsch in (
        {"grund": "auslaenderbehoerde"},
        {"zweck": "werbung"},
        {"zweck": ""},
        {"empfaenger": ""},
        {"begruendung": ""},
    ):
        assert cm.post(seite, {**angaben, **falsch}).status_code == 200
    assert not WeitergabeOhneEinwilligung.objects.exists()
    antwort = cm.post(seite, angaben, follow=True).content.decode()
    assert "bis die Koordination bestätigt" in antwort
    antrag = WeitergabeOhneEinwilligung.objects.get()
    detail = url("weitergabe-ohne-detail", antrag.pk)
    assert "Übergabe der Beratung" in cm.get(detail).content.decode()
    assert cm.post(detail, {"bestaetigen": "ja"}).status_code == 403
    assert "wartet" in kc.get(url("einwilligung-uebersicht")).content.decode()
    (zeile,) = heute_zeilen(lage.koordination, timezone.localdate())
    assert (zeile.url, zeile.dringlichkeit) == (detail, Dringlichkeit.HEUTE)
    nein = kc.post(detail, {"bestaetigen": "nein", "entscheidung": ""}).content.decode()
    assert "Bitte begründen, warum Sie ablehnen." in nein
    assert "festgehalten" in kc.post(detail, {"bestaetigen": "ja"}, follow=True).content.decode()
    assert heute_zeilen(lage.koordination, timezone.localdate()) == []
    dringend = cm.post(
        seite, {**angaben, "dringend": "ja", "empfaenger": str(lage.jobcenter.pk)}, follow=True
    )
    assert "Sie dürfen jetzt weitergeben" in dringend.content.decode()
    (zeile,) = heute_zeilen(lage.koordination, timezone.localdate())
    assert zeile.dringlichkeit is Dringlichkeit.UEBERFAELLIG


# What awaits somebody ---------------------------------------------------------------------------------------


def test_die_uebersicht_und_heute_sagen_was_zu_tun_ist(lage: Lage, cm: Client) -> None:
    seite = url("einwilligung-uebersicht")
    assert "Nichts zu erledigen" in cm.get(seite).content.decode()
    heute = timezone.localdate()
    lage.unterschrieben(bis=heute + timedelta(days=5))
    kind = lage.kind(heute.replace(year=heute.year - 15, day=1) + timedelta(days=40))
    unterschreiben(lage.entwurf(kind), lage.cm, "sorge", "Amira")
    from casemgmt.domain.einwilligung import muendlich_erteilen

    satz = lage.entwurf()
    muendlich_erteilen(einwilligung_id=satz.pk, stand=1, am=timezone.now(), grund="Telefon", akteur=lage.cm)
    lage.entwurf()
    texte = [zeile.text for zeile in heute_zeilen(lage.cm, heute)]
    assert sorted(texte) == ["Einwilligung erneuern", "Unterschrift zur Einwilligung einholen"]
    text = cm.get(seite).content.decode()
    assert "noch nicht unterschrieben" in text
    assert "Sie endet bald." in text
    with time_machine.travel(timezone.now() + timedelta(days=75)):
        spaeter = [zeile.text for zeile in heute_zeilen(lage.cm, timezone.localdate())]
    assert sorted(spaeter) == [
        "Eigene Unterschrift einholen: Das Kind ist jetzt 15",
        "Unterschrift zur Einwilligung einholen",
    ]
