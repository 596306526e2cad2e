"""Wird die Sitzung beschlussfähig sein? Aus Sitzen und Antworten (GO RSK § 2 Abs. 2, § 6 Abs. 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kim.basis.befund import Befund, Verstoss
from lenkung.regeln.beschlussfaehigkeit import noetige_vertretene, quorumsbasis
from lenkung.regeln.bruch import erreicht, ungleichung
from lenkung.regeln.ordnung import Quorumsregel
from lenkung.regeln.teilnahme import KOMMT, Zusage
from lenkung.regeln.werte import NICHT_GEREGELT


class Aussicht(StrEnum):
    ERREICHT = "erreicht"
    NOCH_ERREICHBAR = "noch_erreichbar"
    NICHT_ERREICHBAR = "nicht_erreichbar"
    NICHT_GEREGELT = NICHT_GEREGELT


@dataclass(frozen=True, slots=True)
class Sitzantwort:
    """Ein Sitz des Sitzungstages mit den Antworten seiner beiden Personen; None, wenn es niemanden gibt."""

    name: str
    stimmrecht: bool = True
    mitglied: Zusage | None = None
    stellvertretung: Zusage | None = None

    @property
    def besetzt(self) -> bool:
        """Wie die Basis der Mindestzahl es meint: eine der beiden Personen ist benannt."""
        return self.mitglied is not None or self.stellvertretung is not None

    @property
    def erwartet(self) -> bool:
        """Das Mitglied kommt, oder an seiner Stelle die Stellvertretung."""
        return self.mitglied in KOMMT or (not self.offen and self.stellvertretung in KOMMT)

    @property
    def offen(self) -> bool:
        """Solange das Mitglied nicht geantwortet hat, vertritt es niemand."""
        return self.mitglied is Zusage.OFFEN

    @property
    def moeglich(self) -> bool:
        """Vertreten, wenn alle kommen, die noch nicht abgesagt haben."""
        return self.erwartet or self.offen or self.stellvertretung is Zusage.OFFEN

    @property
    def verwaist(self) -> bool:
        return not self.moeglich


class Erwartung(NamedTuple):
    aussicht: Aussicht
    erwartet: int
    bestenfalls: int
    stimmberechtigt: int
    noetig: int | None
    befund: Befund


def erwartung(sitze: Iterable[Sitzantwort], quorum: Quorumsregel | None) -> Erwartung:
    """Wie viele stimmberechtigte Sitze nach jetzigem Stand vertreten sind, und wie viele es noch sein können.

    Ein Sitz zählt, wenn sein Mitglied kommt oder, falls das Mitglied nicht kommt, die Stellvertretung. Wer
    nicht geantwortet hat, zählt nach jetzigem Stand nicht und im besten Fall doch.
    """
    mit_stimme = [sitz for sitz in sitze if sitz.stimmrecht]
    jetzt = sum(sitz.erwartet for sitz in mit_stimme)
    hoechstens = sum(sitz.moeglich for sitz in mit_stimme)
    alle = len(mit_stimme)
    verstoesse = tuple(_verwaist(sitz, quorum) for sitz in mit_stimme if sitz.verwaist)
    stand = f"Nach jetzigem Stand {jetzt} von {alle} stimmberechtigten Sitzen"
    if quorum is None:
        text = f"{stand}; die Geschäftsordnung bestimmt keine Beschlussfähigkeit."
        befund = Befund(NICHT_GEREGELT, (), text, verstoesse)
        return Erwartung(Aussicht.NICHT_GEREGELT, jetzt, hoechstens, alle, None, befund)
    basis = quorumsbasis(quorum, stimmberechtigte=alle, besetzte=sum(s.besetzt for s in mit_stimme))
    noetig = noetige_vertretene(basis, quorum)
    aussicht = _aussicht(jetzt, hoechstens, basis, quorum)
    teile = [_genug(stand, jetzt, basis, noetig, quorum)]
    if aussicht is not Aussicht.ERREICHT:
        teile.append(_bester_fall(aussicht, hoechstens - jetzt, hoechstens, basis, quorum))
    befund = Befund(aussicht.value, (quorum.norm,), " ".join(teile), verstoesse)
    return Erwartung(aussicht, jetzt, hoechstens, alle, noetig, befund)


def _reicht(wert: int, basis: int, quorum: Quorumsregel) -> bool:
    """Ohne einen vertretenen Sitz ist niemand beschlussfähig, auch wenn es keinen Sitz gibt."""
    return wert > 0 and erreicht(wert, basis, quorum)


def _aussicht(jetzt: int, hoechstens: int, basis: int, quorum: Quorumsregel) -> Aussicht:
    if _reicht(jetzt, basis, quorum):
        return Aussicht.ERREICHT
    return Aussicht.NOCH_ERREICHBAR if _reicht(hoechstens, basis, quorum) else Aussicht.NICHT_ERREICHBAR


def _genug(stand: str, jetzt: int, basis: int, noetig: int, quorum: Quorumsregel) -> str:
    ausgang = "erreicht" if _reicht(jetzt, basis, quorum) else "nicht erreicht"
    return f"{stand}: Mindestzahl {noetig} {ausgang} ({ungleichung(jetzt, basis, quorum)})."


def _bester_fall(aussicht: Aussicht, offen: int, hoechstens: int, basis: int, quorum: Quorumsregel) -> str:
    rechnung = ungleichung(hoechstens, basis, quorum)
    if not offen:
        return "Es steht keine Antwort mehr aus, die daran etwas ändert."
    folge = "noch erreichbar" if aussicht is Aussicht.NOCH_ERREICHBAR else "auch dann nicht erreicht"
    return f"Kommen alle, die noch nicht geantwortet haben, sind es {hoechstens}: {folge} ({rechnung})."


def _verwaist(sitz: Sitzantwort, quorum: Quorumsregel | None) -> Verstoss:
    if sitz.mitglied is None and sitz.stellvertretung is None:
        grund = "Der Sitz ist frei und hat keine Stellvertretung"
    elif sitz.mitglied is None:
        grund = "Der Sitz ist frei, und die Stellvertretung ist verhindert"
    elif sitz.stellvertretung is None:
        grund = "Das Mitglied ist verhindert, und es gibt keine Stellvertretung"
    else:
        grund = "Mitglied und Stellvertretung sind verhindert"
    text = f"{sitz.name}: Niemand vertritt diesen Sitz. {grund}."
    return Verstoss("verwaist", text, quorum.norm if quorum else "")


def unbeantwortet(sitze: Sequence[Sitzantwort]) -> int:
    """Sitze, von denen noch eine Antwort aussteht, die zählt."""
    return sum(sitz.offen or (not sitz.erwartet and sitz.moeglich) for sitz in sitze)
