"""One search field: finds what one may see, keeps what is typed out of addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.test import Client

from kim.basis.akteur import Akteur
from kim.basis.modul import Modul
from kim.basis.register import Register
from kim.basis.suche import Suchquelle, Treffer
from kim.web.views import suche as suchseite
from tests.fabriken import KontoFactory, KreisFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quellen(monkeypatch: pytest.MonkeyPatch) -> Register[Suchquelle]:
    leer: Register[Suchquelle] = Register("Suche")
    monkeypatch.setattr(suchseite, "SUCHE", leer)
    return leer


@pytest.fixture
def angemeldet(anmelden: Callable[..., Client]) -> Client:
    return anmelden(KontoFactory(kreis=KreisFactory(modul_casemgmt=False)))


def findet(*titel: str) -> Callable[[Akteur, str, int], Sequence[Treffer]]:
    return lambda akteur, frage, hoechstens: [Treffer(t, "/hilfe/") for t in titel][:hoechstens]


def verboten(akteur: Akteur, frage: str, hoechstens: int) -> Sequence[Treffer]:
    raise AssertionError("asked although the person has no right, or the module is off")


def test_treffer_stehen_gruppiert_nach_rang(quellen: Register[Suchquelle], angemeldet: Client) -> None:
    quellen.eintragen(Suchquelle("b", "Später", findet("Zwei"), rang=50))
    quellen.eintragen(Suchquelle("a", "Zuerst", findet("Eins"), rang=10))
    quellen.eintragen(Suchquelle("c", "Nichts", findet(), rang=1))
    antwort = angemeldet.post("/suche/", {"q": "  zwei   Worte "})
    assert antwort.context["frage"] == "zwei Worte"
    assert [(g.titel, [t.titel for t in g.treffer]) for g in antwort.context["gruppen"]] == [
        ("Zuerst", ["Eins"]),
        ("Später", ["Zwei"]),
    ]
    assert "2 Treffer für „zwei Worte“" in antwort.content.decode()


def test_ohne_recht_oder_modul_wird_nicht_gesucht(quellen: Register[Suchquelle], angemeldet: Client) -> None:
    quellen.eintragen(Suchquelle("r", "Konten", verboten, recht="konten.verwalten"))
    quellen.eintragen(Suchquelle("m", "Fälle", verboten, modul=Modul.CASEMGMT))
    antwort = angemeldet.post("/suche/", {"q": "Meier"})
    assert antwort.context["gruppen"] == []
    assert "Zu „Meier“ ist nichts zu finden." in antwort.content.decode()


def test_mehr_als_zehn_treffer_werden_gekuerzt_und_angesagt(
    quellen: Register[Suchquelle], angemeldet: Client
) -> None:
    quellen.eintragen(Suchquelle("a", "Viele", findet(*(f"T{n}" for n in range(20)))))
    antwort = angemeldet.post("/suche/", {"q": "te"})
    assert len(antwort.context["gruppen"][0].treffer) == 10
    assert "Es gibt mehr Treffer." in antwort.content.decode()


@pytest.mark.parametrize("frage", ["", " ", "x", "\x00"])
def test_zu_kurzes_wird_nicht_gesucht(frage: str, quellen: Register[Suchquelle], angemeldet: Client) -> None:
    quellen.eintragen(Suchquelle("a", "Nie", verboten))
    antwort = angemeldet.post("/suche/", {"q": frage})
    assert "Bitte geben Sie mindestens zwei Zeichen ein." in antwort.content.decode()


def test_eine_frage_in_der_adresse_wird_uebergangen(
    quellen: Register[Suchquelle], angemeldet: Client
) -> None:
    quellen.eintragen(Suchquelle("a", "Nie", verboten))
    antwort = angemeldet.get("/suche/?q=Meier")
    assert antwort.status_code == 200
    assert "Meier" not in antwort.content.decode()


def test_das_suchfeld_sendet_mit_post(angemeldet: Client) -> None:
    html = angemeldet.get("/").content.decode()
    assert 'method="post" action="/suche/"' in html


def test_die_hilfe_ist_in_der_suche(angemeldet: Client) -> None:
    antwort = angemeldet.post("/suche/", {"q": "spaltenüberschrift lesezeichen"})
    assert [t.url for g in antwort.context["gruppen"] for t in g.treffer] == ["/hilfe/"]
