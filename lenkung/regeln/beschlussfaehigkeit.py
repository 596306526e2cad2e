"""Beschlussfähigkeit in einem Augenblick (GO RSK § 6 Abs. 4 und 5, GO Steinfurt § 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kim.basis.befund import Befund
from lenkung.regeln.bruch import erreicht, kleinster_wert, ungleichung
from lenkung.regeln.ordnung import Ordnung, Quorumsregel
from lenkung.regeln.werte import NICHT_GEREGELT, Feststellung, Quorumsbasis


class Ereignis(NamedTuple):
    zeit: datetime
    typ: Feststellung


class Beschlussfaehigkeit(NamedTuple):
    """`faehig` None: die Geschäftsordnung bestimmt nichts. Das Urteil des Befunds ist der Grund."""

    faehig: bool | None
    befund: Befund
    stimmberechtigte: int
    vertretene: int


def quorumsbasis(regel: Quorumsregel, *, stimmberechtigte: int, besetzte: int) -> int:
    return besetzte if regel.basis is Quorumsbasis.BESETZTE_SITZE else stimmberechtigte


def noetige_vertretene(basis: int, regel: Quorumsregel) -> int:
    """Die kleinste Zahl vertretener Sitze, die genügt; nie weniger als einer."""
    return kleinster_wert(regel.zaehler * basis, regel.nenner, regel)


def unfaehigkeit_festgestellt(ereignisse: Iterable[Ereignis], zeit: datetime) -> bool:
    """Die letzte Feststellung bis dahin entscheidet, bei gleicher Zeit die spätere der Liste."""
    letzte: Ereignis | None = None
    for ereignis in ereignisse:
        if ereignis.zeit <= zeit and (letzte is None or ereignis.zeit >= letzte.zeit):
            letzte = ereignis
    return letzte is not None and letzte.typ is Feststellung.BESCHLUSSUNFAEHIG


def beschlussfaehigkeit(
    *,
    ordnung: Ordnung,
    stimmberechtigte: int,
    besetzte: int,
    vertretene: int,
    unfaehig_festgestellt: bool = False,
    zweite_einberufung: bool = False,
) -> Beschlussfaehigkeit:
    """Ist das Gremium beschlussfähig, und warum?

    `zweite_einberufung`: der Punkt trägt sie, und sie ist wirksam (siehe `zweite_einberufung.py`).
    """
    quorum = ordnung.quorum
    quorum_norm = quorum.norm if quorum else None
    vertretung = f"{vertretene} von {stimmberechtigte} stimmberechtigten Sitzen vertreten"

    def ergebnis(
        faehig: bool | None, grund: str, text: str, *, zweite_norm: str | None = None
    ) -> Beschlussfaehigkeit:
        normen = tuple(sorted({norm for norm in (quorum_norm, zweite_norm) if norm is not None}))
        stelle = f", {', '.join(normen)}" if normen else ""
        befund = Befund(grund, normen, f"{vertretung}; {text}{stelle}.")
        return Beschlussfaehigkeit(faehig, befund, stimmberechtigte, vertretene)

    if vertretene == 0:
        return ergebnis(False, "nicht_erreicht", "ohne einen vertretenen Sitz nicht beschlussfähig")
    if quorum is None:
        return ergebnis(None, NICHT_GEREGELT, "die Geschäftsordnung bestimmt keine Beschlussfähigkeit")
    basis = quorumsbasis(quorum, stimmberechtigte=stimmberechtigte, besetzte=besetzte)
    if basis != stimmberechtigte:
        vertretung = f"{vertretung} ({besetzte} besetzt)"
    zahl_genuegt = erreicht(vertretene, basis, quorum)
    rechnung = ungleichung(vertretene, basis, quorum)
    wirksam = zweite_einberufung and ordnung.zweite_einberufung is not None
    zweite_norm = ordnung.zweite_einberufung.norm if ordnung.zweite_einberufung else None

    if quorum.gilt_bis_feststellung and unfaehig_festgestellt:
        if wirksam:
            text = f"{rechnung}; zweite Einberufung: beschlussfähig ohne Rücksicht auf die Zahl"
            return ergebnis(True, "zweite_einberufung", text, zweite_norm=zweite_norm)
        return ergebnis(False, "festgestellt", f"{rechnung}; Beschlussunfähigkeit ist festgestellt")
    if zahl_genuegt:
        return ergebnis(True, "quorum", f"{rechnung}: beschlussfähig")
    if wirksam:
        text = f"{rechnung}; zweite Einberufung: beschlussfähig ohne Rücksicht auf die Zahl"
        return ergebnis(True, "zweite_einberufung", text, zweite_norm=zweite_norm)
    if quorum.gilt_bis_feststellung:
        text = f"{rechnung}; gilt als beschlussfähig, solange das Gegenteil nicht festgestellt ist"
        return ergebnis(True, "gilt_als", text)
    return ergebnis(False, "nicht_erreicht", f"{rechnung}: nicht beschlussfähig")
