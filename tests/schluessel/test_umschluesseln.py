"""Rewriting with a new key: everything, histories too, without a trace, and going on where it broke off."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casemgmt.domain import suche
from casemgmt.domain.klient import klient_aendern
from casemgmt.domain.queries.suche import personen_suchen
from casemgmt.models import Klient
from kim.schluessel.domain import pruefung, umschluesseln
from kim.schluessel.domain.bund import schluessel_hinzufuegen
from kim.schluessel.domain.felder import schluessel_von
from tests.casemgmt.personenbau import Kreisbild

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def bund(tmp_path: Path, settings: Any) -> Any:
    settings.KIM_SCHLUESSELBUND = tmp_path / "bund.json"
    for gemerkt in (pruefung.schluesselbund, pruefung.abgeleitet):
        gemerkt.cache_clear()
    yield settings.KIM_SCHLUESSELBUND
    for gemerkt in (pruefung.schluesselbund, pruefung.abgeleitet):
        gemerkt.cache_clear()


def _schluessel(tabelle: str) -> set[str]:
    with connection.cursor() as zeiger:
        zeiger.execute(f"SELECT vorname, nachname, telefon FROM {tabelle}")
        return {schluessel_von(wert) for zeile in zeiger.fetchall() for wert in zeile if wert}


def _befehl() -> str:
    ausgabe = StringIO()
    call_command("schluesselbund", "--umschluesseln", stdout=ausgabe, stderr=ausgabe)
    return ausgabe.getvalue()


def test_alles_traegt_danach_den_neuen_schluessel(bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # More rows than fit into one step.
    monkeypatch.setattr(umschluesseln, "SCHRITT", 2)
    monkeypatch.setattr(suche, "SCHRITT", 2)
    bild = Kreisbild()
    personen = [bild.person("Sara", f"Karimi{'abcde'[n]}") for n in range(5)]
    klient_aendern(klient_id=personen[0].pk, angaben={"telefon": "0170 1"}, akteur=bild.cm_a)
    verlauf = Klient.history.count()
    call_command("schluesselbund", "--neu", stdout=StringIO())
    assert _schluessel("casemgmt_klient") == {"1"}

    ausgabe = _befehl()
    assert "casemgmt_klient: 5 neu geschrieben" in ausgabe
    assert "casemgmt_historicalklient: 6 neu geschrieben" in ausgabe
    assert "Suchindex der Personen: 5" in ausgabe
    for tabelle in ("casemgmt_klient", "casemgmt_historicalklient"):
        assert _schluessel(tabelle) == {"2"}
    assert Klient.history.count() == verlauf, "nothing has changed, so there is no history"
    frisch = Klient.objects.get(pk=personen[0].pk)
    assert (frisch.nachname, frisch.telefon, frisch.geburtsjahr) == ("Karimia", "0170 1", None)
    assert personen_suchen(bild.cm_a, "Karimia")[0] == personen[0]
    assert "casemgmt_klient: 0 neu geschrieben" in _befehl(), "a second run finds nothing to do"


def test_nach_einem_abbruch_geht_es_weiter(bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(umschluesseln, "SCHRITT", 2)
    bild = Kreisbild()
    for nummer in range(4):
        bild.person("Sara", f"Karimi{'abcd'[nummer]}")
    schluessel_hinzufuegen(bund)
    pruefung.schluesselbund.cache_clear()
    echt, gezaehlt = umschluesseln._schreiben, []

    def abbrechen(modell: Any, *args: Any) -> int:
        gezaehlt.extend([1] if modell is Klient else [])
        if len(gezaehlt) == 4:
            raise RuntimeError("Strom weg")
        return echt(modell, *args)

    monkeypatch.setattr(umschluesseln, "_schreiben", abbrechen)
    with pytest.raises(RuntimeError, match="Strom weg"):
        _befehl()
    assert _schluessel("casemgmt_klient") == {"1", "2"}
    monkeypatch.setattr(umschluesseln, "_schreiben", echt)
    assert "casemgmt_klient: 2 neu geschrieben" in _befehl()
    assert _schluessel("casemgmt_klient") == {"2"}


def test_was_zugleich_geaendert_wird_gewinnt(bund: Path) -> None:
    bild = Kreisbild()
    person = bild.person()
    schluessel_hinzufuegen(bund)
    pruefung.schluesselbund.cache_clear()
    ((modell, felder),) = [z for z in umschluesseln.verschluesselte_felder() if z[0] is Klient]
    (gelesen,) = umschluesseln._naechste(modell, felder, 0)
    klient_aendern(klient_id=person.pk, angaben={"nachname": "Kowalenko"}, akteur=bild.cm_a)
    assert umschluesseln._schreiben(modell, felder, gelesen) == 0
    assert Klient.objects.get().nachname == "Kowalenko"


def test_was_nicht_aufgeht_bleibt_und_wird_genannt(bund: Path) -> None:
    bild = Kreisbild()
    gut, kaputt = bild.person("Sara", "Karimi"), bild.person("Amira", "Haddad")
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE casemgmt_klient SET vorname = 'k1:1:AAAA' WHERE id = %s", [kaputt.pk])
    call_command("schluesselbund", "--neu", stdout=StringIO())
    ausgabe = StringIO()
    with pytest.raises(CommandError, match="1 Sätze"):
        call_command("schluesselbund", "--umschluesseln", stdout=ausgabe, stderr=ausgabe)
    assert f"casemgmt_klient, Satz {kaputt.pk}" in ausgabe.getvalue()
    assert "AAAA" not in ausgabe.getvalue()
    assert Klient.objects.get(pk=gut.pk).vorname == "Sara"
