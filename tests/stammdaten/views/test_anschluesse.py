"""Start page and search."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from kim.stammdaten import permissions
from kim.stammdaten.domain.einrichtung import einrichtung_stilllegen
from kim.stammdaten.models import Kreis
from kim.stammdaten.views import anschluesse
from tests.stammdaten import satzbau
from tests.werkzeug.abfragen import genau

HEUTE = date(2024, 3, 1)


def _zeilen(kreis: Kreis, *rechte: str) -> list[tuple[str, str]]:
    zeilen = anschluesse.heute_zeilen(satzbau.akteur(kreis, *rechte), HEUTE)
    return [(zeile.text, zeile.url) for zeile in zeilen]


def test_wen_niemand_erreicht_der_steht_auf_heute(kreis: Kreis, anderer_kreis: Kreis) -> None:
    assert _zeilen(kreis) == []
    satzbau.einrichtung(anderer_kreis, "Fremdes Amt")
    satzbau.einrichtung(kreis, "Mit Mail", email="a@b.example")
    beendet = satzbau.einrichtung(kreis, "Beendet")
    einrichtung_stilllegen(einrichtung_id=beendet.pk, zum=date(2024, 2, 1), akteur=satzbau.SYSTEM, grund="x")
    satzbau.funktion(satzbau.person(kreis, telefon="0228 1"), satzbau.einrichtung(kreis, "Mit Person"))
    assert _zeilen(kreis) == []
    eine = satzbau.einrichtung(kreis, "Sozialamt")
    satzbau.funktion(satzbau.person(kreis, "Ohne"), eine)
    assert _zeilen(kreis) == [
        ("Kontakt ergänzen: Sozialamt", reverse("stammdaten:einrichtung-bearbeiten", args=[eine.pk]))
    ]
    satzbau.einrichtung(kreis, "Jugendamt")
    with genau(1):
        assert _zeilen(kreis) == [
            (
                "Kontaktdaten der Einrichtungen ergänzen",
                reverse("stammdaten:einrichtung-liste") + "?kontakt=ohne",
            )
        ]


def test_nur_wer_im_ganzen_kreis_aendern_darf_bekommt_die_aufgabe(kreis: Kreis) -> None:
    satzbau.einrichtung(kreis)
    assert _zeilen(kreis, permissions.SEHEN) == []


@pytest.mark.parametrize(
    ("suchen", "frage", "titel"),
    [
        (anschluesse.kommunen_suchen, "birken", "Stadt Birkenau"),
        (anschluesse.einrichtungen_suchen, "sozial amt", "Sozialamt"),
        (anschluesse.einrichtungen_suchen, "SozA", "Sozialamt"),
        (anschluesse.personen_suchen, "muster mia", "Mia Muster"),
        (anschluesse.standorte_suchen, "rathaus birken", "Rathaus, Stadt Birkenau"),
    ],
)
def test_die_suche_findet_im_eigenen_kreis_jedes_wort(  # type: ignore[no-untyped-def]
    suchen, frage: str, titel: str, kreis: Kreis, anderer_kreis: Kreis
) -> None:
    for einer in (kreis, anderer_kreis):
        kommune = satzbau.kommune(einer)
        satzbau.einrichtung(einer, kurzname="SozA")
        satzbau.person(einer)
        satzbau.standort(einer, kommune_id=kommune.pk)
    treffer = suchen(satzbau.akteur(kreis), frage, 10)
    assert [einer.titel for einer in treffer] == [titel]
    assert suchen(satzbau.akteur(kreis), "gibtesnicht", 10) == []
    assert suchen(satzbau.akteur(kreis, permissions.AENDERN), frage, 10) == []


def test_die_suche_hoert_nach_der_hoechstzahl_auf(kreis: Kreis) -> None:
    for n in range(4):
        satzbau.kommune(kreis, f"Dorf {n}")
    assert len(anschluesse.kommunen_suchen(satzbau.akteur(kreis), "dorf", 3)) == 3


def test_von_der_historie_fuehrt_ein_weg_zurueck_zum_satz(kreis: Kreis) -> None:
    amt, person = satzbau.einrichtung(kreis), satzbau.person(kreis)
    assert anschluesse.seite_des_satzes(kreis) == reverse("stammdaten:kreis-detail")
    assert anschluesse.seite_des_satzes(amt) == reverse("stammdaten:einrichtung-detail", args=[amt.pk])
    assert anschluesse.seite_des_satzes(satzbau.funktion(person, amt)) == reverse(
        "stammdaten:person-detail", args=[person.pk]
    )
