"""What all tests may use: accounts with roles, signing in, each role in turn."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from kim.konten.models import Konto
from kim.konten.regeln.rollen import Rolle
from kim.web.feste_abfrage import alles_vergessen
from tests.fabriken import konto_mit_rolle as _konto_mit_rolle
from tests.werkzeug import leeredatenbank
from tests.werkzeug.laeufe import aendert_keine_datenbank, ungezaehlt, wird_gezaehlt
from tests.werkzeug.protokoll import lesezugriffe_leeren

BACKEND = "kim.konten.backends.anmeldung.KontoBackend"


def zweiten_faktor_geben(konto: Konto) -> str:
    """App and recovery codes, as after setting them up; returns the secret for making codes."""
    vorhanden = Authenticator.objects.filter(user=konto, type=Authenticator.Type.TOTP).first()
    if vorhanden is not None:
        return get_adapter().decrypt(vorhanden.data["secret"])
    geheimnis = generate_totp_secret()
    TOTP.activate(konto, geheimnis)
    RecoveryCodes.activate(konto)
    return geheimnis


def angemeldeter_client(konto: Konto, client: Client | None = None) -> Client:
    """A client signed in just now, with the second factor where the roles demand one."""
    client = client or Client()
    client.force_login(konto, backend=BACKEND)
    assert client.session[BACKEND_SESSION_KEY] == BACKEND
    verfahren = [{"method": "password", "at": timezone.now().timestamp(), "email": konto.email}]
    if konto.braucht_zweiten_faktor:
        zweiten_faktor_geben(konto)
        verfahren.append({"method": "mfa", "at": timezone.now().timestamp(), "type": "totp"})
    sitzung = client.session
    sitzung["account_authentication_methods"] = verfahren
    sitzung.save()
    return client


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What no database changes runs once, not on each."""
    for item in items:
        if "regeln" in item.path.parent.parts and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.ohne_datenbank)
        if aendert_keine_datenbank(item):
            item.add_marker(pytest.mark.eine_datenbank)
        if not wird_gezaehlt(item):
            item.add_marker(pytest.mark.no_cover)


_UNGEZAEHLTES = [False]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """pytest-cov itself leaves out only the test proper, not the world that is built for it."""
    if item.get_closest_marker("no_cover"):
        _UNGEZAEHLTES[0] = True
        with ungezaehlt(item.config):
            return (yield)
    if _UNGEZAEHLTES[0]:
        # What is kept for the life of the process was built without being counted.
        alles_vergessen()
        _UNGEZAEHLTES[0] = False
    return (yield)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The database is always there: worlds that last for a module need it without any test naming it."""
    # Two runs against one server that is thrown away afterwards: the second finds the tables of the first.
    behalten = bool(os.environ.get("KIM_TEST_BEHALTEN"))
    with django_db_blocker.unblock(), ungezaehlt(request.config):
        aufgehoben = leeredatenbank.hervorholen()
        vorher = setup_databases(verbosity=0, interactive=False, keepdb=behalten or aufgehoben)
        if not aufgehoben:
            leeredatenbank.aufheben()
    yield
    with django_db_blocker.unblock():
        teardown_databases(vorher, verbosity=0, keepdb=behalten)


@pytest.fixture
def anmelden() -> Callable[..., Client]:
    return angemeldeter_client


@pytest.fixture
def konto_mit_rolle(db: None) -> Callable[..., Konto]:
    return _konto_mit_rolle


@pytest.fixture(params=[rolle.value for rolle in Rolle])
def jede_rolle(request: pytest.FixtureRequest) -> Any:
    """Runs the test once for each role of the house."""
    return request.param


@pytest.fixture(autouse=True)
def _lesezugriffe_leeren(_django_db_marker: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """After a transactional test the database is flushed, which the append-only log of reads would refuse."""
    yield
    marke = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marke and marke.kwargs.get("transaction")):
        lesezugriffe_leeren()
