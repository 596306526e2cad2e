"""The history in words: German field names and values, what was before and after."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from kim.basis.zeit import BERLIN
from kim.protokoll.domain.queries.historie import Feldaenderung, _wert_in_worten, historienzeilen, in_worten
from kim.protokoll.domain.speichern import loesche, speichere
from kim.stammdaten.models import Einrichtung, Kommune
from tests.fabriken import EinrichtungFactory, KommuneFactory, KreisFactory
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
AKTEUR = Probeakteur(1, konto_id=1, akteur_name="Petra Probe")


def eintraege(objekt: Kommune | Einrichtung) -> list[Any]:
    return in_worten(objekt, list(historienzeilen(objekt).order_by("-history_id")))


@pytest.fixture
def kommune() -> Kommune:
    satz = KommuneFactory.build(kreis=KreisFactory(name="Musterkreis"), name="Altdorf", art="gemeinde")
    return speichere(satz, akteur=AKTEUR)


def test_das_anlegen_zaehlt_auf_was_eingetragen_wurde(kommune: Kommune) -> None:
    (eintrag,) = eintraege(kommune)
    assert (eintrag.text, eintrag.wer) == ("Angelegt", "Petra Probe")
    assert Feldaenderung("Name", "", "Altdorf") in eintrag.aenderungen


def test_eine_aenderung_nennt_vorher_und_nachher_mit_worten(kommune: Kommune) -> None:
    kommune.name, kommune.art = "Neudorf", "stadt"
    speichere(kommune, akteur=AKTEUR, grund="Stadtrechte")
    neueste = eintraege(kommune)[0]
    assert (neueste.text, neueste.grund) == ("Geändert", "Stadtrechte")
    assert set(neueste.aenderungen) == {
        Feldaenderung("Name", "Altdorf", "Neudorf"),
        Feldaenderung("Art", "Gemeinde", "Stadt"),
    }


def test_ein_verweis_steht_mit_namen_da(kommune: Kommune) -> None:
    behoerde = EinrichtungFactory(kreis=kommune.kreis, kommune=None)
    behoerde.kommune = kommune
    speichere(behoerde, akteur=AKTEUR)
    assert eintraege(behoerde)[0].aenderungen == (Feldaenderung("Kommune", "", str(kommune)),)


def test_ein_verweis_auf_etwas_geloeschtes_bleibt_lesbar() -> None:
    behoerde = EinrichtungFactory()
    behoerde.history.update(kommune_id=4711)
    assert (
        Feldaenderung("Kommune", "", "Nr. 4711 (nicht mehr vorhanden)") in eintraege(behoerde)[0].aenderungen
    )


def test_die_letzte_zeile_einer_seite_kennt_ihren_vorgaenger_auf_der_naechsten(kommune: Kommune) -> None:
    for name in ("Neudorf", "Oberdorf"):
        kommune.name = name
        speichere(kommune, akteur=AKTEUR)
    (nur_die_neueste,) = in_worten(kommune, list(historienzeilen(kommune).order_by("-history_id")[:1]))
    assert nur_die_neueste.aenderungen == (Feldaenderung("Name", "Neudorf", "Oberdorf"),)


def test_eine_loeschung_wiederholt_den_inhalt_nicht(kommune: Kommune) -> None:
    abbild = Kommune(pk=kommune.pk)
    loesche(kommune, akteur=AKTEUR, grund="doppelt")
    neueste = eintraege(abbild)[0]
    assert (neueste.text, neueste.grund, neueste.aenderungen) == ("Gelöscht", "doppelt", ())


def test_ohne_zeilen_gibt_es_nichts_zu_sagen(kommune: Kommune) -> None:
    assert in_worten(kommune, []) == []


def test_ein_alter_eintrag_ohne_namen_heisst_unbekannt(kommune: Kommune) -> None:
    kommune.history.update(akteur_name="", history_change_reason=None)
    assert (eintraege(kommune)[0].wer, eintraege(kommune)[0].grund) == ("unbekannt", "")


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        (True, "ja"),
        (False, "nein"),
        (datetime(2022, 3, 24, 14, 0, tzinfo=BERLIN), "24.03.2022, 14:00 Uhr"),
        (date(2022, 3, 24), "24.03.2022"),
        (time(14, 0), "14:00 Uhr"),
        (Decimal("15797.50"), "15.797,50"),
        (Decimal("1503"), "1.503"),
        (["a", True], "a, ja"),
        ({"von": date(2022, 3, 24)}, "von: 24.03.2022"),
        (12, "12"),
    ],
)
def test_werte_stehen_so_da_wie_auf_den_seiten(wert: object, text: str) -> None:
    assert _wert_in_worten(wert) == text
