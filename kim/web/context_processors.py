"""What every page's frame needs. Computed only when a template asks: partial answers pay nothing for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kim.basis.farbe import ist_farbe
from kim.basis.kreisangaben import KREISQUELLEN, Kreisangaben
from kim.basis.navigation import NAVIGATION, Gruppe, Naveintrag
from kim.web.adressen import adresse
from kim.web.anfrage import kontozeichen
from kim.web.zugang import modul_eingeschaltet

DARSTELLUNG_COOKIE = "kim_darstellung"
DARSTELLUNGEN = {"hell": "light", "dunkel": "dark"}
GRUPPENSYMBOLE = {
    Gruppe.HEUTE: "heute",
    Gruppe.LENKUNG: "hammer",
    Gruppe.FALLARBEIT: "personen",
    Gruppe.STRUKTURLUECKEN: "luecke",
    Gruppe.MODUL3: "schild",
    Gruppe.AUSWERTUNG: "diagramm",
    Gruppe.VERWALTUNG: "zahnrad",
}
"""For an entry that brings no picture of its own."""
PLAETZE_AM_TELEFON = 3
"""Besides these, the phone's bar has the search and "Mehr": five in all."""


@dataclass(frozen=True, slots=True)
class Navpunkt:
    titel: str
    url: str
    symbol: str
    aktuell: bool


@dataclass(slots=True)
class Navgruppe:
    titel: str
    punkte: list[Navpunkt] = field(default_factory=list)


class Rahmen:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def nutzer(self) -> Any:
        nutzer = getattr(self.request, "user", None)
        return nutzer if nutzer is not None and nutzer.is_authenticated else None

    @cached_property
    def kreise(self) -> list[Kreisangaben]:
        """The Kreise whose particulars this visitor may read: the own one, or signed out all of them."""
        if self.nutzer is not None and self.nutzer.kreis is not None:
            return [self.nutzer.kreis]
        return [kreis for quelle in KREISQUELLEN for kreis in quelle.alle()]

    @cached_property
    def kreis(self) -> Kreisangaben | None:
        return self.kreise[0] if len(self.kreise) == 1 else None

    @cached_property
    def akzent(self) -> str:
        farbe = self.kreis.akzentfarbe.lower() if self.kreis else ""
        return farbe[1:] if ist_farbe(farbe) else ""

    @cached_property
    def darstellung(self) -> str:
        wahl = self.request.COOKIES.get(DARSTELLUNG_COOKIE, "")
        return wahl if wahl in DARSTELLUNGEN else "system"

    @property
    def thema(self) -> str:
        """The value of KERN's theme attribute; empty when the system decides."""
        return DARSTELLUNGEN.get(self.darstellung, "")

    @cached_property
    def navigation(self) -> list[Navgruppe]:
        if self.nutzer is None:
            return []
        sichtbar = [(eintrag, adresse(eintrag.url_name)) for eintrag in NAVIGATION if self._sichtbar(eintrag)]
        aktuell = self._aktuelle_url([url for _, url in sichtbar])
        gruppen = {gruppe: Navgruppe(gruppe.value) for gruppe in Gruppe}
        for eintrag, url in sorted(sichtbar, key=lambda paar: (paar[0].rang, paar[0].titel)):
            symbol = eintrag.symbol or GRUPPENSYMBOLE[eintrag.gruppe]
            gruppen[eintrag.gruppe].punkte.append(Navpunkt(str(eintrag.titel), url, symbol, url == aktuell))
        return [gruppe for gruppe in gruppen.values() if gruppe.punkte]

    @cached_property
    def navigation_html(self) -> SafeString:
        """Made once; the page shows it beside the content and, on the phone, under "Mehr"."""
        return render_to_string("components/navpunkte.html", {"navigation": self.navigation})

    @property
    def kopf_html(self) -> SafeString:
        return _kopf(self.akzent)

    @property
    def fuss_html(self) -> SafeString:
        return _fuss(self.nutzer is not None, self.version, self.demo)

    @cached_property
    def leiste(self) -> list[Navpunkt]:
        alle = [punkt for gruppe in self.navigation for punkt in gruppe.punkte]
        return alle[:PLAETZE_AM_TELEFON]

    @property
    def kuerzel(self) -> str:
        """Initials; titles such as "Dr." do not count."""
        woerter = [wort for wort in str(self.nutzer or "").split() if wort[0].isalpha() and "." not in wort]
        return "".join(wort[0].upper() for wort in dict.fromkeys([*woerter[:1], *woerter[-1:]]))

    @property
    def kontozeichen(self) -> str:
        return kontozeichen(self.nutzer.pk) if self.nutzer is not None else ""

    @property
    def version(self) -> str:
        return settings.KIM_VERSION

    @property
    def demo(self) -> bool:
        return settings.KIM_DEMO

    def _sichtbar(self, eintrag: Naveintrag) -> bool:
        if eintrag.modul is not None and not modul_eingeschaltet(self.nutzer.kreis, [eintrag.modul.value]):
            return False
        if eintrag.recht is not None and not self.nutzer.hat_recht(eintrag.recht):
            return False
        return eintrag.wenn is None or eintrag.wenn(self.nutzer)

    def _aktuelle_url(self, urls: list[str]) -> str:
        """The longest address that the page lies under; the start page only counts for itself."""
        pfad = self.request.path
        passend = [url for url in urls if pfad == url or (url != "/" and pfad.startswith(url))]
        return max(passend, key=len, default="")


@dataclass(frozen=True, slots=True)
class _Feststehendes:
    """As much of the frame as the parts need that look alike on thousands of pages."""

    akzent: str = ""
    nutzer: bool = False
    version: str = ""
    demo: bool = False


@lru_cache(maxsize=50)
def _kopf(akzent: str) -> SafeString:
    """What stands in `<head>`: the addresses of the static files change only with a new start."""
    return render_to_string("components/seite_kopf.html", {"rahmen": _Feststehendes(akzent=akzent)})


@lru_cache(maxsize=8)
def _fuss(angemeldet: bool, version: str, demo: bool) -> SafeString:
    return render_to_string(
        "components/fuss.html",
        {"rahmen": _Feststehendes(nutzer=angemeldet, version=version, demo=demo)},
    )


def rahmen(request: HttpRequest) -> dict[str, Any]:
    return {"rahmen": Rahmen(request)}
