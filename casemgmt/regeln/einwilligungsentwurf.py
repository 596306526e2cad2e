"""Was ein Gerät ohne Netz über eine unterschriebene Einwilligung schickt, gelesen; und was davon fehlt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casemgmt.regeln.einwilligung import ANVERTRAUT, Alter, Datenklasse, Zweck
from casemgmt.regeln.ohne_netz import VORAUS_HOECHSTENS
from casemgmt.regeln.sprachen import BLATTSPRACHEN
from casemgmt.regeln.unterschrift import Striche, striche_lesen
from kim.basis.zeit import berliner_tag

EMPFAENGER_HOECHSTENS = 4
LAENGE = 200


@dataclass(frozen=True, slots=True)
class Gelesen:
    """Nur, was sicher zu lesen ist; was fehlt, ist leer."""

    empfaenger: tuple[str, ...]
    """Namen, wie sie auf dem Gerät gewählt oder geschrieben wurden."""
    klassen: tuple[str, ...]
    zwecke: tuple[str, ...]
    sprache: str
    unterschrieben_am: datetime | None
    bis: date | None
    pruefsummen: Mapping[str, str]
    """Je Sprache die Prüfsumme des Wortlauts, der auf dem Gerät zu lesen war."""
    dolmetschen: str
    zeuge: str
    striche: Striche | None

    @property
    def von(self) -> date | None:
        return berliner_tag(self.unterschrieben_am) if self.unterschrieben_am else None

    @property
    def unterschrieben(self) -> bool:
        return self.striche is not None or self.zeuge != ""


def lesen(angaben: Mapping[str, Any]) -> Gelesen:
    sprache = _text(angaben.get("sprache"))
    summen = angaben.get("texte")
    return Gelesen(
        empfaenger=tuple(_texte(angaben.get("empfaenger")))[:EMPFAENGER_HOECHSTENS],
        klassen=tuple(k for k in _texte(angaben.get("datenklassen")) if k in set(Datenklasse)),
        zwecke=tuple(z for z in _texte(angaben.get("zwecke")) if z in set(Zweck)),
        sprache=sprache if sprache in BLATTSPRACHEN else "",
        unterschrieben_am=_zeit(angaben.get("unterschrieben_am")),
        bis=_tag(angaben.get("bis")),
        pruefsummen={str(k): str(v) for k, v in summen.items()} if isinstance(summen, Mapping) else {},
        dolmetschen=_text(angaben.get("dolmetschen")),
        zeuge=_text(angaben.get("zeuge")),
        striche=striche_lesen(json.dumps(angaben.get("unterschrift"))),
    )


def hindernisse(
    gelesen: Gelesen, alter: Alter, *, empfaenger: bool, text: bool, jetzt: datetime
) -> list[str]:
    """Warum daraus nicht von selbst eine Einwilligung wird.

    `empfaenger`: alle stehen im Verzeichnis; `text`: der gelesene Wortlaut ist bekannt.
    """
    gruende = []
    if not gelesen.unterschrieben:
        gruende.append("Die Unterschrift ist nicht zu lesen.")
    if alter.sorge_noetig:
        gruende.append("Für ein Kind unterschreiben die Sorgeberechtigten.")
    if not gelesen.empfaenger:
        gruende.append("Es fehlt, an wen.")
    elif not empfaenger:
        gruende.append("Ein Empfänger steht so nicht im Verzeichnis.")
    if not gelesen.klassen:
        gruende.append("Es fehlt, welche Angaben.")
    elif ANVERTRAUT & set(gelesen.klassen):
        gruende.append("Gesundheit und Inhalt der Beratung brauchen eine Entbindung von der Schweigepflicht.")
    if not gelesen.zwecke:
        gruende.append("Es fehlt, wofür.")
    if gelesen.unterschrieben_am is None or gelesen.bis is None:
        gruende.append("Es fehlt, ab wann oder bis wann.")
    elif gelesen.unterschrieben_am > jetzt + VORAUS_HOECHSTENS:
        gruende.append("Nach der Uhr des Geräts wurde in der Zukunft unterschrieben.")
    if not text:
        gruende.append("Welcher Wortlaut gelesen wurde, steht nicht fest.")
    return gruende


def _text(wert: Any) -> str:
    return " ".join(wert.split())[:LAENGE] if isinstance(wert, str) else ""


def _texte(wert: Any) -> list[str]:
    texte = [_text(eines) for eines in wert] if isinstance(wert, list) else []
    return list(dict.fromkeys(text for text in texte if text))


def _zeit(wert: Any) -> datetime | None:
    try:
        zeit = datetime.fromisoformat(wert) if isinstance(wert, str) else None
        return zeit if zeit is not None and zeit.tzinfo is not None and zeit.year > 2000 else None
    except ValueError:
        return None


def _tag(wert: Any) -> date | None:
    try:
        return date.fromisoformat(wert) if isinstance(wert, str) else None
    except ValueError:
        return None
