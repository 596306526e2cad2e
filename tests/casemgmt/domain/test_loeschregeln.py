"""Case 45: a new field without a deletion rule fails."""

from __future__ import annotations

from typing import Any

from casemgmt.apps.akten import loeschregeln_pruefen
from casemgmt.domain import loeschregeln
from tests.werkzeug.befunde import nichts


def test_fall_45_jedes_feld_der_fallarbeit_hat_eine_loeschregel() -> None:
    nichts(loeschregeln.fehlende_regeln(), "write it into casemgmt/daten/loeschregeln.toml")


def test_fall_45_ein_neues_feld_ohne_regel_haelt_manage_py_check_auf(monkeypatch: Any) -> None:
    tabellen = loeschregeln.tabellen()
    monkeypatch.setattr(
        loeschregeln, "tabellen", lambda: {**tabellen, "klient": [*tabellen["klient"], "blutgruppe"]}
    )
    (fehler,) = loeschregeln_pruefen(None)
    assert fehler.id == "casemgmt.E001"
    assert fehler.msg == "klient.blutgruppe: ohne Löschregel"
    assert fehler.is_serious(), "so CI and the start stop"
