"""States, pauses, links, appointments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kim.basis.zeit import BERLIN
from kim.versand.regeln.aktionslink import Linkstand, fingerabdruck, linkstand
from kim.versand.regeln.kalender import Kalenderangabe, Methode, fehler_der_angabe, naechste_sequenz
from kim.versand.regeln.stand import Gesamtstand, Stand, gesamtstand
from kim.versand.regeln.wiederholung import HOECHSTENS, PAUSEN, naechster_versuch

JETZT = datetime(2023, 3, 25, 12, 0, tzinfo=UTC)


def test_die_pausen_wachsen_und_reichen_ueber_etwa_drei_tage() -> None:
    assert list(PAUSEN) == sorted(PAUSEN)
    assert timedelta(days=2, hours=20) < sum(PAUSEN, timedelta()) < timedelta(days=3, hours=4)


def test_nach_dem_letzten_versuch_entscheidet_ein_mensch() -> None:
    assert naechster_versuch(versuche=1, jetzt=JETZT) == JETZT + timedelta(minutes=1)
    assert naechster_versuch(versuche=HOECHSTENS - 1, jetzt=JETZT) == JETZT + PAUSEN[-1]
    assert naechster_versuch(versuche=HOECHSTENS, jetzt=JETZT) is None
    with pytest.raises(ValueError, match="ersten Versuch"):
        naechster_versuch(versuche=0, jetzt=JETZT)


@pytest.mark.parametrize(
    ("anzahl", "erwartet"),
    [
        ({Stand.GESENDET: 5}, Gesamtstand.GESENDET),
        ({Stand.GESENDET: 5, Stand.ERLEDIGT: 1}, Gesamtstand.GESENDET),
        ({Stand.GESENDET: 5, Stand.WARTET: 1}, Gesamtstand.UNTERWEGS),
        ({Stand.IN_VERSAND: 1}, Gesamtstand.UNTERWEGS),
        ({Stand.WARTET: 1, Stand.GESCHEITERT: 1}, Gesamtstand.ZU_KLAEREN),
        ({Stand.ZURUECKGEHALTEN: 1}, Gesamtstand.ZU_KLAEREN),
    ],
)
def test_was_einen_menschen_braucht_geht_vor(anzahl: dict[Stand, int], erwartet: Gesamtstand) -> None:
    assert gesamtstand(anzahl) is erwartet


@pytest.mark.parametrize(
    ("eingeloest", "widerrufen", "bis", "erwartet"),
    [
        (False, False, JETZT + timedelta(seconds=1), Linkstand.OFFEN),
        (False, False, JETZT, Linkstand.ABGELAUFEN),
        (True, False, JETZT, Linkstand.EINGELOEST),
        (False, True, JETZT + timedelta(days=1), Linkstand.WIDERRUFEN),
    ],
)
def test_ein_link_ist_offen_bis_zu_seiner_frist(
    eingeloest: bool, widerrufen: bool, bis: datetime, erwartet: Linkstand
) -> None:
    assert linkstand(gueltig_bis=bis, eingeloest=eingeloest, widerrufen=widerrufen, jetzt=JETZT) is erwartet


def test_der_fingerabdruck_verraet_das_token_nicht() -> None:
    assert fingerabdruck("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _angabe(**angaben: object) -> Kalenderangabe:
    grund = {
        "schluessel": "probe:1",
        "titel": "Sitzung",
        "beginn": datetime(2023, 3, 21, 14, 0, tzinfo=BERLIN),
        "ende": datetime(2023, 3, 21, 16, 0, tzinfo=BERLIN),
    }
    return Kalenderangabe(**{**grund, **angaben})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("angaben", "wort"),
    [
        ({}, ""),
        ({"titel": " "}, "Titel"),
        ({"ende": datetime(2023, 3, 21, 14, 0, tzinfo=BERLIN)}, "endet"),
        ({"beginn": datetime(2023, 3, 21, 14, 0)}, "Zeitzone"),
        ({"ende": datetime(2023, 3, 21, 16, 0)}, "Zeitzone"),
    ],
)
def test_ein_unvollstaendiger_termin_wird_nicht_verschickt(angaben: dict[str, object], wort: str) -> None:
    meldung = fehler_der_angabe(_angabe(**angaben))
    assert wort in meldung
    assert bool(meldung) is bool(wort)


def test_die_nummer_der_aenderung_steigt_von_null() -> None:
    assert [naechste_sequenz(None), naechste_sequenz(0), naechste_sequenz(4)] == [0, 1, 5]


def test_eine_absage_ist_cancel() -> None:
    assert _angabe().methode is Methode.REQUEST
    assert _angabe(absage=True).methode is Methode.CANCEL
