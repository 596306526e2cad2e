"""Der Wortlaut der Einwilligung: aus den Texten zweier Sprachen das Blatt, das unterschrieben wird."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casemgmt.regeln.einwilligung import Datenklasse, Einwilligungsart, Zweck
from casemgmt.regeln.zweisprachig import (
    Blattsprache,
    Block,
    Unterschriftszeile,
    Zweisprachig,
    absatz,
    liste,
    titel,
)

SAETZE = (
    *("titel_datenuebermittlung", "titel_schweigepflicht", "person", "einleitung", "schweigepflicht"),
    *("an_wen", "welche", "wofuer", "dauer", "von_bis", "freiwillig_titel", "freiwillig", "widerruf"),
    *("auskunft", "kind", "gelesen", "ort_datum", "unterschrift", "unterschrift_sorge", "zeuge"),
    "sprachmittlung",
)
TEILE: Mapping[str, tuple[str, ...]] = {
    "saetze": SAETZE,
    "datenklassen": tuple(klasse.value for klasse in Datenklasse),
    "zwecke": tuple(zweck.value for zweck in Zweck),
}
FORM = 1
"""Der Aufbau des festgehaltenen Wortlauts."""


class Textfehler(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Sprachtext:
    sprache: str
    name: str
    richtung: str
    fassung: int
    pruefstand: str
    saetze: Mapping[str, str]
    datenklassen: Mapping[str, str]
    zwecke: Mapping[str, str]

    def als_wert(self) -> dict[str, Any]:
        return {
            "sprache": self.sprache,
            "name": self.name,
            "richtung": self.richtung,
            "fassung": self.fassung,
            "saetze": dict(self.saetze),
            "datenklassen": dict(self.datenklassen),
            "zwecke": dict(self.zwecke),
        }


def lesen(text: str) -> Sprachtext:
    return aus_wert(tomllib.loads(text))


def aus_wert(daten: Mapping[str, Any], *, pruefstand: str = "") -> Sprachtext:
    text = Sprachtext(
        sprache=daten["sprache"],
        name=daten["name"],
        richtung=daten["richtung"],
        fassung=daten["fassung"],
        pruefstand=daten.get("pruefstand", pruefstand),
        saetze=daten["saetze"],
        datenklassen=daten["datenklassen"],
        zwecke=daten["zwecke"],
    )
    if maengel := _maengel(text):
        raise Textfehler(f"{text.sprache}: {'; '.join(maengel)}")
    return text


def leere_stellen(texte: Mapping[str, Mapping[str, str]]) -> list[str]:
    """„saetze.person“ und so weiter, in der Reihenfolge des Blatts."""
    return [
        f"{teil}.{name}"
        for teil, namen in TEILE.items()
        for name in namen
        if not texte.get(teil, {}).get(name, "").strip()
    ]


def zusammengesetzt(grundlage: Sprachtext, texte: Mapping[str, Mapping[str, str]]) -> Sprachtext | None:
    """Derselbe Text mit anderen Sätzen; None, wenn KIM ihn so nicht füllen kann."""
    saetze = {
        teil: {name: " ".join(texte[teil][name].split()) for name in namen} for teil, namen in TEILE.items()
    }
    try:
        probe = saetze["saetze"]["von_bis"].format(von="1", bis="2")
    except (ValueError, KeyError, IndexError, AttributeError):
        return None
    neu = replace(
        grundlage, saetze=saetze["saetze"], datenklassen=saetze["datenklassen"], zwecke=saetze["zwecke"]
    )
    return None if _maengel(neu) or "{" in probe or "}" in probe else neu


def _maengel(text: Sprachtext) -> list[str]:
    maengel = []
    for art, soll, ist in (
        ("saetze", SAETZE, text.saetze),
        ("datenklassen", tuple(Datenklasse), text.datenklassen),
        ("zwecke", tuple(Zweck), text.zwecke),
    ):
        fehlend = [str(name) for name in soll if not ist.get(name, "").strip()]
        zuviel = sorted(set(ist) - {str(name) for name in soll})
        maengel += [f"{art}.{name} fehlt" for name in fehlend] + [
            f"{art}.{name} unbekannt" for name in zuviel
        ]
    if text.richtung not in ("ltr", "rtl"):
        maengel.append("richtung ist weder ltr noch rtl")
    if not {"{von}", "{bis}"} <= set(_stellen(text.saetze.get("von_bis", ""))):
        maengel.append("saetze.von_bis nennt nicht {von} und {bis}")
    return maengel


def _stellen(satz: str) -> list[str]:
    return [stelle for stelle in ("{von}", "{bis}") if stelle in satz]


@dataclass(frozen=True, slots=True)
class Blattangaben:
    """Was auf dem Blatt steht; `empfaenger` sind Name der Einrichtung und Namen der Personen dort."""

    art: Einwilligungsart
    name: str
    empfaenger: Sequence[tuple[str, Sequence[str]]]
    klassen: Collection[Datenklasse]
    zwecke: Collection[Zweck]
    von: date
    bis: date
    selbst: bool = True
    sorgeberechtigte: int = 0
    """Wie viele Unterschriften von Sorgeberechtigten das Blatt vorsieht."""
    geprueft: bool = False


def blatt(angaben: Blattangaben, deutsch: Sprachtext, eigene: Sprachtext) -> dict[str, Any]:
    """Alles, was unterschrieben wird, deutsch und in der Sprache der Person. So wird es festgehalten."""
    spalten = [_spalte(angaben, deutsch)]
    if eigene.sprache != deutsch.sprache:
        spalten.append(_spalte(angaben, eigene))
    return {
        "form": FORM,
        "art": angaben.art.value,
        "name": angaben.name,
        "geprueft": angaben.geprueft,
        "selbst": angaben.selbst,
        "sorgeberechtigte": angaben.sorgeberechtigte,
        "spalten": spalten,
    }


def _spalte(angaben: Blattangaben, text: Sprachtext) -> dict[str, Any]:
    saetze = text.saetze
    klassen, zwecke = set(angaben.klassen), set(angaben.zwecke)
    schweigepflicht = angaben.art is Einwilligungsart.SCHWEIGEPFLICHT
    tage = {"von": f"{angaben.von:%d.%m.%Y}", "bis": f"{angaben.bis:%d.%m.%Y}"}
    return {
        "sprache": text.sprache,
        "sprachname": text.name,
        "richtung": text.richtung,
        "fassung": text.fassung,
        "titel": saetze[f"titel_{angaben.art.value}"],
        "person": [saetze["person"], angaben.name],
        "einleitung": [saetze["einleitung"], *([saetze["schweigepflicht"]] if schweigepflicht else [])],
        "listen": [
            [saetze["an_wen"], [_empfaenger(name, personen) for name, personen in angaben.empfaenger]],
            [saetze["welche"], [text.datenklassen[klasse] for klasse in Datenklasse if klasse in klassen]],
            [saetze["wofuer"], [text.zwecke[zweck] for zweck in Zweck if zweck in zwecke]],
            [saetze["dauer"], [saetze["von_bis"].format(**tage)]],
        ],
        "rechte_titel": saetze["freiwillig_titel"],
        "rechte": [
            *(saetze["freiwillig"], saetze["widerruf"], saetze["auskunft"]),
            *([saetze["kind"]] if angaben.sorgeberechtigte else []),
            saetze["gelesen"],
        ],
        "zeilen": [
            saetze["ort_datum"],
            *([saetze["unterschrift"]] if angaben.selbst else []),
            *([saetze["unterschrift_sorge"]] * angaben.sorgeberechtigte),
            saetze["zeuge"],
            saetze["sprachmittlung"],
        ],
    }


def _empfaenger(name: str, personen: Sequence[str]) -> str:
    return f"{name}: {', '.join(personen)}" if personen else name


def pruefsumme(wert: Mapping[str, Any]) -> str:
    text = json.dumps(wert, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def zweisprachig(wert: Mapping[str, Any]) -> Zweisprachig:
    """Der festgehaltene Wortlaut als Blatt, so wie er unterschrieben wurde."""
    spalten = wert["spalten"]
    return Zweisprachig(
        sprachen=tuple(Blattsprache(s["sprache"], s["sprachname"], s["richtung"]) for s in spalten),
        titel=tuple(s["titel"] for s in spalten),
        zeilen=tuple(zip(*(_zellen(s) for s in spalten), strict=True)),
        unterschriften=tuple(
            Unterschriftszeile(worte) for worte in zip(*(s["zeilen"] for s in spalten), strict=True)
        ),
    )


def _zellen(spalte: Mapping[str, Any]) -> list[tuple[Block, ...]]:
    person, name = spalte["person"]
    return [
        (absatz(f"{person}: {name}"),),
        *((absatz(text),) for text in spalte["einleitung"]),
        *((titel(ueber), liste(punkte)) for ueber, punkte in spalte["listen"]),
        (titel(spalte["rechte_titel"]),),
        *((absatz(text),) for text in spalte["rechte"]),
    ]
