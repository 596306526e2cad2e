"""What the pages say while a newer version is in force: of approval, objections and proof before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.models import Kreis
from kim.versand.models import Zustellung
from lenkung.domain.genehmigung import genehmigungen_festhalten
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.models import Einwendung, Sitzung
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import empfaenger, nimm_an, token, uhr, unterzeichnet, versandt, wende_ein

TAG, HEUTE, DANACH = date(2022, 5, 2), date(2022, 5, 9), date(2022, 5, 18)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


@pytest.fixture
def satz(kreis: Kreis, zeit: Any) -> Sitzung:
    """Held and minuted under the GO Steinfurt, signed on HEUTE."""
    zeit.move_to(uhr(TAG, 14))
    gremium = bau.lenkungsgruppe(2, wie=None, kreis=kreis)
    gobau.in_kraft(gremium, wie=gobau.STEINFURT, am=date(2021, 6, 30))
    satz = bau.eroeffnet(gremium, anwesend=2, punkte=0)
    bau.schliesse(satz, rest_absetzen=True)
    niederschrift_beginnen(sitzung_id=satz.pk, akteur=gobau.akteur(gremium))
    zeit.move_to(uhr(HEUTE, 9))
    satz = Sitzung.objects.select_related("gremium__kreis").get(pk=satz.pk)
    unterzeichnet(satz)
    return satz


@pytest.fixture
def ergebnis(satz: Sitzung) -> Any:
    gesendet = versandt(satz)
    nimm_an(gesendet, timezone.now())
    return gesendet


@pytest.fixture
def spaeter(zeit: Any, kreis: Kreis, anmelden: Callable[..., Client]) -> Callable[..., Client]:
    def _spaeter(wann: Any) -> Client:
        zeit.move_to(wann)
        return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))

    return _spaeter


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _niederschrift(client: Client, satz: Sitzung) -> str:
    return _text(client.get(_url("sitzung-niederschrift", satz.pk)))


def _angenommen(einwendung: Einwendung) -> None:
    Einwendung.objects.filter(pk=einwendung.pk).update(
        stand="angenommen", begruendung="Stimmt.", erledigt_am=timezone.now(), erledigt_von_name="Test"
    )


def test_die_genehmigung_der_alten_steht_nicht_bei_der_neuen(
    client: Client, satz: Sitzung, ergebnis: Any, spaeter: Any
) -> None:
    alter_link = _url("niederschrift-link", token(empfaenger(ergebnis)))
    geschaeftsstelle = spaeter(uhr(DANACH, 9))
    genehmigungen_festhalten(jetzt=timezone.now())
    satz_der_alten = "genehmigt seit 17.05.2022, 00:00 Uhr nach § 7"
    assert satz_der_alten in _text(client.get(alter_link))
    unterzeichnet(satz)
    neue = versandt(satz)
    seite = _niederschrift(geschaeftsstelle, satz)
    assert f"Fassung 1: {satz_der_alten}" in seite
    assert seite.count(satz_der_alten) == 1
    assert "Die Frist beginnt, wenn der Letzte sie bekommen hat." in seite
    assert satz_der_alten not in _text(client.get(_url("niederschrift-link", token(empfaenger(neue)))))
    nimm_an(neue, timezone.now())
    geschaeftsstelle = spaeter(uhr(date(2022, 5, 26), 9))
    genehmigungen_festhalten(jetzt=timezone.now())
    assert "genehmigt seit 26.05.2022, 00:00 Uhr nach § 7" in _niederschrift(geschaeftsstelle, satz)
    # Who opens the old link, reads of the old version, which is not in force.
    alte = _text(client.get(alter_link))
    assert "Diese Fassung gilt nicht mehr" in alte
    assert "genehmigt seit" not in alte


def test_der_knopf_zur_neuen_fassung_bleibt_bis_sie_die_entscheidung_kennt(
    geschaeftsstelle: Client, satz: Sitzung, ergebnis: Any, zeit: Any
) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    knopf = f"{_url('niederschrift-neue-fassung', satz.pk)}?einwendung={einwendung.pk}"
    assert knopf not in _niederschrift(geschaeftsstelle, satz)
    zeit.shift(timedelta(minutes=1))
    unterzeichnet(satz)
    zeit.shift(timedelta(minutes=1))
    _angenommen(einwendung)
    assert knopf in _niederschrift(geschaeftsstelle, satz)
    zeit.shift(timedelta(minutes=1))
    unterzeichnet(satz)
    assert knopf not in _niederschrift(geschaeftsstelle, satz)


def test_bis_die_neue_versandt_ist_bleiben_einwendungen_und_nachweis_der_alten(
    geschaeftsstelle: Client, satz: Sitzung, ergebnis: Any, zeit: Any
) -> None:
    versand = _url("niederschrift-versand", satz.pk)
    assert "Versand früherer Fassungen" not in _text(geschaeftsstelle.get(versand))
    wende_ein(empfaenger(ergebnis), "Die Zahl in TOP 2 stimmt nicht.")
    eintragen = _url("einwendung-eintragen", satz.pk)
    assert eintragen in _niederschrift(geschaeftsstelle, satz)
    zeit.shift(timedelta(minutes=1))
    unterzeichnet(satz)
    seite = _niederschrift(geschaeftsstelle, satz)
    assert "noch nicht versandt" in seite
    assert "Die Zahl in TOP 2 stimmt nicht." in seite
    assert eintragen not in seite
    assert f"{versand}#frueher" in seite
    namen = list(ergebnis.versand.empfaenger.values_list("name", flat=True))
    vorher = _text(geschaeftsstelle.get(versand))
    assert "Fassung 1: 09.05.2022, 09:00 Uhr" in vorher
    nachher = _text(geschaeftsstelle.post(versand, follow=True))
    for text in (vorher, nachher):
        frueher = text.split("Versand früherer Fassungen")[1].split("</section>")[0]
        assert [frueher.count(name) for name in namen] == [1] * len(namen)
        assert frueher.count("angenommen") >= len(namen)
        assert frueher.count("· 09.05.2022, 09:00 Uhr") == len(namen)


def test_auf_dem_neuen_link_zieht_man_die_alte_einwendung_zurueck(
    client: Client, satz: Sitzung, ergebnis: Any
) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    unterzeichnet(satz)
    url = _url("niederschrift-link", token(empfaenger(versandt(satz))))
    assert f'value="{einwendung.pk}"' in _text(client.get(url))
    seite = _text(client.post(url, {"zurueckziehen": str(einwendung.pk)}, follow=True))
    assert "Ihre Einwendung ist zurückgezogen." in seite


def test_eine_zahl_mit_tausenden_ziffern_gibt_es_nicht(client: Client, ergebnis: Any) -> None:
    """int() refuses more than 4,300 digits with a ValueError."""
    url = _url("niederschrift-link", token(empfaenger(ergebnis)))
    assert client.post(url, {"zurueckziehen": "9" * 4301}).status_code == 404
    assert client.post(url, {"zurueckziehen": "9" * 18}).status_code == 404


def test_ist_die_lenkung_aus_kommt_auch_kein_neuer_link(
    client: Client, satz: Sitzung, ergebnis: Any, zeit: Any
) -> None:
    geheim = token(empfaenger(ergebnis))
    zeit.move_to(uhr(HEUTE, 9) + timedelta(days=181))
    kreis = satz.gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()
    antwort = client.post(_url("niederschrift-link-neu", geheim))
    assert antwort.status_code == 404
    assert "Diesen Link gibt es nicht" in _text(antwort)
    assert not Zustellung.objects.filter(nachricht__art="lenkung.niederschrift_link").exists()
