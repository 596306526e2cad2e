"""Signs in as each role and follows every link: nothing breaks, leads nowhere, or is shown in vain."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from django.utils import timezone

from kim.konten.regeln.rollen import Rolle
from tests.casemgmt import fallbau
from tests.crawler.conftest import Welten
from tests.werkzeug.adressen import alle_adressen
from tests.werkzeug.anfragen import ERREICHT, JA, Besuch, ist_ganze_seite
from tests.werkzeug.befunde import nichts
from tests.werkzeug.html import Formular, Seite, Teil
from tests.werkzeug.matrix import TABELLE, Matrix
from tests.werkzeug.parameter import url
from tests.werkzeug.welt import GAST, SICHTEN, je_sicht

# What decides is covered by tests of its own, and counting lines makes a walk half as long again.
pytestmark = pytest.mark.no_cover

MATRIX = Matrix.lesen(TABELLE.read_text(encoding="utf-8"))
# Sorting, filters and pages multiply: so many different questions are put to one path.
FRAGEN_JE_PFAD = 20
FRAGEN_JE_ART = 4
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
    gezeigt: set[str] = field(default_factory=set)
    rahmen: set[str] = field(default_factory=set)
    """What stands around the content: read once for each role."""

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
        art = teile.path + "?" + "&".join(sorted(name for name, _wert in parse_qsl(teile.query)))
        self.fragen.update([art, teile.path] if teile.query else [])
        return self.fragen[teile.path] <= FRAGEN_JE_PFAD and self.fragen[art] <= FRAGEN_JE_ART

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
        self.gezeigt.add(ziel)
        schluessel = _schluessel(antwort)
        if self.rahmen.issuperset(schluessel):
            return []
        self.rahmen.update(schluessel)
        pfad, teile = urlsplit(ziel).path, self._geprueft(antwort, schluessel, ziel)
        for bestandteil in _alle(teil.bestandteile_von(pfad) for teil in teile):
            self._bestandteil(bestandteil, ziel)
        for formular in _alle(teil.formulare_von(pfad) for teil in teile):
            self._absenden(formular, ziel)
        self._unsinn_fragen(ziel)
        return _alle(teil.verweise_von(pfad) for teil in teile)

    def _geprueft(self, antwort: Any, schluessel: tuple[str, str], wo: str) -> tuple[Teil, Teil]:
        """Frame and content of the page, judged; what was judged for another role is not read again."""
        rahmen, inhalt = (_GELESEN.get(teil) for teil in schluessel)
        if rahmen is not None and inhalt is not None:
            fehler = rahmen.fehler_mit(inhalt)
        else:
            seite = Seite(antwort.content.decode())
            rahmen, inhalt = seite.rahmen_und_inhalt()
            _GELESEN.update(zip(schluessel, (rahmen, inhalt), strict=True))
            fehler = seite.fehler()
        for fund in fehler:
            self._fund(f"{wo}: {fund}", "")
        return rahmen, inhalt

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
        erste, *weitere = self.besuch.senden_und_folgen(formular.ziel, dict(formular.felder))
        if erste.status_code not in ERREICHT - {405}:
            self._fund(f"{erste.status_code} on posting the form of {formular.ziel}", von)
        for antwort in weitere:
            if antwort.status_code not in ERREICHT:
                self._fund(f"{antwort.status_code} on the page after posting {formular.ziel}", von)
        letzte: Any = [erste, *weitere][-1]
        if ist_ganze_seite(letzte) and letzte.status_code in (200, 422):
            self._geprueft(letzte, _schluessel(letzte), f"{pfad} after posting")

    def _unsinn_fragen(self, ziel: str) -> None:
        """A hand-made query string is no reason to break down."""
        teile = urlsplit(ziel)
        if _name(ziel) in _UNSINN_GEFRAGT:
            return
        _UNSINN_GEFRAGT.add(_name(ziel))
        namen = [name for name, _wert in parse_qsl(teile.query, keep_blank_values=True)] or list(ERSCHRECKEND)
        frage = urlencode({name: ERSCHRECKEND.get(name, "\x00'\"<ß") for name in namen})
        antwort = self.besuch.holen(f"{teile.path}?{frage}")
        if antwort.status_code >= 500:
            self._fund(f"{antwort.status_code} {teile.path}?{frage}", ziel)

    def _fund(self, was: str, von: str) -> None:
        self.funde.append(f"{self.besuch.rolle}: {was}" + (f" (from {von})" if von else ""))


_UNSINN_GEFRAGT: set[str] = set()
# Form tokens, where one is, and where a form of the frame leads back to.
_MARKE = re.compile(
    r'(csrfmiddlewaretoken"\s+value="|X-CSRFToken": "|name="zurueck"\s+value=")[^"]+|\saria-current="page"'
)
_BROTKRUMEN = re.compile(r'<nav class="kim-brotkrumen\b.*?</nav>', re.DOTALL)


_GELESEN: dict[str, Teil] = {}


def _schluessel(antwort: Any) -> tuple[str, str]:
    """What tells one frame from another, and one content. What is in the head is the same for all."""
    anfang, beginn, rest = _MARKE.sub(r"\1", antwort.content.decode()).partition("<main")
    inhalt, _, ende = rest.partition("</main>")
    weg = "".join(_BROTKRUMEN.findall(anfang))
    rahmen = _BROTKRUMEN.sub("", anfang.partition("</head>")[2]) + ende
    return _kurz(f"rahmen:{rahmen}"), _kurz(f"inhalt:{weg}{beginn}{inhalt}")


def _kurz(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# On PostgreSQL these four see most pages; Chromium opens every page there, and each role × address is asked.
AUF_BEIDEN = ("leitung_geschaeftsstelle", "case_management", "koordination_cm", "systemadministration")


def _alle(listen: Iterable[list[Any]]) -> list[Any]:
    return [eintrag for liste in listen for eintrag in liste]


def _name(ziel: str) -> str:
    try:
        return resolve(urlsplit(ziel).path).view_name
    except Resolver404:
        return ziel


@pytest.mark.parametrize("rolle", je_sicht(SICHTEN, AUF_BEIDEN))
def test_jeder_link_fuehrt_ans_ziel_und_keine_seite_ist_verwaist(welten: Welten, rolle: str) -> None:
    """First from the start page alone, then from every address that a bookmark or a mail could hold.

    Not from those that answer this role with a refusal: each of them is asked by the role × URL matrix.
    """
    rundgang = Rundgang(Besuch(welten.k, rolle))
    rundgang.gehen(["/"])
    erreicht = {_name(ziel) for ziel in rundgang.gesehen}
    rundgang.gehen([url(a, welten.k) for a in alle_adressen() if _darf_sie_sehen(a.name, rolle)])
    nichts(rundgang.funde)
    assert rundgang.seiten > 3, "a walk that saw nothing proves nothing"
    if rolle != GAST:
        verwaist = {_name(ziel) for ziel in rundgang.gezeigt} - erreicht - NUR_VON_AUSSEN
        nichts(sorted(verwaist), "pages that stand in no menu and on no other page are found by nobody")


def _darf_sie_sehen(name: str, rolle: str) -> bool:
    return name not in ABMELDEN and MATRIX.zeilen.get(name, {}).get(rolle) == JA


@pytest.mark.eine_datenbank
def test_auch_in_vertretung_fuehrt_jeder_link_ans_ziel(welten: Welten) -> None:
    """A case manager of another Kommune, for as long as she stands in: she sees these files and no more."""
    welt = welten.k
    kollegin = fallbau.case_management(fallbau.kommune(welt.kreis))
    vertretene = welt.konten[Rolle.CASE_MANAGEMENT.value]
    fallbau.vertretung(vertretene, kollegin, von=timezone.localdate())
    welt.konten["vertretung"] = kollegin
    rundgang = Rundgang(Besuch(welt, "vertretung"))
    rundgang.gehen(["/"])
    nichts(rundgang.funde)
    gesehen = {_name(ziel) for ziel in rundgang.gezeigt}
    assert {"casemgmt:fall-detail", "casemgmt:klient-detail"} <= gesehen


@pytest.mark.eine_datenbank
@pytest.mark.parametrize("rolle", SICHTEN[1:])
def test_auch_im_leeren_kreis_fuehrt_jeder_link_ans_ziel(welten: Welten, rolle: str) -> None:
    rundgang = Rundgang(Besuch(welten.m, rolle))
    rundgang.gehen(["/"])
    nichts(rundgang.funde)


# Reached by a mail, by the sign-in or by posting something, not by a link of a page.
NUR_VON_AUSSEN: frozenset[str] = frozenset(
    {
        "account_inactive",
        "account_login",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "casemgmt:plan-druck",
        # The same for everybody; in the menu of those who log on site.
        "casemgmt:ohne-netz-offline",
        "konten:anmeldelink",
        "konten:anmeldelink-einloesen",
        "konten:anmeldelink-gesendet",
        "konten:einladung",
        "konten:verwahrt",
        "dokumente:briefkopf-probe",
        "pruefen:pruefen",
        "pruefen:pruefzeichen",
        "lenkung:sitzung-mappe",
        "lenkung:druck",
        "casemgmt:druck",
        "casemgmt:terminzettel",
        "lenkung:antwort",
        "lenkung:abfrage-antwort",
        "lenkung:umlauf-antwort",
        "casemgmt:verweis-link",
        # Shown while a Verweis is still to be answered.
        "casemgmt:verweis-code",
        "casemgmt:verweis-brief",
        "lenkung:niederschrift-link",
        # Offered where the Geschäftsordnung says nothing of it, and where an approval is refuted.
        "lenkung:niederschrift-genehmigen",
        "lenkung:genehmigung-zuruecknehmen",
        # Offered once the mail server has answered; in this world all mail still waits.
        "lenkung:niederschrift-nochmal",
        "lenkung:niederschrift-anders",
        # The Geschäftsstelle says the address in the session.
        "lenkung:stimme",
        "lenkung:folgebericht",
        # Offered while one has a subscription; the crawler's people have none.
        "lenkung:kalender-abo-widerrufen",
        "casemgmt:termin-abo-widerrufen",
        # Offered once a job has set the PDF of an invitation; and while an agenda with items is a draft.
        "lenkung:einladung-mail",
        "lenkung:tagesordnung-vorlegen",
        # A personal link in a mail.
        "lenkung:unterlagen-link",
        # The public site: found by its address, from outside.
        "oeffentlich:start",
        "oeffentlich:kreis",
        "oeffentlich:gremium",
        "oeffentlich:sitzungen",
        "oeffentlich:sitzung",
        "oeffentlich:beschluesse",
        "oeffentlich:beschluss",
        "oeffentlich:niederschrift",
        "oeffentlich:suche",
        "mfa_authenticate",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "socialaccount_login_cancelled",
        "stammdaten:import-vorschau",
    }
)
