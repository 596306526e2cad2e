"""The pages of the dispatch: before it, its proof, what to do about who was not reached; and the lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.stammdaten.models import Kreis
from kim.versand.models import Zustellung
from lenkung.models import Gremium, Niederschriftsempfaenger, Niederschriftsversand, Sitzung, Verteiler
from tests.lenkung import verlaufsbau as bau
from tests.lenkung.genehmigungsbau import (
    empfaenger,
    geschlossen,
    lehne_ab,
    nimm_an,
    uhr,
    unterzeichnet,
    veroeffentliche,
    versandt,
)
from tests.lenkung.sendungsbau import punkt
from tests.lenkung.unterlagenbau import anlage
from tests.werkzeug.abfragen import gleiche_abfragen

HEUTE = date(2022, 5, 9)
ADRESSEN = "Sabine Sozial; sozial@stadt.example; Stadt Nord\nKai Kommune\tkai@stadt.example"


@pytest.fixture(autouse=True)
def zeit() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(uhr(HEUTE, 9), tick=False) as reisende:
        yield reisende


@pytest.fixture
def satz(kreis: Kreis) -> Sitzung:
    satz = geschlossen(bau.lenkungsgruppe(2, kreis=kreis))
    unterzeichnet(satz, nicht_oeffentlich=1)
    return satz


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _verteiler(client: Client, gremium: Gremium, **felder: str) -> Any:
    angaben = {"name": "Dezernate", "adressen": ADRESSEN, "jede_niederschrift": "on", "umfang": "voll"}
    return client.post(_url("verteiler-anlegen", gremium.pk), {**angaben, **felder}, follow=True)


# Before -----------------------------------------------------------------------------------------------------


def test_die_seite_sagt_wer_sie_bekommt_und_was_darin_steht(geschaeftsstelle: Client, satz: Sitzung) -> None:
    _verteiler(geschaeftsstelle, satz.gremium)
    seite = _text(geschaeftsstelle.get(_url("niederschrift-versand", satz.pk)))
    assert "Mitglieder: 2" in seite
    assert "Stellvertretungen: 2" in seite
    assert "Verteiler: 2" in seite
    assert "An 6 Personen senden" in seite
    assert "hängt an jeder E-Mail" in seite
    assert "Niederschrift der Sitzung vom 02.05.2022" in seite
    # A list that gets all of it would also get the item that is not public: said before, not after.
    assert "Diese Niederschrift hat einen nicht öffentlichen Punkt. Ihn bekommt auch: Dezernate." in seite


def test_wer_keine_adresse_hat_steht_oben(geschaeftsstelle: Client, satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    person.email = ""
    person.save()
    seite = _text(geschaeftsstelle.get(_url("niederschrift-versand", satz.pk)))
    assert "Ohne E-Mail-Adresse" in seite
    assert str(person) in seite


def test_ein_klick_sendet_und_zeigt_den_nachweis(geschaeftsstelle: Client, satz: Sitzung) -> None:
    datei = anlage(punkt(satz, "Kita"), "Zahlen der Kitas").dokument_id
    url = _url("niederschrift-versand", satz.pk)
    assert "Zahlen der Kitas" in _text(geschaeftsstelle.get(url))
    angaben = {"anschreiben": "Vielen Dank.", "anlagen": [datei]}
    seite = _text(geschaeftsstelle.post(url, angaben, follow=True))
    assert "4 E-Mails liegen im Postausgang." in seite
    assert "4 sind unterwegs" in seite
    assert "Zahlen der Kitas" in seite
    noch_einmal = _text(geschaeftsstelle.post(url, angaben, follow=True))
    assert "Das ist schon versandt." in noch_einmal
    assert Niederschriftsversand.objects.get().anschreiben == "Vielen Dank."


def test_eine_unterlage_die_es_nicht_gibt_wird_nicht_versandt(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    anlage(punkt(satz, "Kita"), "Zahlen der Kitas")
    antwort = geschaeftsstelle.post(_url("niederschrift-versand", satz.pk), {"anlagen": ["999999"]})
    assert antwort.status_code == 422
    assert not Niederschriftsversand.objects.exists()


def test_ohne_unterschrift_fuehrt_die_seite_zurueck(geschaeftsstelle: Client, satz: Sitzung) -> None:
    satz.niederschrift.fassungen.update(stand="ersetzt")
    url = _url("niederschrift-versand", satz.pk)
    for antwort in (geschaeftsstelle.get(url), geschaeftsstelle.post(url)):
        assert antwort.status_code == 302
        assert antwort["Location"] == _url("sitzung-niederschrift", satz.pk)


def test_ohne_das_unterzeichnete_pdf_geht_nichts_hinaus(geschaeftsstelle: Client, satz: Sitzung) -> None:
    satz.niederschrift.fassungen.update(unterzeichnetes_pdf=None)
    url = _url("niederschrift-versand", satz.pk)
    for antwort in (geschaeftsstelle.get(url, follow=True), geschaeftsstelle.post(url, follow=True)):
        assert "Das unterzeichnete PDF liegt noch nicht vor." in _text(antwort)
    assert not Niederschriftsversand.objects.exists()


def test_der_vorsitz_liest_mit_und_sendet_nicht(vorsitz: Client, satz: Sitzung) -> None:
    url = _url("niederschrift-versand", satz.pk)
    assert "Personen senden" not in _text(vorsitz.get(url))
    assert vorsitz.post(url).status_code == 403
    versandt(satz)
    assert "Noch einmal senden" not in _text(vorsitz.get(url))


def test_fremde_und_mitglieder_sehen_nichts_davon(mitglied: Client, satz: Sitzung) -> None:
    assert mitglied.get(_url("niederschrift-versand", satz.pk)).status_code == 404


# Afterwards -------------------------------------------------------------------------------------------------


def test_der_nachweis_nennt_wen_sie_nicht_erreicht_hat(geschaeftsstelle: Client, satz: Sitzung) -> None:
    ergebnis = versandt(satz)
    falsch, anders = empfaenger(ergebnis), empfaenger(ergebnis, stelle=1)
    lehne_ab(falsch)
    nimm_an(ergebnis, timezone.now(), ausser=(anders.pk,))
    lehne_ab(anders)
    url = _url("niederschrift-versand", satz.pk)
    seite = _text(geschaeftsstelle.get(url))
    assert "Nicht erreicht: bitte klären" in seite
    assert "Postfach unbekannt" in seite
    assert "2 von 4 hat der Mailserver angenommen." in seite

    form = _text(geschaeftsstelle.get(_url("niederschrift-nochmal", falsch.pk)))
    assert falsch.email in form
    senden = {"email": "richtig@kreis.example", "lauf": "1"}
    seite = _text(geschaeftsstelle.post(_url("niederschrift-nochmal", falsch.pk), senden, follow=True))
    assert f"Die E-Mail an {falsch.name} liegt im Postausgang." in seite
    seite = _text(geschaeftsstelle.post(_url("niederschrift-nochmal", falsch.pk), senden, follow=True))
    assert "Das ist schon gesendet." in seite

    brief = {"wie": "Brief", "am": "09.05.2022"}
    seite = _text(geschaeftsstelle.post(_url("niederschrift-anders", anders.pk), brief, follow=True))
    assert "anders zugestellt" in seite
    assert "1 ist anders zugestellt." in seite
    assert "Nicht erreicht" not in seite


def test_was_nicht_geht_steht_am_formular(geschaeftsstelle: Client, satz: Sitzung) -> None:
    person = empfaenger(versandt(satz))
    url = _url("niederschrift-nochmal", person.pk)
    seite = _text(geschaeftsstelle.post(url, {"email": "a@b.example", "lauf": "1"}))
    assert "noch unterwegs" in seite
    url = _url("niederschrift-anders", person.pk)
    seite = _text(geschaeftsstelle.post(url, {"wie": "Brief", "am": "10.05.2022"}))
    assert "Bitte einen Tag zwischen dem 09.05.2022 und heute angeben." in seite
    assert geschaeftsstelle.get(url).status_code == 200
    assert Zustellung.objects.count() == 4


def test_wer_dazukam_wird_nachgesandt_und_wer_wartet_steht_da(
    geschaeftsstelle: Client, satz: Sitzung
) -> None:
    _verteiler(geschaeftsstelle, satz.gremium, umfang="oeffentlich")
    url = _url("niederschrift-versand", satz.pk)
    assert "2 Adressen bekommen nur die öffentliche Fassung." in _text(geschaeftsstelle.get(url))
    seite = _text(geschaeftsstelle.post(url, follow=True))
    assert "Auf die öffentliche Fassung warten 2." in seite
    assert "Warten auf die öffentliche Fassung" in seite
    fassung = satz.niederschrift.fassungen.get()
    fassung.niederschrift.sitzung = satz
    veroeffentliche(fassung)
    seite = _text(geschaeftsstelle.get(url))
    assert "Haben sie noch nicht" in seite
    seite = _text(geschaeftsstelle.post(_url("niederschrift-nachsenden", satz.pk), follow=True))
    assert "2 E-Mails liegen im Postausgang." in seite
    assert "Haben sie noch nicht" not in seite


def test_ohne_mitglieder_sagt_es_die_seite(geschaeftsstelle: Client, kreis: Kreis) -> None:
    satz = geschlossen(bau.lenkungsgruppe(0, kreis=kreis))
    unterzeichnet(satz)
    url = _url("niederschrift-versand", satz.pk)
    assert "hat heute keine Mitglieder" in _text(geschaeftsstelle.get(url))
    assert "Niemand hat eine E-Mail-Adresse." in _text(geschaeftsstelle.post(url, follow=True))


def test_wer_ohne_adresse_ist_wird_nach_dem_senden_genannt(geschaeftsstelle: Client, satz: Sitzung) -> None:
    person = bau.sitze(satz.gremium)[0].besetzungen.get(art="mitglied").person
    person.email = ""
    person.save()
    seite = _text(geschaeftsstelle.post(_url("niederschrift-versand", satz.pk), follow=True))
    assert f"Ohne E-Mail-Adresse: {person}." in seite
    assert "Adresse angeben und senden" in seite
    assert "keine Adresse" in seite


def test_der_nachweis_fragt_nicht_je_person(geschaeftsstelle: Client, satz: Sitzung) -> None:
    versand = versandt(satz).versand
    nummern = count(1)

    def noch_jemand() -> None:
        nummer = next(nummern)
        Niederschriftsempfaenger.objects.create(
            versand=versand, art="verteiler", kennung=f"verteiler:{nummer}", name=f"Person {nummer}"
        )

    gleiche_abfragen(
        5,
        20,
        vorhanden=4,
        anlegen=noch_jemand,
        abrufen=lambda: geschaeftsstelle.get(_url("niederschrift-versand", satz.pk)),
        anzahl=22,
    )


# Lists ------------------------------------------------------------------------------------------------------


def test_verteiler_anlegen_aendern_und_loeschen(geschaeftsstelle: Client, satz: Sitzung) -> None:
    gremium = satz.gremium
    liste = _url("verteiler-liste", gremium.pk)
    assert "Noch kein Verteiler" in _text(geschaeftsstelle.get(liste))
    assert geschaeftsstelle.get(_url("verteiler-anlegen", gremium.pk)).status_code == 200
    assert "„Dezernate“ ist angelegt." in _text(_verteiler(geschaeftsstelle, gremium))
    einer = Verteiler.objects.get()
    url = _url("verteiler-bearbeiten", einer.pk)
    seite = _text(geschaeftsstelle.get(url))
    assert "Sabine Sozial; sozial@stadt.example; Stadt Nord" in seite
    stand = einer.history.latest().pk
    neu = {"name": "Kommunen", "adressen": "Neu; neu@stadt.example", "umfang": "voll", "stand": stand}
    seite = _text(geschaeftsstelle.post(url, neu, follow=True))
    assert "„Kommunen“ ist gespeichert." in seite
    assert "zurzeit keine" in seite
    # Somebody else was faster: what was typed stays, and the page says so.
    seite = _text(geschaeftsstelle.post(url, {**neu, "name": "Anders"}))
    assert 'value="Anders"' in seite
    assert Verteiler.objects.get().name == "Kommunen"
    loeschen = _url("verteiler-loeschen", einer.pk)
    assert "Er bekommt keine Niederschriften mehr." in _text(geschaeftsstelle.get(loeschen))
    assert "„Kommunen“ ist gelöscht." in _text(geschaeftsstelle.post(loeschen, follow=True))


@pytest.mark.parametrize(
    ("felder", "meldung"),
    [
        ({"adressen": "Nur ein Name"}, "Zeile 1"),
        ({"name": "DEZERNATE"}, "Einen Verteiler mit diesem Namen gibt es schon."),
    ],
)
def test_ein_verteiler_mit_fehlern(
    geschaeftsstelle: Client, satz: Sitzung, felder: dict[str, str], meldung: str
) -> None:
    _verteiler(geschaeftsstelle, satz.gremium)
    assert meldung in _text(_verteiler(geschaeftsstelle, satz.gremium, **felder))
    assert Verteiler.objects.count() == 1


def test_verteiler_pflegt_nur_die_geschaeftsstelle(vorsitz: Client, satz: Sitzung) -> None:
    assert vorsitz.get(_url("verteiler-liste", satz.gremium_id)).status_code == 404
