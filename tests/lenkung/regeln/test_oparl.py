"""The form of OParl 1.1: times with ±hh:mm, never „Z“, never fractions of a second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from lenkung.regeln.oparl import (
    EINGEBETTET,
    LISTEN,
    TYPEN,
    Objektart,
    abdruck,
    eingebettete,
    zeit,
    zeit_lesen,
)


@pytest.mark.parametrize(
    ("wann", "erwartet"),
    [
        (datetime(2023, 9, 13, 12, 0, 0, 123456, tzinfo=UTC), "2023-09-13T14:00:00+02:00"),
        (datetime(2023, 12, 13, 12, 0, tzinfo=UTC), "2023-12-13T13:00:00+01:00"),
    ],
)
def test_eine_zeit_hat_den_abstand_und_keine_bruchteile(wann: datetime, erwartet: str) -> None:
    assert zeit(wann) == erwartet


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("2023-09-13T14:00:00+02:00", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("2023-09-13T14:00:00 02:00", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("2023-09-13T14:00:00.5Z", datetime(2023, 9, 13, 14, 0, 0, 500000, tzinfo=UTC)),
        ("2023-09-13T14:00-05:00", datetime(2023, 9, 13, 14, tzinfo=timezone(timedelta(hours=-5)))),
        ("2023-09-13T14:00:00", None),
        ("2023-09-13", None),
        ("2023-02-30T14:00:00+02:00", None),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+01:00", None),
        ("9999-12-31T23:59:59-02:00", None),
        ("gestern", None),
        ("", None),
    ],
)
def test_eine_zeit_braucht_ihren_abstand(text: str, erwartet: datetime | None) -> None:
    assert zeit_lesen(text) == erwartet


def test_jede_art_hat_einen_namen_und_jede_liste_eine_art() -> None:
    """Ten lists of a Body: organization, person, meeting, paper and the six of OParl 1.1."""
    assert set(TYPEN) == set(Objektart)
    assert len(LISTEN) == 10
    assert set(LISTEN.values()) == set(Objektart) - {Objektart.BODY}


def test_der_abdruck_haengt_nicht_an_der_folge_der_woerter() -> None:
    assert abdruck({"a": 1, "b": [2]}) == abdruck({"b": [2], "a": 1}) != abdruck({"a": 1, "b": [3]})


def test_eingebettetes_wird_gefunden_wie_tief_es_auch_liegt() -> None:
    inhalt = {"x": [{EINGEBETTET: ["file", "k1"]}], "y": {"z": {EINGEBETTET: ["location", "k2"]}}, "n": 1}
    assert eingebettete(inhalt) == ["k1", "k2"]
