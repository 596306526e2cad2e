"""Nothing of Kreis L exists for a person of Kreis K: not by GET, not by POST, not by the work it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kim.konten.regeln.rollen import ROLLEN
from kim.web.zugang import Zugang
from tests.crawler.conftest import Welten
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.parameter import nennt_objekt, parameter, unbekannt
from tests.werkzeug.welt import SICHTEN, je_sicht

pytestmark = pytest.mark.no_cover

# What differs from one answer to the next by itself: form tokens and the address that was asked for.
_WECHSELND = re.compile(rb'(csrfmiddlewaretoken"\s+value="|X-CSRFToken": ")[^"]+')
_KOPFZEILEN_OHNE = {"set-cookie"}

# They open nearly every address between them: enough to see that PostgreSQL too takes an id that is none.
FAST_ALLES = ("geschaeftsstelle", "systemadministration")

ADRESSEN = [adresse for adresse in alle_adressen() if nennt_objekt(adresse)]


@dataclass(frozen=True)
class Antwort:
    status: int
    kopf: tuple[tuple[str, str], ...]
    inhalt: bytes
    abfragen: int


def _antwort(besuch: Besuch, methode: str, ziel: str, **kopf: Any) -> Antwort:
    # The log holds the last 9,000 only, and this transaction lasts long.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as abfragen:
        antwort: Any = besuch.holen(ziel, **kopf) if methode == "GET" else besuch.senden(ziel, **kopf)
    inhalt = antwort.gelesen if antwort.streaming else antwort.content
    return Antwort(
        antwort.status_code,
        tuple(
            sorted((k.lower(), v) for k, v in antwort.headers.items() if k.lower() not in _KOPFZEILEN_OHNE)
        ),
        _WECHSELND.sub(rb"\1", inhalt).replace(ziel.encode(), b""),
        len(abfragen),
    )


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
        fremd = _antwort(besuch, methode, adresse.url(**werte), **kopf)
        unbekanntes = _antwort(besuch, methode, adresse.url(**unbekannt(werte)), **kopf)
        if _erst_noch_einmal_anmelden(fremd) and _erst_noch_einmal_anmelden(unbekanntes):
            continue
        if fremd.status not in (404, 405) or unbekanntes.status not in (404, 405):
            funde.append(f"{methode} {adresse}: {fremd.status}, for an unknown id {unbekanntes.status}")
        elif fremd != unbekanntes:
            unterschied = [
                n for n in Antwort.__dataclass_fields__ if getattr(fremd, n) != getattr(unbekanntes, n)
            ]
            funde.append(
                f"{methode} {adresse}: differs from an unknown id in {', '.join(unterschied)}"
                f" (queries {fremd.abfragen} and {unbekanntes.abfragen})"
            )
    return funde


@pytest.mark.parametrize("rolle", je_sicht(SICHTEN[1:], FAST_ALLES))
@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_was_einem_anderen_kreis_gehoert_gibt_es_nicht(welten: Welten, rolle: str, methode: str) -> None:
    nichts(_verraten(welten, rolle, methode))


@pytest.mark.eine_datenbank
@pytest.mark.parametrize("rolle", FAST_ALLES)
def test_auch_teile_von_seiten_verraten_nichts(welten: Welten, rolle: str) -> None:
    nichts(_verraten(welten, rolle, "GET", headers={"HX-Request": "true"}))


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
