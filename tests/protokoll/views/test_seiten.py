"""The two pages of the room: the history of a record, and the log of reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kim.basis.zugriff import HISTORIENARTEN
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren
from kim.protokoll.domain.speichern import speichere
from kim.protokoll.models import Lesezugriff
from kim.stammdaten.models import Kommune
from tests.fabriken import KommuneFactory, KreisFactory
from tests.werkzeug.abfragen import gleiche_abfragen
from tests.werkzeug.akteure import Probeakteur

pytestmark = pytest.mark.django_db
AKTEUR = Probeakteur(1, konto_id=1, akteur_name="Petra Probe")


@pytest.fixture
def kommune() -> Kommune:
    return KommuneFactory(name="Altdorf")


@pytest.fixture
def geschaeftsstelle(
    kommune: Kommune, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> Client:
    return anmelden(konto_mit_rolle("geschaeftsstelle", kreis=kommune.kreis))


@pytest.fixture
def datenschutz(
    kommune: Kommune, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> Client:
    return anmelden(konto_mit_rolle("datenschutz", kreis=kommune.kreis, name="Dora Schutz"))


def historie(kommune: Kommune) -> str:
    return reverse("protokoll:historie", args=["kommune", kommune.pk])


def umbenennen(kommune: Kommune, name: str) -> None:
    kommune.name = name
    speichere(kommune, akteur=AKTEUR, grund="Schreibfehler")


def test_die_historie_zeigt_wer_wann_was_und_warum(geschaeftsstelle: Client, kommune: Kommune) -> None:
    umbenennen(kommune, "Neudorf")
    seite = geschaeftsstelle.get(historie(kommune)).content.decode()
    for text in ("Petra Probe", "Schreibfehler", "Altdorf", "Neudorf", "Geändert", "Angelegt"):
        assert text in seite


def test_die_historie_fuehrt_zurueck_zum_satz(geschaeftsstelle: Client, kommune: Kommune) -> None:
    seite = geschaeftsstelle.get(historie(kommune)).content.decode()
    assert f'href="{reverse("stammdaten:kommune-detail", args=[kommune.pk])}"' in seite


def test_satz_und_verlauf_sind_zwei_reiter_derselben_seite(
    geschaeftsstelle: Client, kommune: Kommune
) -> None:
    satz = reverse("stammdaten:kommune-detail", args=[kommune.pk])
    for adresse in (satz, historie(kommune)):
        seite = geschaeftsstelle.get(adresse).content.decode()
        reiter = seite.partition('<ul class="kim-reiter">')[2].partition("</ul>")[0]
        assert f'href="{satz}"' in reiter
        assert f'href="{historie(kommune)}"' in reiter
        assert f'href="{adresse}" aria-current="page"' in reiter
        assert reiter.count("aria-current") == 1


def test_ohne_das_recht_gibt_es_keinen_reiter(
    kommune: Kommune, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    vorsitz = anmelden(konto_mit_rolle("vorsitz", kreis=kommune.kreis))
    seite = vorsitz.get(reverse("stammdaten:kommune-detail", args=[kommune.pk])).content.decode()
    assert "kim-reiter" not in seite


def test_die_historie_blaettert(geschaeftsstelle: Client, kommune: Kommune) -> None:
    for nummer in range(25):
        umbenennen(kommune, f"Dorf {nummer}")
    erste = geschaeftsstelle.get(historie(kommune)).content.decode()
    zweite = geschaeftsstelle.get(historie(kommune) + "?seite=2").content.decode()
    assert "Dorf 24" in erste
    assert "Angelegt" not in erste
    assert "Angelegt" in zweite


def test_die_historie_braucht_gleich_viele_abfragen(geschaeftsstelle: Client, kommune: Kommune) -> None:
    zaehler = iter(range(100))
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: umbenennen(kommune, f"Dorf {next(zaehler)}"),
        abrufen=lambda: geschaeftsstelle.get(historie(kommune)),
        anzahl=7,
    )


def test_ein_anderer_kreis_bekommt_404(
    kommune: Kommune, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    assert fremd.get(historie(kommune)).status_code == 404


def test_eine_unbekannte_art_und_ein_unbekannter_satz_geben_404(geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get("/protokoll/quatsch/1/").status_code == 404
    assert geschaeftsstelle.get("/protokoll/kommune/999999/").status_code == 404


def test_wer_den_satz_sieht_aber_keine_historie_lesen_darf_bekommt_404(
    kommune: Kommune, konto_mit_rolle: Callable[..., Any], anmelden: Callable[..., Client]
) -> None:
    vorsitz = anmelden(konto_mit_rolle("vorsitz", kreis=kommune.kreis))
    assert vorsitz.get(historie(kommune)).status_code == 404


@pytest.fixture
def sensible_kommune() -> Iterator[None]:
    """As the records of the Case Management will be."""
    vorher = HISTORIENARTEN["kommune"]
    HISTORIENARTEN._eintraege["kommune"] = replace(vorher, sensibel=True)
    yield
    HISTORIENARTEN._eintraege["kommune"] = vorher


@pytest.mark.usefixtures("sensible_kommune")
def test_das_lesen_einer_schutzwuerdigen_historie_wird_festgehalten(
    geschaeftsstelle: Client, kommune: Kommune
) -> None:
    geschaeftsstelle.get(historie(kommune))
    zugriff = Lesezugriff.objects.get()
    assert (zugriff.art, zugriff.objekt_id, zugriff.anlass) == (
        "stammdaten.kommune",
        kommune.pk,
        "Verlauf gelesen",
    )


def test_das_lesen_einer_gewoehnlichen_historie_wird_nicht_festgehalten(
    geschaeftsstelle: Client, kommune: Kommune
) -> None:
    geschaeftsstelle.get(historie(kommune))
    assert not Lesezugriff.objects.exists()


def test_58_wer_das_lesezugriffsprotokoll_liest_steht_selbst_darin(
    datenschutz: Client, kommune: Kommune
) -> None:
    lesezugriff_protokollieren(akteur=AKTEUR, objekt=kommune, anlass="Fall geöffnet", kennzeichen="KIM-12")
    seite = datenschutz.get(reverse("protokoll:lesezugriffe")).content.decode()
    for text in ("Petra Probe", "KIM-12", "Fall geöffnet", "Dora Schutz", "Lesezugriffsprotokoll gelesen"):
        assert text in seite


def test_58_das_protokoll_laesst_sich_nicht_nach_personen_ordnen(
    datenschutz: Client, kommune: Kommune
) -> None:
    antwort = datenschutz.get(reverse("protokoll:lesezugriffe") + "?sortierung=wer&wer=Petra")
    kopf = [(spalte.titel, bool(spalte.url)) for spalte in antwort.context["seite"].koepfe]
    assert kopf == [("Wann", True), ("Was", False), ("Wer", False), ("Anlass", False)]
    assert {feld.schluessel for feld in antwort.context["seite"].filterfelder} == {"art", "zeitraum"}


def test_das_protokoll_laesst_sich_nach_art_und_zeitraum_filtern(
    datenschutz: Client, kommune: Kommune
) -> None:
    lesezugriff_protokollieren(akteur=AKTEUR, objekt=kommune, anlass="Fall geöffnet")
    adresse = reverse("protokoll:lesezugriffe")
    gefiltert = datenschutz.get(adresse + "?art=stammdaten.kommune&zeitraum=7")
    assert [zeile["zugriff"].anlass for zeile in gefiltert.context["zeilen"]] == ["Fall geöffnet"]


def test_das_protokoll_eines_anderen_kreises_bleibt_verborgen(datenschutz: Client) -> None:
    lesezugriff_protokollieren(akteur=AKTEUR, objekt=KommuneFactory(), anlass="Fremdes gelesen")
    assert "Fremdes gelesen" not in datenschutz.get(reverse("protokoll:lesezugriffe")).content.decode()


def test_das_protokoll_braucht_gleich_viele_abfragen(datenschutz: Client, kommune: Kommune) -> None:
    # each look adds a row itself, so that the number of rows never stands still
    gleiche_abfragen(
        1,
        3,
        anlegen=lambda: lesezugriff_protokollieren(akteur=AKTEUR, objekt=kommune, anlass="gelesen"),
        abrufen=lambda: datenschutz.get(reverse("protokoll:lesezugriffe")),
        anzahl=9,
    )


def test_ohne_recht_gibt_es_kein_protokoll(geschaeftsstelle: Client) -> None:
    assert geschaeftsstelle.get(reverse("protokoll:lesezugriffe")).status_code == 403
