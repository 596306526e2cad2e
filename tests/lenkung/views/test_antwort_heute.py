"""The start page of a member: invitations and polls that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from lenkung.domain.abfrage import Moeglichkeit, abfrage_stellen, meinung_sagen
from lenkung.domain.antwort import antworten
from lenkung.models import Gremium
from lenkung.regeln.abfrage import Meinung
from lenkung.regeln.teilnahme import Zusage
from lenkung.views.antwort_heute import heute_zeilen
from tests.lenkung.einladungsbau import eingeladen, sitz, teilnahme
from tests.lenkung.gobau import akteur
from tests.lenkung.sitzungsbau import wann
from tests.werkzeug.abfragen import genau

VORHER = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


def test_was_auf_antwort_wartet_steht_da_und_verschwindet(gremium: Gremium, uhr: Any) -> None:
    platz = sitz(gremium)
    satz = eingeladen(gremium)
    mitglied, vertretung = teilnahme(satz, platz), teilnahme(satz, platz, "stellvertretung")
    abfrage = abfrage_stellen(
        gremium_id=gremium.pk,
        akteur=akteur(gremium),
        angaben={
            "art": "frage",
            "frage": "Passt der Saal?",
            "erlaeuterung": "",
            "laeuft_bis": wann(date(2026, 6, 5)),
        },
        moeglichkeiten=[Moeglichkeit("Ja")],
    ).abfrage
    wer = akteur(gremium, "lenkung.gremium_lesen", person_id=mitglied.person_id)
    with genau(1):
        zeilen = list(heute_zeilen(wer, VORHER.date()))
    assert [zeile.text for zeile in zeilen] == [
        "Abfrage beantworten: Passt der Saal?",
        "Einladung beantworten: LG KIM, 16.06.2026, 14:00 Uhr",
    ]
    andere = akteur(gremium, "lenkung.gremium_lesen", person_id=vertretung.person_id)
    assert list(heute_zeilen(andere, VORHER.date())) == []
    antworten(teilnahme_id=mitglied.pk, akteur=wer, zusage=Zusage.VERHINDERT)
    meinung_sagen(
        teilnahme_id=abfrage.teilnahmen.get().pk,
        akteur=wer,
        meinungen={abfrage.optionen.get().pk: Meinung.JA},
    )
    assert list(heute_zeilen(wer, VORHER.date())) == []
    assert [zeile.text for zeile in heute_zeilen(andere, VORHER.date())] == [
        "Einladung beantworten: LG KIM, 16.06.2026, 14:00 Uhr"
    ]
    uhr.move_to(satz.beginn)
    assert list(heute_zeilen(andere, satz.tag)) == []


def test_ein_konto_ohne_person_kostet_keine_abfrage(gremium: Gremium) -> None:
    with genau(0):
        assert list(heute_zeilen(akteur(gremium), VORHER.date())) == []
