"""The services that fetch the rows: embedded worker and scheduler, Celery."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.management import call_command
from django.utils import timezone

from kim import celery
from kim.auftraege import tasks
from kim.auftraege.domain import auftrag_erteilen
from kim.auftraege.models import Auftrag
from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import ZEITPLAENE, Zeitplan
from scripts.absturzprobe import EINSTELLUNGEN
from scripts.rechner import WURZEL, freier_port
from tests.werkzeug.installation import tabellen_uebernehmen

BOT = SystemAkteur("Probe")


def _erteilen(schluessel: str = "probe:1") -> Auftrag:
    return auftrag_erteilen(art="probe", schluessel=schluessel, angaben={}, akteur=BOT)


@pytest.mark.django_db(transaction=True)
def test_einmal_arbeitet_ab_was_faellig_ist(auftragsart: Callable[..., Any]) -> None:
    gerufen = auftragsart("probe")
    for nummer in range(3):
        _erteilen(f"probe:{nummer}")
    call_command("auftraege_arbeiten", einmal=True)
    assert len(gerufen) == 3
    assert set(Auftrag.objects.values_list("stand", flat=True)) == {"erledigt"}


@pytest.mark.django_db(transaction=True)
def test_ein_fehler_in_einem_auftrag_haelt_die_anderen_nicht_auf(auftragsart: Callable[..., Any]) -> None:
    def tun(werte: Any, fortschritt: Any) -> None:
        raise RuntimeError

    auftragsart("kaputt", tun)
    auftragsart("probe")
    auftrag_erteilen(art="kaputt", schluessel="kaputt:1", angaben={}, akteur=BOT)
    _erteilen()
    call_command("auftraege_arbeiten", einmal=True)
    assert dict(Auftrag.objects.values_list("art", "stand")) == {"kaputt": "wartet", "probe": "erledigt"}


@pytest.mark.django_db
def test_einmal_planen_legt_an_was_faellig_ist(
    auftragsart: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    auftragsart("probe")
    monkeypatch.setattr(ZEITPLAENE, "_eintraege", {"probe": Zeitplan("probe", "probe", timedelta(minutes=1))})
    call_command("auftraege_planen")
    assert [a.art for a in Auftrag.objects.all()] == ["probe"]


@pytest.fixture
def eigene_installation(tmp_path: Path, django_db_setup: None) -> dict[str, str]:
    umgebung = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": EINSTELLUNGEN,
        "KIM_PROBE_SQLITE": str(tmp_path / "probe.sqlite3"),
        "KIM_TEST_DB": "",
        "TMPDIR": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    tabellen_uebernehmen(umgebung["KIM_PROBE_SQLITE"])
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=WURZEL, env=umgebung, check=True, timeout=120
    )
    return umgebung


def _dienst(umgebung: dict[str, str], *befehl: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *befehl],
        cwd=WURZEL,
        env=umgebung,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.langsam
@pytest.mark.eine_datenbank
def test_beide_dienste_enden_sauber_auf_sigterm(eigene_installation: dict[str, str]) -> None:
    dienste = [
        _dienst(eigene_installation, "auftraege_arbeiten", "--pause", "0.1"),
        _dienst(eigene_installation, "auftraege_planen", "--dauerhaft", "--pause", "0.1"),
    ]
    try:
        _warten_bis_etwas_getan_ist(eigene_installation)
        for dienst in dienste:
            dienst.send_signal(signal.SIGTERM)
        for dienst in dienste:
            _ausgabe, fehler = dienst.communicate(timeout=20)
            assert dienst.returncode == 0, fehler.decode()[-2000:]
            assert b"Traceback" not in fehler
    finally:
        for dienst in dienste:
            if dienst.poll() is None:
                dienst.kill()
                dienst.wait()


def _warten_bis_etwas_getan_ist(umgebung: dict[str, str]) -> None:
    """The scheduler files the daily clean-up, the worker does it."""
    ende = time.monotonic() + 60
    while time.monotonic() < ende:
        with sqlite3.connect(f"file:{umgebung['KIM_PROBE_SQLITE']}?mode=ro", uri=True) as verbindung:
            frage = "SELECT count(*) FROM auftraege_auftrag WHERE stand = 'erledigt'"
            if verbindung.execute(frage).fetchone()[0]:
                return
        time.sleep(0.2)
    raise AssertionError("nothing was done in a minute")


# Celery ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_die_aufgaben_heissen_so_wie_beat_sie_ruft_und_duerfen_zweimal_laufen(
    auftragsart: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = celery.app
    geplant = {eintrag["task"] for eintrag in app.conf.beat_schedule.values()}
    assert geplant == {tasks.kehren.name, tasks.planen.name}
    assert tasks.ausfuehren.name == "kim.auftraege.ausfuehren"
    gerufen = auftragsart("probe")
    auftrag = _erteilen()
    tasks.ausfuehren(auftrag.pk)
    tasks.ausfuehren(auftrag.pk)
    assert len(gerufen) == 1
    monkeypatch.setattr(ZEITPLAENE, "_eintraege", {"probe": Zeitplan("probe", "probe", timedelta(minutes=1))})
    tasks.planen()
    tasks.kehren()
    assert Auftrag.objects.count() == 2


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the app's broker, put back afterwards."""
    vorher = celery.app.conf.broker_url
    celery.wecken._pause_bis = 0.0
    celery.app.conf.broker_url = request.param
    celery.app._pool = None
    celery.app.amqp._producer_pool = None
    yield request.param
    celery.app.conf.broker_url = vorher
    celery.app._pool = None
    celery.app.amqp._producer_pool = None
    celery.wecken._pause_bis = 0.0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "broker", [f"redis://127.0.0.1:{freier_port()}/0"], ids=["niemand-da"], indirect=True
)
def test_ein_toter_broker_haelt_keine_seite_auf(
    auftragsart: Callable[..., Any], settings: Any, broker: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.KIM_AUFTRAG_WECKER = "kim.celery.wecken"
    auftragsart("probe")
    beginn = time.monotonic()
    for nummer in range(20):
        _erteilen(f"probe:{nummer}")
    assert time.monotonic() - beginn < 5
    assert set(Auftrag.objects.values_list("stand", flat=True)) == {"wartet"}
    assert "BrokerPause" in caplog.text


@pytest.mark.redis
@pytest.mark.skipif(not os.environ.get("KIM_TEST_REDIS"), reason="needs Redis (KIM_TEST_REDIS)")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", [os.environ.get("KIM_TEST_REDIS", "")], indirect=True)
def test_der_weckruf_kommt_bei_redis_an(auftragsart: Callable[..., Any], settings: Any, broker: str) -> None:
    settings.KIM_AUFTRAG_WECKER = "kim.celery.wecken"
    auftragsart("probe")
    with redis.Redis.from_url(broker) as verbindung:
        verbindung.delete("celery")
        auftrag = _erteilen()
        [nachricht] = verbindung.lrange("celery", 0, -1)
        verbindung.delete("celery")
    assert b"kim.auftraege.ausfuehren" in nachricht
    assert auftrag.fruehestens <= timezone.now()
