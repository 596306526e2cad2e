"""The frame of every page: navigation by right and module, brand, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from kim.basis.erlaubnis import Erlaubnis
from kim.basis.modul import Modul
from kim.basis.navigation import Gruppe, Naveintrag
from kim.basis.register import Register
from kim.web import context_processors
from kim.web.context_processors import Rahmen
from tests.fabriken import KontoFactory, KreisFactory


class Nutzer:
    """What the frame reads of an account."""

    is_authenticated = True

    def __init__(self, name: str = "Petra Probe", rechte: tuple[str, ...] = (), **module: bool) -> None:
        self.name = name
        self.rechte = rechte
        self.kreis = SimpleNamespace(
            name="Musterkreis",
            akzentfarbe="#1F4596",
            modul_lenkung=module.get("lenkung", True),
            modul_casemgmt=module.get("casemgmt", True),
        )

    def __str__(self) -> str:
        return self.name

    def hat_recht(self, recht: str) -> Erlaubnis:
        return Erlaubnis(recht in self.rechte, "Probe")


@pytest.fixture
def navigation(monkeypatch: pytest.MonkeyPatch) -> Register[Naveintrag]:
    register: Register[Naveintrag] = Register("Navigation")
    monkeypatch.setattr(context_processors, "NAVIGATION", register)
    for eintrag in (
        Naveintrag("hilfe", "Hilfe", "web:hilfe", Gruppe.VERWALTUNG, rang=20),
        Naveintrag("heute", "Heute", "web:heute", Gruppe.HEUTE),
        Naveintrag("impressum", "Impressum", "web:impressum", Gruppe.VERWALTUNG, recht="r.sehen", rang=10),
        Naveintrag("suche", "Suche", "web:suche", Gruppe.LENKUNG, modul=Modul.LENKUNG, symbol="suche"),
    ):
        register.eintragen(eintrag)
    return register


def rahmen_fuer(nutzer: Any, pfad: str = "/", cookies: dict[str, str] | None = None) -> Rahmen:
    request = RequestFactory().get(pfad)
    request.user = nutzer
    request.COOKIES.update(cookies or {})
    return Rahmen(request)


def titel(rahmen: Rahmen) -> dict[str, list[str]]:
    return {gruppe.titel: [punkt.titel for punkt in gruppe.punkte] for gruppe in rahmen.navigation}


def test_die_navigation_steht_in_der_folge_des_hauses(navigation: Register[Naveintrag]) -> None:
    rahmen = rahmen_fuer(Nutzer(rechte=("r.sehen",)))
    assert list(titel(rahmen).items()) == [
        ("Heute", ["Heute"]),
        ("Lenkung", ["Suche"]),
        ("Verwaltung", ["Impressum", "Hilfe"]),
    ]


def test_ohne_recht_und_ohne_modul_fehlt_der_eintrag(navigation: Register[Naveintrag]) -> None:
    assert rahmen_fuer(Nutzer(lenkung=False)).navigation[1].punkte[0].symbol == "zahnrad"
    assert titel(rahmen_fuer(Nutzer(lenkung=False))) == {"Heute": ["Heute"], "Verwaltung": ["Hilfe"]}


def test_wer_abgemeldet_ist_hat_keine_navigation(navigation: Register[Naveintrag]) -> None:
    rahmen = rahmen_fuer(AnonymousUser())
    assert rahmen.navigation == []
    assert rahmen.leiste == []
    assert rahmen.kuerzel == ""


@pytest.mark.parametrize(
    ("pfad", "aktuell"),
    [("/", ["Heute"]), ("/hilfe/", ["Hilfe"]), ("/hilfe/stammdaten/", ["Hilfe"]), ("/anderswo/", [])],
)
def test_der_ort_der_seite_ist_gekennzeichnet(
    pfad: str, aktuell: list[str], navigation: Register[Naveintrag]
) -> None:
    rahmen = rahmen_fuer(Nutzer(), pfad)
    assert [p.titel for gruppe in rahmen.navigation for p in gruppe.punkte if p.aktuell] == aktuell


def test_am_telefon_sind_es_mit_suche_und_mehr_hoechstens_fuenf(navigation: Register[Naveintrag]) -> None:
    rahmen = rahmen_fuer(Nutzer(rechte=("r.sehen",)))
    assert [punkt.titel for punkt in rahmen.leiste] == ["Heute", "Suche", "Impressum"]


@pytest.mark.parametrize(
    ("name", "kuerzel"),
    [("Petra Probe", "PP"), ("Dr. Anna von Beispiel", "AB"), ("Önder", "Ö"), ("", "")],
)
def test_kuerzel_aus_vor_und_nachname(name: str, kuerzel: str) -> None:
    assert rahmen_fuer(Nutzer(name)).kuerzel == kuerzel


@pytest.mark.parametrize(
    ("cookie", "wahl", "thema"),
    [
        ({}, "system", ""),
        ({"kim_darstellung": "dunkel"}, "dunkel", "dark"),
        ({"kim_darstellung": "x"}, "system", ""),
    ],
)
def test_hell_oder_dunkel_kommt_aus_dem_cookie(cookie: dict[str, str], wahl: str, thema: str) -> None:
    rahmen = rahmen_fuer(AnonymousUser(), cookies=cookie)
    assert (rahmen.darstellung, rahmen.thema) == (wahl, thema)


def test_der_akzent_ist_die_farbe_des_kreises_wenn_es_eine_ist() -> None:
    nutzer = Nutzer()
    assert rahmen_fuer(nutzer).akzent == "1f4596"
    nutzer.kreis.akzentfarbe = "rot"
    assert rahmen_fuer(nutzer).akzent == ""


@pytest.mark.django_db
def test_abgemeldet_zeigt_ein_einziger_kreis_seinen_namen_mehrere_nicht() -> None:
    KreisFactory(name="Kreis Einzig")
    assert "KIM Kreis Einzig</title>" in Client().get("/impressum/").content.decode()
    KreisFactory(name="Kreis Zweitens")
    html = Client().get("/impressum/").content.decode()
    assert "KIM Kreis Einzig</title>" not in html
    assert "Kreis Einzig" in html
    assert "Kreis Zweitens" in html


@pytest.mark.django_db
def test_angemeldet_sieht_man_nur_den_eigenen_kreis(anmelden: Callable[..., Client]) -> None:
    KreisFactory(name="Kreis Fremd")
    html = anmelden(KontoFactory(kreis=KreisFactory(name="Kreis Eigen"))).get("/impressum/").content.decode()
    assert "Kreis Eigen" in html
    assert "Kreis Fremd" not in html


@pytest.mark.django_db
def test_jede_seite_bietet_den_sprung_zum_inhalt_und_das_abmelden(anmelden: Callable[..., Client]) -> None:
    html = anmelden(KontoFactory(name="Petra Probe")).get("/").content.decode()
    assert '<a class="kim-sprung" href="#inhalt">' in html
    assert 'id="inhalt"' in html
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    assert 'lang="de"' in html


@pytest.mark.django_db
def test_eine_seite_bringt_weder_skript_noch_stil_im_text_mit(anmelden: Callable[..., Client]) -> None:
    antwort = anmelden(KontoFactory()).get("/")
    html = antwort.content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')
    assert "default-src 'none'" in antwort["Content-Security-Policy"]
