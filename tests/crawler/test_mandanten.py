"""Nothing of Kreis L exists for a person of Kreis K: not by GET, not by POST, not by the work it makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from kim.konten.regeln.rollen import ROLLEN
from kim.web.zugang import Zugang
from tests.crawler.akten import NIEMANDES, arten_der_akten, satz_der_art
from tests.crawler.conftest import Welten
from tests.crawler.vergleich import HTMX, Antwort, antwort_auf, verrat
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.parameter import nennt_objekt, parameter, unbekannt
from tests.werkzeug.welt import SICHTEN, je_sicht

pytestmark = pytest.mark.no_cover

# They open nearly every address between them: enough to see that PostgreSQL too takes an id that is none.
FAST_ALLES = ("geschaeftsstelle", "systemadministration")

ADRESSEN = [adresse for adresse in alle_adressen() if nennt_objekt(adresse)]


def _nennt_ein_objekt_von_l(adresse: Adresse, welten: Welten) -> bool:
    return parameter(adresse, welten.k) != parameter(adresse, welten.l)


def _kommt_zur_view(adresse: Adresse, sicht: str) -> bool:
    """Without the declared right a request ends in `ZugangMiddleware`, before any id is looked up.

    That it does is what the role × URL matrix asks; and whoever holds no role asks for all of them here too.
    """
    angabe = adresse.angabe
    if angabe is None or angabe.zugang is not Zugang.BEREICH or sicht not in ROLLEN:
        return True
    return angabe.recht in ROLLEN[sicht].rechte  # type: ignore[index]


def _erst_noch_einmal_anmelden(antwort: Antwort) -> bool:
    """Before anything is looked up: for what protects the account, the sign-in must be fresh."""
    ziel = dict(antwort.kopf).get("location", "")
    return ziel.startswith((reverse("account_reauthenticate"), reverse("mfa_reauthenticate")))


def _verraten(welten: Welten, rolle: str, methode: str, **kopf: Any) -> list[str]:
    besuch = Besuch(welten.k, rolle)
    funde = []
    for adresse in ADRESSEN:
        if not _nennt_ein_objekt_von_l(adresse, welten) or not _kommt_zur_view(adresse, rolle):
            continue
        werte = parameter(adresse, welten.l)
        fremd = antwort_auf(besuch, methode, adresse.url(**werte), **kopf)
        unbekanntes = antwort_auf(besuch, methode, adresse.url(**unbekannt(werte)), **kopf)
        if _erst_noch_einmal_anmelden(fremd) and _erst_noch_einmal_anmelden(unbekanntes):
            continue
        if fund := verrat(methode, adresse, fremd, unbekanntes):
            funde.append(fund)
    return funde


@pytest.mark.parametrize("rolle", je_sicht(SICHTEN[1:], FAST_ALLES))
@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_fall_12_was_einem_anderen_kreis_gehoert_gibt_es_nicht(
    welten: Welten, rolle: str, methode: str
) -> None:
    nichts(_verraten(welten, rolle, methode))


@pytest.mark.eine_datenbank
@pytest.mark.parametrize("rolle", FAST_ALLES)
def test_fall_12_auch_teile_von_seiten_verraten_nichts(welten: Welten, rolle: str) -> None:
    nichts(_verraten(welten, rolle, "GET", headers=HTMX))


@pytest.mark.eine_datenbank
@pytest.mark.parametrize("rolle", SICHTEN[1:])
def test_fall_12_auch_keine_zeile_einer_historie(welten: Welten, rolle: str) -> None:
    besuch, funde = Besuch(welten.k, rolle), []
    for art in arten_der_akten():
        satz = satz_der_art(welten.l, art)
        if satz is None:
            continue
        fremd, niemand = (
            antwort_auf(besuch, "GET", reverse("protokoll:historie", args=[art, pk]))
            for pk in (satz.pk, NIEMANDES)
        )
        funde += [fund] if (fund := verrat("GET", art, fremd, niemand)) else []
    nichts(funde)


@pytest.mark.eine_datenbank
def test_die_eigenen_saetze_sieht_jemand(welten: Welten) -> None:
    """Counter-proof: each address answers some role of the own Kreis, so that 404 above means something."""
    offen = {a.name for a in ADRESSEN if _nennt_ein_objekt_von_l(a, welten)}
    for rolle in SICHTEN[1:]:
        besuch = Besuch(welten.k, rolle)
        offen = {name for name in offen if besuch.zugang(_eigene(name, welten)) != "ja"}
    assert offen == set()


def _eigene(name: str, welten: Welten) -> str:
    adresse = next(a for a in ADRESSEN if a.name == name)
    return adresse.url(**parameter(adresse, welten.k))
