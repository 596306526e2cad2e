"""Der Integrationsplan als Blatt in einfachem Deutsch neben der Sprache der Person, und seine Prüfsumme.

Ziele und Schritte stehen so da, wie sie aufgeschrieben sind; übersetzt ist, was darum herum steht.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casemgmt.regeln.plan import Planthema, Wer
from casemgmt.regeln.plansprachen import Plantexte
from casemgmt.regeln.sprachen import ALLE
from casemgmt.regeln.zweisprachig import (
    Blattsprache,
    Block,
    Unterschriftszeile,
    Zweisprachig,
    absatz,
    eingebettet,
    liste,
    stark,
    titel,
)


@dataclass(frozen=True, slots=True)
class Schritt:
    was: str
    wer: Wer
    wer_genau: str = ""
    bis: date | None = None
    erledigt: bool = False


@dataclass(frozen=True, slots=True)
class Ziel:
    thema: Planthema
    worte: str
    schritte: Sequence[Schritt] = ()


@dataclass(frozen=True, slots=True)
class Planwerte:
    namen: Sequence[str]
    ziele: Sequence[Ziel]
    vereinbart_am: date | None = None
    pruefung_am: date | None = None


class Unterschriftslage(StrEnum):
    KEINE = "keine"
    GILT = "gilt"
    GEAENDERT = "geaendert"
    """Unterschrieben, aber danach ist der Plan anders geworden."""


def pruefsumme(plan: Planwerte) -> str:
    """Über Ziele und Schritte, wer und bis wann. Was erledigt ist, gehört nicht dazu."""
    wert = [
        [z.thema.value, z.worte, [[s.was, s.wer.value, s.wer_genau, str(s.bis or "")] for s in z.schritte]]
        for z in plan.ziele
    ]
    text = json.dumps(wert, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unterschriftslage(plan: Planwerte, unterschrieben: Sequence[str]) -> Unterschriftslage:
    """`unterschrieben`: die Prüfsummen der geleisteten Unterschriften."""
    if not unterschrieben:
        return Unterschriftslage.KEINE
    gilt = pruefsumme(plan) in unterschrieben
    return Unterschriftslage.GILT if gilt else Unterschriftslage.GEAENDERT


def blatt(plan: Planwerte, deutsch: Plantexte, andere: Plantexte) -> Zweisprachig:
    texte = [deutsch] if andere.sprache == deutsch.sprache else [deutsch, andere]
    spalten = [_spalte(plan, eine) for eine in texte]
    return Zweisprachig(
        sprachen=tuple(
            Blattsprache(eine.sprache, ALLE[eine.sprache].eigenname, eine.richtung) for eine in texte
        ),
        titel=tuple(eine.texte["titel"] for eine in texte),
        zeilen=tuple(zip(*spalten, strict=True)),
        unterschriften=tuple(
            Unterschriftszeile(tuple(eine.texte[wer] for eine in texte))
            for wer in ("unterschrift", "unterschrift_cm")
        ),
    )


def _spalte(plan: Planwerte, texte: Plantexte) -> list[tuple[Block, ...]]:
    worte = texte.texte
    kopf = [absatz(eingebettet(", ".join(plan.namen)))]
    if plan.vereinbart_am is not None:
        kopf.append(absatz(f"{worte['vereinbart']}: {_tag(plan.vereinbart_am)}"))
    fuss = []
    if plan.pruefung_am is not None:
        fuss.append(absatz(f"{worte['pruefung']}: {_tag(plan.pruefung_am)}"))
    return [
        tuple(kopf),
        *(_ziel(nummer, ziel, texte) for nummer, ziel in enumerate(plan.ziele, start=1)),
        (*fuss, absatz(worte["gehoert"])),
    ]


def _ziel(nummer: int, ziel: Ziel, texte: Plantexte) -> tuple[Block, ...]:
    ueber = titel(f"{texte.texte['ziel']} {nummer}: {texte.themen[ziel.thema]}")
    bloecke = [ueber, stark(eingebettet(ziel.worte))]
    if ziel.schritte:
        bloecke.append(liste([_schritt(schritt, texte) for schritt in ziel.schritte]))
    return tuple(bloecke)


def _schritt(schritt: Schritt, texte: Plantexte) -> str:
    worte = texte.texte
    wer = eingebettet(schritt.wer_genau) if schritt.wer_genau else texte.wer[schritt.wer]
    teile = [f"{worte['wer']} {wer}"]
    if schritt.bis is not None:
        teile.append(f"{worte['bis']} {_tag(schritt.bis)}")
    if schritt.erledigt:
        teile.append(f"✓ {worte['stand']}")
    return "\n".join((eingebettet(schritt.was), " · ".join(teile)))


def _tag(tag: date) -> str:
    return eingebettet(f"{tag:%d.%m.%Y}")
