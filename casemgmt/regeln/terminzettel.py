"""Die festen Sätze eines Terminzettels, je Sprache in einer Datei."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime

from casemgmt.regeln.termin import Kanal
from kim.basis.zeit import BERLIN

SAETZE = (
    "name",
    "richtung",
    "titel",
    "wann",
    "wo",
    "anfahrt",
    "mit_wem",
    "mitbringen",
    "telefon",
    "video",
    "aufsuchend",
    "besprochen",
    "vertraulich",
    "absagen",
    "uhr",
)
SACHEN = ("ausweis", "briefe", "krankenkarte", "zeugnisse", "mietvertrag", "kontoauszuege")
_OHNE_ORT = {Kanal.TELEFON: "telefon", Kanal.VIDEO: "video", Kanal.AUFSUCHEND: "aufsuchend"}


class Textfehler(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Zetteltexte:
    sprache: str
    saetze: dict[str, str]
    wochentage: tuple[str, ...]
    sachen: dict[str, str]
    geprueft: bool

    @property
    def name(self) -> str:
        return self.saetze["name"]

    @property
    def richtung(self) -> str:
        return self.saetze["richtung"]

    def wann(self, beginn: datetime) -> str:
        """Wochentag in der Sprache, Datum und Uhrzeit in Ziffern, wie sie auf jedem Schild stehen."""
        ort = beginn.astimezone(BERLIN)
        komma = "، " if self.richtung == "rtl" else ", "
        zeit = komma.join((self.wochentage[ort.weekday()], f"{ort:%d.%m.%Y}", f"{ort:%H:%M}"))
        teile = [zeit, self.saetze["uhr"]]
        return " ".join(teil for teil in teile if teil)

    def ohne_ort(self, kanal: str) -> str:
        satz = _OHNE_ORT.get(Kanal(kanal))
        return self.saetze[satz] if satz else ""


def lesen(sprache: str, text: str) -> Zetteltexte:
    daten = tomllib.loads(text)
    if fehlend := [name for name in SAETZE if name not in daten]:
        raise Textfehler(f"Terminzettel {sprache}: es fehlt {', '.join(fehlend)}")
    if daten["richtung"] not in ("ltr", "rtl") or len(daten["wochentage"]) != 7:
        raise Textfehler(f"Terminzettel {sprache}: Richtung oder Wochentage stimmen nicht")
    if set(daten["sachen"]) != set(SACHEN):
        raise Textfehler(f"Terminzettel {sprache}: die Sachen zum Mitbringen sind nicht vollständig")
    return Zetteltexte(
        sprache,
        {name: str(daten[name]) for name in SAETZE},
        tuple(daten["wochentage"]),
        dict(daten["sachen"]),
        bool(daten.get("geprueft", False)),
    )
