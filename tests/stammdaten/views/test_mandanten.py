"""Nothing of Kreis L is visible in Kreis K: on every URL of the room, by GET and by POST."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kim.stammdaten import urls
from kim.stammdaten.models import Einrichtung, Funktion, Importvorschau, Kommune, Kreis
from tests.fabriken import konto_mit_rolle
from tests.stammdaten import satzbau

MIT_SATZ = [url.name for url in urls.urlpatterns if "pk" in url.pattern.converters]
FREMD = "Geheimau"


@pytest.fixture
def fremde(anderer_kreis: Kreis, anmelden: Callable[..., Client]) -> dict[str, int]:
    kommune = satzbau.kommune(anderer_kreis, FREMD)
    einrichtung = satzbau.einrichtung(anderer_kreis, f"Amt {FREMD}")
    person = satzbau.person(anderer_kreis, FREMD)
    dortige = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=anderer_kreis))
    dortige.post(
        reverse("stammdaten:import-hochladen", args=["kommunen"]),
        {"datei": SimpleUploadedFile("k.csv", b"Name;Art\nNeu;Stadt\n")},
    )
    return {
        "kommune": kommune.pk,
        "einrichtung": einrichtung.pk,
        "person": person.pk,
        "standort": satzbau.standort(anderer_kreis, FREMD, kommune_id=kommune.pk).pk,
        "funktion": satzbau.funktion(person, einrichtung, FREMD).pk,
        "import": Importvorschau.objects.get().pk,
    }


def _satz_zu(name: str, fremde: dict[str, int]) -> int:
    if name == "funktion-anlegen":
        return fremde["person"]
    return fremde[name.split("-")[0]]


@pytest.mark.parametrize("name", MIT_SATZ)
@pytest.mark.parametrize("weise", ["get", "post"])
def test_ein_satz_des_anderen_kreises_ist_wie_einer_den_es_nicht_gibt(
    name: str, weise: str, geschaeftsstelle: Client, fremde: dict[str, int]
) -> None:
    fremder = getattr(geschaeftsstelle, weise)(reverse(f"stammdaten:{name}", args=[_satz_zu(name, fremde)]))
    keiner = getattr(geschaeftsstelle, weise)(reverse(f"stammdaten:{name}", args=[99_999_999]))
    # What is only done by a button answers every mere call with 405, whatever the number.
    erwartet = 405 if (name, weise) == ("import-verwerfen", "get") else 404
    assert (fremder.status_code, keiner.status_code) == (erwartet, erwartet)
    assert FREMD not in fremder.content.decode()
    assert Importvorschau.objects.count() == 1


def test_jeder_satz_url_ist_geprueft() -> None:
    assert len(MIT_SATZ) == 4 * 4 + 2 + 2


@pytest.mark.parametrize("art", ["kommune", "einrichtung", "person", "standort"])
def test_listen_suche_und_dateien_zeigen_keine_zeile_des_anderen(
    art: str, geschaeftsstelle: Client, fremde: dict[str, int]
) -> None:
    for adresse in ("liste", "csv"):
        for frage in ("", f"?suche={FREMD}", "?stand=alle"):
            text = geschaeftsstelle.get(reverse(f"stammdaten:{art}-{adresse}") + frage).content.decode()
            assert FREMD not in text.replace(f'value="{FREMD}"', "").replace(f"„{FREMD}“", ""), (
                adresse + frage
            )
    datei = geschaeftsstelle.get(reverse(f"stammdaten:{art}-xlsx") + "?stand=alle").content
    assert load_workbook(io.BytesIO(datei)).active.max_row == 1
    treffer = geschaeftsstelle.post(reverse("web:suche"), {"q": FREMD}).content.decode()
    assert "ist nichts zu finden" in treffer


def test_kein_formular_bietet_an_oder_nimmt_was_dem_anderen_gehoert(
    kreis: Kreis, geschaeftsstelle: Client, fremde: dict[str, int]
) -> None:
    eigene = satzbau.person(kreis)
    for name, daten in (
        ("einrichtung-anlegen", {"name": "X", "art": "behoerde", "kommune": fremde["kommune"]}),
        ("standort-anlegen", {"name": "X", "einrichtung": fremde["einrichtung"]}),
    ):
        adresse = reverse(f"stammdaten:{name}")
        assert FREMD not in geschaeftsstelle.get(f"{adresse}?kommune={fremde['kommune']}").content.decode()
        antwort = geschaeftsstelle.post(adresse, daten)
        assert antwort.status_code == 200
        assert "Diese Auswahl gibt es nicht mehr" in antwort.content.decode()
    funktion = reverse("stammdaten:funktion-anlegen", args=[eigene.pk])
    antwort = geschaeftsstelle.post(
        funktion, {"einrichtung": fremde["einrichtung"], "bezeichnung": "Leitung"}
    )
    assert "Diese Auswahl gibt es nicht mehr" in antwort.content.decode()
    assert Funktion.objects.count() == 1


def test_ein_import_aendert_nichts_im_anderen_kreis(
    kreis: Kreis, geschaeftsstelle: Client, fremde: dict[str, int]
) -> None:
    adresse = reverse("stammdaten:import-hochladen", args=["kommunen"])
    nummer = SimpleUploadedFile("k.csv", f"Nummer;Name;Art\n{fremde['kommune']};Neu;Stadt\n".encode())
    assert "Nummer gibt es hier nicht" in geschaeftsstelle.post(adresse, {"datei": nummer}).content.decode()
    gleicher_name = SimpleUploadedFile("k.csv", f"Name;Art\n{FREMD};Gemeinde\n".encode())
    vorschau = geschaeftsstelle.post(adresse, {"datei": gleicher_name}, follow=True)
    assert "wird angelegt" in vorschau.content.decode()
    geschaeftsstelle.post(vorschau.request["PATH_INFO"], {"abdruck": vorschau.context["plan"].abdruck})
    assert {(k.kreis_id == kreis.pk, k.art) for k in Kommune.objects.filter(name=FREMD)} == {
        (True, "gemeinde"),
        (False, "stadt"),
    }


def test_der_name_des_anderen_ist_hier_noch_frei(
    geschaeftsstelle: Client, kreis: Kreis, fremde: dict[str, int]
) -> None:
    antwort = geschaeftsstelle.post(
        reverse("stammdaten:einrichtung-anlegen"), {"name": f"Amt {FREMD}", "art": "behoerde"}
    )
    assert antwort.status_code == 302
    assert Einrichtung.objects.filter(kreis=kreis).count() == 1


def test_die_einstellungen_gehoeren_dem_eigenen_kreis(
    kreis: Kreis, anderer_kreis: Kreis, administration: Client
) -> None:
    administration.post(
        reverse("stammdaten:kreis-bearbeiten"),
        {"name": "Kreis K neu", "unterdrueckung_unter": 6, "kreis": anderer_kreis.pk, "pk": anderer_kreis.pk},
    )
    assert set(Kreis.objects.values_list("name", "unterdrueckung_unter")) == {
        ("Kreis K neu", 6),
        ("Kreis L", 5),
    }


@pytest.mark.parametrize("name", [url.name for url in urls.urlpatterns])
def test_ohne_anmeldung_kommt_man_nirgends_hin(name: str, client: Client, db: None) -> None:
    route = next(url for url in urls.urlpatterns if url.name == name)
    werte = ["kommunen" if art == "mehrzahl" else 1 for art in route.pattern.converters]
    antwort = client.get(reverse(f"stammdaten:{name}", args=werte))
    assert antwort.status_code == 302
    assert reverse("account_login") in antwort["Location"]
