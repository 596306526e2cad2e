"""Who has no business in a file learns nothing of it, whichever way she asks; who reads it leaves a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casemgmt.models import Klient
from kim.konten.admin import technik
from kim.konten.regeln.rollen import Rolle
from kim.protokoll.models import Lesezugriff
from tests.architektur.quelltext import EIGENE_APPS
from tests.casemgmt import fallbau
from tests.crawler import akten
from tests.crawler.vergleich import HTMX, antwort_auf, verrat
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import Besuch
from tests.werkzeug.befunde import nichts
from tests.werkzeug.welt import Welt

pytestmark = [pytest.mark.no_cover, pytest.mark.eine_datenbank]

WEGE: dict[str, tuple[str, dict[str, Any]]] = {
    "GET": ("GET", {}),
    "POST": ("POST", {}),
    "HTMX": ("GET", {"headers": HTMX}),
}
# Of nobody whom Befangenheit could mean: what came in without a person, one's own work, a file of the house.
OHNE_PERSON = frozenset(
    {
        *(
            f"casemgmt:anfrage-{tat}"
            for tat in ("ablehnen", "detail", "uebernehmen", "weitergeben", "zuordnen")
        ),
        *("casemgmt:kopfzahl-aendern", "casemgmt:kopfzahl-berichtigen", "protokoll:historie kopfzahl"),
        *("casemgmt:ablage-detail", "casemgmt:termin-zum-fall", "casemgmt:uebernahme-detail"),
        *(
            f"protokoll:historie {art}"
            for art in ("arbeitstermin", "befangenheit", "anfrage", "uebertragung")
        ),
    }
)
# Asks back before an act; or counts heads.
ZEIGT_NIEMANDEN = frozenset({"casemgmt:zusammenfuehrung-zuruecknehmen", "casemgmt:kopfzahl-aendern"})
ZEILE_IM_PROTOKOLL = f'INSERT INTO "{Lesezugriff._meta.db_table}"'
AKTENZEICHEN = re.compile(r"KIM-\d{4}-\d{4}")
# They run the house: its jobs and its mail are theirs, what stands in a file is not.
VERWALTUNG = (Rolle.KREIS_ADMINISTRATION, Rolle.SYSTEMADMINISTRATION, Rolle.KOMMUNE, Rolle.DATENSCHUTZ)


@pytest.fixture(scope="module")
def welt(datenbank_auf_zeit: None) -> Welt:
    welt = akten.aktenwelt()
    for klient in Klient.objects.filter(kreis=welt.kreis):
        fallbau.sperre(welt.konten["befangen"], klient)
    return welt


def _verraten(welt: Welt, wer: str, weg: str) -> list[str]:
    besuch, (methode, kopf) = Besuch(welt, wer), WEGE[weg]
    # Else a minute passes somewhere, and one of two requests keeps the session alive.
    with time_machine.travel(timezone.now(), tick=False):
        return [*_unterschiede(welt, besuch, methode, kopf)]


def _unterschiede(welt: Welt, besuch: Besuch, methode: str, kopf: dict[str, Any]) -> Iterator[str]:
    for ziel in akten.ziele(welt):
        verborgen, niemand = (antwort_auf(besuch, methode, url, **kopf) for url in (ziel.url, ziel.unbekannt))
        if fund := verrat(methode, ziel, verborgen, niemand):
            yield fund


def _ohne_angaben() -> list[tuple[str, str]]:
    """All pages of the Fallarbeit that name no record, and where its lines turn up besides."""
    gemeinsam = {"web:heute", "web:suche"}
    return [
        (adresse.name, adresse.url())
        for adresse in alle_adressen()
        if not adresse.parameter and (adresse.name.startswith("casemgmt:") or adresse.name in gemeinsam)
    ]


def _text(antwort: Any) -> str:
    roh = antwort.gelesen if antwort.streaming else antwort.content
    return str(roh.decode(errors="replace"))


def _namen(welt: Welt) -> set[str]:
    return {name for k in Klient.objects.filter(kreis=welt.kreis) for name in (k.vorname, k.nachname)}


def _genannt(welt: Welt, antwort: Any) -> set[str]:
    """Names of clients that a page shows; the account that is signed in may be called alike."""
    text = re.sub(r"<header.*?</header>", "", _text(antwort), flags=re.DOTALL)
    return {name for name in _namen(welt) if re.search(rf"\b{name}\b", text)}


@pytest.mark.parametrize("weg", WEGE)
def test_fall_1_eine_akte_der_kommune_a_gibt_es_in_b_nicht(welt: Welt, weg: str) -> None:
    """Page, history, attachment, PDF, print job, mail, part of a page: as an id that nobody has."""
    nichts(_verraten(welt, "nachbarin", weg))


def test_fall_1_dieselben_adressen_oeffnen_sich_wer_zustaendig_ist(welt: Welt) -> None:
    """Counter-proof: 404 means something, because somebody of A, of MuKi-S or the Koordination gets in."""
    zu = {ziel.name: ziel.url for ziel in akten.ziele(welt)}
    for rolle in (Rolle.CASE_MANAGEMENT, Rolle.KOORDINATION_CM, Rolle.CASE_MANAGEMENT_MUKIS):
        besuch = Besuch(welt, rolle.value)
        zu = {name: url for name, url in zu.items() if besuch.zugang(url) in ("403", "404")}
    # Jobs and mail are opened by who runs the house, histories by the Koordination.
    assert {name for name in zu if not name.startswith(("auftraege:", "versand:"))} == set()


def test_fall_5_die_koordination_liest_nur_was_sie_beaufsichtigt(welt: Welt) -> None:
    nichts(_verraten(welt, "koordination_b", "GET"))


def test_fall_5_was_die_koordination_liest_steht_im_protokoll(welt: Welt) -> None:
    besuch = Besuch(welt, Rolle.KOORDINATION_CM.value)
    einzelne = [(ziel.name, ziel.url) for ziel in akten.ziele(welt) if ziel.name not in ZEIGT_NIEMANDEN]
    funde, gelesen = [], 0
    for name, url in [*einzelne, *_ohne_angaben()]:
        antwort, zeilen = _mit_spur(besuch, url)
        if antwort.status_code != 200 or zeilen:
            gelesen += bool(zeilen)
            continue
        if (name, url) in einzelne or _genannt(welt, antwort):
            funde.append(name)
    nichts(funde, "akte_gelesen, or aufsicht_liest for a list")
    assert gelesen > 50


def _mit_spur(besuch: Besuch, url: str) -> tuple[Any, int]:
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as abfragen:
        antwort = besuch.holen(url)
    return antwort, sum(q["sql"].startswith(ZEILE_IM_PROTOKOLL) for q in abfragen.captured_queries)


@pytest.mark.parametrize("rolle", VERWALTUNG)
def test_fall_6_die_verwaltung_bekommt_keine_akte(welt: Welt, rolle: Rolle) -> None:
    funde = [
        fund
        for fund in _verraten(welt, rolle.value, "GET")
        if not fund.startswith(("GET auftraege:", "GET versand:"))
    ]
    nichts(funde)


@pytest.mark.parametrize("rolle", VERWALTUNG)
def test_fall_6_auch_auftraege_und_post_sagen_der_verwaltung_nichts_von_einer_akte(
    welt: Welt, rolle: Rolle
) -> None:
    besuch = Besuch(welt, rolle.value)
    betrieb = [z.url for z in akten.ziele(welt) if z.name.startswith(("auftraege:", "versand:"))]
    listen = [reverse(name) for name in ("web:heute", "auftraege:liste", "versand:postausgang")]
    for url in (*betrieb, *listen):
        antwort = besuch.holen(url)
        assert _genannt(welt, antwort) == set(), url
        assert AKTENZEICHEN.findall(_text(antwort)) == [], url
        assert "drei Kindern" not in _text(antwort), url


def test_fall_6_der_django_admin_kennt_keine_akte(welt: Welt) -> None:
    assert {modell._meta.app_label for modell in technik._registry} & set(EIGENE_APPS) == set()
    konto = welt.konten[Rolle.SYSTEMADMINISTRATION.value]
    konto.is_staff = konto.is_superuser = True
    konto.save()
    besuch = Besuch(welt, Rolle.SYSTEMADMINISTRATION.value)
    assert besuch.holen(reverse("technik:index")).status_code == 200
    for pfad in ("casemgmt/", "casemgmt/klient/", f"casemgmt/klient/{welt['klient'].pk}/change/"):
        gefragt, niemand = (
            antwort_auf(besuch, "GET", reverse("technik:index") + stueck)
            for stueck in (pfad, pfad.replace("klient", "niemand").replace("casemgmt", "niemandes"))
        )
        assert gefragt == niemand
        assert gefragt.status == 404
    for adresse in alle_adressen():
        if adresse.name.startswith("technik:") and not adresse.parameter:
            assert _genannt(welt, besuch.holen(adresse.url())) == set(), adresse


def test_fall_10_wer_befangen_ist_bekommt_die_akte_auch_als_aufsicht_nicht(welt: Welt) -> None:
    funde = _verraten(welt, "befangen", "GET")
    nichts([fund for fund in funde if _name(fund) not in OHNE_PERSON])


def _name(fund: str) -> str:
    return fund.split(": ")[0].removeprefix("GET ")


def test_fall_35_keine_seite_mit_einer_akte_bleibt_im_zwischenspeicher(welt: Welt) -> None:
    """Neither page nor history, stored file, start page, search: the browser keeps none of it."""
    beratung, aufsicht = (Besuch(welt, r.value) for r in (Rolle.CASE_MANAGEMENT, Rolle.KOORDINATION_CM))
    antworten = []
    for ziel in akten.ziele(welt):
        besuch = aufsicht if ziel.name.startswith("protokoll:") else beratung
        antworten.append((ziel.name, besuch.holen(ziel.url)))
    antworten += [(name, beratung.holen(url)) for name, url in _ohne_angaben() if not _huelle(name)]
    antworten += [("Suche", beratung.senden(reverse("web:suche"), {"q": "Haddad"}))]
    assert "Haddad" in _genannt(welt, antworten[-1][1])
    gezeigt = [(name, antwort) for name, antwort in antworten if antwort.status_code == 200]
    nichts([name for name, a in gezeigt if "no-store" not in a.headers.get("Cache-Control", "")])
    assert len(gezeigt) > 120


def _huelle(name: str) -> bool:
    """The shell without a network is the same for everybody and names nobody."""
    return name in {f"casemgmt:ohne-netz-{teil}" for teil in ("offline", "dienst", "manifest")}
