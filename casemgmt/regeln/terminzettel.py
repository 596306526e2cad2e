"""Die festen Sätze eines Terminzettels, je Sprache in einer Datei."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casemgmt.regeln.termin import Kanal
from casemgmt.regeln.zweisprachig import (
    Blattsprache,
    Block,
    Zweisprachig,
    absatz,
    eingebettet,
    liste,
    stark,
    titel,
)
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


@dataclass(frozen=True, slots=True)
class Zettelwerte:
    """Was auf dem Zettel steht; nichts über den Menschen."""

    beginn: datetime
    kanal: str
    ort: str
    zugang: str
    wer: str
    sachen: Sequence[str] = ()
    besprochen: bool = False
    """Der Ort steht nicht darauf; der Zettel erinnert nur daran."""


def blatt(werte: Zettelwerte, deutsch: Zetteltexte, andere: Zetteltexte | None = None) -> Zweisprachig:
    texte = [deutsch] if andere is None else [deutsch, andere]
    return Zweisprachig(
        sprachen=tuple(Blattsprache(eine.sprache, eine.name, eine.richtung) for eine in texte),
        titel=tuple(eine.saetze["titel"] for eine in texte),
        zeilen=tuple(zip(*(_spalte(werte, eine) for eine in texte), strict=True)),
    )


def _spalte(werte: Zettelwerte, texte: Zetteltexte) -> list[tuple[Block, ...]]:
    saetze = texte.saetze
    wo = [titel(saetze["wo"])]
    if satz := saetze["besprochen"] if werte.besprochen else texte.ohne_ort(werte.kanal):
        wo.append(absatz(satz))
    # Addresses and names stay as they are written on doors and signs.
    wo += [absatz(eingebettet(zeile)) for zeile in werte.ort.splitlines() if zeile.strip()]
    zellen = [(titel(saetze["wann"]), stark(texte.wann(werte.beginn))), tuple(wo)]
    if werte.zugang:
        zeilen = [absatz(eingebettet(zeile)) for zeile in werte.zugang.splitlines() if zeile.strip()]
        zellen.append((titel(saetze["anfahrt"]), *zeilen))
    zellen.append((titel(saetze["mit_wem"]), absatz(eingebettet(werte.wer))))
    if werte.sachen:
        zellen.append((titel(saetze["mitbringen"]), liste([texte.sachen[name] for name in werte.sachen])))
    zellen.append((absatz(saetze["vertraulich"]), absatz(saetze["absagen"])))
    return zellen
