"""The pages of polls: asking, the result, going on from it, and answering."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kim.versand.models import Zustellung
from lenkung.models import Abfrage, Abfragemeinung, Gremium, Sitzung
from tests.fabriken import konto_mit_rolle
from tests.lenkung.einladungsbau import TAG, sitz
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.sitzungsbau import sitzung, wann
from tests.werkzeug.abfragen import gleiche_abfragen, hoechstens

VORHER = wann(date(2026, 5, 27))


@pytest.fixture(autouse=True)
def uhr() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(VORHER, tick=False) as uhr:
        yield uhr


@pytest.fixture
def satz(gremium: Gremium) -> Sitzung:
    sitz(gremium)
    return sitzung(gremium, TAG)


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(antwort: Any) -> str:
    return " ".join(antwort.content.decode().split())


def _stellen(client: Client, gremium: Gremium, frage: str, **felder: str) -> Abfrage:
    daten = {"frage": "Frage?", "bis_tag": "05.06.2026", "bis_uhrzeit": "12:00", **felder}
    antwort = client.post(_url("abfrage-stellen", gremium.pk) + frage, daten)
    assert antwort.status_code == 302, antwort.content.decode()
    return Abfrage.objects.get()


def _adresse(abfrage: Abfrage, stelle: int = 0) -> str:
    teilnahme = abfrage.teilnahmen.all()[stelle]
    link = Zustellung.objects.get(bezug=f"abfrage:{teilnahme.pk}", nachricht__art="lenkung.abfrage").geheim[
        "link"
    ]
    treffer = re.search(r"/lenkung/.*", link)
    assert treffer is not None
    return treffer[0]


def _wahl(abfrage: Abfrage, *werte: str) -> dict[str, str]:
    return {f"option_{o.pk}": wert for o, wert in zip(abfrage.optionen.all(), werte, strict=True)}


def test_von_der_frage_zur_absage_wie_zum_19_06_2023(
    geschaeftsstelle: Client, client: Client, gremium: Gremium, satz: Sitzung
) -> None:
    frage = f"?sitzung={satz.pk}&art=absage"
    seite = _text(geschaeftsstelle.get(_url("abfrage-stellen", gremium.pk) + frage))
    assert "Soll die Sitzung am 16.06.2026 ausfallen?" in seite
    abfrage = _stellen(geschaeftsstelle, gremium, frage)
    assert client.post(_adresse(abfrage), _wahl(abfrage, "ja")).status_code == 200
    ergebnis = _text(geschaeftsstelle.get(_url("abfrage-detail", abfrage.pk)))
    assert "Abfrage, kein Beschluss" in ergebnis
    assert "1 von 1 Befragten haben geantwortet." in ergebnis
    absagen = _url("sitzung-absagen", satz.pk) + "?grund=abfrage"
    assert absagen in ergebnis
    assert "Fehlende Tagesordnungspunkte zur Entscheidung, nach Abstimmung bei den Mitgliedern" in _text(
        geschaeftsstelle.get(absagen)
    )


def test_vom_termin_zum_planen_oder_verlegen(
    geschaeftsstelle: Client, gremium: Gremium, satz: Sitzung
) -> None:
    termine = {"tag_1": "23.06.2026", "uhrzeit_1": "10:00", "tag_2": "30.06.2026", "uhrzeit_2": "14:00"}
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=termin", **termine)
    assert [o.text for o in abfrage.optionen.all()] == [
        "Dienstag, 23.06.2026, 10:00 Uhr",
        "Dienstag, 30.06.2026, 14:00 Uhr",
    ]
    ergebnis = geschaeftsstelle.get(_url("abfrage-detail", abfrage.pk)).content.decode()
    planen = f"{_url('sitzung-planen')}?gremium={gremium.pk}&tag=2026-06-23&uhrzeit=10%3A00"
    assert planen.replace("&", "&amp;") in ergebnis
    seite = geschaeftsstelle.get(planen).content.decode()
    assert "23.06.2026" in seite
    assert 'value="10:00"' in seite
    abfrage.sitzung = satz
    abfrage.save()
    ergebnis = geschaeftsstelle.get(_url("abfrage-detail", abfrage.pk)).content.decode()
    verlegen = f"{_url('sitzung-verlegen', satz.pk)}?tag=2026-06-30&uhrzeit=14%3A00"
    assert verlegen.replace("&", "&amp;") in ergebnis
    assert "30.06.2026" in geschaeftsstelle.get(verlegen).content.decode()
    assert geschaeftsstelle.get(_url("sitzung-verlegen", satz.pk) + "?tag=x&uhrzeit=y").status_code == 200


def test_eine_andere_frage_mit_moeglichkeiten_je_zeile(
    geschaeftsstelle: Client, gremium: Gremium, satz: Sitzung
) -> None:
    felder = {"moeglichkeiten_text": "Saal\n\n  Videokonferenz  \n"}
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", **felder)
    assert [o.text for o in abfrage.optionen.all()] == ["Saal", "Videokonferenz"]


@pytest.mark.parametrize(
    ("frage", "felder", "meldung"),
    [
        ("?art=frage", {"moeglichkeiten_text": ""}, "Diese Angabe fehlt."),
        ("?art=frage", {"moeglichkeiten_text": "a\na"}, "Eine Möglichkeit steht doppelt da."),
        ("?art=frage", {"moeglichkeiten_text": "x" * 201}, "höchstens 200 Zeichen je Zeile"),
        ("?art=termin", {}, "Diese Angabe fehlt."),
        ("?art=termin", {"tag_1": "01.02.2026"}, "Ein Termin liegt in der Vergangenheit."),
        ("?art=termin", {"tag_1": "23.06.2026", "bis_tag": "01.02.2026"}, "liegt in der Vergangenheit"),
    ],
)
def test_was_nicht_geht_steht_am_feld(
    geschaeftsstelle: Client, gremium: Gremium, satz: Sitzung, frage: str, felder: Any, meldung: str
) -> None:
    daten = {"frage": "Frage?", "bis_tag": "05.06.2026", "bis_uhrzeit": "12:00", **felder}
    antwort = geschaeftsstelle.post(_url("abfrage-stellen", gremium.pk) + frage, daten)
    assert meldung in _text(antwort)
    assert not Abfrage.objects.exists()


def test_die_oeffentliche_seite_antwortet_nur_auf_knopfdruck_und_nennt_niemanden(
    geschaeftsstelle: Client, client: Client, gremium: Gremium, satz: Sitzung
) -> None:
    sitz(gremium)
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", moeglichkeiten_text="Saal\nVideo")
    adresse = _adresse(abfrage)
    seite = client.get(adresse)
    assert seite.status_code == 200
    assert not Abfragemeinung.objects.exists()
    assert seite["Referrer-Policy"] == "strict-origin"
    for teilnahme in abfrage.teilnahmen.all():
        assert teilnahme.name not in _text(seite)
    halb = client.post(adresse, dict([next(iter(_wahl(abfrage, "ja", "nein").items()))]))
    assert (halb.status_code, Abfragemeinung.objects.count()) == (422, 0)
    fertig = client.post(adresse, _wahl(abfrage, "ja", "nein"))
    assert "Danke für Ihre Antwort" in _text(fertig)
    # Shown again, and open to a change of mind.
    assert client.get(adresse).content.decode().count("checked") == 2
    client.post(adresse, _wahl(abfrage, "nein", "notfalls"))
    assert sorted(m.meinung for m in Abfragemeinung.objects.all()) == ["nein", "notfalls"]


def test_jeder_stand_des_links_sagt_warum(
    geschaeftsstelle: Client, client: Client, gremium: Gremium, satz: Sitzung, uhr: Any
) -> None:
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", moeglichkeiten_text="Saal")
    adresse = _adresse(abfrage)
    assert client.get(_url("abfrage-antwort", "erfunden")).status_code == 404
    geschaeftsstelle.post(_url("abfrage-beenden", abfrage.pk))
    for antwort in (client.get(adresse), client.post(adresse, _wahl(abfrage, "ja"))):
        assert (antwort.status_code, "Diese Abfrage ist beendet." in _text(antwort)) == (410, True)
    uhr.move_to(abfrage.laeuft_bis)
    vorbei = client.get(adresse)
    assert (vorbei.status_code, "Die Abfrage ist beendet" in _text(vorbei)) == (410, True)
    assert not Abfragemeinung.objects.exists()


def test_zuruecknehmen_braucht_einen_grund(
    geschaeftsstelle: Client, client: Client, gremium: Gremium, satz: Sitzung
) -> None:
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", moeglichkeiten_text="Saal")
    ziel = _url("abfrage-zuruecknehmen", abfrage.pk)
    assert "Diese Angabe fehlt." in _text(geschaeftsstelle.post(ziel, {"grund": ""}))
    nachher = geschaeftsstelle.post(ziel, {"grund": "Der Termin steht fest."}, follow=True)
    assert "zurückgenommen" in _text(nachher)
    assert "zurückgenommen" in _text(client.get(_adresse(abfrage)))
    assert geschaeftsstelle.get(ziel).status_code == 403


def test_mitglieder_antworten_in_kim_und_sehen_kein_ergebnis(
    geschaeftsstelle: Client,
    vorsitz: Client,
    anmelden: Callable[..., Client],
    gremium: Gremium,
    satz: Sitzung,
) -> None:
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", moeglichkeiten_text="Saal")
    teilnahme = abfrage.teilnahmen.get()
    client = anmelden(konto_mit_rolle("mitglied", kreis=gremium.kreis, person=teilnahme.person))
    assert "Frage?" in _text(client.get(_url("abfrage-liste", gremium.pk)))
    seite = client.get(_url("abfrage-detail", abfrage.pk), follow=True)
    assert "Je Sitz" not in _text(seite)
    ziel = _url("abfrage-antworten", teilnahme.pk)
    assert "gespeichert" in _text(client.post(ziel, _wahl(abfrage, "ja"), follow=True))
    assert geschaeftsstelle.get(ziel).status_code == 404
    for name in ("abfrage-beenden", "abfrage-zuruecknehmen"):
        assert client.get(_url(name, abfrage.pk)).status_code == 404
        assert vorsitz.get(_url(name, abfrage.pk)).status_code == 404
    assert client.get(_url("abfrage-stellen", gremium.pk)).status_code == 404
    assert "Je Sitz" in _text(vorsitz.get(_url("abfrage-detail", abfrage.pk)))


def test_fremde_sehen_nichts(geschaeftsstelle: Client, mitglied: Client, gremium: Gremium) -> None:
    """The member belongs to the Gremium but was not there when it was asked."""
    anderes = GremiumFactory(kreis=gremium.kreis)
    sitz(anderes)
    abfrage = _stellen(geschaeftsstelle, anderes, "?art=frage", moeglichkeiten_text="Saal")
    assert mitglied.get(_url("abfrage-detail", abfrage.pk)).status_code == 404
    assert mitglied.get(_url("abfrage-liste", anderes.pk)).status_code == 404
    frage = f"?sitzung={sitzung(gremium, TAG).pk}"
    assert geschaeftsstelle.get(_url("abfrage-stellen", anderes.pk) + frage).status_code == 404


def test_das_ergebnis_braucht_gleich_viele_abfragen(
    geschaeftsstelle: Client, gremium: Gremium, satz: Sitzung
) -> None:
    for _ in range(2):
        sitz(gremium)
    abfrage = _stellen(geschaeftsstelle, gremium, "?art=frage", moeglichkeiten_text="Saal\nVideo")

    def anlegen() -> None:
        platz = sitz(gremium, stellvertretung=False)
        person = platz.besetzungen.get().person
        teilnahme = abfrage.teilnahmen.create(sitz=platz, person=person, name=str(person))
        for option in abfrage.optionen.all():
            teilnahme.meinungen.create(option=option, meinung="ja")

    gleiche_abfragen(
        17,
        60,
        anlegen=anlegen,
        vorhanden=3,
        abrufen=lambda: geschaeftsstelle.get(_url("abfrage-detail", abfrage.pk)),
        anzahl=7,
    )
    with hoechstens(10):
        geschaeftsstelle.get(_url("abfrage-liste", gremium.pk))
