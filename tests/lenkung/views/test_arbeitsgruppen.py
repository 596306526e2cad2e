"""The pages of Arbeitsgruppen: list, record, setting one up, people, date and end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from lenkung.models import Arbeitsgruppe, Gremium
from tests.fabriken import PersonFactory
from tests.lenkung import gobau
from tests.lenkung.agbau import BEGINN, arbeitsgruppe, bericht, mitglied, treffen
from tests.lenkung.beschlussbau import beschluss, folge
from tests.lenkung.fabriken import AmtFactory, GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.lenkung.views.abruf import abgerufen, seitentext, url
from tests.werkzeug.abfragen import gleiche_abfragen

HEUTE = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(wann(HEUTE), tick=False):
        yield


@pytest.fixture
def ag(gremium: Gremium) -> Arbeitsgruppe:
    return arbeitsgruppe(gremium, name="DELFIN4", bericht_bis=date(2026, 9, 30))


def _person(gremium: Gremium, **felder: Any) -> Any:
    return PersonFactory(kreis=gremium.kreis, **felder)


def _daten(wer: Any, **felder: Any) -> dict[str, Any]:
    return {
        "art": "kag",
        "name": "Wohnen",
        "auftrag": "Zugänge zu Wohnraum klären.",
        "beginn": "01.06.2026",
        "bericht_bis": "30.09.2026",
        "person": wer.pk,
        **felder,
    }


# Reading ----------------------------------------------------------------------------------------------------


def test_die_liste_sagt_wie_es_steht(geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe) -> None:
    arbeitsgruppe(gremium, art="uag", name="Recht", uebergeordnet_id=ag.pk, bericht_bis=HEUTE)
    treffen(arbeitsgruppe(gremium, name="Sprache", leitung=_person(gremium, nachname="Leitner")))
    adresse = url("arbeitsgruppe-liste", gremium.pk)
    seite = abgerufen(geschaeftsstelle, adresse)
    for stueck in (
        "PAG DELFIN4",
        "gehört zur PAG DELFIN4",
        "im Plan",
        "heute fällig",
        "Leitner",
        "10.03.2026",
    ):
        assert stueck in seite
    assert adresse in abgerufen(geschaeftsstelle, url("gremium-detail", gremium.pk))


def test_die_leere_liste_sagt_was_zu_tun_ist(
    geschaeftsstelle: Client, mitglied: Client, gremium: Gremium
) -> None:
    adresse = url("arbeitsgruppe-liste", gremium.pk)
    neu = url("arbeitsgruppe-einsetzen", gremium.pk)
    assert neu in abgerufen(geschaeftsstelle, adresse)
    seite = abgerufen(mitglied, adresse)
    assert "Noch keine Arbeitsgruppe" in seite
    assert neu not in seite


def _mehr(ag: Arbeitsgruppe) -> None:
    mitglied(ag)
    treffen(ag, tag=BEGINN + timedelta(days=ag.treffen.count()))


def test_die_liste_fragt_bei_einer_und_bei_dreien_gleich_oft(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: _mehr(arbeitsgruppe(gremium, leitung=_person(gremium))),
        abrufen=lambda: geschaeftsstelle.get(url("arbeitsgruppe-liste", gremium.pk)),
        anzahl=6,
    )


def test_die_seite_fragt_bei_vielen_mitwirkenden_und_treffen_nicht_oefter(
    geschaeftsstelle: Client, ag: Arbeitsgruppe
) -> None:
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: _mehr(ag),
        abrufen=lambda: geschaeftsstelle.get(url("arbeitsgruppe-detail", ag.pk)),
        anzahl=14,
    )


def test_die_seite_zeigt_auftrag_leute_und_rueckweg(
    geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe
) -> None:
    naechste = sitzung(gremium, HEUTE + timedelta(days=40))
    mitglied(ag, fuer="Jugendamt Troisdorf", rolle="fachkundig", person=_person(gremium, nachname="Adler"))
    alt = mitglied(ag, person=_person(gremium, nachname="Früher"))
    alt.bis = HEUTE - timedelta(days=1)
    alt.save()
    mitglied(ag, person=_person(gremium, nachname="Bald"), von=HEUTE + timedelta(days=1))
    bericht(ag, abgegeben=True)
    seite = abgerufen(geschaeftsstelle, url("arbeitsgruppe-detail", ag.pk))
    for stueck in (
        "Lösungen für auffällig getestete Kinder",
        "Adler",
        "Jugendamt Troisdorf",
        "fachkundig, beratend",
        "Früher dabei",
        "Kommt dazu",
        "ohne Leitung",
        "Ergebnis der PAG DELFIN4",
        str(naechste),
        "Bericht vom 01.06.2026",
        "Weiterarbeiten lassen",
    ):
        assert stueck in seite


def test_die_uebertragene_leitung_steht_mit_ihrer_stelle_da(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    go = gobau.in_kraft(gremium)
    AmtFactory(gremium=gremium, person=_person(gremium, vorname="Vera", nachname="Vorsitz"))
    ag = arbeitsgruppe(gremium, leitung=_person(gremium), uebertragen_am=BEGINN)
    seite = abgerufen(geschaeftsstelle, url("arbeitsgruppe-detail", ag.pk))
    assert f"{url('go-detail', go.pk)}#arbeitsgruppen" in seite
    assert "übertragen am 03.03.2026 durch Vera Vorsitz" in seite


@pytest.mark.parametrize(
    ("wie", "text"),
    [
        ("neu", "Treffen eintragen"),
        ("getroffen", "Bericht schreiben"),
        ("faellig", "Bericht schreiben"),
        ("entwurf", "Bericht weiterschreiben"),
        ("berichtet", ""),
        ("beraten", "Weiterarbeiten lassen"),
    ],
)
def test_der_naechste_schritt(geschaeftsstelle: Client, gremium: Gremium, wie: str, text: str) -> None:
    ag = arbeitsgruppe(gremium, bericht_bis=HEUTE if wie == "faellig" else None)
    if wie == "getroffen":
        treffen(ag)
    if wie == "entwurf":
        bericht(ag)
    if wie in ("berichtet", "beraten"):
        vorschlag = bericht(ag, abgegeben=True).vorschlag
        if wie == "beraten":
            gehalten = sitzung(gremium, HEUTE, "geschlossen")
            gehalten.punkte.create(
                position=1, art="beratung", titel="Ergebnis", stand="behandelt", vorschlag=vorschlag
            )
    antwort = geschaeftsstelle.get(url("arbeitsgruppe-detail", ag.pk))
    assert antwort.context.get("knopf_text", "") == text


# Setting one up ---------------------------------------------------------------------------------------------


def test_beim_beschluss_ist_das_formular_ausgefuellt_und_die_folge_danach_erledigt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    gobau.in_kraft(gremium)
    vorsitz = AmtFactory(gremium=gremium).person
    satz = beschluss(gremium, titel="Projektarbeitsgruppe „DELFIN4“", text="Sie erarbeitet Lösungen.")
    eine = folge(satz, art="arbeitsgruppe", bis=date(2026, 9, 30))
    seite = geschaeftsstelle.get(url("beschluss-detail", satz.pk))
    adresse = seite.context["folgen"][0].ort_url
    assert adresse == f"{url('arbeitsgruppe-einsetzen', gremium.pk)}?folge={eine.pk}"
    initial = geschaeftsstelle.get(adresse).context["form"].initial
    erwartet = {
        "art": "pag",
        "name": "DELFIN4",
        "auftrag": "Sie erarbeitet Lösungen.",
        "beginn": satz.gefasst_am,
        "bericht_bis": date(2026, 9, 30),
        "person": vorsitz.pk,
    }
    assert {name: initial[name] for name in erwartet} == erwartet
    daten = {**erwartet, "beginn": "03.03.2026", "bericht_bis": "30.09.2026", "folge_erledigt": "on"}
    text = seitentext(geschaeftsstelle.post(adresse, daten, follow=True))
    assert "Die PAG DELFIN4 ist eingesetzt." in text
    ag = Arbeitsgruppe.objects.get()
    eine.refresh_from_db()
    assert (ag.beschluss, eine.stand) == (satz, "erledigt")
    # Linked both ways.
    assert str(satz) in text
    assert url("arbeitsgruppe-detail", ag.pk) in abgerufen(geschaeftsstelle, url("beschluss-detail", satz.pk))


def test_ohne_haken_bleibt_die_folge_offen(geschaeftsstelle: Client, gremium: Gremium) -> None:
    eine = folge(beschluss(gremium), art="arbeitsgruppe")
    adresse = f"{url('arbeitsgruppe-einsetzen', gremium.pk)}?folge={eine.pk}"
    geschaeftsstelle.post(adresse, _daten(_person(gremium)))
    eine.refresh_from_db()
    assert (Arbeitsgruppe.objects.count(), eine.stand) == (1, "offen")


@pytest.mark.parametrize("frage", ["abc", "9" * 30, "99999", "{aufgabe}", "{fremde}", "{erledigte}"])
def test_eine_folge_die_es_dafuer_nicht_gibt_wird_nicht_gefunden(
    geschaeftsstelle: Client, gremium: Gremium, frage: str
) -> None:
    erledigte = folge(beschluss(gremium), art="arbeitsgruppe")
    type(erledigte).objects.filter(pk=erledigte.pk).update(stand="erledigt", erledigt_am=HEUTE)
    wert = frage.format(
        aufgabe=folge(beschluss(gremium)).pk,
        fremde=folge(beschluss(GremiumFactory()), art="arbeitsgruppe").pk,
        erledigte=erledigte.pk,
    )
    antwort = geschaeftsstelle.get(f"{url('arbeitsgruppe-einsetzen', gremium.pk)}?folge={wert}")
    assert antwort.status_code == 404


@pytest.mark.parametrize(
    ("felder", "feld", "meldung"),
    [
        ({"name": ""}, "name", "Diese Angabe fehlt"),
        ({"auftrag": " "}, "auftrag", "Diese Angabe fehlt"),
        ({"name": "delfin4", "art": "pag"}, "name", "gibt es schon"),
        ({"bericht_bis": "31.05.2026"}, "bericht_bis", "nicht vor dem Beginn"),
        ({"person": ""}, "person", "Hier fehlt eine Auswahl"),
        ({"beginn": "31.02.2026"}, "beginn", "Dieses Datum gibt es nicht"),
    ],
)
def test_was_nicht_stimmt_steht_am_feld(
    geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe, felder: Any, feld: str, meldung: str
) -> None:
    adresse = url("arbeitsgruppe-einsetzen", gremium.pk)
    antwort = geschaeftsstelle.post(adresse, _daten(_person(gremium), **felder))
    assert meldung in str(antwort.context["form"].errors[feld])
    assert Arbeitsgruppe.objects.count() == 1


def test_nur_eine_unterarbeitsgruppe_und_nur_des_eigenen_gremiums(
    geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe
) -> None:
    adresse, wer = url("arbeitsgruppe-einsetzen", gremium.pk), _person(gremium)
    antwort = geschaeftsstelle.post(adresse, _daten(wer, uebergeordnet=ag.pk))
    assert "Nur eine Unterarbeitsgruppe" in str(antwort.context["form"].errors["uebergeordnet"])
    fremd = arbeitsgruppe(GremiumFactory(kreis=gremium.kreis))
    antwort = geschaeftsstelle.post(adresse, _daten(wer, art="uag", uebergeordnet=fremd.pk))
    assert "uebergeordnet" in antwort.context["form"].errors
    geschaeftsstelle.post(adresse, _daten(wer, art="uag", uebergeordnet=ag.pk))
    assert ag.unterarbeitsgruppen.get().name == "Wohnen"
    assert "UAG Wohnen" in abgerufen(geschaeftsstelle, url("arbeitsgruppe-detail", ag.pk))


def test_ohne_uebertragung_sagt_das_feld_welche_stelle_sie_verlangt(
    geschaeftsstelle: Client, gremium: Gremium
) -> None:
    gobau.in_kraft(gremium)
    AmtFactory(gremium=gremium)
    antwort = geschaeftsstelle.post(url("arbeitsgruppe-einsetzen", gremium.pk), _daten(_person(gremium)))
    assert "(§ 5)" in str(antwort.context["form"].errors["uebertragen_am"])


# Changing ---------------------------------------------------------------------------------------------------


def test_bearbeiten_ueberschreibt_nichts(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    adresse = url("arbeitsgruppe-bearbeiten", ag.pk)
    form = geschaeftsstelle.get(adresse).context["form"]
    daten = {"art": "pag", "name": "DELFIN 4", "auftrag": ag.auftrag, "beginn": "03.03.2026"}
    daten["stand"] = form.initial["stand"]
    assert "Die PAG DELFIN 4 ist gespeichert." in seitentext(
        geschaeftsstelle.post(adresse, daten, follow=True)
    )
    assert "inzwischen" in seitentext(geschaeftsstelle.post(adresse, {**daten, "name": "Anders"}))
    ag.refresh_from_db()
    assert ag.name == "DELFIN 4"


def test_termin_und_weiterarbeiten(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    adresse = url("arbeitsgruppe-termin", ag.pk)
    form = geschaeftsstelle.get(adresse).context["form"]
    assert form.initial["bericht_bis"] == date(2026, 9, 30)
    daten = {"bericht_bis": "31.05.2026", "grund": "Ferien", "stand": form.initial["stand"]}
    assert "liegt vor heute" in seitentext(geschaeftsstelle.post(adresse, daten))
    daten["bericht_bis"] = "31.10.2026"
    assert "bis zum 31.10.2026" in seitentext(geschaeftsstelle.post(adresse, daten, follow=True))
    ueberholt = geschaeftsstelle.post(adresse, {**daten, "bericht_bis": "30.11.2026"})
    assert "inzwischen" in seitentext(ueberholt)
    bericht(ag, abgegeben=True)
    seite = geschaeftsstelle.get(adresse)
    assert "Weiterarbeiten lassen" in seitentext(seite)
    daten = {"grund": "Zweiter Teil", "stand": seite.context["form"].initial["stand"]}
    assert "Sie arbeitet ohne Termin." in seitentext(geschaeftsstelle.post(adresse, daten, follow=True))


def test_beenden_fragt_nach_und_ist_endgueltig(geschaeftsstelle: Client, ag: Arbeitsgruppe) -> None:
    adresse = url("arbeitsgruppe-beenden", ag.pk)
    assert "Das geschieht" in abgerufen(geschaeftsstelle, adresse)
    daten = {"zum": "02.06.2026", "grund": "Auftrag erfüllt"}
    assert "liegt in der Zukunft" in seitentext(geschaeftsstelle.post(adresse, daten))
    seite = seitentext(geschaeftsstelle.post(adresse, {**daten, "zum": "01.06.2026"}, follow=True))
    for stueck in ("Die PAG DELFIN4 ist beendet.", "Auftrag erfüllt"):
        assert stueck in seite
    for tat in (
        "arbeitsgruppe-beenden",
        "arbeitsgruppe-termin",
        "agmitglied-aufnehmen",
        "agtreffen-eintragen",
    ):
        assert url(tat, ag.pk) not in seite
        assert geschaeftsstelle.get(url(tat, ag.pk)).status_code == 403


def test_mitwirkende_und_leitung(geschaeftsstelle: Client, gremium: Gremium, ag: Arbeitsgruppe) -> None:
    eine = _person(gremium, vorname="Paula", nachname="Probe")
    adresse = url("agmitglied-aufnehmen", ag.pk)
    daten = {"person": eine.pk, "rolle": "mitglied", "fuer": "Jugendamt", "von": "01.04.2026"}
    assert "Paula Probe ist eingetragen." in seitentext(geschaeftsstelle.post(adresse, daten, follow=True))
    assert "schon dabei" in str(geschaeftsstelle.post(adresse, daten).context["form"].errors["person"])
    assert "leitung" not in dict(geschaeftsstelle.get(adresse).context["form"].fields["rolle"].choices)
    leitung = url("agleitung-eintragen", ag.pk)
    daten = {"person": eine.pk, "von": "01.04.2026"}
    assert "späteren Tag" in str(geschaeftsstelle.post(leitung, daten).context["form"].errors["von"])
    daten["von"] = "01.06.2026"
    seite = seitentext(geschaeftsstelle.post(leitung, daten, follow=True))
    assert "Paula Probe leitet ab dem 01.06.2026." in seite
    satz = ag.mitglieder.get(rolle="leitung")
    scheidet = url("agmitglied-verabschieden", satz.pk)
    assert scheidet in seite
    assert geschaeftsstelle.get(scheidet).status_code == 200
    daten = {"zum": "01.06.2026", "grund": "Andere Aufgabe"}
    assert "bis zum 01.06.2026" in seitentext(geschaeftsstelle.post(scheidet, daten, follow=True))
    assert geschaeftsstelle.get(scheidet).status_code == 302
    assert "schon eingetragen" in seitentext(geschaeftsstelle.post(scheidet, daten))
