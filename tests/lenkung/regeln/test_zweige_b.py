"""Cases of pure rules that are rare in practice, and what one reads then."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lenkung.regeln.einladung import Einladung
from lenkung.regeln.reintext import ROH_HOECHSTENS, TextZuLang, aus_klartext, klartext
from lenkung.regeln.szenario import szenario_lesen
from lenkung.regeln.versandnachweis import Ladung, ladung_beurteilen, nachweis
from lenkung.regeln.vertretung import Anwesenheit, anwesende
from lenkung.regeln.werte import Sitzungsart
from tests.lenkung.regeln.test_versandpruefung import FRUEH, RSK


def test_getippter_text_ohne_ende_wird_nicht_erst_gelesen() -> None:
    with pytest.raises(TextZuLang):
        aus_klartext(" " * (ROH_HOECHSTENS + 1))
    # Blanks are no text: up to the limit they are read, and nothing remains of them.
    assert aus_klartext(" " * ROH_HOECHSTENS) == ""


@pytest.mark.parametrize(
    "html", ["<p>Erste<br>Zweite</p>", "<p>Erste<br/>Zweite</p>", "</b><p>Erste<br>Zweite</p>"]
)
def test_ein_ende_ohne_anfang_aendert_den_text_nicht(html: str) -> None:
    assert klartext(html) == "Erste\nZweite"


def test_was_anders_erledigt_ist_steht_mit_seiner_zahl_im_urteil() -> None:
    befund = ladung_beurteilen(
        stand=nachweis([Ladung(1, FRUEH), Ladung(2, anders_erledigt=True)]),
        einladung=Einladung(None, "Kreishaus", True, True),
        sitzungstag=date(2023, 3, 21),
        sitzungsart=Sitzungsart.PRAESENZ,
        regel=RSK.ladung,
    )
    assert befund.urteil == "fristgerecht"
    assert "Von 2 Mitgliedern hat 1 die Einladung nachweislich bekommen." in befund.rechnung
    assert "Anders erledigt, ohne Nachweis von KIM: 1." in befund.rechnung
    assert "Die letzte am 06.03.2023 um 10:00 Uhr." in befund.rechnung


def test_am_letzten_tag_des_kalenders_reicht_eine_sitzung_ohne_ende_bis_zu_dessen_schluss() -> None:
    # There is no 00:00 of the day after; whoever is there counts until the last second all the same.
    szenario = szenario_lesen(
        {"geschaeftsordnung": "rsk-2022-03-24", "sitzung": {"beginn": "9999-12-31T14:00"}}
    )
    assert szenario.sitzung.ende == datetime.max
    da = [Anwesenheit("p1", szenario.sitzung.beginn)]
    letzte_sekunde = datetime(9999, 12, 31, 23, 59, 59)
    assert anwesende(da, letzte_sekunde, szenario.sitzung.ende) == {"p1"}
