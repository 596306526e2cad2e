"""Every page of the room opens, empty and full, and says what it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.models import Kreis
from tests.stammdaten import satzbau

ARTEN = ["kommune", "einrichtung", "person", "standort"]


@pytest.mark.parametrize("art", ARTEN)
def test_eine_leere_liste_sagt_was_hier_stuende(art: str, geschaeftsstelle: Client) -> None:
    antwort = geschaeftsstelle.get(reverse(f"stammdaten:{art}-liste"))
    assert antwort.status_code == 200
    assert "Noch kein" in antwort.content.decode()


@pytest.mark.parametrize("art", ARTEN)
def test_liste_und_seite_zeigen_den_eintrag(art: str, geschaeftsstelle: Client, kreis: Kreis) -> None:
    satz = _satz(art, kreis)
    for adresse in (
        reverse(f"stammdaten:{art}-liste"),
        reverse(f"stammdaten:{art}-detail", args=[satz.pk]),
        reverse(f"stammdaten:{art}-bearbeiten", args=[satz.pk]),
        reverse(f"stammdaten:{art}-stilllegen", args=[satz.pk]),
    ):
        antwort = geschaeftsstelle.get(adresse)
        assert antwort.status_code == 200, adresse
        assert "Waldau" in antwort.content.decode(), adresse


def _satz(art: str, kreis: Kreis):  # type: ignore[no-untyped-def]
    if art == "person":
        return satzbau.person(kreis, "Waldau")
    if art == "standort":
        return satzbau.standort(kreis, "Waldau", kommune_id=satzbau.kommune(kreis).pk)
    return getattr(satzbau, art)(kreis, "Waldau")
