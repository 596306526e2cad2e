"""An entry costs the same whatever the number of items and seats; the page that takes it adds its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lenkung.models import Anwesenheit, Sitzung
from lenkung.regeln.verlauf import Weise
from tests.lenkung import verlaufsbau as bau
from tests.werkzeug.abfragen import Abfragen, gezaehlt

pytestmark = pytest.mark.django_db


def _kommt(satz: Sitzung) -> Callable[[], Any]:
    letzter = bau.sitze(satz.gremium)[-1]
    return lambda: bau.komme(satz, letzter)


def _geht(satz: Sitzung) -> Callable[[], Any]:
    anwesend = Anwesenheit.objects.filter(sitzung=satz).first()
    assert anwesend is not None
    return lambda: bau.gehe(satz, anwesend)


def _aufrufen(satz: Sitzung) -> Callable[[], Any]:
    """The second item: the first is closed by it, which is another row with its history."""
    erster, zweiter = bau.punkte(satz)[:2]
    bau.rufe_auf(satz, erster)
    bau.stelle_fest(bau.einvernehmlich(satz, erster))
    return lambda: bau.rufe_auf(satz, zweiter)


def _schliessen(satz: Sitzung) -> Callable[[], Any]:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.beginne(satz, punkt, Weise.NAMENTLICH)
    stimmen = {sitz.pk: "ja" for sitz in bau.sitze(satz.gremium)[:3]}
    return lambda: bau.zaehle_namentlich(abstimmung, stimmen)


def _feststellen(satz: Sitzung) -> Callable[[], Any]:
    punkt = bau.rufe_auf(satz, bau.punkte(satz)[0])
    abstimmung = bau.einvernehmlich(satz, punkt)
    return lambda: bau.stelle_fest(abstimmung)


def _messen(wie: Callable[[Sitzung], Callable[[], Any]], punkte: int, sitze: int) -> Abfragen:
    satz = bau.eroeffnet(bau.lenkungsgruppe(sitze), sitze - 1, punkte=punkte)
    assert satz.gremium  # read once, as a page does
    tat = wie(satz)
    with gezaehlt() as abfragen:
        tat()
    return abfragen


@pytest.mark.parametrize(
    ("wie", "anzahl"), [(_kommt, 7), (_geht, 7), (_aufrufen, 9), (_schliessen, 12), (_feststellen, 10)]
)
def test_ein_eintrag_kostet_immer_gleich_viel(
    wie: Callable[[Sitzung], Callable[[], Any]], anzahl: int
) -> None:
    # The first call of a process also fills caches.
    _messen(wie, 2, 4)
    klein, gross = _messen(wie, 2, 4), _messen(wie, 20, 17)
    assert (len(klein), len(gross)) == (anzahl, anzahl), f"{gross}"
