"""What the shell is made of, and what the server answers to a device."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Uebertragung
from casemgmt.regeln.termin import Terminstand
from casemgmt.views.ohne_netz import MODULE, dateien
from kim.protokoll.models import Lesezugriff
from tests.casemgmt import fallbau as bau
from tests.casemgmt import ohnenetzbau as vb
from tests.conftest import angemeldeter_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ort() -> Any:
    return bau.kommune()


@pytest.fixture
def cm(ort: Any) -> Any:
    return bau.case_management(ort, name="Karla Nordmann")


def url(name: str, *args: Any) -> str:
    return reverse(f"casemgmt:{name}", args=args)


def posten(client: Client, name: str, daten: Any, **kopf: Any) -> Any:
    return client.post(url(name), json.dumps(daten), content_type="application/json", **kopf)


def test_die_huelle_ist_fuer_alle_gleich_und_nennt_niemanden(cm: Any) -> None:
    fremd = Client().get(url("ohne-netz-offline"))
    eigen = angemeldeter_client(cm).get(url("ohne-netz-offline"))
    assert fremd.content == eigen.content
    assert "Karla" not in eigen.content.decode()
    assert "csrfmiddlewaretoken" not in eigen.content.decode()
    assert eigen["Cache-Control"] == "no-cache"


def test_der_dienst_behaelt_genau_die_huelle_und_ihre_dateien() -> None:
    antwort = Client().get(url("ohne-netz-dienst"))
    liste = json.loads(re.search(r"const DATEIEN = (\[.*?\]);", antwort.content.decode())[1])  # type: ignore[index]
    assert liste == [url("ohne-netz-offline"), *dateien()]
    assert antwort["Content-Type"].startswith("text/javascript")
    fehlend = [pfad for pfad in dateien() if finders.find(pfad.removeprefix("/static/")) is None]
    assert fehlend == []


def test_jedes_modul_der_seite_steht_in_der_liste() -> None:
    """What a module imports would be missing without a network."""
    for name in MODULE:
        text = Path(str(finders.find(f"js/ohne_netz/{name}.js"))).read_text()
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= set(MODULE)


def test_das_manifest_macht_die_seite_installierbar() -> None:
    angaben = Client().get(url("ohne-netz-manifest")).json()
    assert angaben["display"] == "standalone"
    assert angaben["start_url"].startswith(angaben["scope"])
    assert [i["sizes"] for i in angaben["icons"]] == ["192x192", "512x512"]


def test_ein_geraet_meldet_sich_an_und_liefert(cm: Any, ort: Any) -> None:
    client = angemeldeter_client(cm, Client(enforce_csrf_checks=True))
    zeichen = client.get(url("ohne-netz-geraet"))
    assert zeichen["Cache-Control"] == "no-store"
    kopf = {"headers": {"X-CSRFToken": zeichen.json()["csrf"]}}
    assert posten(client, "ohne-netz-geraet", {}).status_code == 403, "without the token nothing is taken"
    antwort = posten(client, "ohne-netz-geraet", {"marken": []}, **kopf).json()
    assert antwort["kommunen"] == [{"id": ort.pk, "name": ort.name}]
    assert antwort["bereich"] == "lokal"
    assert (
        posten(client, "ohne-netz-geraet", {"marken": [antwort["marke"]]}, **kopf).json()["geheimnis"] == ""
    )
    from casemgmt.models import Erfassungsgeraet

    roh = vb.kasten(Erfassungsgeraet.objects.get(), vb.inhalt(vb.beratung()))
    da = posten(client, "ohne-netz-annehmen", {"kasten": roh, "jetzt": vb.jetzt().isoformat()}, **kopf)
    assert da.json() == {"kennung": roh["kennung"], "stand": "angenommen", "text": "", "grund": ""}
    assert Uebertragung.objects.get().geraet_gesendet_am is not None


def test_wer_nicht_vor_ort_beraet_bekommt_keine_kommune_zur_wahl(ort: Any) -> None:
    antwort = posten(
        angemeldeter_client(bau.mukis(ort.kreis)), "ohne-netz-geraet", {"marken": ["kaputt"]}
    ).json()
    assert (antwort["kommunen"], antwort["bereich"]) == ([], "mukis")
    assert {"schluessel": "wohnen", "titel": "Wohnen"} in antwort["themen"]


@pytest.mark.parametrize(
    "text", ["", "kein JSON", "[]", '{"kasten": {}}', '{"jetzt": "2026-99-99T10:00:00Z", "kasten": 1}']
)
@pytest.mark.parametrize("name", ["ohne-netz-annehmen", "ohne-netz-einwerfen"])
def test_unlesbares_ist_422_und_bleibt_auf_dem_geraet(cm: Any, text: str, name: str) -> None:
    antwort = angemeldeter_client(cm).post(url(name), text, content_type="application/json")
    assert antwort.status_code == 422
    assert not Uebertragung.objects.exists()


def test_was_zu_gross_ist_wird_nicht_gelesen(cm: Any) -> None:
    antwort = posten(angemeldeter_client(cm), "ohne-netz-annehmen", {"kasten": "x" * 600_000})
    assert antwort.status_code == 422


def test_einwerfen_ohne_anmeldung_gilt_nur_mit_dem_geheimnis_des_geraets(cm: Any) -> None:
    roh = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung()))
    cm.is_active, cm.gesperrt_am, cm.sperrgrund = False, timezone.now(), "ausgeschieden"
    cm.save()
    client = Client(enforce_csrf_checks=True)
    assert posten(client, "ohne-netz-einwerfen", {"kasten": roh, "geheimnis": ""}).json()["stand"] == "fremd"
    antwort = posten(client, "ohne-netz-einwerfen", {"kasten": roh, "geheimnis": vb.GEHEIMNIS, "jetzt": "x"})
    assert (antwort.json()["stand"], antwort.json()["kennung"]) == ("abgelegt", roh["kennung"])


def test_die_tagesmappe_traegt_keinen_namen_und_wird_protokolliert(cm: Any, ort: Any) -> None:
    fall = bau.fall(cm, ort, bau.klient(cm, ort, "Amira", "Haddad"))
    bau.termin(cm, fall, stand=Terminstand.GEPLANT, naechster_schritt="Mit Amira Haddad zum Amt")
    bau.termin(cm, fall, naechster_schritt="schon gehalten")
    bau.termin(cm, ort=ort, stand=Terminstand.GEPLANT, naechster_schritt="Sprechstunde")
    antwort = posten(angemeldeter_client(cm), "ohne-netz-mappe", {})
    assert antwort["Cache-Control"] == "no-store"
    schritte = {b["naechster_schritt"]: b["aktenzeichen"] for b in antwort.json()["blaetter"]}
    assert schritte == {"Mit … … zum Amt": fall.aktenzeichen, "Sprechstunde": ""}
    assert Lesezugriff.objects.filter(art="casemgmt.termin", konto_id=cm.pk).count() == 1


def test_auch_ohne_fall_traegt_die_tagesmappe_keinen_namen(cm: Any, ort: Any) -> None:
    klient = bau.klient(cm, ort, "Amira", "Haddad")
    bau.termin(cm, None, klient, ort=ort, stand=Terminstand.GEPLANT, naechster_schritt="Amira Haddad zum Amt")
    (blatt,) = posten(angemeldeter_client(cm), "ohne-netz-mappe", {}).json()["blaetter"]
    assert blatt["naechster_schritt"] == "… … zum Amt"


@pytest.mark.parametrize("name", ["ohne-netz-annehmen", "ohne-netz-einwerfen"])
def test_endlos_geschachteltes_ist_422(cm: Any, name: str) -> None:
    antwort = angemeldeter_client(cm).post(url(name), "[" * 200_000, content_type="application/json")
    assert antwort.status_code == 422


def test_ist_das_modul_aus_wartet_auch_was_eingeworfen_wird(cm: Any, ort: Any) -> None:
    roh = vb.kasten(vb.geraet(cm), vb.inhalt(vb.beratung()))
    cm.is_active, cm.gesperrt_am, cm.sperrgrund = False, timezone.now(), "ausgeschieden"
    cm.save()
    kreis = ort.kreis
    kreis.modul_casemgmt = False
    kreis.save()
    antwort = posten(Client(), "ohne-netz-einwerfen", {"kasten": roh, "geheimnis": vb.GEHEIMNIS})
    assert antwort.json()["stand"] == "warten"
    assert not Uebertragung.objects.exists()


def test_zwei_marken_eines_kontos_nennt_der_server_beide(cm: Any, ort: Any) -> None:
    """Two windows opened for the first time at once are given one each."""
    marken = [str(vb.geraet(konto).marke) for konto in (cm, cm, bau.case_management(ort))]
    client = angemeldeter_client(cm)
    antwort = posten(client, "ohne-netz-geraet", {"marken": [*marken, "kaputt"]}).json()
    assert (antwort["marke"], antwort["marken"]) == (marken[0], marken[:2])
    assert posten(client, "ohne-netz-geraet", {"marken": 7}).json()["marken"] == []


def test_das_zeichen_des_kontos_steht_auf_jeder_seite_und_nennt_niemanden(cm: Any, ort: Any) -> None:
    zeichen = [
        posten(angemeldeter_client(konto), "ohne-netz-geraet", {}).json()["zeichen"]
        for konto in (cm, bau.case_management(ort))
    ]
    assert zeichen[0] != zeichen[1]
    assert f'data-kontozeichen="{zeichen[0]}"' in angemeldeter_client(cm).get("/").content.decode()


def test_fall_35_keine_seite_der_fallarbeit_bleibt_in_einem_zwischenspeicher(cm: Any) -> None:
    client = angemeldeter_client(cm)
    for name in ("uebersicht", "ablage"):
        assert client.get(url(name))["Cache-Control"] == "no-store"
    # The start page may hold somebody's next step; elsewhere "back" keeps what stands in a form.
    assert client.get("/")["Cache-Control"] == "no-store"
    assert client.get(reverse("web:hilfe"))["Cache-Control"] == "private, no-cache"


def liegend(konto: Any, **daten: Any) -> Uebertragung:
    from casemgmt.domain.uebertragung import annehmen

    roh = vb.kasten(vb.geraet(konto), vb.inhalt(vb.beratung(**daten)))
    annehmen(roh=roh, geraet_jetzt=vb.jetzt(), akteur=konto)
    return Uebertragung.objects.latest("pk")


def test_die_ablage_zeigt_grund_inhalt_und_wege(cm: Any) -> None:
    satz = liegend(cm, aktenzeichen="KIM-1999-0001")
    client = angemeldeter_client(cm)
    assert "Kein Zugang zum Fall" in client.get(url("ablage")).content.decode()
    seite = client.get(url("ablage-detail", satz.pk)).content.decode()
    for wort in ("Sucht eine Wohnung.", "KIM-1999-0001", "Wohnen", "Als anonyme Beratung speichern"):
        assert wort in seite
    assert Lesezugriff.objects.filter(art="casemgmt.uebertragung", objekt_id=satz.pk).count() == 1
    heute = client.get("/").content.decode()
    assert "Einen eigenen Eintrag, der nicht übertragen ist, in Ordnung bringen" in heute


def test_die_ablage_verraet_der_schreibenden_nicht_ob_es_den_fall_gibt(cm: Any, ort: Any) -> None:
    anderswo = bau.kommune(ort.kreis, name="Fernweiler")
    fremder = bau.fall(bau.case_management(anderswo), anderswo)
    client = angemeldeter_client(cm)
    seiten = []
    for zeichen in (fremder.aktenzeichen, "KIM-1999-0001"):
        satz = liegend(cm, aktenzeichen=zeichen, kommune_id=ort.pk)
        seite = (
            client.get(url("ablage-detail", satz.pk)).content.decode()
            + client.get(url("ablage")).content.decode()
        )
        assert "Fernweiler" not in seite
        seiten.append(satz.hinweis)
    assert seiten[0] == seiten[1]
    aufsicht = angemeldeter_client(bau.koordination(ort.kreis))
    liste = aufsicht.get(url("ablage")).content.decode()
    assert f"Beratung, {ort}" in liste, "a wrong number does not carry it elsewhere"


def test_aus_der_ablage_als_anonym_gespeichert(cm: Any) -> None:
    satz = liegend(cm, aktenzeichen="KIM-1999-0001")
    client = angemeldeter_client(cm)
    fehler = client.post(url("ablage-detail", satz.pk), {"weg": "zugeordnet"})
    assert "Bitte das Aktenzeichen angeben." in fehler.content.decode()
    fehler = client.post(url("ablage-detail", satz.pk), {"weg": "abgelegt"})
    assert "Bitte sagen, wie der Eintrag erledigt wurde." in fehler.content.decode()
    fehler = client.post(url("ablage-detail", satz.pk), {"weg": "wiederholt"})
    assert "Diesen Fall gibt es nicht" in fehler.content.decode()
    assert client.post(url("ablage-detail", satz.pk), {"weg": "anonym"}).url == url("ablage")
    assert "als anonyme Beratung gespeichert" in client.get(url("ablage")).content.decode()
    assert "Erledigt von Karla Nordmann" in client.get(url("ablage-detail", satz.pk)).content.decode()


def test_die_koordination_sieht_was_sie_beaufsichtigt_und_niemand_sonst(cm: Any, ort: Any) -> None:
    satz = liegend(cm, themen=[], kommune_id=ort.pk)
    aufsicht = angemeldeter_client(bau.koordination(ort.kreis, ort))
    assert "Freigeben" in aufsicht.get(url("ablage-detail", satz.pk)).content.decode()
    assert "Über einen Eintrag entscheiden" in aufsicht.get("/").content.decode()
    kollegin = angemeldeter_client(bau.case_management(ort))
    assert kollegin.get(url("ablage-detail", satz.pk)).status_code == 404
    assert "Alles ist übertragen" in kollegin.get(url("ablage")).content.decode()


def test_fall_34_die_seite_nennt_beide_uhren(cm: Any) -> None:

    from casemgmt.domain.uebertragung import annehmen

    for abstand, worte in (
        (timedelta(days=1), "geht 24 Stunden vor"),
        (-timedelta(minutes=40), "geht 40 Minuten nach"),
    ):
        roh = vb.kasten(vb.geraet(cm), vb.inhalt({**vb.beratung(), "themen": []}))
        annehmen(roh=roh, geraet_jetzt=vb.jetzt() + abstand, akteur=cm)
        satz = Uebertragung.objects.latest("pk")
        seite = angemeldeter_client(cm).get(url("ablage-detail", satz.pk)).content.decode()
        assert worte in seite
        assert "Die Zeit um den Fehler der Uhr berichtigen" in seite


def test_eine_liegende_familie_zeigt_ihre_personen_und_unlesbares_nichts(cm: Any) -> None:
    from casemgmt.domain.uebertragung import annehmen

    geraet = vb.geraet(cm)
    personen = [{"vorname": "Samira", "nachname": "Nasser"}]
    roh = vb.kasten(geraet, vb.inhalt({"personen": personen}, "familie"))
    for was in (roh, {**vb.kasten(geraet, {}), "v": 9}):
        annehmen(roh=was, geraet_jetzt=None, akteur=cm)
    client = angemeldeter_client(cm)
    seiten = [
        client.get(url("ablage-detail", satz.pk)).content.decode()
        for satz in Uebertragung.objects.order_by("pk")
    ]
    assert "Samira Nasser" in seiten[0]
    assert "ließ sich nicht öffnen" in seiten[1]


def test_die_ablage_zeigt_alles_was_erfasst_wurde_zum_nachtragen(cm: Any, ort: Any) -> None:
    from casemgmt.domain.uebertragung import annehmen

    eine = {
        "vorname": "Samira",
        "nachname": "Nasser",
        "geburtsjahr": "1990",
        "rolle": "kind",
        "sprachen": ["uk"],
    }
    einwilligung = {"umfang": "An das Jobcenter", "zeuge": "Zora Zeugin", "unterschrift": [[[1, 2], [3, 4]]]}
    neue = {
        "kommune_id": ort.pk,
        "hinweis_gegeben": True,
        "hinweis_sprache": "fa",
        "personen": [eine, "kaputt"],
        "einwilligung": einwilligung,
    }
    halbe = vb.beratung(kanal="telefon", sprachmittlung="keine", sprache="tr", sonstiges="etwas Neues")
    geraet = vb.geraet(cm)
    for was in (vb.inhalt(neue, "familie"), vb.inhalt(halbe, entwurf=True)):
        annehmen(roh=vb.kasten(geraet, was), geraet_jetzt=None, akteur=cm)
    client = angemeldeter_client(cm)
    familie, beratung = (
        client.get(url("ablage-detail", satz.pk)).content.decode()
        for satz in Uebertragung.objects.order_by("pk")
    )
    worte = (
        "Samira Nasser",
        "1990",
        "Kind",
        "Ukrainisch",
        "Farsi",
        "An das Jobcenter",
        "Zora Zeugin",
        ort.name,
    )
    assert [wort for wort in (*worte, "kaputt", 'points="1,2 3,4"') if wort not in familie] == []
    assert [w for w in ("Telefon", "Türkisch", "Sprachmittlung", "etwas Neues") if w not in beratung] == []
