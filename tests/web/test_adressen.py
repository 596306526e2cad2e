"""The quick address is the one that the resolver gives."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from kim.web.adressen import adresse, adressen


@pytest.mark.parametrize("pk", [1, 7, 1234, 8765432109876543])
def test_wie_reverse(pk: int) -> None:
    assert adressen("stammdaten:kommune-detail")(pk) == reverse("stammdaten:kommune-detail", args=[pk])


def test_ohne_nummer() -> None:
    assert adresse("web:hilfe") == reverse("web:hilfe")
    assert Template('{% adresse "web:hilfe" %}').render(Context()) == reverse("web:hilfe")


def test_unter_einem_vorsatz() -> None:
    ohne = adresse("web:hilfe")
    set_script_prefix("/kim/")
    try:
        assert adresse("web:hilfe") == f"/kim{ohne}"
    finally:
        set_script_prefix("/")


def test_unbekanntes_faellt_auf() -> None:
    with pytest.raises(NoReverseMatch):
        adresse("stammdaten:gibt-es-nicht")
    with pytest.raises(NoReverseMatch):
        adressen("stammdaten:gibt-es-nicht")
