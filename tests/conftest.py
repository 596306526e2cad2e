"""What all tests may use: accounts with roles, signing in, each role in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from kim.konten.models import Konto
from kim.konten.regeln.rollen import Rolle
from tests.fabriken import konto_mit_rolle as _konto_mit_rolle

BACKEND = "kim.konten.backends.KontoBackend"


def zweiten_faktor_geben(konto: Konto) -> Authenticator:
    # The secret is never used here: signing in through the form has tests of its own.
    return Authenticator.objects.get_or_create(
        user=konto, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "nur-zum-test"}}
    )[0]


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


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database is always there: worlds that last for a module need it without any test naming it."""
    with django_db_blocker.unblock():
        vorher = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(vorher, verbosity=0)


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
