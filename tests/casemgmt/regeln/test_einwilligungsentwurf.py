"""What a device sends about a signed consent: read with care, and what lacks is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from casemgmt.regeln.einwilligung import ERWACHSEN, Alter
from casemgmt.regeln.einwilligungsentwurf import Gelesen, hindernisse, lesen

JETZT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
STRICHE = [[[10, 10], [200, 40], [300, 20]], [[320, 30], [400, 90], [410, 95]]]


def angaben(**anders: Any) -> dict[str, Any]:
    return {
        "empfaenger": ["Jobcenter"],
        "datenklassen": ["stammdaten"],
        "zwecke": ["verweis"],
        "bis": "2027-05-10",
        "sprache": "ar",
        "texte": {"de": "1", "ar": "2"},
        "dolmetschen": " Frau  Omari ",
        "zeuge": "",
        "unterschrieben_am": "2026-05-11T22:30:00Z",
        "unterschrift": STRICHE,
        **anders,
    }


def fehlt(gelesen: Gelesen, alter: Alter = ERWACHSEN, **anders: Any) -> list[str]:
    return hindernisse(gelesen, alter, **{"empfaenger": True, "text": True, "jetzt": JETZT, **anders})


def test_ist_alles_da_fehlt_nichts() -> None:
    gelesen = lesen(angaben())
    assert (gelesen.von, gelesen.bis) == (date(2026, 5, 12), date(2027, 5, 10)), "the day in Berlin"
    assert gelesen.dolmetschen == "Frau Omari"
    assert gelesen.striche == STRICHE
    assert fehlt(gelesen) == []


@pytest.mark.parametrize(
    ("anders", "grund"),
    [
        ({"unterschrift": [[[1, 2], [3, 4]]]}, "Die Unterschrift ist nicht zu lesen."),
        ({"unterschrift": None}, "Die Unterschrift ist nicht zu lesen."),
        ({"empfaenger": []}, "Es fehlt, an wen."),
        ({"empfaenger": "Jobcenter"}, "Es fehlt, an wen."),
        ({"datenklassen": ["geheim"]}, "Es fehlt, welche Angaben."),
        (
            {"datenklassen": ["gesundheit"]},
            "Gesundheit und Inhalt der Beratung brauchen eine Entbindung von der Schweigepflicht.",
        ),
        ({"zwecke": [7]}, "Es fehlt, wofür."),
        ({"bis": "morgen"}, "Es fehlt, ab wann oder bis wann."),
        ({"bis": 3}, "Es fehlt, ab wann oder bis wann."),
        ({"unterschrieben_am": "2026-05-11T22:30:00"}, "Es fehlt, ab wann oder bis wann."),
        ({"unterschrieben_am": "gestern"}, "Es fehlt, ab wann oder bis wann."),
        ({"unterschrieben_am": None}, "Es fehlt, ab wann oder bis wann."),
        (
            {"unterschrieben_am": (JETZT + timedelta(minutes=16)).isoformat()},
            "Nach der Uhr des Geräts wurde in der Zukunft unterschrieben.",
        ),
    ],
)
def test_was_fehlt_steht_als_satz_da(anders: dict[str, Any], grund: str) -> None:
    assert fehlt(lesen(angaben(**anders))) == [grund]


def test_was_erst_das_verzeichnis_und_das_alter_sagen() -> None:
    gelesen = lesen(angaben())
    assert fehlt(gelesen, empfaenger=False) == ["Ein Empfänger steht so nicht im Verzeichnis."]
    assert fehlt(gelesen, text=False) == ["Welcher Wortlaut gelesen wurde, steht nicht fest."]
    assert fehlt(gelesen, Alter(17, 17)) == ["Für ein Kind unterschreiben die Sorgeberechtigten."]


def test_ein_zeuge_traegt_statt_der_schrift() -> None:
    gelesen = lesen(angaben(unterschrift=[], zeuge="Zora Zeugin"))
    assert gelesen.striche is None
    assert fehlt(gelesen) == []


def test_unsinn_vom_geraet_bleibt_leer() -> None:
    gelesen = lesen({"sprache": "tlh", "texte": "x", "unterschrift": "x", "empfaenger": [1, " ", "A", "A"]})
    assert (gelesen.sprache, dict(gelesen.pruefsummen), gelesen.empfaenger) == ("", {}, ("A",))
    assert gelesen.von is None
    assert len(fehlt(gelesen)) == 4, "signature, classes, purposes, days"
