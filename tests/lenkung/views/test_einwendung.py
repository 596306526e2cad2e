"""Reading and objecting by the link and signed in; what the page of the Niederschrift shows and lets do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.models import Kreis
from kim.versand.models import Zustellung
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.models import Einwendung, Niederschriftsempfaenger, Sitzung, Vorzimmer
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    nimm_an,
    token,
    uhr,
    unterzeichnet,
    versandt,
    wende_ein,
)

TAG, HEUTE = date(2022, 5, 2), date(2022, 5, 9)


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


def gehalten(kreis: Kreis, zeit: Any, wie: str | None) -> Sitzung:
    """Held and minuted, signed on HEUTE."""
    zeit.move_to(uhr(TAG, 14))
    gremium = bau.lenkungsgruppe(2, wie=None, kreis=kreis)
    if wie is not None:
        gobau.in_kraft(gremium, wie=wie, am=date(2022, 3, 24) if wie == gobau.RSK else date(2021, 6, 30))
    satz = bau.eroeffnet(gremium, anwesend=2, punkte=0)
    bau.schliesse(satz, rest_absetzen=True)
    niederschrift_beginnen(sitzung_id=satz.pk, akteur=gobau.akteur(gremium))
    zeit.move_to(uhr(HEUTE, 9))
    satz = Sitzung.objects.select_related("gremium__kreis").get(pk=satz.pk)
    unterzeichnet(satz)
    return satz


@pytest.fixture
def satz(kreis: Kreis, zeit: Any) -> Sitzung:
    return gehalten(kreis, zeit, gobau.STEINFURT)


@pytest.fixture
def ergebnis(satz: Sitzung) -> Any:
    gesendet = versandt(satz)
    return gesendet


@pytest.fixture
def spaeter(zeit: Any, kreis: Kreis, anmelden: Callable[..., Client]) -> Callable[..., Client]:
    """Nobody stays signed in for days."""

    def _spaeter(wann: Any) -> Client:
        zeit.move_to(wann)
        return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kreis))

    return _spaeter


@pytest.fixture
def als_mitglied(anmelden: Callable[..., Client]) -> Callable[..., Client]:
    def _anmelden(person: Niederschriftsempfaenger) -> Client:
        kreis = person.versand.fassung.niederschrift.sitzung.gremium.kreis
        return anmelden(konto_mit_rolle("mitglied", kreis=kreis, person=person.person))

    return _anmelden


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _niederschrift(client: Client, satz: Sitzung) -> str:
    return _text(client.get(_url("sitzung-niederschrift", satz.pk)))


def _angaben(**felder: Any) -> dict[str, Any]:
    return {"text": "TOP 2 fehlt.", "schluessel": str(uuid4()), **felder}


# Over the link ----------------------------------------------------------------------------------------------


def test_hinter_dem_link_liegt_die_niederschrift_und_der_weg_zur_einwendung(
    client: Client, satz: Sitzung, ergebnis: Any, zeit: Any
) -> None:
    person = empfaenger(ergebnis)
    url = _url("niederschrift-link", token(person))
    antwort = client.get(url)
    assert (antwort["Referrer-Policy"], antwort["X-Robots-Tag"]) == ("strict-origin", "noindex")
    seite = _text(antwort)
    assert "Niederschrift der Sitzung am 02.05.2022" in seite
    assert "innerhalb von 1 Woche nach dem Versand" in seite
    # Nobody knows yet when the last one will have it.
    assert "Möglich bis" not in seite
    geheim = token(person)
    nimm_an(ergebnis, timezone.now())
    seite = _text(client.get(_url("niederschrift-link", geheim)))
    assert "Möglich bis 16.05.2022, 24 Uhr: <strong>noch 7 Tage</strong>" in seite
    dokument = ergebnis.versand.fassung.unterzeichnetes_pdf
    datei = client.get(_url("niederschrift-link-datei", geheim, dokument.kennung))
    assert datei.content.startswith(b"%PDF")
    assert client.get(_url("niederschrift-link-datei", geheim, uuid4())).status_code == 404
    zeit.move_to(uhr(date(2022, 5, 17), 0, 0, 10))
    seite = _text(client.get(_url("niederschrift-link", geheim)))
    assert "Die Frist endete am 16.05.2022, 24 Uhr (§ 7)." in seite


def test_einwenden_und_zurueckziehen_ueber_den_link(client: Client, satz: Sitzung, ergebnis: Any) -> None:
    url = _url("niederschrift-link", token(empfaenger(ergebnis)))
    angaben = _angaben()
    seite = _text(client.post(url, angaben, follow=True))
    assert "Ihre Einwendung ist eingegangen." in seite
    assert "TOP 2 fehlt." in seite
    client.post(url, angaben)
    einwendung = Einwendung.objects.get()
    fremd = wende_ein(empfaenger(ergebnis, stelle=1), "Von jemand anderem.")
    assert "Von jemand anderem." not in _text(client.get(url))
    assert client.post(url, {"zurueckziehen": str(fremd.pk)}).status_code == 404
    assert client.post(url, {"zurueckziehen": "x"}).status_code == 404
    seite = _text(client.post(url, {"zurueckziehen": str(einwendung.pk)}, follow=True))
    assert "Ihre Einwendung ist zurückgezogen." in seite


def test_leer_bleibt_die_einwendung_am_formular(client: Client, ergebnis: Any) -> None:
    antwort = client.post(_url("niederschrift-link", token(empfaenger(ergebnis))), _angaben(text=" "))
    assert antwort.status_code == 422
    assert not Einwendung.objects.exists()


def test_was_entschieden_ist_steht_mit_begruendung_da(
    client: Client, satz: Sitzung, ergebnis: Any, geschaeftsstelle: Client
) -> None:
    person = empfaenger(ergebnis)
    url = _url("niederschrift-link", token(person))
    einwendung = wende_ein(person)
    geschaeftsstelle.post(
        _url("einwendung-entscheiden", einwendung.pk),
        {"ergebnis": "zurueckgewiesen", "begruendung": "So wurde es gesagt."},
    )
    seite = _text(client.get(url))
    assert "So wurde es gesagt." in seite
    seite = _text(client.post(url, {"zurueckziehen": str(einwendung.pk)}, follow=True))
    assert "schon entschieden" in seite


def test_gegen_eine_ersetzte_fassung_fuehrt_kein_formular(
    client: Client, satz: Sitzung, ergebnis: Any
) -> None:
    url = _url("niederschrift-link", token(empfaenger(ergebnis)))
    unterzeichnet(satz)
    seite = _text(client.get(url))
    assert "Diese Fassung gilt nicht mehr" in seite
    assert 'name="text"' not in seite
    assert "gilt nicht mehr" in _text(client.post(url, _angaben()))


def test_ein_vorzimmer_liest_nur(client: Client, satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    Vorzimmer.objects.create(gremium=satz.gremium, person=person, name="Vorzimmer", email="vz@kreis.example")
    seite = _text(client.get(_url("niederschrift-link", token(empfaenger(versandt(satz), "vorzimmer")))))
    assert 'name="text"' not in seite
    assert "niederschrift.pdf" in seite


def test_ein_abgelaufener_link_bietet_einen_neuen_an(client: Client, ergebnis: Any, zeit: Any) -> None:
    geheim = token(empfaenger(ergebnis))
    neu = _url("niederschrift-link-neu", geheim)
    assert client.post(neu)["Location"] == _url("niederschrift-link", geheim)
    zeit.move_to(uhr(HEUTE, 9) + timedelta(days=181))
    antwort = client.get(_url("niederschrift-link", geheim))
    assert antwort.status_code == 410
    assert "Neuen Link anfordern" in _text(antwort)
    assert "Der neue Link ist unterwegs" in _text(client.post(neu))
    assert Zustellung.objects.filter(nachricht__art="lenkung.niederschrift_link").count() == 1
    dokument = ergebnis.versand.fassung.unterzeichnetes_pdf
    assert client.get(_url("niederschrift-link-datei", geheim, dokument.kennung)).status_code == 410


def test_zu_einer_ersetzten_fassung_kommt_kein_neuer_link(
    client: Client, satz: Sitzung, ergebnis: Any, zeit: Any
) -> None:
    geheim = token(empfaenger(ergebnis))
    unterzeichnet(satz)
    zeit.move_to(uhr(HEUTE, 9) + timedelta(days=181))
    antwort = client.post(_url("niederschrift-link-neu", geheim))
    assert antwort.status_code == 410
    assert "gilt nicht mehr" in _text(antwort)


def test_einen_erfundenen_link_gibt_es_nicht(client: Client, db: None) -> None:
    antwort = client.get(_url("niederschrift-link", "erfunden"))
    assert antwort.status_code == 404
    assert "Diesen Link gibt es nicht" in _text(antwort)


def test_ist_die_lenkung_aus_fuehrt_auch_der_link_nirgends_hin(
    client: Client, satz: Sitzung, ergebnis: Any
) -> None:
    url = _url("niederschrift-link", token(empfaenger(ergebnis)))
    kreis = satz.gremium.kreis
    kreis.modul_lenkung = False
    kreis.save()
    assert client.get(url).status_code == 404


# Signed in --------------------------------------------------------------------------------------------------


def test_angemeldet_liest_wendet_ein_und_zieht_zurueck(
    als_mitglied: Any, satz: Sitzung, ergebnis: Any
) -> None:
    person = empfaenger(ergebnis)
    ich = als_mitglied(person)
    url = _url("niederschrift-lesen", person.pk)
    assert "Niederschrift der Sitzung am 02.05.2022" in _text(ich.get(url))
    assert ich.post(url, _angaben(text=" ")).status_code == 422
    seite = _text(ich.post(url, _angaben(), follow=True))
    assert "Ihre Einwendung ist eingegangen." in seite
    einwendung = Einwendung.objects.get()
    assert einwendung.weg == "konto"
    fremd = wende_ein(empfaenger(ergebnis, stelle=1))
    zurueck = "eigene-einwendung-zurueckziehen"
    assert ich.post(_url(zurueck, person.pk, fremd.pk)).status_code == 404
    seite = _text(ich.post(_url(zurueck, person.pk, einwendung.pk), follow=True))
    assert "Ihre Einwendung ist zurückgezogen." in seite
    dokument = ergebnis.versand.fassung.unterzeichnetes_pdf
    assert ich.get(_url("niederschrift-datei", person.pk, dokument.kennung)).status_code == 200
    andere = empfaenger(ergebnis, stelle=1)
    assert ich.get(_url("niederschrift-lesen", andere.pk)).status_code == 404
    unterzeichnet(satz)
    assert "gilt nicht mehr" in _text(ich.post(url, _angaben()))


def test_was_entschieden_ist_zieht_auch_angemeldet_niemand_zurueck(
    als_mitglied: Any, geschaeftsstelle: Client, ergebnis: Any
) -> None:
    person = empfaenger(ergebnis)
    einwendung = wende_ein(person)
    geschaeftsstelle.post(
        _url("einwendung-entscheiden", einwendung.pk), {"ergebnis": "angenommen", "begruendung": "Stimmt."}
    )
    url = _url("eigene-einwendung-zurueckziehen", person.pk, einwendung.pk)
    assert "schon entschieden" in _text(als_mitglied(person).post(url, follow=True))


def test_in_meine_sitzungen_steht_der_weg_dorthin(als_mitglied: Any, satz: Sitzung) -> None:
    person = empfaenger(versandt(satz))
    ich = als_mitglied(person)
    assert _url("niederschrift-lesen", person.pk) in _text(ich.get(_url("meine-sitzungen")))
    unterzeichnet(satz)
    seite = _text(ich.get(_url("meine-sitzungen")))
    assert _url("niederschrift-lesen", person.pk) not in seite
    assert "Niederschrift folgt" in seite
