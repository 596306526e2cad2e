"""Encrypted fields: unreadable in the database, bound to their place, readable in the history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.db.models import F

from casemgmt.models import Klient
from kim.schluessel.domain import pruefung
from kim.schluessel.domain.blindindex import marke, suchmarken
from kim.schluessel.domain.bund import schluessel_hinzufuegen
from kim.schluessel.domain.felder import Unlesbar, VerschluesselterText, oeffnen, schluessel_von, versiegeln
from tests.casemgmt import fallbau

GEPFLANZT = "Oberpfaffenhuber"


def _roh(tabelle: str, spalte: str, **wo: Any) -> Any:
    (feld, wert) = next(iter(wo.items()))
    with connection.cursor() as zeiger:
        zeiger.execute(f"SELECT {spalte} FROM {tabelle} WHERE {feld} = %s", [wert])
        return zeiger.fetchone()[0]


@pytest.fixture
def klient(db: None) -> Klient:
    ort = fallbau.kommune()
    return fallbau.klient(
        fallbau.case_management(ort),
        ort,
        nachname=GEPFLANZT,
        geburtsdatum=date(1988, 2, 29),
        sprachen=["ar", "de"],
    )


@pytest.fixture
def neuer_bund(tmp_path: Path, settings: Any) -> Any:
    """A key ring of its own, which the test may add keys to."""
    settings.KIM_SCHLUESSELBUND = tmp_path / "bund.json"
    pruefung.schluesselbund.cache_clear()
    pruefung.abgeleitet.cache_clear()
    yield settings.KIM_SCHLUESSELBUND
    pruefung.schluesselbund.cache_clear()
    pruefung.abgeleitet.cache_clear()


@pytest.mark.beide_datenbanken
def test_in_der_datenbank_steht_nichts_lesbares(klient: Klient) -> None:
    for tabelle in ("casemgmt_klient", "casemgmt_historicalklient"):
        with connection.cursor() as zeiger:
            zeiger.execute(f"SELECT * FROM {tabelle} WHERE id = %s", [klient.pk])
            zeile = " ".join(str(wert) for wert in zeiger.fetchone())
        assert GEPFLANZT not in zeile
        assert "1988" not in zeile, "the date of birth either"
    frisch = Klient.objects.get(pk=klient.pk)
    assert (frisch.nachname, frisch.geburtsdatum, frisch.sprachen) == (
        GEPFLANZT,
        date(1988, 2, 29),
        ["ar", "de"],
    )


def test_die_historie_geht_auch_auf(klient: Klient) -> None:
    zeile = klient.history.get()
    assert (zeile.nachname, zeile.geburtsdatum) == (GEPFLANZT, date(1988, 2, 29))
    assert zeile.kreis_id == klient.kreis_id, "each history row carries its Kreis"


def test_gleiches_wird_jedesmal_anders_verschluesselt() -> None:
    eins, zwei = (versiegeln(GEPFLANZT, bindung="a.b.c") for _ in range(2))
    assert eins != zwei
    assert oeffnen(eins, bindung="a.b.c") == oeffnen(zwei, bindung="a.b.c") == GEPFLANZT


def test_in_ein_anderes_feld_kopiert_geht_es_nicht_auf(klient: Klient) -> None:
    roh = _roh("casemgmt_klient", "nachname", id=klient.pk)
    with connection.cursor() as zeiger:
        zeiger.execute("UPDATE casemgmt_klient SET vorname = %s WHERE id = %s", [roh, klient.pk])
    with pytest.raises(Unlesbar) as fehler:
        Klient.objects.get(pk=klient.pk)
    assert roh not in str(fehler.value), "the cipher text stays out of logs"


@pytest.mark.parametrize("kaputt", ["Klartext", "k1:1:", "k1:1:!!!", "k1:77:QUJDREVGR0hJSktMTU5PUA=="])
def test_was_nicht_aufgeht_wird_nie_zu_text(kaputt: str) -> None:
    with pytest.raises(Unlesbar):
        oeffnen(kaputt, bindung="a.b.c")


def test_leer_bleibt_leer_und_nichts_bleibt_nichts(klient: Klient) -> None:
    assert _roh("casemgmt_klient", "email", id=klient.pk) == ""
    assert _roh("casemgmt_klient", "geburtsjahr", id=klient.pk) is None


def test_gesucht_wird_in_ihnen_nicht(klient: Klient) -> None:
    """It would never find anything, and not say so."""
    with pytest.raises(FieldError):
        list(Klient.objects.filter(nachname=GEPFLANZT))
    with pytest.raises(FieldError):
        list(Klient.objects.filter(nachname__icontains="pfaff"))
    assert Klient.objects.filter(email="").get() == klient


def test_die_laenge_zaehlt_der_klartext(klient: Klient) -> None:
    klient.nachname = "ä" * 120
    klient.full_clean()
    klient.nachname += "x"
    with pytest.raises(ValidationError):
        klient.full_clean()


@pytest.mark.django_db
def test_nach_einem_schluesselwechsel_geht_alles_auf(neuer_bund: Path) -> None:
    alt, alte_marke = versiegeln("alt", bindung="a.b.c"), marke("amira", zweck="z")
    schluessel_hinzufuegen(neuer_bund)
    # The running process still writes with the first key, until it meets something written with the second.
    assert schluessel_von(versiegeln("noch", bindung="a.b.c")) == "1"
    pruefung.schluesselbund.cache_clear()
    neu = versiegeln("neu", bindung="a.b.c")
    assert schluessel_von(neu) == "2"
    assert (oeffnen(alt, bindung="a.b.c"), oeffnen(neu, bindung="a.b.c")) == ("alt", "neu")
    assert alte_marke in suchmarken(["amira"], zweck="z")
    assert marke("amira", zweck="z") in suchmarken(["amira"], zweck="z")


@pytest.mark.django_db
def test_ein_laufender_prozess_liest_was_ein_anderer_mit_dem_neuen_schluessel_schrieb(
    neuer_bund: Path,
) -> None:
    alter_bund = pruefung.schluesselbund()
    schluessel_hinzufuegen(neuer_bund)
    pruefung.schluesselbund.cache_clear()
    fremd = versiegeln("vom anderen", bindung="a.b.c")
    pruefung.schluesselbund.cache_clear()
    pruefung.abgeleitet.cache_clear()
    assert alter_bund.aktuell == "1"
    assert oeffnen(fremd, bindung="a.b.c") == "vom anderen"


def test_der_index_haelt_zwecke_auseinander() -> None:
    assert marke("amira", zweck="kreis 1") != marke("amira", zweck="kreis 2")
    assert marke("amira", zweck="kreis 1") == marke("amira", zweck="kreis 1")


@pytest.mark.parametrize(
    ("feld", "gut", "wert", "schlecht"),
    [
        ("geburtsdatum", "1988-02-29", date(1988, 2, 29), "gestern"),
        ("geburtsjahr", "1988", 1988, "neunzehnhundert"),
    ],
)
def test_was_kein_wert_ist_wird_am_feld_gesagt(feld: str, gut: str, wert: Any, schlecht: str) -> None:
    spalte = Klient._meta.get_field(feld)
    assert (spalte.to_python(gut), spalte.to_python(wert), spalte.to_python(None)) == (wert, wert, None)
    with pytest.raises(ValidationError):
        spalte.to_python(schlecht)


def test_jede_art_hat_ihr_formularfeld() -> None:
    felder = {name: type(Klient._meta.get_field(name).formfield()).__name__ for name in FORMULARFELDER}
    assert felder == FORMULARFELDER
    kurz, lang = (Klient._meta.get_field(name).formfield().widget for name in ("vorname", "anschrift"))
    assert (type(kurz).__name__, type(lang).__name__) == ("TextInput", "Textarea")


FORMULARFELDER = {"vorname": "CharField", "geburtsdatum": "DateField", "geburtsjahr": "IntegerField"}


def test_die_bindung_steht_in_der_migration() -> None:
    """So a model may be renamed without losing what was written."""
    *_rest, angaben = Klient._meta.get_field("nachname").deconstruct()
    assert angaben["bindung"] == "casemgmt.klient.nachname"
    *_rest, ohne = VerschluesselterText().deconstruct()
    assert "bindung" not in ohne


def test_ausdruecke_der_datenbank_nimmt_es_nicht(klient: Klient) -> None:
    klient.vorname = F("nachname")  # type: ignore[assignment]
    with pytest.raises(FieldError):
        klient.save()
