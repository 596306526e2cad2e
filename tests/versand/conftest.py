"""Fixtures of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from kim.stammdaten.models import Kreis
from scripts.rechner import freier_port
from tests.fabriken import KreisFactory
from tests.versand.versandbau import Mailserver, laufender_mailserver


@pytest.fixture
def kreis(db: None) -> Kreis:
    return KreisFactory(email="kim@musterkreis.example")


def _smtp(settings: Any, port: int) -> None:
    settings.KIM_VERSANDWEG = "smtp"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


@pytest.fixture
def mailserver(settings: Any) -> Iterator[Mailserver]:
    with laufender_mailserver() as server:
        _smtp(settings, server.port)
        yield server


@pytest.fixture
def toter_mailserver(settings: Any) -> None:
    """Nobody listens at this port."""
    _smtp(settings, freier_port())


@pytest.fixture
def geschaeftsstelle(
    kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis, email="gs@kreis.example"))


@pytest.fixture
def betrieb(kreis: Kreis, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("systemadministration", kreis=kreis))


@pytest.fixture
def mit_mailserver(settings: Any) -> None:
    """Pages as in an installation that really sends."""
    settings.KIM_VERSANDWEG = "smtp"
