"""Bringing OParl into line: what other acts have changed, what has been hidden since, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest import mock
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kim.basis.zeit import BERLIN
from lenkung import tasks
from lenkung.domain.oparl import oparl_abgleichen
from lenkung.models import OParlObjekt, Veroeffentlichung
from lenkung.regeln.oparl import zeit
from tests.lenkung import oeffentlichbau as bau
from tests.lenkung import oparlschema
from tests.lenkung.oparlgang import liste, weg
from tests.lenkung.sitzungsbau import sitzung

pytestmark = pytest.mark.django_db


@pytest.fixture
def geheim() -> bau.Geheimnisse:
    return bau.veroeffentlichte_geheimnisse()


def test_was_danach_verborgen_wird_zeigt_sofort_nichts_mehr(client: Client, geheim: bau.Geheimnisse) -> None:
    """Before the next run of the schedule: the Sichtstand of the session does not fit any more."""
    (treffen,) = liste(client, "meeting")["data"]
    (papier,) = liste(client, "paper")["data"]
    geheim.sitzung.punkte.filter(position=1).update(oeffentlich=False)
    for name in ("meeting", "agendaItem", "paper", "consultation", "file"):
        assert liste(client, name)["data"] == [], name
    assert client.get(weg(treffen["id"])).status_code == 404
    assert client.get(weg(papier["id"])).status_code == 404
    oparl_abgleichen(kreis_id=geheim.gremium.kreis_id, jetzt=timezone.now())
    (danach,) = liste(client, "meeting")["data"]
    # The published version shows what is hidden now: it is not shown at all, only the agenda.
    assert "resultsProtocol" not in danach
    assert [punkt["public"] for punkt in danach["agendaItem"]] == [False, False, True, True]
    assert client.get(weg(papier["id"])).json()["deleted"] is True


def test_ein_zweiter_abgleich_schreibt_nichts(geheim: bau.Geheimnisse) -> None:
    def lauf() -> int:
        return oparl_abgleichen(kreis_id=geheim.gremium.kreis_id, jetzt=timezone.now())

    lauf()
    vorher = list(OParlObjekt.objects.order_by("pk").values())
    assert lauf() == 0
    assert list(OParlObjekt.objects.order_by("pk").values()) == vorher


def test_der_zeitplan_holt_nach_was_andere_vorgaenge_geaendert_haben(
    client: Client, geheim: bau.Geheimnisse
) -> None:
    neu = sitzung(geheim.gremium, timezone.localdate() + timedelta(days=9), "eingeladen", art="digital",
                  link="https://konferenz.example/neu")  # fmt: skip
    assert len(liste(client, "meeting")["data"]) == 1
    assert tasks.oparl_noetig(timezone.now())
    assert tasks.oparl_nachfuehren({}, mock.Mock())["geaendert"] > 0
    kommend = liste(client, "meeting")["data"][1]
    assert (kommend["meetingState"], kommend["start"]) == ("eingeladen", zeit(neu.beginn))
    assert "location" not in kommend
    assert "konferenz" not in str(kommend)
    oparlschema.voraussetzen()
    assert oparlschema.maengel(kommend) == []


def test_ohne_oeffentliche_seite_laeuft_kein_auftrag() -> None:
    assert not tasks.oparl_noetig(timezone.now())


def test_der_aufwand_waechst_mit_der_zahl_der_objekte_nicht_mit_ihrem_quadrat(
    geheim: bau.Geheimnisse,
) -> None:
    """Four times as many sessions: as many queries, and about as many looks at each Kennung."""
    jetzt, heute = timezone.now(), timezone.localdate()

    def aufwand() -> tuple[int, float]:
        oparl_abgleichen(kreis_id=geheim.gremium.kreis_id, jetzt=jetzt)
        with (
            CaptureQueriesContext(connection) as abfragen,
            mock.patch.object(UUID, "__str__", autospec=True, side_effect=UUID.__str__) as gesehen,
        ):
            assert oparl_abgleichen(kreis_id=geheim.gremium.kreis_id, jetzt=jetzt) == 0
        return len(abfragen), gesehen.call_count / OParlObjekt.objects.count()

    def sitzungen(von: int, bis: int) -> None:
        for nummer in range(von, bis):
            sitzung(geheim.gremium, heute + timedelta(days=nummer), "eingeladen", ort=f"Saal {nummer}")

    sitzungen(100, 110)
    wenige = aufwand()
    sitzungen(110, 140)
    viele = aufwand()
    assert viele[0] == wenige[0]
    assert viele[1] < 1.5 * wenige[1]


def test_der_tag_einer_datei_ist_der_in_berlin(client: Client, geheim: bau.Geheimnisse) -> None:
    """Published half an hour after midnight, which in UTC is the day before."""
    Veroeffentlichung.objects.update(veroeffentlicht_am=datetime(2026, 7, 2, 0, 30, tzinfo=BERLIN))
    oparl_abgleichen(kreis_id=geheim.gremium.kreis_id, jetzt=timezone.now())
    assert [datei["date"] for datei in liste(client, "file")["data"]] == ["2026-07-02"]


def test_ein_objekt_nennt_sich_mit_art_und_kennung(geheim: bau.Geheimnisse) -> None:
    satz = OParlObjekt.objects.get(art="body")
    assert str(satz) == f"body {satz.kennung}"
