"""Arbeitsgruppen: wer sie leitet und wann ihr Ergebnis zurück in das Gremium kommt (GO RSK § 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kim.basis.anzeige import datum
from kim.basis.befund import Befund
from lenkung.regeln.beschlusskontrolle import beurteilen
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.verlauf import Folgenstand
from lenkung.regeln.zeitstrahl import Ampel


class AGArt(StrEnum):
    """So nennen die Quellen sie (Evaluation RSK, 5.2.1 und 5.2.3)."""

    AG = "ag"
    UAG = "uag"
    KAG = "kag"
    PAG = "pag"


class AGStand(StrEnum):
    ARBEITET = "arbeitet"
    BERICHTET = "berichtet"
    """Das Ergebnis liegt vor; das Gremium berät es (GO RSK § 5 Abs. 4)."""
    BEENDET = "beendet"


UEBERGAENGE: Mapping[AGStand, frozenset[AGStand]] = {
    AGStand.ARBEITET: frozenset({AGStand.BERICHTET, AGStand.BEENDET}),
    # The Gremium may let it go on, with a new date.
    AGStand.BERICHTET: frozenset({AGStand.ARBEITET, AGStand.BEENDET}),
    AGStand.BEENDET: frozenset(),
}


class AGRolle(StrEnum):
    LEITUNG = "leitung"
    MITGLIED = "mitglied"
    FACHKUNDIG = "fachkundig"
    """Beratend hinzugezogen (GO RSK § 5 Abs. 3)."""


class Treffenstand(StrEnum):
    ENTWURF = "entwurf"
    FERTIG = "fertig"


def darf_werden(von: AGStand, nach: AGStand) -> bool:
    return nach in UEBERGAENGE[von]


# Who leads --------------------------------------------------------------------------------------------------


class Leitungsregel(NamedTuple):
    """Der Vorsitz des Gremiums leitet auch die Arbeitsgruppen und kann das übertragen (GO RSK § 5 Abs. 5)."""

    norm: str


def leitungsregel(bestimmung: Bestimmung | None) -> Leitungsregel | None:
    """None: Wer eine Arbeitsgruppe leitet, ist nicht geregelt."""
    if bestimmung is None or bestimmung.werte["vorsitz"] != "vorsitz_uebertragbar":
        return None
    return Leitungsregel(bestimmung.norm)


class Leitung(NamedTuple):
    name: str
    ist_vorsitz: bool
    """Des Gremiums, an ihrem ersten Tag."""
    uebertragen_am: date | None = None
    uebertragen_von: str = ""


def leitung_beurteilen(regel: Leitungsregel | None, leitung: Leitung | None) -> Befund:
    """`ohne_leitung`, `nicht_geregelt`, `vorsitz`, `uebertragen` oder `uebertragung_fehlt`."""
    normen = (regel.norm,) if regel is not None else ()
    if leitung is None:
        return Befund("ohne_leitung", normen, "Niemand ist als Leitung eingetragen.")
    if regel is None:
        return Befund("nicht_geregelt", (), "Wer eine Arbeitsgruppe leitet, ist nicht geregelt.")
    if leitung.ist_vorsitz:
        return Befund("vorsitz", normen, f"{leitung.name} leitet als Vorsitz des Gremiums.")
    if leitung.uebertragen_am is None:
        return Befund(
            "uebertragung_fehlt",
            normen,
            f"Die Leitung gehört dem Vorsitz; dass er sie an {leitung.name} übertragen hat, steht nirgends.",
        )
    return Befund(
        "uebertragen",
        normen,
        f"Am {datum(leitung.uebertragen_am)} von {leitung.uebertragen_von} an {leitung.name} übertragen.",
    )


# When it reports --------------------------------------------------------------------------------------------


class Berichtslage(NamedTuple):
    ampel: Ampel
    wort: str


def berichtslage(stand: AGStand, bericht_bis: date | None, heute: date) -> Berichtslage:
    """Dieselbe Ampel wie bei jeder anderen Folge eines Beschlusses."""
    if stand is AGStand.BEENDET:
        return Berichtslage(Ampel.GRAU, "beendet")
    if stand is AGStand.BERICHTET:
        return Berichtslage(Ampel.GRUEN, "Bericht liegt vor")
    urteil = beurteilen(Folgenstand.OFFEN, bericht_bis, heute)
    return Berichtslage(urteil.ampel, urteil.wort)


def bericht_faellig(stand: AGStand, bericht_bis: date | None, heute: date) -> bool:
    """Vom vereinbarten Tag an kommt das Ergebnis von selbst auf die Tagesordnung."""
    return stand is AGStand.ARBEITET and bericht_bis is not None and bericht_bis <= heute


# How it is called -------------------------------------------------------------------------------------------

_IM_TITEL = re.compile(r"\b(?:(projekt|konzept|unter)?arbeitsgruppe(n)?|([pku]?)ag)\b", re.IGNORECASE)
_NACH_BUCHSTABE = {"p": AGArt.PAG, "k": AGArt.KAG, "u": AGArt.UAG}


def benannt(titel: str) -> tuple[AGArt, str]:
    """Art und Name aus dem Titel eines Beschlusses, zum Vorausfüllen: „Projektarbeitsgruppe „DELFIN4““.

    Sind es mehrere, hat jede ihren eigenen Namen, und er bleibt leer.
    """
    treffer = _IM_TITEL.search(titel)
    if treffer is None:
        return AGArt.AG, titel
    vorsilbe = (treffer[1] or treffer[3] or "").lower()
    art = _NACH_BUCHSTABE.get(vorsilbe[:1], AGArt.AG)
    return art, "" if treffer[2] else titel[treffer.end() :].strip(" „“\"':,.")
