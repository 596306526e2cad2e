"""The demo, loaded once for all that look at it: it takes as long as a hundred other tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.werkzeug.anfragen import ohne_spur, welten_auf_zeit


@pytest.fixture(scope="package")
def demo_geladen(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with welten_auf_zeit(django_db_blocker), override_settings(KIM_DEMO=True):
        call_command("demo_laden", stdout=io.StringIO())
        yield


@pytest.fixture
def demo(demo_geladen: None) -> Iterator[None]:
    with ohne_spur():
        yield
