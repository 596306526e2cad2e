from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from kim.basis.akteur import SystemAkteur
from kim.basis.fehler import NichtErlaubt, Ueberholt
from kim.basis.modul import Modul
from kim.stammdaten import permissions
from kim.stammdaten.domain.kreis import (
    kreis_anlegen,
    kreis_einstellungen_aendern,
    kreis_logo_setzen,
    module_schalten,
)
from kim.stammdaten.domain.queries.stand import stand_von
from kim.stammdaten.models import Kreis
from tests.stammdaten import satzbau

pytestmark = pytest.mark.django_db


def test_ein_neuer_kreis_hat_kein_modul_und_die_schwelle_fuenf() -> None:
    kreis = satzbau.kreis()
    assert kreis.unterdrueckung_unter == 5
    assert not any(getattr(kreis, f"modul_{modul}") for modul in Modul)


def test_nur_die_systemadministration_legt_einen_kreis_an() -> None:
    kreis = satzbau.kreis()
    with pytest.raises(NichtErlaubt, match="Systemadministration"):
        kreis_anlegen(name="Kreis L", kuerzel="kreis-l", akteur=satzbau.akteur(kreis))
    with pytest.raises(NichtErlaubt):
        kreis_anlegen(name="Kreis L", kuerzel="kreis-l", akteur=SystemAkteur("x", kreis.pk))


def test_einstellungen_werden_geaendert_und_ohne_unterschied_bleibt_die_historie() -> None:
    kreis = satzbau.kreis()
    akteur = satzbau.akteur(kreis)
    kreis_einstellungen_aendern(kreis_id=kreis.pk, akteur=akteur, angaben={"telefon": "02241 13-0"})
    kreis_einstellungen_aendern(kreis_id=kreis.pk, akteur=akteur, angaben={"telefon": "02241 13-0"})
    assert [zeile.telefon for zeile in kreis.history.all()] == ["02241 13-0", ""]


@pytest.mark.parametrize(
    ("feld", "wert", "meldung"),
    [
        ("akzentfarbe", "#ffcc00", "dunklere Farbe"),
        ("akzentfarbe", "blau", "sechs Zeichen"),
        ("unterdrueckung_unter", 1, "größer oder gleich 2"),
        ("unterdrueckung_unter", 21, "kleiner oder gleich 20"),
        ("telefon", "anrufen", "nur Ziffern"),
        ("website", "javascript:alert(1)", "gültige Adresse"),
        ("absenderzeile", "eins\nzwei", "in einer Zeile"),
    ],
)
def test_eine_unbrauchbare_einstellung_wird_abgewiesen(feld: str, wert: object, meldung: str) -> None:
    kreis = satzbau.kreis()
    with pytest.raises(ValidationError, match=meldung):
        kreis_einstellungen_aendern(
            kreis_id=kreis.pk,
            akteur=satzbau.akteur(kreis),
            angaben={feld: wert},  # type: ignore[misc]
        )


def test_die_schwelle_zwei_und_zwanzig_gehen() -> None:
    kreis = satzbau.kreis()
    for schwelle in (2, 20):
        kreis_einstellungen_aendern(
            kreis_id=kreis.pk, akteur=satzbau.akteur(kreis), angaben={"unterdrueckung_unter": schwelle}
        )
    assert Kreis.objects.get().unterdrueckung_unter == 20


def test_module_werden_genau_so_geschaltet() -> None:
    kreis = satzbau.kreis()
    akteur = satzbau.akteur(kreis)
    module_schalten(kreis_id=kreis.pk, akteur=akteur, eingeschaltet={Modul.LENKUNG, Modul.CASEMGMT})
    module_schalten(kreis_id=kreis.pk, akteur=akteur, eingeschaltet={Modul.LENKUNG})
    module_schalten(kreis_id=kreis.pk, akteur=akteur, eingeschaltet=[Modul.LENKUNG])
    kreis.refresh_from_db()
    assert [modul for modul in Modul if getattr(kreis, f"modul_{modul}")] == [Modul.LENKUNG]
    assert kreis.history.count() == 3


def test_das_logo_wird_gemerkt_und_ohne_unterschied_nicht_noch_einmal() -> None:
    kreis = satzbau.kreis()
    for _mal in range(2):
        kreis_logo_setzen(kreis_id=kreis.pk, logo_kennung="abc", akteur=satzbau.akteur(kreis))
    kreis.refresh_from_db()
    assert kreis.logo_kennung == "abc"
    assert kreis.history.count() == 2


def test_alter_stand_wird_bemerkt() -> None:
    kreis = satzbau.kreis()
    stand = stand_von(kreis)
    module_schalten(kreis_id=kreis.pk, akteur=satzbau.akteur(kreis), eingeschaltet=set(Modul))
    with pytest.raises(Ueberholt):
        kreis_einstellungen_aendern(
            kreis_id=kreis.pk,
            akteur=satzbau.akteur(kreis),
            angaben={"telefon": "1234"},
            erwarteter_stand=stand,
        )
    with pytest.raises(Ueberholt):
        module_schalten(
            kreis_id=kreis.pk, akteur=satzbau.akteur(kreis), eingeschaltet=set(), erwarteter_stand=stand
        )


def test_ein_fremder_kreis_laesst_sich_nicht_einstellen() -> None:
    kreis, anderer = satzbau.kreis(), satzbau.kreis("Kreis L")
    for versuch in (
        lambda: kreis_einstellungen_aendern(kreis_id=anderer.pk, akteur=satzbau.akteur(kreis), angaben={}),
        lambda: module_schalten(kreis_id=anderer.pk, akteur=satzbau.akteur(kreis), eingeschaltet=set()),
        lambda: kreis_logo_setzen(kreis_id=anderer.pk, akteur=satzbau.akteur(kreis), logo_kennung="x"),
    ):
        with pytest.raises(NichtErlaubt):
            versuch()
    assert list(permissions.einstellbare_kreise(satzbau.akteur(kreis))) == [kreis]
