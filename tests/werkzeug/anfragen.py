"""Requests that leave no trace: what a page does to the database is taken back after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.werkzeug.welt import GAST, Welt

JA, ANMELDEN, VERBOTEN, VERBORGEN = "ja", "an", "403", "404"
# Answers of a page that was reached: shown, done and sent on, or refused because of what was (not) filled in.
ERREICHT = frozenset({200, 204, 301, 302, 303, 304, 400, 405, 409, 410, 422})


@contextmanager
def ohne_spur() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def welten_auf_zeit(blocker: Any) -> Iterator[None]:
    """For module-scoped fixtures: what is made inside lasts as long as the fixture and is then taken back.

    Tests that use it must not ask for `db`: pytest-django would close the connection under it.
    """
    with blocker.unblock(), transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)


class Besuch:
    """One person's browser without a browser: signed in as a role of a world, every request taken back."""

    def __init__(self, welt: Welt, rolle: str) -> None:
        from tests.conftest import angemeldeter_client

        self.welt, self.rolle = welt, rolle
        client = Client() if rolle == GAST else angemeldeter_client(welt.konten[rolle])
        self._kekse = client.cookies.copy()

    def _client(self) -> Client:
        # Anew for each request: the answer to one must not sign out the next.
        client = Client(raise_request_exception=False)
        client.cookies = self._kekse.copy()
        return client

    def holen(self, url: str, **kopf: Any) -> HttpResponseBase:
        with ohne_spur():
            return _ganz(self._client().get(url, **kopf))

    def senden(self, url: str, daten: dict[str, Any] | None = None, **kopf: Any) -> HttpResponseBase:
        with ohne_spur():
            return _ganz(self._client().post(url, daten or {}, **kopf))

    def senden_und_folgen(self, url: str, daten: dict[str, Any]) -> list[HttpResponseBase]:
        """Posts, and looks at where the page sends one afterwards, before it is taken back."""
        with ohne_spur():
            client = self._client()
            antworten = [_ganz(client.post(url, daten))]
            while antworten[-1].status_code in (302, 303) and len(antworten) < 4:
                ziel = antworten[-1]["Location"]
                if urlsplit(ziel).netloc:
                    break
                antworten.append(_ganz(client.get(ziel)))
            return antworten

    def zugang(self, url: str) -> str:
        """How far this person comes: ja, an (sign in first), 403, 404; any other status is a defect."""
        antwort = self.holen(url)
        if antwort.status_code == 405:
            antwort = self.senden(url)
        return zugang(antwort)


def _ganz(antwort: Any) -> Any:
    """Downloads are read inside the transaction that they belong to."""
    if antwort.streaming:
        antwort.gelesen = b"".join(antwort.streaming_content)
        antwort.close()
    return antwort


def zugang(antwort: HttpResponseBase) -> str:
    if antwort.status_code == 401:
        return ANMELDEN
    if antwort.status_code in (301, 302, 303) and antwort["Location"].startswith(
        reverse("account_login") + "?"
    ):
        return ANMELDEN
    if antwort.status_code in ERREICHT:
        return JA
    return str(antwort.status_code)


def ist_ganze_seite(antwort: Any) -> bool:
    return (
        antwort.status_code in (200, 400, 403, 404, 422)
        and antwort.get("Content-Type", "").startswith("text/html")
        and not antwort.streaming
        and b"<html" in antwort.content[:400].lower()
    )


@pytest.fixture(scope="module")
def datenbank_auf_zeit(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with welten_auf_zeit(django_db_blocker):
        yield
