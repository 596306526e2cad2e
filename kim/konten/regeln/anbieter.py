"""Anmeldung über das Verzeichnis eines Kreises (OpenID Connect): Prüfung der Einstellung
`KIM_OIDC_ANBIETER`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PFLICHT = ("kennung", "name", "aussteller", "client_id", "client_secret", "kreis")
_KENNUNG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}\Z")
_EIGENER_RECHNER = ("127.0.0.1", "localhost", "::1")


class AnbieterFehler(ValueError):
    """Die Einstellung ist unbrauchbar; der Text nennt Stelle und Abhilfe."""


@dataclass(frozen=True, slots=True)
class Anbieter:
    kennung: str
    name: str
    aussteller: str
    client_id: str
    client_secret: str
    kreis: str
    """Kürzel des Kreises, dem das Verzeichnis gehört."""

    def __repr__(self) -> str:
        # Never the secret: a repr lands in logs and tracebacks.
        return f"Anbieter({self.kennung!r}, aussteller={self.aussteller!r}, kreis={self.kreis!r})"

    @property
    def ursprung(self) -> str:
        """Für die Content-Security-Policy: dorthin darf ein Formular weiterleiten."""
        teile = urlsplit(self.aussteller)
        return f"{teile.scheme}://{teile.netloc}"


def anbieter_lesen(text: str) -> tuple[Anbieter, ...]:
    """Leer heißt: niemand meldet sich über ein Verzeichnis an."""
    if not text.strip():
        return ()
    try:
        eintraege = json.loads(text)
    except json.JSONDecodeError as fehler:
        raise AnbieterFehler(f"KIM_OIDC_ANBIETER ist kein lesbares JSON (Zeichen {fehler.pos}).") from None
    if not isinstance(eintraege, list):
        raise AnbieterFehler("KIM_OIDC_ANBIETER muss eine Liste sein: [{…}, {…}].")
    gelesen = tuple(_einen_lesen(nummer, eintrag) for nummer, eintrag in enumerate(eintraege, start=1))
    for feld in ("kennung", "aussteller"):
        werte = [getattr(anbieter, feld) for anbieter in gelesen]
        if len(set(werte)) != len(werte):
            raise AnbieterFehler(f"KIM_OIDC_ANBIETER: „{feld}“ darf nur einmal vorkommen.")
    return gelesen


def _einen_lesen(nummer: int, eintrag: object) -> Anbieter:
    if not isinstance(eintrag, Mapping):
        raise AnbieterFehler(f"KIM_OIDC_ANBIETER, Eintrag {nummer}: hier muss ein Objekt {{…}} stehen.")
    fehlend = [
        feld for feld in PFLICHT if not isinstance(eintrag.get(feld), str) or not eintrag[feld].strip()
    ]
    if fehlend:
        raise AnbieterFehler(f"KIM_OIDC_ANBIETER, Eintrag {nummer}: es fehlen {', '.join(fehlend)}.")
    unbekannt = sorted(set(eintrag) - set(PFLICHT))
    if unbekannt:
        raise AnbieterFehler(f"KIM_OIDC_ANBIETER, Eintrag {nummer}: unbekannt ist {', '.join(unbekannt)}.")
    if not _KENNUNG.match(eintrag["kennung"]):
        raise AnbieterFehler(
            f"KIM_OIDC_ANBIETER, Eintrag {nummer}: „kennung“ darf nur Kleinbuchstaben, Ziffern und - "
            f"enthalten."
        )
    teile = urlsplit(eintrag["aussteller"])
    sicher = teile.scheme == "https" or (teile.scheme == "http" and teile.hostname in _EIGENER_RECHNER)
    if not sicher or not teile.hostname or teile.query or teile.fragment:
        raise AnbieterFehler(
            f"KIM_OIDC_ANBIETER, Eintrag {nummer}: „aussteller“ muss mit https:// beginnen und genau so "
            f"lauten, "
            "wie das Verzeichnis sich selbst nennt."
        )
    return Anbieter(**{feld: eintrag[feld].strip() for feld in PFLICHT})


def verknuepfung(aussteller: str, subjekt: str) -> str:
    """Woran ein Konto im Verzeichnis erkannt wird: Aussteller und Subjekt, nie die E-Mail-Adresse."""
    return hashlib.sha256(f"{aussteller}\n{subjekt}".encode()).hexdigest()
