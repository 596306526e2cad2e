"""Each page in a real Chromium: once per variant that some role sees; filled, empty, with errors, dark."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError

from tests.e2e import pruefungen
from tests.e2e.browser import Mitschrift
from tests.e2e.buehne import Buehne
from tests.werkzeug.adressen import Adresse, alle_adressen
from tests.werkzeug.anfragen import JA, Besuch, ist_ganze_seite
from tests.werkzeug.befunde import nichts
from tests.werkzeug.html import Seite, geruest
from tests.werkzeug.matrix import TABELLE, Matrix
from tests.werkzeug.parameter import url
from tests.werkzeug.welt import GAST, SICHTEN, Welt

ADRESSEN = alle_adressen()
MATRIX = Matrix.lesen(TABELLE.read_text(encoding="utf-8"))
# Seen by everyone first, and different in its frame for each role.
STARTSEITE = "web:heute"
DUNKLE_BILDER = {
    "web:heute",
    "account_login",
    "stammdaten:einrichtung-liste",
    "stammdaten:einrichtung-detail",
}
_BESUCHE: dict[tuple[int, str], Besuch] = {}
_FORMEN: dict[tuple[int, str], dict[str, str]] = {}
_MIT_PFLICHTFELD: set[tuple[str, str]] = set()
_PFLICHTFELD = re.compile(r"\srequired\b")
_WECHSELND = re.compile(r'(csrfmiddlewaretoken"\s+value="|X-CSRFToken": ")[^"]+')


def _besuch(welt: Welt, rolle: str) -> Besuch:
    schluessel = (welt.kreis.pk, rolle)
    if schluessel not in _BESUCHE:
        _BESUCHE[schluessel] = Besuch(welt, rolle)
    return _BESUCHE[schluessel]


def formen(adresse: Adresse, welt: Welt) -> dict[str, str]:
    """What each role that may come is shown, as a skeleton. Asked without a browser, and once."""
    schluessel = (welt.kreis.pk, adresse.name)
    if schluessel not in _FORMEN:
        _FORMEN[schluessel] = _formen_fragen(adresse, welt)
    return _FORMEN[schluessel]


def _formen_fragen(adresse: Adresse, welt: Welt) -> dict[str, str]:
    gelesen: dict[str, str] = {}
    je_rolle: dict[str, str] = {}
    ziel = url(adresse, welt)
    zeile = MATRIX.zeilen.get(adresse.name, {})
    for rolle in SICHTEN:
        # Whoever is not let in sees nothing here; that nobody else is, the table's own test makes sure of.
        if zeile.get(rolle, JA) != JA:
            continue
        antwort: Any = _besuch(welt, rolle).holen(ziel)
        if antwort.status_code != 200 or not ist_ganze_seite(antwort):
            continue
        html = antwort.content.decode()
        if adresse.name != STARTSEITE:
            html = html[html.find("<main") : html.find("</main>")]
        html = _WECHSELND.sub("", html)
        if _PFLICHTFELD.search(html):
            _MIT_PFLICHTFELD.add((adresse.name, rolle))
        if html not in gelesen:
            gelesen[html] = geruest(
                Seite(html, ziel).inhalt if adresse.name != STARTSEITE else Seite(html).wurzel
            )
        je_rolle[rolle] = gelesen[html]
    return je_rolle


def varianten(adresse: Adresse, welt: Welt) -> list[str]:
    """One role for each shape of the page: roles that are shown the same parts need one visit."""
    gesehen: dict[str, str] = {}
    for rolle, form in formen(adresse, welt).items():
        gesehen.setdefault(form, rolle)
    return list(gesehen.values())


def _besuchen(page: Page, ziel: str) -> list[str]:
    pruefungen.hell(page)
    antwort = page.goto(ziel, wait_until="load")
    if antwort is None or antwort.status != 200:
        return [f"answered {antwort.status if antwort else 'nothing'}"]
    return []


def _seite_pruefen(page: Page, mitschrift: Mitschrift, wo: str, *, dunkel: bool = True) -> list[str]:
    funde = pruefungen.pruefen(page, wo)
    if dunkel:
        funde += pruefungen.dunkel(page, wo)
    funde += mitschrift.abholen(page)
    return funde


@pytest.mark.parametrize("adresse", ADRESSEN, ids=str)
def test_seite_ist_gestaltet_zugaenglich_und_still(buehne: Buehne, adresse: Adresse) -> None:
    funde: list[str] = []
    for nummer, rolle in enumerate(varianten(adresse, buehne.k)):
        # The colours are those of the same parts; the first shape that is met shows nearly all of them.
        erste = nummer == 0
        with buehne.seite(rolle) as (page, mitschrift):
            funde_hier = _besuchen(page, url(adresse, buehne.k))
            if not funde_hier:
                wo = f"{adresse.name} als {rolle}"
                pruefungen.bild(page, rolle, adresse.name, "voll")
                funde_hier = _seite_pruefen(page, mitschrift, wo, dunkel=erste)
                if erste and adresse.name in DUNKLE_BILDER:
                    pruefungen.bild(page, rolle, adresse.name, "dunkel")
            funde += [f"{rolle}: {fund}" for fund in funde_hier]
    nichts(funde)


@pytest.mark.parametrize("adresse", [a for a in ADRESSEN if not a.parameter], ids=str)
def test_leere_seite_sagt_wie_man_beginnt(buehne: Buehne, adresse: Adresse) -> None:
    """In a Kreis where nobody has entered anything yet; only where that changes the page."""
    funde: list[str] = []
    voll, leer = set(formen(adresse, buehne.k).values()), formen(adresse, buehne.m)
    # The start page differs for each role in its frame alone; empty it is the same for all.
    for rolle in varianten(adresse, buehne.m)[: 1 if adresse.name == STARTSEITE else None]:
        if rolle == GAST or leer[rolle] in voll:
            continue
        with buehne.seite(rolle, leer=True) as (page, mitschrift):
            funde_hier = _besuchen(page, url(adresse, buehne.m))
            if not funde_hier:
                pruefungen.bild(page, rolle, adresse.name, "leer")
                funde_hier = _seite_pruefen(
                    page, mitschrift, f"{adresse.name} leer als {rolle}", dunkel=False
                )
            funde += [f"{rolle}: {fund}" for fund in funde_hier]
    nichts(funde)


# Empties what can be typed or chosen and sends it past the browser's own checks, as an old browser would.
_LEER_ABSENDEN = """
() => {
  for (const formular of document.querySelectorAll('main form')) {
    if (formular.method !== 'post' || !formular.querySelector('[required]')) continue;
    for (const feld of formular.elements) {
      if (feld.type === 'hidden' || feld.tagName === 'BUTTON') continue;
      if (feld.type === 'checkbox' || feld.type === 'radio') feld.checked = false;
      else if (feld.tagName === 'SELECT') feld.value = '';
      else feld.value = '';
    }
    formular.noValidate = true;
    formular.requestSubmit();
    return true;
  }
  return false;
}
"""


@pytest.mark.parametrize("adresse", ADRESSEN, ids=str)
def test_leer_abgesandtes_formular_nennt_die_fehler(buehne: Buehne, adresse: Adresse) -> None:
    funde: list[str] = []
    for rolle in varianten(adresse, buehne.k)[:1]:
        # No script of ours makes a field required: a page that is sent without one need not be opened.
        if (adresse.name, rolle) not in _MIT_PFLICHTFELD:
            continue
        with buehne.seite(rolle) as (page, mitschrift):
            # 422 is an error to the browser's console, and exactly what is asked for here.
            mitschrift.erwartet |= {400, 422}
            if _besuchen(page, url(adresse, buehne.k)):
                continue
            vorher = page.url
            if not page.evaluate(_LEER_ABSENDEN):
                continue
            page.wait_for_load_state("load")
            page.wait_for_selector(".kim-zusammenfassung", state="attached")
            funde += _fehlerseite(page, vorher)
            pruefungen.bild(page, rolle, adresse.name, "fehler")
            funde += _seite_pruefen(page, mitschrift, f"{adresse.name} mit Fehlern als {rolle}")
    nichts(funde)


_FOKUS_SITZT = "() => document.activeElement === document.querySelector('.kim-zusammenfassung')"


def _fehlerseite(page: Page, vorher: str) -> list[str]:
    """The summary has the focus, and each of its links leads to the field that it names.

    The browser sets `autofocus` when it first draws the page, which may be a moment after it has loaded.
    """
    with suppress(TimeoutError):
        page.wait_for_function(_FOKUS_SITZT, timeout=3_000)
    stand = page.evaluate(
        """() => {
          const kasten = document.querySelector('.kim-zusammenfassung');
          return {
            fokus: kasten === document.activeElement,
            tot: [...kasten.querySelectorAll('a')].map((a) => a.getAttribute('href'))
              .filter((h) => !document.getElementById(h.slice(1))),
            unmarkiert: [...kasten.querySelectorAll('a')].map((a) => document.getElementById(a.hash.slice(1)))
              .filter((f) => f && f.getAttribute('aria-invalid') !== 'true' && !f.closest('fieldset'))
              .map((f) => f.id),
          };
        }"""
    )
    funde = []
    if not stand["fokus"]:
        funde.append("the error summary has not got the focus")
    if stand["tot"]:
        funde.append(f"links of the error summary lead nowhere: {stand['tot']}")
    if stand["unmarkiert"]:
        funde.append(f"fields with an error are not marked aria-invalid: {stand['unmarkiert']}")
    return funde


@pytest.mark.parametrize(("ziel", "status"), [("/gibt-es-nicht/", 404)])
@pytest.mark.parametrize("rolle", [GAST, "geschaeftsstelle"])
def test_fehlerseite_ist_gestaltet_und_zeigt_einen_ausweg(
    buehne: Buehne, rolle: str, ziel: str, status: int
) -> None:
    with buehne.seite(rolle) as (page, mitschrift):
        mitschrift.erwartet.add(status)
        pruefungen.hell(page)
        antwort = page.goto(ziel)
        assert antwort is not None
        assert antwort.status == status
        pruefungen.bild(page, rolle, f"fehlerseite-{status}", "voll")
        nichts(_seite_pruefen(page, mitschrift, f"Fehler {status} als {rolle}"))
        assert page.locator("main a[href]").count() > 0
