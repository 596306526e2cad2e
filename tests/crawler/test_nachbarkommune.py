"""In B everything looks the same, whether A has a file or none: no row, no count, no hit, no query more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Klient
from kim.konten.regeln.rollen import Rolle
from kim.protokoll.domain.lesezugriff import listenzugriff_protokollieren
from kim.web.zugang import Zugang
from tests.casemgmt import fallbau, ohnenetzbau
from tests.crawler.vergleich import Antwort, antwort_auf
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.bausteine import BAUSTEINE
from tests.werkzeug.bausteine_fallarbeit import FALLARBEIT
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import Welt, welt_bauen

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]

# Known to all who counsel in the Kreis, so they are there before anybody looks.
GEMEINSAM = ("kommune", "einrichtung", "netzwerkakteur", "angebot", "kreisthema")
# It would bring a Kommune and an account of its own.
STATTDESSEN = "fallvertretung"
NACHBARINNEN = ("nachbarin", "koordination_b")
# What somebody may type to find out whether a person is known: her name, her file.
GESUCHT = [
    {"q": "Amira Haddad", "suche": "Haddad", "suchen": "1", "name": "Haddad"},
    {"q": "KIM-2026-0001", "suche": "KIM-2026-0001", "suchen": "1", "aktenzeichen": "KIM-2026-0001"},
]
# A new mark for the device, a new secret address of the calendar, each time one asks.
ZUFAELLIG = frozenset({"casemgmt:ohne-netz-geraet", "casemgmt:termin-abo"})
_KENNUNG = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def _listen() -> list[Adresse]:
    """All that names no record: lists, counters, calendar, forms with their choices, search, start page."""
    return [
        adresse
        for adresse in alle_adressen()
        if not adresse.parameter
        and adresse.angabe is not None
        and adresse.angabe.zugang is not Zugang.OEFFENTLICH
        and adresse.name not in ZUFAELLIG
        and adresse.name.startswith(("casemgmt:", "web:", "protokoll:", "versand:", "auftraege:"))
    ]


def _bild(welt: Welt) -> dict[tuple[str, ...], Antwort]:
    bild = {}
    for wer in NACHBARINNEN:
        besuch = Besuch(welt, wer)
        besuch.holen("/")
        for adresse in _listen():
            url = adresse.url()
            for zusatz in ("", f"?stand=alle&umfang=alle&kommune={welt['kommune'].pk}"):
                bild[wer, adresse.name, zusatz] = _ohne_zufall(antwort_auf(besuch, "GET", url + zusatz))
            for nummer, daten in enumerate(GESUCHT):
                antwort = antwort_auf(besuch, "POST", url, daten=daten)
                bild[wer, adresse.name, f"POST {nummer}"] = _ohne_zufall(antwort)
    return bild


def _ohne_zufall(antwort: Antwort) -> Antwort:
    return replace(antwort, inhalt=_KENNUNG.sub(b"", antwort.inhalt))


@pytest.fixture(scope="module")
def bilder(datenbank_auf_zeit: None) -> Iterator[tuple[dict[Any, Antwort], dict[Any, Antwort], Welt]]:
    with time_machine.travel(timezone.now(), tick=False):
        welt = welt_bauen(leer=True)
        for name in GEMEINSAM:
            welt.objekte[name] = BAUSTEINE[name](welt)
        dort = fallbau.kommune(welt.kreis)
        welt.konten["nachbarin"] = fallbau.case_management(dort, name="Berta Nachbarin")
        welt.konten["koordination_b"] = fallbau.koordination(welt.kreis, dort, name="Bea Koordination")
        kollegin = fallbau.case_management(welt["kommune"])
        _was_beim_ersten_mal_entsteht(welt)
        vorher = _bild(welt)
        for name, bauen in FALLARBEIT.items():
            if name not in welt.objekte and name != STATTDESSEN:
                welt.objekte[name] = bauen(welt)
        beratung = welt.konten[Rolle.CASE_MANAGEMENT.value]
        fallbau.vertretung(beratung, kollegin, von=timezone.localdate())
        yield vorher, _bild(welt), welt


def _was_beim_ersten_mal_entsteht(welt: Welt) -> None:
    """In each Kreis once: the beginning of the log of reads, the key that devices seal for."""
    konto = welt.konten["koordination_b"]
    listenzugriff_protokollieren(
        akteur=konto, kreis_id=welt.kreis.pk, art="casemgmt.fall", anlass="Fallliste gelesen"
    )
    ohnenetzbau.geraet(konto)


def test_fall_2_in_b_sieht_alles_gleich_aus_ob_a_akten_hat_oder_keine(bilder: Any) -> None:
    vorher, nachher, _welt = bilder
    funde = []
    for frage, antwort in nachher.items():
        if antwort != vorher[frage]:
            anders = [
                f for f in Antwort.__dataclass_fields__ if getattr(antwort, f) != getattr(vorher[frage], f)
            ]
            mehr = antwort.abfragen - vorher[frage].abfragen
            funde.append(f"{' '.join(frage)}: {', '.join(anders)} ({mehr:+d} queries)")
    nichts(funde)


def test_fall_3_keine_seite_findet_heraus_ob_jemand_bekannt_ist(bilder: Any) -> None:
    """The same forms, for somebody who is known in A and for somebody nobody knows."""
    _vorher, _nachher, welt = bilder
    assert "Amira Haddad" in {str(klient) for klient in Klient.objects.filter(kreis=welt.kreis)}
    besuch, funde = Besuch(welt, "nachbarin"), []
    for adresse in _listen():
        bekannt, niemand = (_gefragt(besuch, adresse, vorname) for vorname in ("Amira", "Zorax"))
        if bekannt != niemand:
            funde.append(f"{adresse}: {bekannt.abfragen} and {niemand.abfragen} queries")
    nichts(funde)


def _gefragt(besuch: Besuch, adresse: Adresse, vorname: str) -> Antwort:
    name = f"{vorname} Haddad"
    daten = {"vorname": vorname, "nachname": "Haddad", "geburtsjahr": "1988", "q": name, "suche": name}
    daten |= {"suchen": "1", "grund": "Wir sind miteinander verwandt."}
    antwort = _ohne_zufall(antwort_auf(besuch, "POST", adresse.url(), daten=daten))
    return replace(antwort, inhalt=antwort.inhalt.replace(vorname.encode(), b""))


def test_fall_2_wer_in_a_arbeitet_sieht_den_unterschied(bilder: Any) -> None:
    """Counter-proof: the pages that are compared do show what A has."""
    _vorher, _nachher, welt = bilder
    besuch = Besuch(welt, Rolle.CASE_MANAGEMENT.value)
    seiten = [f"casemgmt:{name}" for name in ("fall-liste", "klient-liste", "vor-ort", "woche", "beratung")]
    for name in seiten:
        assert b"Haddad" in antwort_auf(besuch, "GET", reverse(name)).inhalt, name
    assert b"Haddad" in antwort_auf(besuch, "POST", reverse("web:suche"), daten=GESUCHT[0]).inhalt
    assert b"KIM-2026-0001" in antwort_auf(besuch, "GET", reverse("web:heute")).inhalt
