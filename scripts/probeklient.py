"""A small browser without JavaScript for a trial installation: cookies, forms, redirects, behind TLS."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from scripts.gesundheit import ANMELDESEITE
from scripts.probebetrieb import PROXYKOPF

SPRUENGE_HOECHSTENS = 8


def einmalcode(geheimnis: str, fenster: int = 0) -> str:
    """What an authenticator app would show now (RFC 6238, six digits, 30 seconds); 1: what comes next."""
    zaehler = int(time.time()) // 30 + fenster
    summe = hmac.new(base64.b32decode(geheimnis), zaehler.to_bytes(8, "big"), hashlib.sha1).digest()
    stelle = summe[-1] & 0x0F
    return f"{(int.from_bytes(summe[stelle : stelle + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


class _Formulare(HTMLParser):
    """Every form of a page: its address and what its fields hold already."""

    def __init__(self) -> None:
        super().__init__()
        self.formulare: list[tuple[str, dict[str, str]]] = []
        self._textfeld = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        angaben = {name: wert or "" for name, wert in attrs}
        if tag == "form":
            self.formulare.append((angaben.get("action", ""), {}))
        elif tag == "input" and self.formulare and angaben.get("name"):
            if angaben.get("type") in ("checkbox", "radio") and "checked" not in angaben:
                return
            self.formulare[-1][1][angaben["name"]] = angaben.get("value", "")
        elif tag == "textarea" and self.formulare:
            self._textfeld = angaben.get("name", "")
            self.formulare[-1][1][self._textfeld] = ""

    def handle_data(self, data: str) -> None:
        if self._textfeld:
            # HTML swallows the first line break of a text field.
            schon = self.formulare[-1][1][self._textfeld]
            self.formulare[-1][1][self._textfeld] = schon + (data if schon else data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textfeld = ""


@dataclass
class Probeklient:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    status: int = 0
    pfad: str = "/"
    kopf: dict[str, str] = field(default_factory=dict)
    rumpf: bytes = b""

    @property
    def text(self) -> str:
        return self.rumpf.decode(errors="replace")

    def _einmal(self, methode: str, pfad: str, felder: Mapping[str, str] | None, **weiter: str) -> None:
        kopf = {
            **PROXYKOPF,
            **weiter,
            "Cookie": "; ".join(f"{name}={wert}" for name, wert in self.cookies.items()),
            "Referer": f"https://127.0.0.1:{self.port}{self.pfad}",
        }
        rumpf = None
        if felder is not None:
            rumpf = urlencode(felder)
            kopf["Content-Type"] = "application/x-www-form-urlencoded"
        verbindung = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            verbindung.request(methode, pfad, body=rumpf, headers=kopf)
            antwort = verbindung.getresponse()
            self.status, self.rumpf, self.pfad = antwort.status, antwort.read(), pfad
        finally:
            verbindung.close()
        self.kopf = {name.lower(): wert for name, wert in antwort.getheaders()}
        for name, wert in antwort.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {n: morsel.value for n, morsel in SimpleCookie(wert).items()}

    def _gehen(self, methode: str, pfad: str, felder: dict[str, str] | None) -> Probeklient:
        self._einmal(methode, pfad, felder)
        for _ in range(SPRUENGE_HOECHSTENS):
            if self.status not in (301, 302, 303):
                break
            ziel = urlsplit(urljoin(self.pfad, self.kopf["location"]))
            self._einmal("GET", ziel.path + (f"?{ziel.query}" if ziel.query else ""), None)
        return self

    def holen(self, pfad: str) -> Probeklient:
        return self._gehen("GET", pfad, None)

    def absenden(self, formular_mit: str, **felder: str) -> Probeklient:
        """Sends the form of this page that has a field of that name, with these fields filled in."""
        leser = _Formulare()
        leser.feed(self.text)
        for ziel, vorhanden in leser.formulare:
            if formular_mit in vorhanden:
                return self._gehen("POST", urljoin(self.pfad, ziel) or self.pfad, {**vorhanden, **felder})
        raise LookupError(f"{self.pfad} (status {self.status}) has no form with a field {formular_mit}")

    def daten(self, pfad: str, felder: Mapping[str, str]) -> dict[str, Any]:
        """As the script of a page does: the token in the head, the answer as data, no redirect followed."""
        kopf = {"Accept": "application/json", "X-CSRFToken": self.cookies["csrftoken"]}
        self._einmal("POST", pfad, felder, **kopf)
        antwort: dict[str, Any] = json.loads(self.rumpf)
        return antwort

    def anmelden(self, zugang: Mapping[str, str], fenster: int = 0) -> Probeklient:
        """With password and second factor, as `scripts.probesaat` has made them. No code counts twice."""
        self.holen(ANMELDESEITE)
        self.absenden("password", login=zugang["email"], password=zugang["passwort"])
        return self.absenden("code", code=einmalcode(zugang["totp"], fenster))
