"""Links in mails act only after a button is pressed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import Fachfehler
from kim.basis.linkzweck import LINKZWECKE, Linkergebnis, Linkzweck
from kim.versand.domain.aktionslink import (
    LinkUngueltig,
    aktionslink_ausstellen,
    aktionslink_einloesen,
    aktionslinks_widerrufen,
)
from kim.versand.models import Aktionslink
from kim.versand.regeln.aktionslink import fingerabdruck

pytestmark = pytest.mark.django_db
BOT = SystemAkteur("Probe")


@pytest.fixture
def getan(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids for which something was done."""
    getan: list[int] = []

    def zusagen(ziel_id: int) -> Linkergebnis:
        if ziel_id == 13:
            raise Fachfehler("Die Sitzung ist schon vorbei.")
        getan.append(ziel_id)
        return Linkergebnis("Danke", "Ihre Zusage ist vermerkt.", url="/danke/", knopf="Weiter")

    for zweck in (
        Linkzweck(
            "probe.zusagen", "Zusagen", "Sie sagen zu.", "Ja, ich komme", zusagen, lambda nr: f"Platz {nr}"
        ),
        Linkzweck(
            "probe.mehrfach",
            "Antworten",
            "Sie antworten.",
            "Antworten",
            lambda nr: Linkergebnis("Danke", str(getan.append(nr) or "")),
            einmalig=False,
        ),
    ):
        monkeypatch.setitem(LINKZWECKE._eintraege, zweck.schluessel, zweck)
    return getan


def ausstellen(ziel_id: int = 12, zweck: str = "probe.zusagen", tage: int = 7) -> str:
    url = aktionslink_ausstellen(
        zweck=zweck, ziel_id=ziel_id, gueltig_bis=timezone.now() + timedelta(days=tage), akteur=BOT
    )
    assert url.startswith("http://testserver/versand/link/")
    return url.removeprefix("http://testserver")


def token(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[1]


def test_gespeichert_wird_nur_der_fingerabdruck(getan: list[int]) -> None:
    url = ausstellen()
    link = Aktionslink.objects.get()
    assert link.token_hash == fingerabdruck(token(url))
    assert token(url) not in str(vars(link))
    assert len(token(url)) >= 43


def test_ein_unbekannter_zweck_faellt_beim_ausstellen_auf() -> None:
    with pytest.raises(KeyError, match="Linkzwecke"):
        ausstellen(zweck="gibt.es.nicht")


def test_oeffnen_zeigt_nur_einen_knopf_und_aendert_nichts(getan: list[int], client: Client) -> None:
    """Mail scanners open every link, some more than once."""
    url = ausstellen()
    vorher = Aktionslink.objects.values().get()
    for _nummer in range(3):
        antwort = client.get(url)
        assert client.head(url).status_code == 200
    assert antwort.status_code == 200
    inhalt = antwort.content.decode()
    assert "Ja, ich komme" in inhalt
    assert "Platz 12" in inhalt
    assert antwort["Referrer-Policy"] == "strict-origin"
    assert "no-store" in antwort["Cache-Control"]
    assert (getan, Aktionslink.objects.values().get()) == ([], vorher)


def test_der_knopf_handelt_einmal(getan: list[int], client: Client) -> None:
    url = ausstellen()
    antwort = client.post(url)
    assert "Ihre Zusage ist vermerkt." in antwort.content.decode()
    assert 'href="/danke/"' in antwort.content.decode()
    nochmal = client.post(url)
    assert nochmal.status_code == 410
    assert "schon benutzt" in nochmal.content.decode()
    assert getan == [12]


def test_ein_mehrfacher_link_bleibt_offen(getan: list[int], client: Client) -> None:
    url = ausstellen(zweck="probe.mehrfach")
    assert [client.post(url).status_code, client.post(url).status_code] == [200, 200]
    assert getan == [12, 12]


def test_lehnt_die_handlung_ab_bleibt_der_link_wie_er_war(getan: list[int], client: Client) -> None:
    antwort = client.post(ausstellen(13))
    assert antwort.status_code == 409
    assert "Die Sitzung ist schon vorbei." in antwort.content.decode()
    assert Aktionslink.objects.get().eingeloest_am is None


def test_unbekannt_abgelaufen_und_widerrufen_sagen_was_zu_tun_ist(getan: list[int], client: Client) -> None:
    unbekannt = client.get("/versand/link/gibt-es-nicht/")
    assert (unbekannt.status_code, "noch einmal aus der E-Mail" in unbekannt.content.decode()) == (404, True)
    url = ausstellen(tage=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        abgelaufen = client.post(url)
    assert (abgelaufen.status_code, "bitten Sie um einen neuen" in abgelaufen.content.decode()) == (410, True)
    assert aktionslinks_widerrufen(zweck="probe.zusagen", ziel_id=12) == 1
    assert aktionslinks_widerrufen(zweck="probe.zusagen", ziel_id=12) == 0
    widerrufen = client.get(url)
    assert (widerrufen.status_code, "neueste E-Mail" in widerrufen.content.decode()) == (410, True)
    assert getan == []


def test_ein_link_gilt_nur_fuer_seinen_zweck(getan: list[int]) -> None:
    url = ausstellen()
    with pytest.raises(LinkUngueltig) as falsch:
        aktionslink_einloesen(token=token(url), zweck="probe.mehrfach")
    assert (falsch.value.code, getan) == ("unbekannt", [])


def test_ein_zweck_den_es_nicht_mehr_gibt_ist_ein_unbekannter_link(
    getan: list[int], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = ausstellen()
    monkeypatch.delitem(LINKZWECKE._eintraege, "probe.zusagen")
    assert client.get(url).status_code == 404


def test_ein_zweck_mit_eigener_seite_laesst_sich_nicht_mit_einem_knopf_einloesen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where one button is not enough there is nothing to do; the link stays as it was."""
    zweck = Linkzweck("probe.seite", "Antworten", "", "", einmalig=True)
    monkeypatch.setitem(LINKZWECKE._eintraege, zweck.schluessel, zweck)
    url = ausstellen(zweck="probe.seite")
    with pytest.raises(LinkUngueltig, match="Diesen Link gibt es nicht") as ohne:
        aktionslink_einloesen(token=token(url), zweck="probe.seite")
    assert (ohne.value.code, Aktionslink.objects.get().eingeloest_am) == ("unbekannt", None)


def test_die_adresse_enthaelt_keine_personendaten(getan: list[int]) -> None:
    url = ausstellen(4711)
    assert "4711" not in url.replace(token(url), "")
    assert "zusagen" not in url


def test_eine_frist_in_der_vergangenheit_nimmt_die_datenbank_nicht_an(getan: list[int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ausstellen(tage=-1)


def test_andere_methoden_gibt_es_nicht(getan: list[int], client: Client) -> None:
    assert client.put(ausstellen()).status_code == 405


def test_ohne_csrf_schutz_handelt_der_knopf_nicht(getan: list[Any]) -> None:
    assert Client(enforce_csrf_checks=True).post(ausstellen()).status_code == 403
    assert getan == []
