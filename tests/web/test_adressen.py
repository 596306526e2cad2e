"""The quick address is the one that the resolver gives."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from kim.web.adressen import adresse


@pytest.mark.parametrize("pk", [1, 7, 1234, 8765432109876543])
def test_wie_reverse(pk: int) -> None:
    assert adresse("stammdaten:kommune-detail", pk) == reverse("stammdaten:kommune-detail", args=[pk])


def test_ohne_nummer() -> None:
    assert adresse("web:hilfe") == reverse("web:hilfe")


def test_in_einer_vorlage_ohne_tausenderpunkt() -> None:
    vorlage = Template('{% adresse "stammdaten:kommune-detail" pk %}')
    assert vorlage.render(Context({"pk": 1234})) == reverse("stammdaten:kommune-detail", args=[1234])


def test_unter_einem_vorsatz() -> None:
    ohne = adresse("web:hilfe")
    set_script_prefix("/kim/")
    try:
        assert adresse("web:hilfe") == f"/kim{ohne}"
    finally:
        set_script_prefix("/")


def test_unbekanntes_faellt_auf() -> None:
    with pytest.raises(NoReverseMatch):
        adresse("stammdaten:gibt-es-nicht", 1)
