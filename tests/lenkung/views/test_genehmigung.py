"""Reading and objecting by the link and signed in; what the page of the Niederschrift shows and lets do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.models import Kreis
from lenkung.domain.genehmigung import genehmigungen_festhalten
from lenkung.domain.niederschrift import niederschrift_beginnen
from lenkung.models import Einwendung, Genehmigung, Niederschriftsempfaenger, Sitzung
from lenkung.views.genehmigungsseiten import seite_des_satzes
from tests.fabriken import konto_mit_rolle
from tests.lenkung import gobau
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    folgesitzung,
    nimm_an,
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


# At the item of approval ------------------------------------------------------------------------------------


def test_am_punkt_der_genehmigung_stehen_die_einwendungen(
    geschaeftsstelle: Client, als_mitglied: Any, kreis: Kreis, zeit: Any
) -> None:
    satz = gehalten(kreis, zeit, gobau.RSK)
    person = empfaenger(versandt(satz))
    wende_ein(person, "Die Zahl in TOP 2 stimmt nicht.")
    folge = folgesitzung(satz, HEUTE, uhrzeit=time(10))
    punkt = bau.punkte(folge)[0]
    detail = _url("punkt-detail", punkt.pk)
    assert "Die Zahl in TOP 2 stimmt nicht." in _text(geschaeftsstelle.get(detail))
    # Of the objections of others a member learns in the session.
    assert "Die Zahl in TOP 2" not in _text(als_mitglied(empfaenger(versandt(satz), stelle=1)).get(detail))
    bau.komme(folge, bau.sitze(satz.gremium)[0])
    bau.eroeffne(folge)
    bau.rufe_auf(folge, punkt)
    assert "Die Zahl in TOP 2 stimmt nicht." in _text(geschaeftsstelle.get(_url("sitzung-fuehren", folge.pk)))


def test_am_punkt_einer_sitzung_ohne_niederschrift_steht_nichts(
    geschaeftsstelle: Client, kreis: Kreis, zeit: Any
) -> None:
    satz = gehalten(kreis, zeit, gobau.RSK)
    ohne = folgesitzung(satz, HEUTE, "geschlossen")
    punkt = bau.punkte(folgesitzung(ohne, date(2022, 5, 16)))[0]
    assert "Über sie entscheiden" not in _text(geschaeftsstelle.get(_url("punkt-detail", punkt.pk)))


# The page of the Niederschrift ------------------------------------------------------------------------------


def test_die_seite_sagt_wie_weit_es_ist(geschaeftsstelle: Client, satz: Sitzung, spaeter: Any) -> None:
    seite = _niederschrift(geschaeftsstelle, satz)
    assert "unterzeichnet am 09.05.2022" in seite
    assert "noch nicht versandt" in seite
    assert "Niederschrift versenden" in seite
    ergebnis = versandt(satz)
    seite = _niederschrift(geschaeftsstelle, satz)
    assert "versandt am 09.05.2022 an 0 von 4" in seite
    assert "Die Frist beginnt, wenn der Letzte sie bekommen hat." in seite
    nimm_an(ergebnis, timezone.now())
    seite = _niederschrift(geschaeftsstelle, satz)
    assert "versandt am 09.05.2022 an 4 von 4" in seite
    assert "Einwendungen möglich bis 16.05.2022, 24 Uhr" in seite
    assert "noch 7 Tage" in seite
    danach = spaeter(uhr(date(2022, 5, 18), 9))
    genehmigungen_festhalten(jetzt=timezone.now())
    seite = _niederschrift(danach, satz)
    assert "genehmigt seit 17.05.2022, 00:00 Uhr nach § 7" in seite
    assert "keine rechtzeitige Einwendung: genehmigt am 17.05.2022" in seite


def test_ohne_unterschrift_ist_davon_nichts_zu_sehen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    satz.niederschrift.fassungen.update(stand="ersetzt")
    assert "Versand und Genehmigung" not in _niederschrift(geschaeftsstelle, satz)


def test_einwendungen_stehen_da_und_werden_entschieden(
    geschaeftsstelle: Client, satz: Sitzung, ergebnis: Any
) -> None:
    nimm_an(ergebnis, timezone.now() - timedelta(days=8))
    angaben = {
        "von_name": "Petra Probe",
        "text": "TOP 1 fehlt.",
        "eingegangen_tag": "09.05.2022",
        "eingegangen_uhrzeit": "09:00",
        "vermerk": "Anruf",
        "schluessel": str(uuid4()),
    }
    eintragen = _url("einwendung-eintragen", satz.pk)
    assert geschaeftsstelle.get(eintragen).status_code == 200
    seite = _text(geschaeftsstelle.post(eintragen, angaben, follow=True))
    assert "Die Einwendung ist eingetragen." in seite
    assert "verspätet" in seite
    assert "Nach § 7 hindert sie die Genehmigung nicht." in seite
    geschaeftsstelle.post(eintragen, {**angaben, "schluessel": str(uuid4())})
    eine, andere = Einwendung.objects.order_by("pk")
    entscheiden = _url("einwendung-entscheiden", eine.pk)
    assert "TOP 1 fehlt." in _text(geschaeftsstelle.get(entscheiden))
    wahl = {"ergebnis": "angenommen", "begruendung": "Stimmt."}
    seite = _text(geschaeftsstelle.post(entscheiden, wahl, follow=True))
    assert "Die Entscheidung ist eingetragen." in seite
    assert "angenommen, zu ändern" in seite
    assert geschaeftsstelle.get(entscheiden).status_code == 403
    zurueck = _url("einwendung-zurueckziehen", andere.pk)
    assert "Die Einwendung ist zurückgezogen." in _text(geschaeftsstelle.post(zurueck, follow=True))
    assert "schon entschieden" in _text(
        geschaeftsstelle.post(_url("einwendung-zurueckziehen", eine.pk), follow=True)
    )


@pytest.mark.parametrize(
    ("felder", "meldung"),
    [
        ({"eingegangen_tag": "10.05.2022"}, "zwischen dem Versand und jetzt"),
        (
            {"eingegangen_tag": "27.03.2022", "eingegangen_uhrzeit": "02:30"},
            "Diese Uhrzeit gibt es an dem Tag nicht",
        ),
        ({"eingegangen_tag": ""}, "Diese Angabe fehlt"),
    ],
)
def test_ein_eingang_der_nicht_sein_kann(
    geschaeftsstelle: Client, satz: Sitzung, ergebnis: Any, felder: dict[str, str], meldung: str
) -> None:
    angaben = {
        "von_name": "Petra Probe",
        "text": "TOP 1 fehlt.",
        "eingegangen_tag": "09.05.2022",
        "eingegangen_uhrzeit": "09:00",
        "vermerk": "Anruf",
        "schluessel": str(uuid4()),
        **felder,
    }
    assert meldung in _text(geschaeftsstelle.post(_url("einwendung-eintragen", satz.pk), angaben))


def test_nach_der_go_rsk_wird_die_sitzung_verlangt(
    geschaeftsstelle: Client, vorsitz: Client, kreis: Kreis, zeit: Any
) -> None:
    satz = gehalten(kreis, zeit, gobau.RSK)
    einwendung = wende_ein(empfaenger(versandt(satz)))
    dort = folgesitzung(satz, date(2022, 5, 9), "geschlossen")
    entscheiden = _url("einwendung-entscheiden", einwendung.pk)
    wahl = {"ergebnis": "zurueckgewiesen", "begruendung": "So war es."}
    assert "Hier fehlt eine Auswahl" in _text(geschaeftsstelle.post(entscheiden, wahl))
    seite = _niederschrift(vorsitz, satz)
    assert "über eine rechtzeitige Einwendung ist noch zu entscheiden" in seite
    assert "Entscheiden" in seite
    assert "Ist zurückgezogen" not in seite
    seite = _text(vorsitz.post(entscheiden, {**wahl, "sitzung": dort.pk}, follow=True))
    assert "Sitzung vom 09.05.2022" in seite


def test_wo_nichts_geregelt_ist_haelt_es_die_geschaeftsstelle_fest(
    geschaeftsstelle: Client, kreis: Kreis, zeit: Any
) -> None:
    satz = gehalten(kreis, zeit, None)
    versandt(satz)
    seite = _niederschrift(geschaeftsstelle, satz)
    assert "Die Geschäftsordnung regelt die Genehmigung nicht." in seite
    url = _url("niederschrift-genehmigen", satz.pk)
    assert url in seite
    assert geschaeftsstelle.get(url).status_code == 200
    seite = _text(geschaeftsstelle.post(url, {"am": "10.05.2022", "grund": "Verlesen"}))
    assert "zwischen der Sitzung und heute" in seite
    seite = _text(geschaeftsstelle.post(url, {"am": "09.05.2022", "grund": "Verlesen"}, follow=True))
    assert "genehmigt am 09.05.2022, von Hand festgehalten: Verlesen" in seite


def test_in_der_sitzung_genehmigt_steht_mit_der_sitzung_da(
    geschaeftsstelle: Client, kreis: Kreis, zeit: Any
) -> None:
    satz = gehalten(kreis, zeit, gobau.RSK)
    versandt(satz)
    assert "wird in der nächsten Sitzung zur Genehmigung gestellt" in _niederschrift(geschaeftsstelle, satz)
    Genehmigung.objects.create(
        niederschrift=satz.niederschrift,
        fassung=satz.niederschrift.fassungen.get(),
        weg="naechste_sitzung",
        genehmigt_am=timezone.now(),
        sitzung=folgesitzung(satz, HEUTE, "geschlossen"),
        norm="§ 7 Abs. 4",
        rechnung="Keine Einwendung.",
        festgehalten_am=timezone.now(),
        festgehalten_von_name="System",
    )
    assert "genehmigt in der Sitzung vom 09.05.2022 nach § 7 Abs. 4" in _niederschrift(geschaeftsstelle, satz)


def test_eine_widerlegte_genehmigung_laesst_sich_zuruecknehmen(
    satz: Sitzung, ergebnis: Any, spaeter: Any
) -> None:
    nimm_an(ergebnis, timezone.now())
    geschaeftsstelle = spaeter(uhr(date(2022, 5, 18), 9))
    genehmigungen_festhalten(jetzt=timezone.now())
    url = _url("genehmigung-zuruecknehmen", satz.pk)
    assert url not in _niederschrift(geschaeftsstelle, satz)
    assert "nur, wenn eine rechtzeitige" in _text(geschaeftsstelle.post(url, {"grund": "Irrtum"}))
    geschaeftsstelle.post(
        _url("einwendung-eintragen", satz.pk),
        {
            "von_name": "Petra Probe",
            "text": "TOP 1 fehlt.",
            "eingegangen_tag": "16.05.2022",
            "eingegangen_uhrzeit": "12:00",
            "vermerk": "Brief",
            "schluessel": str(uuid4()),
        },
    )
    assert url in _niederschrift(geschaeftsstelle, satz)
    assert geschaeftsstelle.get(url).status_code == 200
    seite = _text(geschaeftsstelle.post(url, {"grund": "Brief lag in der Post"}, follow=True))
    assert "Die Genehmigung ist zurückgenommen." in seite
    assert not Genehmigung.objects.exists()


def test_die_historie_fuehrt_zur_seite_zurueck(
    geschaeftsstelle: Client, satz: Sitzung, ergebnis: Any
) -> None:
    einwendung = wende_ein(empfaenger(ergebnis))
    assert seite_des_satzes(ergebnis.versand) == _url("niederschrift-versand", satz.pk)
    assert seite_des_satzes(einwendung) == f"{_url('sitzung-niederschrift', satz.pk)}#einwendungen"
    genehmigung = Genehmigung(niederschrift=satz.niederschrift)
    assert seite_des_satzes(genehmigung) == f"{_url('sitzung-niederschrift', satz.pk)}#genehmigung"
