"""The Koordination keeps the list of topics."""

from __future__ import annotations

from typing import Any

import pytest

from casemgmt import permissions
from casemgmt.domain.queries.themen import alle_themen, bekannte_themen, themen_des_kreises, thementitel
from casemgmt.domain.themen import thema_anlegen, thema_bestimmen
from casemgmt.models import Kreisthema
from kim.basis.fehler import Fachfehler, NichtErlaubt
from tests.casemgmt import fallbau
from tests.fabriken import KreisFactory


@pytest.fixture
def ort(db: None) -> Any:
    return fallbau.kommune()


@pytest.fixture
def koordination(ort: Any) -> Any:
    return fallbau.koordination(ort.kreis)


def _bestimmen(akteur: Any, schluessel: str = "kita", **felder: Any) -> Kreisthema:
    werte: dict[str, Any] = {"titel": "Kita", "rang": 5, "aktiv": True, **felder}
    return thema_bestimmen(akteur=akteur, kreis_id=akteur.kreis_id, schluessel=schluessel, **werte)


def test_umbenennen_verschieben_ausblenden(koordination: Any) -> None:
    _bestimmen(koordination)
    kreis_id = koordination.kreis_id
    assert themen_des_kreises(kreis_id)[0].titel == "Kita"
    _bestimmen(koordination, aktiv=False)
    assert Kreisthema.objects.count() == 1
    assert "kita" not in [thema.schluessel for thema in themen_des_kreises(kreis_id)]
    # What was counted is still named, and still accepted from a device that did not know.
    assert thementitel(kreis_id)["kita"] == "Kita"
    assert "kita" in bekannte_themen(kreis_id, ("kita",))
    assert len(alle_themen(KreisFactory().pk)) == 11


def test_hinzufuegen(koordination: Any) -> None:
    kreis_id = koordination.kreis_id
    satz = thema_anlegen(akteur=koordination, kreis_id=kreis_id, titel="Größe  & Sport", rang=7)
    assert (satz.schluessel, satz.titel) == ("groesse_sport", "Größe & Sport")
    zweites = thema_anlegen(akteur=koordination, kreis_id=kreis_id, titel="Groesse Sport", rang=7)
    assert zweites.schluessel == "groesse_sport_2"
    assert thema_anlegen(akteur=koordination, kreis_id=kreis_id, titel="42", rang=7).schluessel == "thema"
    assert permissions.sichtbare_kreisthemen(koordination).count() == 3


def test_was_nicht_geht(koordination: Any, ort: Any) -> None:
    with pytest.raises(Fachfehler) as fehler:
        _bestimmen(koordination, titel="wohnen")
    assert fehler.value.feld == "titel"
    with pytest.raises(Fachfehler) as fehler:
        thema_anlegen(akteur=koordination, kreis_id=ort.kreis_id, titel="Wohnen", rang=1)
    assert fehler.value.feld == "titel"
    with pytest.raises(Fachfehler) as fehler:
        _bestimmen(koordination, "gibt_es_nicht")
    assert fehler.value.code == "thema"
    for akteur in (fallbau.case_management(ort), fallbau.koordination(KreisFactory())):
        with pytest.raises(NichtErlaubt):
            thema_anlegen(akteur=akteur, kreis_id=ort.kreis_id, titel="Neu", rang=1)


def test_eines_bleibt(koordination: Any) -> None:
    zeilen = alle_themen(koordination.kreis_id)
    for zeile in zeilen[1:]:
        _bestimmen(koordination, zeile.thema.schluessel, titel=zeile.thema.titel, aktiv=False)
    with pytest.raises(Fachfehler) as fehler:
        _bestimmen(koordination, zeilen[0].thema.schluessel, titel="Letztes", aktiv=False)
    assert fehler.value.feld == "aktiv"
