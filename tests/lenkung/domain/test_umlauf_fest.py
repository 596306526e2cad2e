"""What the database keeps of a circular: one vote a seat, and nothing changes once it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from lenkung.domain.umlauf import umlauf_abbrechen, umlauf_feststellen
from lenkung.models import Beschluss, Umlaufstimme, Umlaufverfahren
from tests.lenkung.beschlussbau import beschluss
from tests.lenkung.gobau import akteur
from tests.lenkung.umlaufbau import BEGINN, begonnen, entwurf, freier_sitz, stimme, umlaufgremium

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(BEGINN, tick=False) as uhr:
        yield uhr


@pytest.fixture
def laufend() -> Umlaufverfahren:
    return begonnen(umlaufgremium(2))


@pytest.fixture
def fest(laufend: Umlaufverfahren) -> Beschluss:
    for stelle in range(2):
        stimme(laufend, stelle, "ja")
    return umlauf_feststellen(umlauf_id=laufend.pk, akteur=akteur(laufend.gremium))


def _sql(anweisung: str, *werte: Any) -> int:
    with transaction.atomic(), connection.cursor() as zeiger:
        zeiger.execute(anweisung, werte)
        return zeiger.rowcount


def _abgewiesen(name: str, tat: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        tat()


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("stand", "laeuft"),
        ("titel", "Anders"),
        ("text", "Anders"),
        ("ergebnis", '{"angenommen": false}'),
        ("augenblick", '{"vertretene": []}'),
        ("stichentscheid", True),
        ("frist", "2030-01-01 00:00:00+00:00"),
        ("begonnen_am", "2020-01-01 00:00:00+00:00"),
        ("festgestellt_am", "2020-01-01 00:00:00+00:00"),
        ("festgestellt_von_name", "Jemand"),
    ],
)
def test_an_einem_festgestellten_umlauf_aendert_sich_nichts(fest: Beschluss, feld: str, wert: Any) -> None:
    _abgewiesen(
        "umlauf_ist_vorbei",
        lambda: _sql(f"UPDATE lenkung_umlaufverfahren SET {feld} = %s WHERE id = %s", wert, fest.umlauf_id),
    )


def test_er_verschwindet_nicht_und_der_beschluss_bleibt_sein_beschluss(fest: Beschluss) -> None:
    _abgewiesen(
        "umlauf_ist_vorbei",
        lambda: _sql("DELETE FROM lenkung_umlaufverfahren WHERE id = %s", fest.umlauf_id),
    )
    for feld in ("umlauf_id", "fassung_id"):
        wert = None if feld == "umlauf_id" else 1
        _abgewiesen(
            "beschluss_ist_gefasst",
            lambda f=feld, w=wert: _sql(f"UPDATE lenkung_beschluss SET {f} = %s WHERE id = %s", w, fest.pk),
        )
    _abgewiesen(
        "beschluss_ist_gefasst",
        lambda: _sql("UPDATE lenkung_beschluss SET text = 'x' WHERE id = %s", fest.pk),
    )
    _abgewiesen("beschluss_ist_gefasst", lambda: _sql("DELETE FROM lenkung_beschluss WHERE id = %s", fest.pk))


def test_keine_stimme_kommt_dazu_aendert_sich_oder_geht_weg(fest: Beschluss) -> None:
    satz = Umlaufstimme.objects.filter(umlauf_id=fest.umlauf_id).earliest("pk")
    neuer = freier_sitz(fest.gremium)
    for tat in (
        lambda: Umlaufstimme.objects.create(umlauf_id=fest.umlauf_id, sitz=neuer),
        lambda: _sql("UPDATE lenkung_umlaufstimme SET wert = 'nein' WHERE id = %s", satz.pk),
        lambda: _sql("DELETE FROM lenkung_umlaufstimme WHERE id = %s", satz.pk),
    ):
        _abgewiesen("umlaufstimme_ist_fest", tat)


def test_auch_ein_beendeter_umlauf_bleibt_wie_er_war(laufend: Umlaufverfahren) -> None:
    umlauf_abbrechen(umlauf_id=laufend.pk, akteur=akteur(laufend.gremium), grund="Erledigt.")
    _abgewiesen(
        "umlauf_ist_vorbei",
        lambda: _sql("UPDATE lenkung_umlaufverfahren SET stand = 'laeuft' WHERE id = %s", laufend.pk),
    )


def test_ein_sitz_hat_eine_stimme_und_sie_ist_ganz_oder_gar_nicht_da(laufend: Umlaufverfahren) -> None:
    satz = laufend.stimmen.earliest("sitz_id")
    _abgewiesen(
        "UNIQUE|umlaufstimme_einmal_je_sitz",
        lambda: Umlaufstimme.objects.create(umlauf=laufend, sitz=satz.sitz),
    )
    _abgewiesen(
        "umlaufstimme_ganz_oder_gar_nicht",
        lambda: _sql("UPDATE lenkung_umlaufstimme SET wert = 'ja' WHERE id = %s", satz.pk),
    )


def test_ein_beschluss_kommt_aus_einer_abstimmung_oder_aus_einem_umlauf(laufend: Umlaufverfahren) -> None:
    gremium = laufend.gremium
    assert beschluss(gremium).umlauf is None
    _abgewiesen("beschluss_aus_abstimmung_oder_umlauf", lambda: beschluss(gremium, nachgetragen=False))
    # In a circular there is no other manner.
    _abgewiesen(
        "beschluss_aus_abstimmung_oder_umlauf", lambda: beschluss(gremium, umlauf=laufend, weise="offen")
    )
    assert beschluss(gremium, umlauf=laufend, weise="umlauf", nachgetragen=False).umlauf == laufend


@pytest.mark.parametrize(
    ("felder", "name"),
    [
        ({"stand": "laeuft"}, "umlauf_begonnen"),
        ({"stand": "festgestellt"}, "umlauf_"),
        ({"stand": "abgebrochen"}, "umlauf_abgebrochen"),
        ({"begonnen_am": BEGINN, "frist": BEGINN}, "umlauf_frist_nach_beginn"),
        ({"festgestellt_von_name": "Jemand"}, "umlauf_festgestellt"),
    ],
)
def test_was_zu_einem_stand_gehoert_ist_da(felder: dict[str, Any], name: str) -> None:
    satz = entwurf(umlaufgremium(1))
    for feld, wert in felder.items():
        setattr(satz, feld, wert)
    _abgewiesen(name, satz.save)
