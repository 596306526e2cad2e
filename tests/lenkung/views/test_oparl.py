"""OParl 1.1, as a program sees it: every object against the published schema, and what the schema forgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lenkung.domain.veroeffentlichung import zurueckziehen
from lenkung.models import OParlObjekt
from lenkung.regeln.oparl import LISTEN, zeit
from lenkung.views import oparl as ansicht
from tests.fabriken import KreisFactory
from tests.lenkung import gobau, oparlschema
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung.oparlgang import SYSTEM, alle_objekte, koerper, liste, weg

pytestmark = pytest.mark.django_db

ALLE_ARTEN = {
    "System",
    "Body",
    "LegislativeTerm",
    "Organization",
    "Membership",
    "Meeting",
    "AgendaItem",
    "Paper",
    "Consultation",
    "File",
    "Location",
}


@pytest.fixture(autouse=True)
def _schema() -> None:
    oparlschema.voraussetzen()


@pytest.fixture
def geheim() -> bau.Geheimnisse:
    return bau.veroeffentlichte_geheimnisse()


def _objekte(antworten: dict[str, Any]) -> list[dict[str, Any]]:
    return [objekt for antwort in antworten.values() for objekt in oparlschema.darin(antwort)]


def _arten(objekte: list[dict[str, Any]]) -> set[str]:
    return {oparlschema.art_von(objekt) for objekt in objekte}


def test_jedes_objekt_haelt_das_schema_und_steht_unter_seiner_adresse(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    antworten = alle_objekte(client)
    objekte = _objekte(antworten)
    assert [fund for objekt in objekte for fund in oparlschema.maengel(objekt)] == []
    assert _arten(objekte) == ALLE_ARTEN
    for objekt in objekte:
        assert antworten[weg(objekt["id"])] == objekt, "embedded, listed and alone it is the same"
    # Each list that the specification names is there, also the one that is empty.
    body = koerper(client)
    assert set(LISTEN) <= set(body)
    assert client.get(weg(body["person"])).json()["data"] == []


def test_ein_verletztes_schema_faellt_auf(client: Client, geheim: bau.Geheimnisse) -> None:
    """The counter-proof of the walker."""
    punkt = liste(client, "agendaItem")["data"][0]
    assert oparlschema.maengel(punkt) == []
    ohne = {name: wert for name, wert in punkt.items() if name not in ("order", "modified")}
    assert len(oparlschema.maengel(ohne)) == 2
    assert oparlschema.maengel({**punkt, "created": "2026-01-01T10:00:00Z"})
    assert oparlschema.maengel({**punkt, "meeting": "no address"})
    assert oparlschema.maengel({**punkt, "fremdes": 1})
    assert oparlschema.maengel({**punkt, "deleted": True})


def test_ein_nicht_oeffentlicher_punkt_hat_nur_seinen_platz(client: Client, geheim: bau.Geheimnisse) -> None:
    punkte = {punkt["number"]: punkt for punkt in liste(client, "agendaItem")["data"]}
    assert sorted(punkte) == ["1", "2", "3", "4"]
    verborgen = punkte["2"]
    assert set(verborgen) == {
        "id", "type", "created", "modified", "meeting", "number", "order", "name", "public",
    }  # fmt: skip
    assert (verborgen["name"], verborgen["public"]) == ("Nicht öffentlicher Punkt", False)
    # A hidden Beschluss of a public item leaves neither a Paper nor a result.
    assert "result" not in punkte["3"]
    assert [paper["name"] for paper in liste(client, "paper")["data"]] == [f"{bau.OEFFENTLICHES} beraten"]
    erster = punkte["1"]
    assert erster["result"] == "angenommen"
    assert erster["resolutionText"] == f"Das {bau.OEFFENTLICHES} wird beschlossen."
    assert erster["kim:beschluesse"][0]["weise"] == "einvernehmlich"


def test_eine_sitzung_zeigt_quorum_niederschrift_und_ort(client: Client, geheim: bau.Geheimnisse) -> None:
    (treffen,) = liste(client, "meeting")["data"]
    assert treffen["kim:beschlussfaehigkeit"] == {"vertreten": 3, "nichtVertreten": 1}
    assert treffen["meetingState"] == "durchgeführt"
    assert treffen["cancelled"] is False
    assert treffen["location"]["description"] == "Kreishaus"
    datei = treffen["resultsProtocol"]
    pdf = client.get(weg(datei["accessUrl"]))
    assert pdf.content.startswith(b"%PDF-")
    assert len(pdf.content) == datei["size"]
    assert pdf["Content-Disposition"].startswith("inline")
    assert client.get(weg(datei["downloadUrl"]))["Content-Disposition"].startswith("attachment")


def test_menschen_gibt_es_nur_wo_der_kreis_die_namen_nennen_will(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    bau.eingeschaltet(geheim.gremium, namen=True)
    objekte = _objekte(alle_objekte(client))
    assert [fund for objekt in objekte for fund in oparlschema.maengel(objekt)] == []
    menschen = liste(client, "person")["data"]
    assert sorted(mensch["name"] for mensch in menschen) == sorted(geheim.namen)
    for mensch in menschen:
        assert set(mensch) == {"id", "type", "created", "modified", "body", "name", "membership"}
    # Taken back, only the mark is left that they are gone.
    bau.eingeschaltet(geheim.gremium, namen=False)
    assert liste(client, "person")["data"] == []
    marken = liste(client, "person", modified_since="2020-01-01T00:00:00+00:00")["data"]
    assert {tuple(sorted(marke)) for marke in marken} == {("created", "deleted", "id", "modified", "type")}


def test_was_zurueckgezogen_ist_bleibt_als_marke(client: Client, geheim: bau.Geheimnisse) -> None:
    (vorher,) = liste(client, "file")["data"]
    (papier,) = liste(client, "paper")["data"]
    (treffen,) = liste(client, "meeting")["data"]
    spaeter = timezone.now() + timedelta(minutes=10)
    with time_machine.travel(spaeter, tick=False):
        zurueckziehen(
            sitzung_id=geheim.sitzung.pk, grund="Ein Name stand darin", akteur=gobau.akteur(geheim.gremium)
        )
        assert liste(client, "file")["data"] == []
        assert liste(client, "paper")["data"] == []
        (marke,) = liste(client, "file", modified_since=zeit(spaeter))["data"]
        assert marke == {
            "id": vorher["id"],
            "type": vorher["type"],
            "created": vorher["created"],
            "modified": zeit(spaeter),
            "deleted": True,
        }
        allein = client.get(weg(papier["id"]))
        assert (allein.status_code, allein.json()["deleted"]) == (200, True)
        # What held it has changed with it, and embeds nothing that is gone.
        (danach,) = liste(client, "meeting")["data"]
        assert (danach["id"], danach["created"]) == (treffen["id"], treffen["created"])
        assert danach["modified"] == zeit(spaeter)
        assert "resultsProtocol" not in danach
        # Asked only for what is older than that, it is not there at all.
        assert liste(client, "file", modified_until=vorher["modified"])["data"] == []
        # Published anew, the Beschluss has its old address again.
        bau.veroeffentlicht(geheim.fassung)
        (wieder,) = liste(client, "paper")["data"]
        assert (wieder["id"], wieder["created"]) == (papier["id"], papier["created"])


def test_die_vier_zeitfilter_gelten_auf_jeder_liste(client: Client, geheim: bau.Geheimnisse) -> None:
    vorher, nachher = "2020-01-01T00:00:00+01:00", "2099-01-01T00:00:00+01:00"
    for name in (*LISTEN, ""):
        ziel = weg(koerper(client)[name]) if name else "/oparl/v1.1/body/"
        alle = client.get(ziel).json()["pagination"]["totalElements"]
        for filter_, anzahl in (
            ({"created_since": vorher}, alle),
            ({"created_since": nachher}, 0),
            ({"created_until": vorher}, 0),
            ({"created_until": nachher}, alle),
            ({"modified_since": nachher}, 0),
            ({"modified_until": vorher}, 0),
            ({"modified_until": nachher}, alle),
            ({"created_since": vorher, "modified_until": nachher}, alle),
        ):
            antwort = client.get(ziel, filter_).json()
            assert antwort["pagination"]["totalElements"] == anzahl, (name, filter_)


def test_ein_augenblick_der_grenze_gehoert_dazu(client: Client, geheim: bau.Geheimnisse) -> None:
    (treffen,) = liste(client, "meeting")["data"]
    assert len(liste(client, "meeting", modified_since=treffen["modified"])["data"]) == 1
    assert len(liste(client, "meeting", modified_until=treffen["modified"])["data"]) == 1
    eine_spaeter = zeit(datetime.fromisoformat(treffen["modified"]) + timedelta(seconds=1))
    assert liste(client, "meeting", modified_since=eine_spaeter)["data"] == []
    # A plus sign that was not encoded arrives as a space.
    roh = client.get(f"{weg(koerper(client)['meeting'])}?modified_since={treffen['modified']}")
    assert len(roh.json()["data"]) == 1


def _seiten(client: Client, erste: str) -> Iterator[dict[str, Any]]:
    naechste: str | None = erste
    while naechste:
        seite = client.get(weg(naechste)).json()
        yield seite
        naechste = seite["links"].get("next")


def test_geblaettert_kommt_jedes_objekt_einmal_und_die_filter_bleiben(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    erste = koerper(client)["organization"]
    alle = [satz["id"] for satz in client.get(weg(erste)).json()["data"]]
    assert len(alle) == 5  # the Gremium and four bodies with a seat
    frage = "created_since=2020-01-01T00%3A00%3A00%2B01%3A00"
    seiten = list(_seiten(client, f"{erste}?{frage}&elementsPerPage=2"))
    assert [satz["id"] for seite in seiten for satz in seite["data"]] == alle
    assert [len(seite["data"]) for seite in seiten] == [2, 2, 1]
    for nummer, seite in enumerate(seiten, 1):
        assert seite["pagination"] == {
            "totalElements": 5,
            "elementsPerPage": 2,
            "currentPage": nummer,
            "totalPages": 3,
        }
        assert all(frage in link and "elementsPerPage=2" in link for link in seite["links"].values())
        assert ("next" in seite["links"]) == (nummer < 3)
        assert ("prev" in seite["links"]) == (nummer > 1)
        assert seite["links"]["self"].endswith(f"page={nummer}") == (nummer > 1)
    # A client may ask for less on a page, not for more.
    assert client.get(weg(erste), {"elementsPerPage": "500"}).json()["pagination"]["elementsPerPage"] == 100


@pytest.mark.parametrize(
    ("frage", "status"),
    [
        ({"modified_since": "gestern"}, 400),
        ({"modified_since": "2026-13-45T00:00:00+01:00"}, 400),
        ({"modified_since": "2026-01-01"}, 400),
        ({"page": "0"}, 400),
        ({"page": "x"}, 400),
        ({"page": "²"}, 400),
        ({"elementsPerPage": "9999999999"}, 400),
        ({"page": "2"}, 404),
    ],
)
def test_eine_unsinnige_frage_bekommt_eine_antwort_in_json(
    client: Client, geheim: bau.Geheimnisse, frage: dict[str, str], status: int
) -> None:
    antwort = client.get(weg(koerper(client)["meeting"]), frage)
    assert antwort.status_code == status
    assert antwort["Content-Type"] == "application/json"
    assert antwort["Access-Control-Allow-Origin"] == "*"
    assert antwort.json()["type"].endswith("/Error")


def test_jede_herkunft_darf_lesen_und_nur_lesen(client: Client, geheim: bau.Geheimnisse) -> None:
    for ziel in (SYSTEM, weg(koerper(client)["meeting"]), weg(koerper(client)["id"])):
        antwort = client.get(ziel, HTTP_ORIGIN="https://offen.example")
        assert antwort["Access-Control-Allow-Origin"] == "*"
        assert antwort["Cache-Control"] == "max-age=300, public" or "public" in antwort["Cache-Control"]
        assert not antwort.cookies
        kopf = client.head(ziel)
        assert (kopf.status_code, kopf.content) == (200, b"")
        vorher = client.options(ziel)
        assert (vorher.status_code, vorher["Allow"]) == (204, "GET, HEAD, OPTIONS")
        for methode in (client.put, client.delete):
            verweigert = methode(ziel)
            assert (verweigert.status_code, verweigert.json()["type"][-5:]) == (405, "Error")


def test_was_nicht_oeffentlich_ist_antwortet_wie_was_es_nicht_gibt(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    """A planned session has no address to guess; an unknown one answers the same, to the byte."""
    assert not OParlObjekt.objects.filter(bezug__in=[f"sitzung:{n}" for n in range(1, 1000)]).exclude(
        bezug=f"sitzung:{geheim.sitzung.pk}"
    )
    unbekannt = client.get(f"/oparl/v1.1/meeting/{uuid4()}/")
    assert unbekannt.status_code == 404
    for ziel in (
        f"/oparl/v1.1/paper/{weg(liste(client, 'meeting')['data'][0]['id']).split('/')[-2]}/",
        "/oparl/v1.1/geheim/" + str(uuid4()) + "/",
        f"{weg(koerper(client)['id'])}geheim/",
        f"/oparl/v1.1/body/{uuid4()}/meeting/",
        "/oparl/v1.1/meeting/12/",
        "/oparl/v1.0/system/",
    ):
        antwort = client.get(ziel)
        assert (antwort.status_code, antwort.content) == (404, unbekannt.content), ziel


def test_ohne_eingeschaltete_seite_gibt_es_die_schnittstelle_nicht(client: Client) -> None:
    assert client.get(SYSTEM).status_code == 404
    assert client.get("/oparl/v1.1/body/").json()["data"] == []


def test_ausgeschaltet_ist_alles_fort_und_als_marke_zu_erfahren(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    body = koerper(client)
    bau.eingeschaltet(geheim.gremium, eingeschaltet=False)
    assert client.get("/oparl/v1.1/body/").json()["data"] == []
    seit = {"modified_since": "2020-01-01T00:00:00+01:00"}
    (marke,) = client.get("/oparl/v1.1/body/", seit).json()["data"]
    assert marke["deleted"] is True
    for name in LISTEN:
        assert client.get(weg(body[name])).json()["data"] == []
    assert all(satz["deleted"] for satz in client.get(weg(body["meeting"]), seit).json()["data"])


def test_schaltet_der_kreis_die_lenkung_aus_antwortet_nichts_mehr(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    body = koerper(client)
    kreis = geheim.gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()
    assert client.get(weg(body["id"])).status_code == 404
    assert client.get(weg(body["meeting"])).status_code == 404
    assert client.get(SYSTEM).status_code == 404


def test_zwei_kreise_stehen_nebeneinander(client: Client, geheim: bau.Geheimnisse) -> None:
    anderer = bau.sitzung_mit_geheimnissen(KreisFactory())
    bau.eingeschaltet(anderer.gremium)
    body = client.get("/oparl/v1.1/body/").json()["data"]
    assert {satz["name"] for satz in body} == {geheim.gremium.kreis.name, anderer.gremium.kreis.name}
    listen = [client.get(weg(satz["meeting"])).json()["data"] for satz in body]
    assert [len(liste) for liste in listen] == [1, 1]
    assert listen[0][0]["id"] != listen[1][0]["id"]


def test_die_adressen_sind_die_der_installation(client: Client, geheim: bau.Geheimnisse) -> None:
    """Whatever the request calls the machine, an object has one address."""
    with mock.patch.object(ansicht.settings, "KIM_BASIS_URL", "https://kim.example"):
        antwort = client.get(SYSTEM, HTTP_HOST="testserver").json()
    assert antwort["id"] == "https://kim.example/oparl/v1.1/system/"
