"""The pages of Vorlagen: written with and without script, released, printed, carried forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from kim.auftraege.domain import auftrag_ausfuehren
from kim.auftraege.models import Auftrag
from kim.dokumente.domain.queries.inhalt import inhalt_von
from kim.dokumente.models import Dokument
from lenkung.domain.vorlage import fassung_aendern, fassung_freigeben
from lenkung.models import Gremium, Tagesordnungspunkt, Vorlagenfassung
from tests.lenkung import gobau
from tests.lenkung.regeln.test_reintext import WORD, WORD_REIN
from tests.lenkung.sitzungsbau import sitzung
from tests.lenkung.vorschlagsbau import einreichen, vorlage
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens
from tests.werkzeug.pdfpruefung import verstoesse


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _daten(gremium: Gremium, **felder: Any) -> dict[str, Any]:
    return {
        "schluessel": uuid4().hex,
        "gremium": gremium.pk,
        "titel": "Frühkindliche Bildung",
        "verfasser": "Geschäftsstelle",
        "sachverhalt": "Es fehlen Plätze.",
        "beschlussvorschlag": "",
        "auswirkungen": "",
        **felder,
    }


def test_ohne_skript_getippt_wird_zu_absaetzen_und_listen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    daten = _daten(gremium, sachverhalt="# Lage\r\n\r\n- eins\r\n- zwei\r\n\r\nEs fehlt <viel>.")
    antwort = geschaeftsstelle.post(_url("vorlage-schreiben"), daten)
    fassung = Vorlagenfassung.objects.get()
    assert antwort["Location"] == _url("fassung-detail", fassung.pk)
    assert fassung.sachverhalt == (
        "<h3>Lage</h3><ul><li>eins</li><li>zwei</li></ul><p>Es fehlt &lt;viel&gt;.</p>"
    )
    # Without script the draft comes back as it was typed, and for the script as HTML.
    seite = geschaeftsstelle.get(_url("fassung-bearbeiten", fassung.pk)).content.decode()
    assert "# Lage\n\n- eins\n- zwei\n\nEs fehlt &lt;viel&gt;." in seite
    assert f"<template>{fassung.sachverhalt}</template>" in seite


def test_aus_word_eingefuegtes_wird_gereinigt(geschaeftsstelle: Client, gremium: Gremium) -> None:
    boese = WORD + "<script>alert(1)</script><img src=x onerror=alert(2)>"
    geschaeftsstelle.post(
        _url("vorlage-schreiben"), _daten(gremium, **{"sachverhalt": boese, "sachverhalt-form": "html"})
    )
    fassung = Vorlagenfassung.objects.get()
    assert fassung.sachverhalt == WORD_REIN
    seite = geschaeftsstelle.get(_url("fassung-detail", fassung.pk)).content.decode()
    assert WORD_REIN in seite
    assert "onerror" not in seite


def test_zu_umfangreiches_steht_am_feld_und_nichts_ist_verloren(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    daten = _daten(gremium, **{"auswirkungen": "<p>ab</p>" * 20_000, "auswirkungen-form": "html"})
    antwort = geschaeftsstelle.post(_url("vorlage-schreiben"), daten)
    assert set(antwort.context["form"].errors) == {"auswirkungen"}
    seite = antwort.content.decode()
    assert "zu umfangreich" in seite
    assert "Es fehlen Plätze." in seite
    assert not Vorlagenfassung.objects.exists()


def test_leeres_und_doppeltes(geschaeftsstelle: Client, gremium: Gremium) -> None:
    antwort = geschaeftsstelle.post(_url("vorlage-schreiben"), _daten(gremium, titel=" ", verfasser=""))
    assert set(antwort.context["form"].errors) == {"titel", "verfasser"}
    daten = _daten(gremium)
    ziele = {geschaeftsstelle.post(_url("vorlage-schreiben"), daten)["Location"] for _ in range(2)}
    assert len(ziele) == 1
    assert Vorlagenfassung.objects.count() == 1


def test_zu_einem_vorschlag_bringt_sie_thema_und_erlaeuterung_mit(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    vorschlag = einreichen(gremium, titel="Wohnen", erlaeuterung="Es fehlt <b>Wohnraum</b>.\nSehr.").vorschlag
    form = geschaeftsstelle.get(_url("vorschlag-vorlage", vorschlag.pk)).context["form"]
    assert form.initial["titel"] == "Wohnen"
    assert form.initial["sachverhalt"] == "<p>Es fehlt &lt;b&gt;Wohnraum&lt;/b&gt;.</p><p>Sehr.</p>"
    geschaeftsstelle.post(_url("vorschlag-vorlage", vorschlag.pk), _daten(gremium))
    assert Vorlagenfassung.objects.get().vorlage.vorschlag == vorschlag
    assert "Frühkindliche Bildung" in _text(geschaeftsstelle, _url("vorschlag-detail", vorschlag.pk))


def test_von_der_freigabe_zum_pdf_das_die_normen_haelt(geschaeftsstelle: Client, gremium: Gremium) -> None:
    fassung = vorlage(gremium, sachverhalt=WORD)
    seite = _text(geschaeftsstelle, _url("fassung-detail", fassung.pk))
    assert "vollständig" in seite
    form = geschaeftsstelle.get(_url("fassung-freigeben", fassung.pk)).context["form"]
    antwort = geschaeftsstelle.post(
        _url("fassung-freigeben", fassung.pk), {"stand": form.initial["stand"]}, follow=True
    )
    assert "wartet auf einen freien Platz" in antwort.content.decode()
    auftrag = Auftrag.objects.get()
    assert geschaeftsstelle.get(_url("druck", auftrag.pk)).status_code == 200
    auftrag_ausfuehren(auftrag_id=auftrag.pk)
    seite = _text(geschaeftsstelle, _url("fassung-detail", fassung.pk))
    dokument = Dokument.objects.get()
    assert reverse("dokumente:herunterladen", args=[dokument.kennung]) in seite
    assert (dokument.gehoert_zu_art, dokument.gehoert_zu_id) == ("lenkung.vorlage", fassung.pk)
    with pikepdf.open(BytesIO(inhalt_von(dokument))) as datei:
        assert datei.docinfo["/Title"] == "Frühkindliche Bildung"
    assert geschaeftsstelle.get(_url("fassung-bearbeiten", fassung.pk)).status_code == 302


@pytest.mark.pdfpruefung
def test_das_pdf_haelt_pdf_a_und_pdf_ua(gremium: Gremium) -> None:
    fassung = vorlage(gremium, sachverhalt=WORD + "<blockquote>Zitat</blockquote><h4>Unter</h4>", frei=True)
    auftrag_ausfuehren(auftrag_id=Auftrag.objects.get().pk)
    assert fassung.freigegeben_am is not None
    assert verstoesse(inhalt_von(Dokument.objects.get())) == []


def test_wer_einen_freigegebenen_entwurf_abschickt_erfaehrt_es_und_behaelt_den_text(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    fassung = vorlage(gremium)
    fassung_freigeben(fassung_id=fassung.pk, akteur=gobau.akteur(gremium))
    antwort = geschaeftsstelle.post(
        _url("fassung-bearbeiten", fassung.pk), _daten(gremium, sachverhalt="Mein neuer Text")
    )
    seite = antwort.content.decode()
    assert "Diese Fassung ist freigegeben" in seite
    assert "Mein neuer Text" in seite


def test_zwei_schreiben_zugleich_der_zweite_behaelt_seinen_text(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    fassung = vorlage(gremium)
    form = geschaeftsstelle.get(_url("fassung-bearbeiten", fassung.pk)).context["form"]
    fassung_aendern(fassung_id=fassung.pk, akteur=gobau.akteur(gremium), angaben={"titel": "Anders"})
    daten = _daten(gremium, sachverhalt="Mein neuer Text", stand=form.initial["stand"])
    seite = geschaeftsstelle.post(_url("fassung-bearbeiten", fassung.pk), daten).content.decode()
    assert "inzwischen von Petra Probe" in seite
    assert "Mein neuer Text" in seite


def test_eine_neue_fassung_beginnt_mit_dem_wortlaut_der_letzten(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    erste = vorlage(gremium, frei=True)
    adresse = _url("vorlage-neue-fassung", erste.vorlage_id)
    assert adresse in _text(geschaeftsstelle, _url("fassung-detail", erste.pk))
    ziele = {geschaeftsstelle.post(adresse)["Location"] for _ in range(2)}
    zweite = Vorlagenfassung.objects.get(nummer=2)
    assert ziele == {_url("fassung-bearbeiten", zweite.pk)}
    assert geschaeftsstelle.get(_url("vorlage-detail", erste.vorlage_id))["Location"] == _url(
        "fassung-detail", zweite.pk
    )
    assert "Es gibt eine neuere Fassung" in _text(geschaeftsstelle, _url("fassung-detail", erste.pk))
    assert geschaeftsstelle.get(adresse).status_code == 405


def test_mitglieder_lesen_die_freigegebene_fassung_als_seite_sobald_die_tagesordnung_feststeht(
    mitglied: Client, gremium: Gremium
) -> None:
    fassung = vorlage(gremium, frei=True)
    punkt = Tagesordnungspunkt.objects.create(
        sitzung=sitzung(gremium, date(2030, 3, 21)),
        position=1,
        art="beschluss",
        titel="x",
        vorlage=fassung.vorlage,
    )
    adresse = _url("fassung-detail", fassung.pk)
    assert mitglied.get(adresse).status_code == 404
    type(punkt.sitzung).objects.filter(pk=punkt.sitzung_id).update(stand="eingeladen")
    seite = _text(mitglied, adresse)
    assert "Es fehlen <strong>Plätze</strong>." in seite
    assert "Neue Fassung beginnen" not in seite
    assert mitglied.get(_url("vorlage-liste")).status_code == 403
    assert mitglied.get(_url("fassung-bearbeiten", fassung.pk)).status_code == 404


def test_der_vorsitz_liest_entwuerfe_und_schreibt_nicht(vorsitz: Client, gremium: Gremium) -> None:
    fassung = vorlage(gremium)
    seite = _text(vorsitz, _url("fassung-detail", fassung.pk))
    assert "Weiterschreiben" not in seite
    assert vorsitz.get(_url("fassung-bearbeiten", fassung.pk)).status_code == 404


def test_liste_mit_filter_und_gleich_vielen_abfragen(
    geschaeftsstelle: Client, gremium: Gremium, anmelden: Callable[..., Client]
) -> None:
    assert "Noch keine Vorlage" in _text(geschaeftsstelle, _url("vorlage-liste"))
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: vorlage(gremium),
        abrufen=lambda: geschaeftsstelle.get(_url("vorlage-liste")),
        anzahl=6,
    )
    frei = vorlage(gremium, frei=True, titel="Wohnen")
    antwort = geschaeftsstelle.get(f"{_url('vorlage-liste')}?stand=freigegeben&suche=wohn")
    assert [satz.pk for satz in antwort.context["seite"].zeilen] == [frei.vorlage_id]
    with hoechstens(15):
        geschaeftsstelle.get(_url("fassung-detail", frei.pk))
