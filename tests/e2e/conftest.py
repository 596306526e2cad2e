"""Browser, server and stage, made once for all tests of this folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.browser import starten
from tests.e2e.buehne import Ablage, Buehne, aufbauen, datenbank_danach_wie_vorher
from tests.e2e.pruefungen import unentschieden_datei

SEITEN = Path(__file__).with_name("test_seiten.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)
    # What is asked of one address stands together: one process does it and reads the page's shapes once.
    stellen = [nummer for nummer, item in enumerate(items) if item.path == SEITEN]
    for nummer, item in zip(stellen, sorted((items[n] for n in stellen), key=_adresse), strict=True):
        items[nummer] = item


def _adresse(item: Any) -> str:
    return str(item.callspec.params.get("adresse", ""))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, so Django would refuse the database, though nothing is
    # asynchronous here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    unentschieden_datei().unlink(missing_ok=True)
    with sync_playwright() as playwright:
        chromium = starten(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def buehne(browser: Browser, django_db_setup: None, django_db_blocker: Any) -> Iterator[Buehne]:
    with django_db_blocker.unblock(), datenbank_danach_wie_vorher():
        server = LiveServer("127.0.0.1:0", start=False)
        server.thread.static_handler = Ablage
        server.start()
        buehne = aufbauen(browser, server.url)
        yield buehne
        buehne.schliessen()
        server.stop()
