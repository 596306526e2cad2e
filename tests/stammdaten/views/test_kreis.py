from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kim.stammdaten.models import Kreis


def _einstellen(client: Client, **angaben: object):  # type: ignore[no-untyped-def]
    adresse = reverse("stammdaten:kreis-bearbeiten")
    form = client.get(adresse).context["form"]
    daten = {name: form[name].value() or "" for name in form.fields}
    return client.post(adresse, {**daten, **angaben}, follow=True)


def test_die_seite_zeigt_briefkopf_schwelle_und_module(administration: Client) -> None:
    seite = administration.get(reverse("stammdaten:kreis-detail")).content.decode()
    assert "Personenzahlen von 1 bis 4 werden unterdrückt." in seite
    assert seite.count("eingeschaltet") == 4


def test_einstellungen_werden_gespeichert_und_die_farbe_begruendet(
    kreis: Kreis, administration: Client
) -> None:
    antwort = _einstellen(
        administration, akzentfarbe="#1B4F8F", unterdrueckung_unter="3", website="kreis.example"
    )
    seite = antwort.content.decode()
    kreis.refresh_from_db()
    assert (kreis.akzentfarbe, kreis.unterdrueckung_unter, kreis.website) == (
        "#1B4F8F",
        3,
        "https://kreis.example",
    )
    assert "Personenzahlen von 1 bis 2 werden unterdrückt." in seite
    assert "lesbar" in seite


@pytest.mark.parametrize(
    ("feld", "wert", "meldung"),
    [
        ("akzentfarbe", "#ffcc00", "dunklere Farbe"),
        ("akzentfarbe", "gelb", "sechs Zeichen"),
        ("unterdrueckung_unter", "1", "größer oder gleich 2"),
        ("telefon", "auf Anfrage", "nur Ziffern"),
        ("name", "Kreis L", "Kreis mit diesem"),
    ],
)
def test_eine_unbrauchbare_angabe_steht_am_feld(
    feld: str, wert: str, meldung: str, anderer_kreis: Kreis, administration: Client
) -> None:
    antwort = _einstellen(administration, **{feld: wert})
    assert list(antwort.context["form"].errors) == [feld]
    assert meldung in antwort.context["form"].errors[feld][0]


def test_einschalten_geht_in_einem_schritt_ausschalten_fragt_zurueck(
    kreis: Kreis, administration: Client
) -> None:
    adresse = reverse("stammdaten:kreis-module")
    stand = administration.get(adresse).context["form"]["stand"].value()
    frage = administration.post(adresse, {"module": ["lenkung"], "stand": stand})
    seite = frage.content.decode()
    assert "„Case Management“ verschwindet" in seite
    assert "Gelöscht wird nichts." in seite
    kreis.refresh_from_db()
    assert kreis.modul_casemgmt
    administration.post(adresse, {"module": ["lenkung"], "stand": stand, "bestaetigt": "on"})
    kreis.refresh_from_db()
    assert (kreis.modul_lenkung, kreis.modul_casemgmt, kreis.modul_reporting) == (True, False, False)
    stand = administration.get(adresse).context["form"]["stand"].value()
    antwort = administration.post(adresse, {"module": ["lenkung", "casemgmt"], "stand": stand}, follow=True)
    assert "Die Module sind so geschaltet." in antwort.content.decode()
    kreis.refresh_from_db()
    assert kreis.modul_casemgmt


def test_die_rueckfrage_traegt_den_stand_weiter(kreis: Kreis, administration: Client) -> None:
    adresse = reverse("stammdaten:kreis-module")
    stand = administration.get(adresse).context["form"]["stand"].value()
    seite = administration.post(adresse, {"module": ["lenkung"], "stand": stand}).content.decode()
    assert f'name="stand" value="{stand}"' in seite
    _einstellen(administration, telefon="02241 1")
    antwort = administration.post(
        adresse, {"module": ["lenkung"], "stand": stand, "bestaetigt": "on"}, follow=True
    )
    assert "wurde inzwischen" in antwort.content.decode()
    kreis.refresh_from_db()
    assert kreis.modul_casemgmt


def test_ein_unbekanntes_modul_wird_abgewiesen(administration: Client) -> None:
    antwort = administration.post(reverse("stammdaten:kreis-module"), {"module": ["bauamt"]})
    assert "module" in antwort.context["form"].errors


def test_wer_den_kreis_nicht_einstellen_darf_kommt_nicht_hin(geschaeftsstelle: Client) -> None:
    for name in ("kreis-detail", "kreis-bearbeiten", "kreis-module"):
        assert geschaeftsstelle.get(reverse(f"stammdaten:{name}")).status_code == 403


def test_ein_schalter_ist_keine_freiwillige_angabe_und_sagt_was_er_tut(administration: Client) -> None:
    seite = administration.get(reverse("stammdaten:kreis-module")).content.decode()
    assert "(freiwillig)" not in seite
    assert "Gelöscht wird nichts." in seite
