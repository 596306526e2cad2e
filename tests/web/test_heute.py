"""The start page: the most urgent first, every line an act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kim.basis.akteur import Akteur
from kim.basis.heute import HEUTE, Dringlichkeit, Heutequelle, Heutezeile, Termin
from kim.basis.modul import Modul
from kim.basis.register import Register
from kim.web.views import heute as heute_seite
from tests.fabriken import KontoFactory, KreisFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quellen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register[Heutequelle]]:
    """An empty registry of the same kind, so that the rooms' own entries do not disturb."""
    leer: Register[Heutequelle] = Register("Heute")
    monkeypatch.setattr(heute_seite, "HEUTE", leer)
    yield leer
    assert leer is not HEUTE


@pytest.fixture
def client_angemeldet(anmelden: Callable[..., Client]) -> Client:
    return anmelden(KontoFactory(name="Karla Konto"))


def zeile(text: str, dringlichkeit: Dringlichkeit, frist: date | None = None) -> Heutezeile:
    return Heutezeile(text, "/suche/", dringlichkeit, frist)


def test_ohne_aufgaben_wartet_nichts(quellen: Register[Heutequelle], client_angemeldet: Client) -> None:
    antwort = client_angemeldet.get("/")
    assert "Heute wartet nichts auf Sie." in antwort.content.decode()


def test_das_dringendste_steht_oben_und_bei_gleichem_die_naehere_frist(
    quellen: Register[Heutequelle], client_angemeldet: Client
) -> None:
    tag = timezone.localdate()

    def erste(akteur: Akteur, heute: date) -> list[Heutezeile]:
        return [
            zeile("Irgendwann", Dringlichkeit.IRGENDWANN),
            zeile("Bald, in drei Tagen", Dringlichkeit.BALD, tag + timedelta(3)),
            zeile("Bald, ohne Frist", Dringlichkeit.BALD),
        ]

    def zweite(akteur: Akteur, heute: date) -> list[Heutezeile]:
        return [
            zeile("Bald, morgen", Dringlichkeit.BALD, tag + timedelta(1)),
            zeile("Überfällig", Dringlichkeit.UEBERFAELLIG, tag - timedelta(1)),
            zeile("Heute fällig", Dringlichkeit.HEUTE, tag),
        ]

    quellen.eintragen(Heutequelle("eins", erste))
    quellen.eintragen(Heutequelle("zwei", zweite))
    antwort = client_angemeldet.get("/")
    assert [z.text for z in antwort.context["zeilen"]] == [
        "Überfällig",
        "Heute fällig",
        "Bald, morgen",
        "Bald, in drei Tagen",
        "Bald, ohne Frist",
        "Irgendwann",
    ]
    html = antwort.content.decode()
    assert "überfällig" in html
    assert "seit gestern" in html


def test_nur_quellen_die_die_person_angehen_werden_gefragt(
    quellen: Register[Heutequelle], anmelden: Callable[..., Client]
) -> None:
    def darf_nicht(akteur: Akteur, heute: date) -> list[Heutezeile]:
        raise AssertionError("asked although the person has no right, or the module is off")

    quellen.eintragen(Heutequelle("recht", darf_nicht, recht="konten.verwalten"))
    quellen.eintragen(Heutequelle("modul", darf_nicht, modul=Modul.LENKUNG))
    konto = KontoFactory(kreis=KreisFactory(modul_lenkung=False))
    assert anmelden(konto).get("/").status_code == 200


def test_termine_stehen_der_reihe_nach_darunter(
    quellen: Register[Heutequelle], client_angemeldet: Client
) -> None:
    frueh = datetime(2030, 3, 5, 13, 0, tzinfo=UTC)

    def termine(akteur: Akteur, heute: date) -> list[Termin]:
        return [
            Termin(frueh + timedelta(days=nr), f"Termin {nr}", "/suche/", "Rathaus")
            for nr in range(11, -1, -1)
        ]

    quellen.eintragen(Heutequelle("termine", mit_terminen=lambda akteur, heute: ([], termine(akteur, heute))))
    antwort = client_angemeldet.get("/")
    assert [t.text for t in antwort.context["termine"]] == [f"Termin {nr}" for nr in range(8)]
    assert "05.03." in antwort.content.decode()
    assert "Di, 14:00" in antwort.content.decode()


def test_eine_lange_liste_wird_gekuerzt_und_sagt_es(
    quellen: Register[Heutequelle], client_angemeldet: Client
) -> None:
    quellen.eintragen(
        Heutequelle("viele", lambda a, h: [zeile(f"Sache {n:02}", Dringlichkeit.BALD) for n in range(43)])
    )
    antwort = client_angemeldet.get("/")
    assert len(antwort.context["zeilen"]) == 40
    assert "Und 3 weitere Punkte, die weniger eilen." in antwort.content.decode()


def test_abgemeldet_fuehrt_die_startseite_zur_anmeldung() -> None:
    antwort = Client().get("/")
    assert antwort.status_code == 302
    assert antwort["Location"].startswith(reverse("account_login"))
