"""A module that the Kreis has switched off has no menu and no URL."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kim.basis.modul import Modul
from tests.fabriken import KreisFactory

EINGANG = {
    Modul.LENKUNG: ("/lenkung/", "geschaeftsstelle"),
    Modul.CASEMGMT: ("/fallarbeit/faelle/", "koordination_cm"),
    Modul.EINBUERGERUNG: ("/modul3/", "sachbearbeitung_abh"),
    Modul.REPORTING: ("/auswertung/", "kreis_administration"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("modul", list(Modul))
def test_module_that_is_on_has_menu_and_page(modul, konto_mit_rolle, anmelden) -> None:
    adresse, rolle = EINGANG[modul]
    client = anmelden(konto_mit_rolle(rolle))
    assert client.get(adresse).status_code == 200
    assert f'href="{adresse}"' in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("modul", list(Modul))
def test_module_that_is_off_has_neither(modul, konto_mit_rolle, anmelden) -> None:
    adresse, rolle = EINGANG[modul]
    konto = konto_mit_rolle(rolle)
    client = anmelden(konto)
    setattr(konto.kreis, f"modul_{modul.value}", False)
    konto.kreis.save()
    assert client.get(adresse).status_code == 404
    assert f'href="{adresse}"' not in client.get("/").content.decode()


@pytest.mark.django_db
def test_entrance_names_who_is_responsible_today(konto_mit_rolle, anmelden) -> None:
    kreis = KreisFactory()
    da = konto_mit_rolle("geschaeftsstelle", kreis=kreis)
    gestern = timezone.localdate() - timedelta(days=1)
    weg = konto_mit_rolle("vorsitz", kreis=kreis, bis=gestern, von=gestern)
    gesperrt = konto_mit_rolle("vorsitz", kreis=kreis)
    gesperrt.is_active, gesperrt.gesperrt_am, gesperrt.sperrgrund = False, timezone.now(), "ausgeschieden"
    gesperrt.save()
    anderswo = konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory())
    seite = anmelden(da).get("/lenkung/").content.decode()
    assert da.email in seite
    assert not [konto.email for konto in (weg, gesperrt, anderswo) if konto.email in seite]


@pytest.mark.django_db
def test_entrance_costs_the_same_for_one_and_for_three(
    konto_mit_rolle, anmelden, django_assert_num_queries
) -> None:
    kreis = KreisFactory()
    client = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))
    client.get("/lenkung/")
    with django_assert_num_queries(6):
        client.get("/lenkung/")
    for _ in range(2):
        konto_mit_rolle("vorsitz", kreis=kreis)
    with django_assert_num_queries(6):
        client.get("/lenkung/")
