"""Two workers reach for the same row: one does it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kim.auftraege.domain import auftraege_planen, auftrag_ausfuehren, auftrag_erteilen
from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import ZEITPLAENE, Fortschritt, Zeitplan
from tests.werkzeug.wettlauf import wettlauf

pytestmark = pytest.mark.django_db(transaction=True)
BOT = SystemAkteur("Probe")


def test_vier_dienste_ein_auftrag(auftragsart: Callable[..., list[Mapping[str, Any]]]) -> None:
    zugleich = threading.Semaphore(1)

    def tun(werte: Mapping[str, Any], fortschritt: Fortschritt) -> None:
        assert zugleich.acquire(blocking=False), "two ran at the same time"
        time.sleep(0.2)

    gerufen = auftragsart("probe", tun)
    auftrag = auftrag_erteilen(art="probe", schluessel="probe:1", angaben={}, akteur=BOT)
    ausgang = wettlauf(4, lambda _nummer: auftrag_ausfuehren(auftrag_id=auftrag.pk))
    assert sorted(str(stand) for stand in ausgang.alle()) == ["None", "None", "None", str(Stand.ERLEDIGT)]
    assert len(gerufen) == 1


def test_zwei_erteilen_mit_demselben_schluessel(auftragsart: Callable[..., Any]) -> None:
    auftragsart("probe")
    ausgang = wettlauf(
        3,
        lambda _nummer: auftrag_erteilen(art="probe", schluessel="probe:1", angaben={}, akteur=BOT).pk,
    )
    assert len(set(ausgang.alle())) == 1
    assert Auftrag.objects.count() == 1


def test_zwei_zeitplaner_ein_auftrag(
    auftragsart: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    auftragsart("probe")
    plan = Zeitplan("probe", "probe", timedelta(minutes=10))
    monkeypatch.setattr(ZEITPLAENE, "_eintraege", {"probe": plan})
    jetzt = timezone.now()
    wettlauf(3, lambda _nummer: auftraege_planen(jetzt=jetzt)).alle()
    assert Auftrag.objects.count() == 1
