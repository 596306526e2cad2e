"""Lesen: die Plätze der Unterschriften im Druck einer festgeschriebenen Niederschrift, mit Amt und Namen."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.zeit import BERLIN
from lenkung.domain.queries.niederschriftsfassung import aemter_am, unterschriftsregel
from lenkung.models import Amt, Niederschriftsfassung
from lenkung.models.zeitraum import am
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.niederschriftsfassung import funktion, traegt_namen


@dataclass(frozen=True, slots=True)
class Unterschriftsplatz:
    """`name` leer: niemand ist bekannt; der Platz ist trotzdem da."""

    amt: AmtArt
    funktion: str
    name: str = ""

    @property
    def anker(self) -> str:
        """So heißt die Stelle im HTML und als benanntes Ziel im PDF."""
        return f"unterschrift-{self.amt.value}"


@dataclass(frozen=True, slots=True)
class Unterzeichnung:
    """`freigabe`: die Geschäftsordnung verlangt keine Unterschrift, nur ein Ja (GO Steinfurt § 7)."""

    norm: str
    freigabe: bool
    plaetze: tuple[Unterschriftsplatz, ...]


def unterzeichnung(fassung: Niederschriftsfassung) -> Unterzeichnung:
    """Nur die Plätze, die die Geschäftsordnung verlangt, an die die Sitzung gebunden ist."""
    regel = unterschriftsregel(fassung.niederschrift.sitzung)
    return Unterzeichnung(regel.norm, regel.freigabe, tuple(_platz(fassung, amt) for amt in regel.aemter))


def _platz(fassung: Niederschriftsfassung, amt: AmtArt) -> Unterschriftsplatz:
    if amt is AmtArt.VORSITZ:
        return _wer_geleitet_hat(fassung)
    # Who holds the office when it is fixed; on the day of the session it may have been somebody else.
    tag = fassung.erstellt_am.astimezone(BERLIN).date()
    gremium_id = fassung.niederschrift.sitzung.gremium_id
    inhaber = Amt.objects.filter(am(tag), gremium_id=gremium_id, art=amt.value).select_related("person")
    return Unterschriftsplatz(amt, funktion(amt), next((str(satz.person) for satz in inhaber), ""))


def _wer_geleitet_hat(fassung: Niederschriftsfassung) -> Unterschriftsplatz:
    name = str(fassung.inhalt["sitzung"]["leitung"])
    vertretungen = aemter_am(fassung.niederschrift.sitzung, AmtArt.STELLV_VORSITZ)
    in_vertretung = any(traegt_namen(name, v.vorname, v.nachname) for v in vertretungen)
    return Unterschriftsplatz(AmtArt.VORSITZ, funktion(AmtArt.VORSITZ, in_vertretung=in_vertretung), name)
