"""Left out of the public Niederschrift, or in it after all, from the page of the Beschluss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from lenkung.models import Beschluss, Gremium, Sitzung, Sitzungsereignis
from tests.fabriken import konto_mit_rolle
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.beschlussbau import beschluss
from tests.lenkung.views.abruf import abgerufen, seitentext, url

pytestmark = pytest.mark.django_db
WEG, AUF = "In der öffentlichen Niederschrift weglassen", "Doch in die öffentliche Niederschrift"


@pytest.fixture
def lg() -> Gremium:
    return bau.lenkungsgruppe(3)


@pytest.fixture
def gs(lg: Gremium, anmelden: Callable[..., Client]) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=lg.kreis))


@pytest.fixture
def satz(lg: Gremium) -> Beschluss:
    sitzung = bau.eroeffnet(lg, 3)
    punkt = bau.rufe_auf(sitzung, bau.punkte(sitzung)[0])
    return bau.stelle_fest(bau.einvernehmlich(sitzung, punkt))


def _setze(client: Client, satz: Beschluss, wert: str) -> str:
    antwort = client.post(url("beschluss-oeffentlichkeit", satz.pk), {"oeffentlich": wert}, follow=True)
    return seitentext(antwort)


def test_weglassen_und_doch_aufnehmen_auch_nach_dem_schluss(gs: Client, satz: Beschluss) -> None:
    assert satz.sitzung is not None
    bau.schliesse(satz.sitzung, rest_absetzen=True)
    assert WEG in abgerufen(gs, url("beschluss-detail", satz.pk))
    seite = _setze(gs, satz, "nein")
    for stueck in ("bleibt in der öffentlichen Niederschrift weg", "nicht öffentlich", AUF):
        assert stueck in seite
    satz.refresh_from_db()
    assert satz.oeffentlich is False
    assert satz.punkt is not None
    assert satz.punkt.oeffentlich is False
    seite = _setze(gs, satz, "ja")
    assert WEG in seite
    assert _setze(gs, satz, "ja")
    assert Sitzungsereignis.objects.filter(art="oeffentlichkeit_geaendert").count() == 2


def test_wer_nur_liest_sieht_die_tat_nicht(satz: Beschluss, anmelden: Callable[..., Client]) -> None:
    chefin = anmelden(konto_mit_rolle("vorsitz", kreis=satz.gremium.kreis))
    assert WEG not in abgerufen(chefin, url("beschluss-detail", satz.pk))
    assert chefin.post(url("beschluss-oeffentlichkeit", satz.pk)).status_code == 404
    satz.refresh_from_db()
    assert satz.oeffentlich is True


def test_ohne_sitzung_gibt_es_die_tat_nicht(gs: Client, lg: Gremium) -> None:
    frueher = beschluss(lg)
    assert WEG not in abgerufen(gs, url("beschluss-detail", frueher.pk))
    assert gs.post(url("beschluss-oeffentlichkeit", frueher.pk)).status_code == 404


def test_vor_der_eroeffnung_geht_es_nicht(gs: Client, satz: Beschluss) -> None:
    Sitzung.objects.filter(pk=satz.sitzung_id).update(stand="abgesagt", absage_grund="Irrtum")
    assert WEG not in abgerufen(gs, url("beschluss-detail", satz.pk))
    assert gs.post(url("beschluss-oeffentlichkeit", satz.pk)).status_code in (403, 404)
