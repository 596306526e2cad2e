"""Beschlusskontrolle: die Ampel einer Folge und wann an sie erinnert wird *(abgeleitet)*.

Keine Geschäftsordnung regelt das. Die Tage sind die des Hauses; jede Farbe hat ein Wort neben sich.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kim.basis.anzeige import datum
from lenkung.regeln.verlauf import Folgenstand
from lenkung.regeln.zeitstrahl import Ampel

BALD_TAGE = 14
ERINNERUNGSTAGE = (7, 0)
"""So viele Tage vor dem letzten Tag; der früheste zuerst."""
NACHHOLEN_TAGE = 30
"""Stand KIM länger still, steht die Folge rot in der Liste; eine E-Mail käme zu spät."""


class Folgenlage(StrEnum):
    UEBERFAELLIG = "ueberfaellig"
    BALD = "bald"
    IM_PLAN = "im_plan"
    OHNE_TERMIN = "ohne_termin"
    ERLEDIGT = "erledigt"
    ENTFALLEN = "entfallen"


class Beurteilung(NamedTuple):
    lage: Folgenlage
    ampel: Ampel
    wort: str


def beurteilen(stand: Folgenstand, bis: date | None, heute: date) -> Beurteilung:
    """Nach dem letzten Tag rot, in den 14 Tagen davor gelb, sonst grün; ohne Termin grau."""
    if stand is Folgenstand.ERLEDIGT:
        return Beurteilung(Folgenlage.ERLEDIGT, Ampel.GRUEN, "erledigt")
    if stand is Folgenstand.ENTFALLEN:
        return Beurteilung(Folgenlage.ENTFALLEN, Ampel.GRAU, "entfallen")
    if bis is None:
        return Beurteilung(Folgenlage.OHNE_TERMIN, Ampel.GRAU, "ohne Termin")
    abstand = (bis - heute).days
    if abstand < 0:
        return Beurteilung(Folgenlage.UEBERFAELLIG, Ampel.ROT, f"überfällig seit {_tagen(-abstand)}")
    if abstand > BALD_TAGE:
        return Beurteilung(Folgenlage.IM_PLAN, Ampel.GRUEN, "im Plan")
    wort = {0: "heute fällig", 1: "morgen fällig"}.get(abstand, f"fällig in {_tagen(abstand)}")
    return Beurteilung(Folgenlage.BALD, Ampel.GELB, wort)


def erinnerungsschritt(bis: date | None, angelegt: date, heute: date) -> int | None:
    """Der jüngste fällige Schritt: so viele Tage vor dem letzten Tag. None: nichts zu erinnern.

    Wurden mehrere versäumt, weil KIM nicht lief, gilt nur der jüngste. An einen Schritt, dessen Tag bei der
    Eintragung schon da war, wird nicht erinnert.
    """
    if bis is None or heute > bis + timedelta(days=NACHHOLEN_TAGE):
        return None
    faellig = [tage for tage in ERINNERUNGSTAGE if angelegt < bis - timedelta(days=tage) <= heute]
    return min(faellig, default=None)


def schluessel_erinnerung(folge_id: int, bis: date, schritt: int) -> str:
    """Mit dem Tag: wird er verlegt, wird zum neuen Tag neu erinnert."""
    return f"lenkung.folge_erinnerung:{folge_id}:{bis.isoformat()}:{schritt}"


def frist_in_worten(bis: date | None, heute: date) -> str:
    """Der Stand von heute, für die E-Mail."""
    if bis is None:
        return "Ein Termin ist nicht vereinbart."
    abstand = (bis - heute).days
    if abstand < 0:
        return f"Der Termin war der {datum(bis)}."
    if abstand == 0:
        return f"Heute ist der Termin ({datum(bis)})."
    return f"Der Termin ist der {datum(bis)}, also in {_tagen(abstand)}."


def _tagen(anzahl: int) -> str:
    return "1 Tag" if anzahl == 1 else f"{anzahl} Tagen"
