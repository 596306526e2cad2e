"""Sessions where one meets them first: on the start page, by the search, on the page of the Gremium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lenkung.models import Gremium
from tests.fabriken import KreisFactory, konto_mit_rolle
from tests.lenkung.fabriken import GremiumFactory
from tests.lenkung.gobau import in_kraft
from tests.lenkung.sitzungsbau import sitzung, wann

TAG = date(2026, 6, 16)
HEUTE = wann(date(2026, 5, 27))
"""Five days before the last day for dispatch, 1 June."""


@pytest.fixture(autouse=True)
def _uhr() -> Any:
    with time_machine.travel(HEUTE, tick=False):
        yield


def _url(name: str, *args: object) -> str:
    return reverse(f"lenkung:{name}", args=args)


def _text(client: Client, adresse: str) -> str:
    antwort = client.get(adresse)
    assert antwort.status_code == 200
    return " ".join(antwort.content.decode().split())


def _daten(**felder: Any) -> dict[str, Any]:
    return {"art": "praesenz", "uhrzeit": "14:00", "dauer_minuten": "120", "ort": "Kreishaus", **felder}


# Start page and search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heute", "teil"),
    [
        (date(2026, 5, 30), "Einladung versenden: noch 2 Tage"),
        (date(2026, 5, 31), "Einladung versenden: noch 1 Tag<"),
        (date(2026, 6, 1), "Einladung versenden: heute ist der letzte Tag"),
        (date(2026, 6, 2), "Einladung dringlich versenden: noch 6 Tage"),
        (date(2026, 6, 9), "Sitzung verlegen oder absagen: die Ladungsfrist ist versäumt"),
    ],
)
def test_heute_sagt_der_geschaeftsstelle_was_ansteht(
    gremium: Gremium, anmelden: Callable[..., Client], heute: date, teil: str
) -> None:
    in_kraft(gremium)
    sitzung(gremium, TAG)
    sitzung(gremium, TAG + timedelta(days=50))
    with time_machine.travel(wann(heute), tick=False):
        seite = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=gremium.kreis)).get("/").content.decode()
    assert teil in seite
    assert "§ 4 Abs. 5" in seite
    assert "LG KIM am 16.06.2026" in seite


def test_was_nicht_ansteht_steht_nicht_unter_heute(geschaeftsstelle: Client, gremium: Gremium) -> None:
    in_kraft(gremium)
    sitzung(gremium, TAG + timedelta(days=21))
    ohne = GremiumFactory(kreis=gremium.kreis)
    sitzung(ohne, date(2026, 5, 29))
    sitzung(gremium, date(2026, 5, 28), "abgesagt")
    assert "Einladung" not in geschaeftsstelle.get("/").content.decode()


def test_mitglieder_finden_ihre_naechsten_termine_unter_heute(mitglied: Client, gremium: Gremium) -> None:
    satz = sitzung(gremium, TAG, ort="Kreishaus")
    sitzung(gremium, TAG + timedelta(days=1), "abgesagt")
    fremde = sitzung(GremiumFactory(kreis=gremium.kreis), TAG)
    seite = _text(mitglied, "/")
    assert _url("sitzung-detail", satz.pk) in seite
    assert _url("sitzung-detail", fremde.pk) not in seite
    assert seite.count("kim-termin__tag") == 1


@pytest.mark.parametrize(
    ("frage", "gefunden"),
    [
        ("16.06.2026", True),
        ("06.2026", True),
        ("2026", True),
        ("Sitzung 2026", True),
        ("LG Kreishaus", True),
        ("17.06.2026", False),
        ("2025", False),
        ("31.02.2026", False),
        ("0001", False),
        ("9999", False),
        ("12.9999", False),
    ],
)
def test_die_suche_findet_sitzungen_nach_tag_und_ort(
    mitglied: Client, gremium: Gremium, frage: str, gefunden: bool
) -> None:
    satz = sitzung(gremium, TAG, ort="Kreishaus")
    seite = mitglied.post(reverse("web:suche"), {"q": frage}).content.decode()
    assert (_url("sitzung-detail", satz.pk) in seite) is gefunden


def test_die_seite_des_gremiums_fuehrt_zu_seinen_sitzungen(mitglied: Client, gremium: Gremium) -> None:
    assert f"{_url('sitzung-liste')}?gremium={gremium.pk}" in _text(
        mitglied, _url("gremium-detail", gremium.pk)
    )


def test_fremde_kreise_bleiben_fremd(gremium: Gremium, anmelden: Callable[..., Client]) -> None:
    satz = sitzung(gremium, TAG)
    fremd = anmelden(konto_mit_rolle("geschaeftsstelle", kreis=KreisFactory()))
    for name in ("detail", "verlegen", "aendern", "absagen"):
        assert fremd.get(_url(f"sitzung-{name}", satz.pk)).status_code == 404
    antwort = fremd.post(_url("sitzung-planen"), _daten(gremium=gremium.pk, tag="16.06.2026"))
    assert "gremium" in antwort.context["form"].errors
