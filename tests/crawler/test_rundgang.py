"""Signs in as each role and follows every link: nothing breaks, leads nowhere, or is shown in vain."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve

from tests.crawler.conftest import Welten
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import ERREICHT, Besuch, ist_ganze_seite
from tests.werkzeug.html import Formular, Seite
from tests.werkzeug.parameter import url
from tests.werkzeug.welt import SICHTEN, Welt

# Sorting, filters and pages multiply: so many different questions are put to one path.
FRAGEN_JE_PFAD = 12
# Ends the visit.
ABMELDEN = {"account_logout"}
ERSCHRECKEND = {"seite": "999999", "sortierung": "-gibtesnicht", "": "x"}


@dataclass
class Rundgang:
    """Goes everywhere from the start page; collects what is wrong and from where one gets there."""

    besuch: Besuch
    funde: list[str] = field(default_factory=list)
    gesehen: set[str] = field(default_factory=set)
    fragen: Counter[str] = field(default_factory=Counter)
    abgesendet: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    seiten: int = 0
    bestandteile: set[str] = field(default_factory=set)

    def gehen(self, anfang: list[str]) -> None:
        warteschlange: deque[tuple[str, str]] = deque((ziel, "") for ziel in anfang)
        while warteschlange:
            ziel, von = warteschlange.popleft()
            if ziel in self.gesehen or not self._noch_eine_frage(ziel):
                continue
            self.gesehen.add(ziel)
            warteschlange.extend((weiter, ziel) for weiter in self._besuchen(ziel, von))

    def _noch_eine_frage(self, ziel: str) -> bool:
        teile = urlsplit(ziel)
        self.fragen[teile.path] += bool(teile.query)
        return self.fragen[teile.path] <= FRAGEN_JE_PFAD

    def _besuchen(self, ziel: str, von: str) -> list[str]:
        antwort: Any = self.besuch.holen(ziel)
        status = antwort.status_code
        if status >= 500:
            self._fund(f"{status} {ziel}", von)
        elif von and status in (401, 403, 404, 410):
            self._fund(f"{status} {ziel}: a link that leads nowhere for this role", von)
        elif von and status == 405 and _name(ziel) not in ABMELDEN:
            self._fund(f"405 {ziel}: a link to what can only be posted", von)
        if status in (301, 302, 303):
            weiter = urlsplit(antwort["Location"])
            return [] if weiter.netloc else [weiter._replace(fragment="").geturl()]
        if not ist_ganze_seite(antwort) or status not in (200, 422):
            return []
        return self._lesen(antwort, ziel)

    def _lesen(self, antwort: Any, ziel: str) -> list[str]:
        self.seiten += 1
        seite = Seite(antwort.content.decode(), urlsplit(ziel).path)
        for fehler in seite.fehler():
            self._fund(f"{ziel}: {fehler}", "")
        for teil in seite.bestandteile():
            self._bestandteil(teil, ziel)
        for formular in seite.formulare():
            self._absenden(formular, ziel)
        self._unsinn_fragen(ziel)
        return seite.verweise()

    def _bestandteil(self, teil: str, von: str) -> None:
        pfad = urlsplit(teil).path
        if pfad in self.bestandteile:
            return
        self.bestandteile.add(pfad)
        if pfad.startswith("/static/"):
            if finders.find(unquote(pfad.removeprefix("/static/"))) is None:
                self._fund(f"no such file: {pfad}", von)
        elif self.besuch.holen(teil).status_code != 200:
            self._fund(f"does not load: {teil}", von)

    def _absenden(self, formular: Formular, von: str) -> None:
        """A button that is shown must be allowed: posts the form as it stands on the page."""
        pfad = urlsplit(formular.ziel).path
        felder = tuple(sorted(name for name, _wert in formular.felder))
        name = _name(pfad)
        if formular.methode != "post" or name in ABMELDEN or (name, felder) in self.abgesendet:
            return
        self.abgesendet.add((name, felder))
        antwort = self.besuch.senden(formular.ziel, dict(formular.felder))
        if antwort.status_code not in ERREICHT - {405}:
            self._fund(f"{antwort.status_code} on posting the form of {formular.ziel}", von)
        elif ist_ganze_seite(antwort) and antwort.status_code in (200, 422):
            seite = Seite(antwort.content.decode(), pfad)
            for fehler in seite.fehler():
                self._fund(f"{pfad} after posting: {fehler}", von)

    def _unsinn_fragen(self, ziel: str) -> None:
        """A hand-made query string is no reason to break down."""
        teile = urlsplit(ziel)
        namen = [name for name, _wert in parse_qsl(teile.query, keep_blank_values=True)] or list(ERSCHRECKEND)
        frage = urlencode({name: ERSCHRECKEND.get(name, "\x00'\"<ß") for name in namen})
        if (unsinn := f"{teile.path}?{frage}") not in self.gesehen:
            self.gesehen.add(unsinn)
            antwort = self.besuch.holen(unsinn)
            if antwort.status_code >= 500:
                self._fund(f"{antwort.status_code} {unsinn}", ziel)

    def _fund(self, was: str, von: str) -> None:
        self.funde.append(f"{self.besuch.rolle}: {was}" + (f" (from {von})" if von else ""))


def _name(ziel: str) -> str:
    try:
        return resolve(urlsplit(ziel).path).view_name
    except Resolver404:
        return ziel


def _rundgang(welt: Welt, rolle: str, anfang: list[str]) -> Rundgang:
    rundgang = Rundgang(Besuch(welt, rolle))
    rundgang.gehen(anfang)
    return rundgang


@pytest.mark.parametrize("rolle", SICHTEN)
def test_jeder_link_fuehrt_ans_ziel(welten: Welten, rolle: str) -> None:
    """From the start page, and from every address that a bookmark or a mail could hold."""
    alle = [url(adresse, welten.k) for adresse in alle_adressen() if adresse.name not in ABMELDEN]
    rundgang = _rundgang(welten.k, rolle, ["/", *alle])
    assert rundgang.funde == []
    assert rundgang.seiten > 3, "a walk that saw nothing proves nothing"


@pytest.mark.parametrize("rolle", SICHTEN[1:])
def test_auch_im_leeren_kreis_fuehrt_jeder_link_ans_ziel(welten: Welten, rolle: str) -> None:
    rundgang = _rundgang(welten.m, rolle, ["/"])
    assert rundgang.funde == []


@pytest.mark.parametrize("rolle", SICHTEN[1:])
def test_alles_was_man_sehen_darf_ist_von_der_startseite_zu_erreichen(welten: Welten, rolle: str) -> None:
    """Pages that stand in no menu and on no other page would be found by nobody."""
    besuch = Besuch(welten.k, rolle)
    rundgang = Rundgang(besuch)
    rundgang.gehen(["/"])
    erreicht = {_name(ziel) for ziel in rundgang.gesehen}
    verwaist = []
    for adresse in alle_adressen():
        if adresse.name in erreicht or adresse.name in NUR_VON_AUSSEN or adresse.name in ABMELDEN:
            continue
        antwort = besuch.holen(url(adresse, welten.k))
        if antwort.status_code == 200 and ist_ganze_seite(antwort):
            verwaist.append(adresse.name)
    assert verwaist == []


# Reached by a mail, by the sign-in or by a step in between, not by a link of a page.
NUR_VON_AUSSEN: frozenset[str] = frozenset()
