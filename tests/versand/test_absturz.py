"""The small form of `scripts.absturzprobe`: real workers, real kills, a real mail server."""

from __future__ import annotations

import os

import pytest

from scripts.absturzprobe import datenbank_fuer, eigene_datenbank, proben
from tests.werkzeug.installation import tabellen_uebernehmen

pytestmark = pytest.mark.langsam


@pytest.mark.eine_datenbank
def test_kein_absturz_verliert_eine_mail_oder_schickt_eine_andere_sqlite(django_db_setup: None) -> None:
    with datenbank_fuer("sqlite") as umgebung:
        tabellen_uebernehmen(umgebung["KIM_PROBE_SQLITE"])
        ergebnis = proben(mails=30, kills=4, datenbank="sqlite", umgebung=umgebung, saat=20)
    assert ergebnis.bestanden, str(ergebnis)
    assert ergebnis.mittendrin >= 2, "the kills came when there was nothing left to do"


@pytest.mark.postgres
@pytest.mark.skipif(not os.environ.get("KIM_TEST_DB"), reason="needs PostgreSQL (KIM_TEST_DB)")
def test_kein_absturz_verliert_eine_mail_oder_schickt_eine_andere_postgres() -> None:
    with (
        datenbank_fuer("sqlite") as umgebung,
        eigene_datenbank(os.environ["KIM_TEST_DB"]) as adresse,
    ):
        umgebung = {**umgebung, "KIM_PROBE_SQLITE": "", "KIM_TEST_DB": adresse}
        ergebnis = proben(mails=30, kills=4, datenbank="postgres", umgebung=umgebung, saat=21)
    assert ergebnis.bestanden, str(ergebnis)
