"""The pages on site: logging in few taps, the day, the week, and nothing of what belongs to others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Termin
from casemgmt.regeln.termin import Terminstand
from kim.auftraege.models import Auftrag
from kim.protokoll.models import Lesezugriff
from kim.stammdaten.domain.queries.stand import stand_von
from tests.casemgmt import fallbau, terminbau
from tests.conftest import angemeldeter_client
from tests.fabriken import KommuneFactory
from tests.werkzeug.abfragen import gleiche_abfragen


@pytest.fixture(autouse=True)
def leerer_zwischenspeicher() -> None:
    cache.clear()


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune(name="Musterdorf")


@pytest.fixture
def cm(ort: Any) -> Any:
    return fallbau.case_management(ort)


@pytest.fixture
def person(cm: Any, ort: Any) -> Any:
    return fallbau.klient(cm, ort, sprachen=["ar"])


@pytest.fixture
def fall(cm: Any, ort: Any, person: Any) -> Any:
    return fallbau.fall(cm, ort, person)


@pytest.fixture
def client(cm: Any) -> Client:
    return angemeldeter_client(cm)


def _url(name: str, *args: Any) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def _eingaben(**felder: Any) -> dict[str, Any]:
    """What the browser sends when nothing but the least was tapped."""
    return {
        "kennung": str(uuid4()),
        "dauer_minuten": "30",
        "themen": ["wohnen"],
        "kanal": "vor_ort",
        "sprachmittlung": "keine",
        "sprache": "",
        "standort_id": "",
        **felder,
    }


def _text(antwort: Any) -> str:
    return antwort.content.decode()


def test_bekannter_fall_mit_dem_noetigsten(client: Client, fall: Any, person: Any) -> None:
    daten = _eingaben(fall_id=fall.pk, klienten=[person.pk])
    antwort = client.post(_url("beratung"), daten, follow=True)
    termin = Termin.objects.get()
    assert antwort.redirect_chain[0][0] == _url("termin-detail", termin.pk)
    seite = _text(antwort)
    for satz in ("Die Beratung ist festgehalten", "Nächste Beratung", "Nächsten Termin planen", "Ändern"):
        assert satz in seite
    # It ends now, unless told otherwise; the language is the one that the person prefers.
    assert timedelta() <= timezone.now() - termin.beginn - timedelta(minutes=30) < timedelta(minutes=1)
    assert (termin.sprache, termin.personen, termin.fall) == ("ar", 1, fall)
    # Sent twice by an impatient thumb: one row.
    client.post(_url("beratung"), daten)
    assert Termin.objects.count() == 1


def test_anonym_mit_einer_anderen_dauer_und_zeit(client: Client, ort: Any) -> None:
    client.post(
        _url("beratung"),
        _eingaben(
            fall_id="anonym",
            dauer_minuten="andere",
            dauer_andere="25",
            beginn_uhrzeit="09:00",
            beginn_tag="12.05.2025",
            personen="3",
        ),
    )
    termin = Termin.objects.get()
    assert termin.anonym
    assert (termin.dauer_minuten, termin.personen, termin.kommune) == (25, 3, ort)
    assert timezone.localtime(termin.beginn).isoformat() == "2025-05-12T09:00:00+02:00"


def test_was_fehlt_steht_oben_und_nichts_geht_verloren(client: Client, fall: Any) -> None:
    daten = _eingaben(naechster_schritt="Wohngeld beantragen", dauer_minuten="andere", themen=[])
    antwort = client.post(_url("beratung"), daten)
    seite = _text(antwort)
    assert antwort.status_code == 200
    for satz in ("#id_fall_id_0", "#id_dauer_andere", "#id_themen_0", "Wohngeld beantragen"):
        assert satz in seite
    assert daten["kennung"] in seite
    # The domain's refusal stands at its field.
    seite = _text(
        client.post(
            _url("beratung"), _eingaben(fall_id="anonym", beginn_tag="12.05.2093", beginn_uhrzeit="9:00")
        )
    )
    assert "liegt in der Zukunft" in seite
    seite = _text(client.post(_url("beratung"), _eingaben(fall_id="anonym", beginn_tag="12.05.2025")))
    assert "#id_beginn_uhrzeit" in seite
    seite = _text(
        client.post(
            _url("beratung"), _eingaben(fall_id="anonym", beginn_tag="30.03.2025", beginn_uhrzeit="2:30")
        )
    )
    assert "gibt es an dem Tag nicht" in seite
    assert not Termin.objects.exists()


def test_suchen_behaelt_was_schon_getippt_ist(client: Client, cm: Any, ort: Any) -> None:
    for nummer in range(7):
        fallbau.fall(cm, ort, fallbau.klient(cm, ort, f"Person{nummer}", "Muster"))
    ziel = fallbau.fall(cm, ort, fallbau.klient(cm, ort, "Jürgen", "Öztürk"))
    Termin.objects.all().delete()
    for suche in ("oeztuerk juergen", ziel.aktenzeichen):
        seite = _text(
            client.post(
                _url("beratung"),
                _eingaben(suchen="1", suche=suche, naechster_schritt="Anruf", themen=["kita"]),
            )
        )
        assert seite.index("Jürgen Öztürk") < seite.index("Person")
        assert 'value="Anruf"' in seite
        assert 'value="kita" id="id_themen_7" checked' in seite
        assert "noch einmal an" not in seite
    seite = _text(client.post(_url("beratung"), _eingaben(suchen="1", suche="Niemand")))
    assert "keinen laufenden Fall" in seite
    assert "keinen laufenden Fall" in _text(client.post(_url("beratung"), _eingaben(suchen="1", suche="!!")))
    # Chosen although it does not stand among the last ones.
    client.post(_url("beratung"), _eingaben(fall_id=ziel.pk))
    assert Termin.objects.get().fall == ziel


def test_wer_heute_bestellt_ist_steht_oben_und_wird_nicht_doppelt(
    client: Client, cm: Any, fall: Any, person: Any
) -> None:
    termin = terminbau.geplant(cm, fall, person, beginn=timezone.now() - timedelta(minutes=5))
    dorthin = _url("termin-gehalten", termin.pk)
    assert dorthin in _text(client.get(_url("beratung")))
    assert "Amira Haddad" in _text(client.get(dorthin))
    client.post(dorthin, _eingaben(klienten=[person.pk], sprache="ar"))
    termin.refresh_from_db()
    assert (termin.stand, termin.sprache) == (Terminstand.GEHALTEN, "ar")
    assert Termin.objects.count() == 1
    assert "schon festgehalten" in _text(client.get(dorthin, follow=True))
    assert client.post(_url("termin-gehalten", 0), {}).status_code == 404
    anderer = terminbau.geplant(cm, fall)
    seite = _text(
        client.post(
            _url("termin-gehalten", anderer.pk),
            _eingaben(beginn_tag="12.05.2093", beginn_uhrzeit="9:00", sprache="de"),
        )
    )
    assert "liegt in der Zukunft" in seite


def test_fall_2_kalender_und_listen_zeigen_nichts_aus_der_anderen_kommune(client: Client, ort: Any) -> None:
    dort = KommuneFactory(kreis=ort.kreis)
    andere = fallbau.case_management(dort)
    fremd = fallbau.klient(andere, dort, "Zainab", "Fremdling")
    akte = fallbau.fall(andere, dort, fremd)
    heute = terminbau.geplant(andere, akte, fremd, beginn=timezone.now())
    termin = terminbau.beratung(andere, akte, fremd)
    for seite in ("vor-ort", "woche", "beratung", "termin-planen"):
        assert "Fremdling" not in _text(client.get(_url(seite)))
        assert akte.aktenzeichen not in _text(client.get(_url(seite)))
    gesucht = _text(client.post(_url("beratung"), _eingaben(suchen="1", suche="Fremdling")))
    assert "Zainab" not in gesucht
    for name in (
        "termin-detail",
        "termin-aendern",
        "termin-berichtigen",
        "termin-gehalten",
        "termin-zum-fall",
    ):
        assert client.get(_url(name, termin.pk)).status_code == 404
    for name in ("termin-stand", "terminzettel-drucken"):
        assert client.post(_url(name, heute.pk), {"neu": "abgesagt"}).status_code == 404
    # A forged number attaches nothing.
    antwort = client.post(_url("beratung"), _eingaben(fall_id=akte.pk, klienten=[fremd.pk]))
    assert antwort.status_code == 200
    assert Termin.objects.count() == 2


def test_der_tag(client: Client, cm: Any, ort: Any, fall: Any, person: Any) -> None:
    jetzt = timezone.now()
    kollegin = fallbau.case_management(ort)
    war = terminbau.geplant(cm, fall, person, beginn=jetzt - timedelta(minutes=1))
    terminbau.geplant(kollegin, fall, beginn=jetzt + timedelta(seconds=20))
    alt = terminbau.geplant(cm, fall, beginn=jetzt - timedelta(days=2))
    seite = _text(client.get(_url("vor-ort")))
    assert "Was wurde daraus?" in seite
    assert str(kollegin) in seite
    antwort = client.post(
        _url("termin-stand", war.pk), {"neu": "nicht_erschienen", "von": "liste"}, follow=True
    )
    assert antwort.redirect_chain[0][0] == _url("vor-ort")
    assert "nicht erschienen" in _text(antwort)
    antwort = client.post(_url("termin-stand", alt.pk), {"neu": "abgesagt"}, follow=True)
    assert antwort.redirect_chain[0][0] == _url("termin-detail", alt.pk)
    assert "Fand doch statt" in _text(antwort)
    assert "inzwischen" in _text(
        client.post(_url("termin-stand", alt.pk), {"neu": "nicht_erschienen"}, follow=True)
    )
    assert "nichts geändert" in _text(client.post(_url("termin-stand", alt.pk), {"neu": "x"}, follow=True))


def test_die_woche(client: Client, cm: Any, fall: Any, person: Any) -> None:
    terminbau.beratung(cm, fall, person, beginn=timezone.now() - timedelta(days=21))
    tag = (timezone.localdate() - timedelta(days=21)).isoformat()
    assert "Amira Haddad" in _text(client.get(_url("woche"), {"ab": tag}))
    assert "Amira Haddad" not in _text(client.get(_url("woche"), {"ab": "0001-01-01"}))
    assert client.get(_url("woche"), {"ab": "gestern"}).status_code == 200


def test_die_liste_des_tages_kostet_gleich_viele_abfragen(client: Client, cm: Any, ort: Any) -> None:
    def anlegen() -> None:
        person = fallbau.klient(cm, ort)
        terminbau.beratung(cm, fallbau.fall(cm, ort, person), person, beginn=timezone.now())

    gleiche_abfragen(1, 4, anlegen=anlegen, abrufen=lambda: client.get(_url("vor-ort")), anzahl=10)


def test_die_seite_zum_festhalten_kostet_gleich_viele_abfragen(client: Client, cm: Any, ort: Any) -> None:
    def anlegen() -> None:
        person = fallbau.klient(cm, ort)
        terminbau.beratung(cm, fallbau.fall(cm, ort, person), person, beginn=timezone.now())

    gleiche_abfragen(1, 2, anlegen=anlegen, abrufen=lambda: client.get(_url("beratung")), anzahl=12)


def test_planen_verlegen_und_der_zettel(client: Client, cm: Any, fall: Any, person: Any) -> None:
    zum_fall = client.get(_url("termin-erfassen-fall", fall.pk))
    assert zum_fall.headers["Location"] == f"{_url('beratung')}?fall={fall.pk}"
    seite = _text(client.get(_url("termin-planen"), {"fall": fall.pk}))
    assert f'value="{fall.pk}" id="id_fall_id_wahl_0" data-mittlung="" checked' in seite
    antwort = client.post(
        _url("termin-planen"),
        _eingaben(fall_id=fall.pk, klienten=[person.pk], beginn_tag="12.05.2093", beginn_uhrzeit="9:00"),
        follow=True,
    )
    termin = Termin.objects.get()
    assert termin.stand == Terminstand.GEPLANT
    assert "Terminzettel" in _text(antwort)
    daten = {"schluessel": str(uuid4()), "sprache": "uk", "sachen": ["ausweis"]}
    antwort = client.post(_url("terminzettel-drucken", termin.pk), daten, follow=True)
    auftrag = Auftrag.objects.get(art="dokumente.pdf_erstellen")
    assert antwort.redirect_chain[0][0] == _url("terminzettel", auftrag.pk)
    # Nothing of a person in the job.
    assert set(auftrag.angaben["angaben"]) == {"termin_id", "sprache", "sachen"}
    assert client.post(_url("terminzettel-wiederholen", auftrag.pk)).status_code == 302
    assert "nicht geklappt" in _text(client.post(_url("terminzettel-drucken", termin.pk), {}, follow=True))
    aendern = _url("termin-aendern", termin.pk)
    verlegt = _eingaben(
        stand=stand_von(termin), beginn_tag="13.05.2093", beginn_uhrzeit="10:00", sprache="ar"
    )
    assert client.get(aendern).status_code == 200
    client.post(aendern, verlegt)
    termin.refresh_from_db()
    assert timezone.localtime(termin.beginn).day == 13
    # The second of two who changed at once sees that, and what she typed.
    seite = _text(client.post(aendern, verlegt | {"beginn_tag": "14.05.2093"}))
    assert "inzwischen geändert" in seite
    assert 'value="14.05.2093"' in seite
    termin.stand = Terminstand.ABGESAGT
    termin.save()
    assert "noch bevorstehen" in _text(
        client.post(_url("terminzettel-drucken", termin.pk), daten, follow=True)
    )


def test_aendern_und_danach_berichtigen(client: Client, cm: Any, fall: Any, person: Any) -> None:
    termin = terminbau.beratung(cm, fall, person, dauer_minuten=25)
    aendern, berichtigen = _url("termin-aendern", termin.pk), _url("termin-berichtigen", termin.pk)
    assert 'name="dauer_andere" value="25"' in _text(client.get(aendern))
    assert client.get(berichtigen).status_code == 403
    daten = _eingaben(beginn_tag="12.05.2025", beginn_uhrzeit="9:00", klienten=[person.pk], sprache="de")
    client.post(aendern, {**daten, "stand": stand_von(termin)})
    termin.refresh_from_db()
    assert termin.dauer_minuten == 30
    Termin.objects.filter(pk=termin.pk).update(erfasst_am=timezone.now() - timedelta(days=20))
    assert client.get(aendern).status_code == 403
    assert client.get(berichtigen).status_code == 200
    assert "#id_grund" in _text(client.post(berichtigen, daten))
    seite = _text(client.post(berichtigen, daten | {"grund": "vertippt", "themen": ["kita"]}, follow=True))
    neu = Termin.objects.get(berichtigt=termin)
    for satz in ("Die Berichtigung zählt jetzt", "vertippt", "ersetzt", "zählt"):
        assert satz in seite
    alte = _text(client.get(_url("termin-detail", termin.pk)))
    assert "zählt nicht mehr" in alte
    assert _url("termin-detail", neu.pk) in alte


def test_fall_34_beide_uhren_stehen_auf_der_seite(client: Client, cm: Any, ort: Any) -> None:
    termin = terminbau.beratung(cm, ort=ort)
    morgen = timezone.now() + timedelta(days=1)
    Termin.objects.filter(pk=termin.pk).update(geraet_erfasst_am=morgen)
    seite = _text(client.get(_url("termin-detail", termin.pk)))
    for satz in (
        "Uhr des Geräts",
        "Beim Server angekommen",
        "ging vor",
        timezone.localtime(morgen).strftime("%d.%m.%Y"),
    ):
        assert satz in seite


def test_fall_40_anonym_bleibt_es_auf_jeder_seite(
    client: Client, cm: Any, ort: Any, fall: Any, person: Any
) -> None:
    termin = terminbau.beratung(cm, ort=ort)
    gefaelscht = _eingaben(
        fall_id=fall.pk,
        klienten=[person.pk],
        stand=stand_von(termin),
        beginn_tag="12.05.2025",
        beginn_uhrzeit="9:00",
        sprache="de",
    )
    client.post(_url("termin-aendern", termin.pk), gefaelscht)
    termin.refresh_from_db()
    assert termin.anonym
    # No reading is logged of what belongs to nobody.
    vorher = Lesezugriff.objects.count()
    seite = _text(client.get(_url("termin-detail", termin.pk)))
    assert Lesezugriff.objects.count() == vorher
    assert _url("termin-zum-fall", termin.pk) in seite
    zum_fall = _url("termin-zum-fall", termin.pk)
    assert "Amira Haddad" in _text(client.get(zum_fall))
    heute = timezone.localdate().strftime("%d.%m.%Y")
    daten = {"fall_id": fall.pk, "zugestimmt_am": heute, "klienten": [person.pk]}
    assert "bleibt die Beratung anonym" in _text(client.post(zum_fall, daten))
    ohne = daten | {"klienten": [], "zugestimmt": "on"}
    assert "wer zugestimmt hat" in _text(client.post(zum_fall, ohne))
    spaet = daten | {"zugestimmt": "on", "zugestimmt_am": "12.05.2093"}
    assert "wer zugestimmt hat und wann" in _text(client.post(zum_fall, spaet))
    assert "keinen laufenden" in _text(client.post(zum_fall, {"suchen": "1", "suche": "Niemand"}))
    client.post(zum_fall, daten | {"zugestimmt": "on"})
    assert Termin.objects.get(berichtigt=termin).fall == fall
    assert client.get(zum_fall).status_code == 404


def test_das_lesen_wird_festgehalten(client: Client, cm: Any, fall: Any, person: Any) -> None:
    termin = terminbau.beratung(cm, fall, person)
    client.get(_url("termin-detail", termin.pk))
    zeile = Lesezugriff.objects.latest("nummer")
    assert (zeile.kennzeichen, zeile.objekt_id) == (fall.aktenzeichen, termin.pk)
    assert "Haddad" not in zeile.anlass


def test_die_koordination_liest_und_haelt_nichts_fest(cm: Any, ort: Any, fall: Any, person: Any) -> None:
    termin = terminbau.beratung(cm, fall, person)
    client = angemeldeter_client(fallbau.koordination(ort.kreis))
    seite = _text(client.get(_url("termin-detail", termin.pk)))
    assert "Amira Haddad" in seite
    assert "Nächste Beratung" not in seite
    for name in ("vor-ort", "woche", "beratung", "termin-planen", "arbeitstermin", "kopfzahl"):
        assert client.get(_url(name)).status_code == 403
    assert client.post(_url("termin-stand", termin.pk), {"neu": "abgesagt"}).status_code == 403


def test_mit_mehreren_kommunen_wird_bei_anonym_gefragt(ort: Any) -> None:
    KommuneFactory(kreis=ort.kreis)
    client = angemeldeter_client(fallbau.mukis(ort.kreis))
    seite = _text(client.post(_url("beratung"), _eingaben(fall_id="anonym")))
    assert "für welche Kommune" in seite
    client.post(_url("beratung"), _eingaben(fall_id="anonym", kommune_id=ort.pk))
    assert Termin.objects.get().kommune == ort
