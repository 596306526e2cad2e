"""Beschlüsse im Umlauf: ohne Sitzung, bis zu einer Frist (GO Steinfurt § 6).

Ob es geht, sagt die Geschäftsordnung. Das Ergebnis kommt aus `augenblick.py`, wie in der Sitzung: die Sitze,
die rechtzeitig geantwortet haben, sind die vertretenen. Schweigen ist keine Stimme *(abgeleitet)*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kim.basis.befund import Befund
from lenkung.regeln.augenblick import Augenblick, Urteil, Voten, auswerten, sitzungslage
from lenkung.regeln.bestimmungen import Bestimmung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.vertretung import Sitz
from lenkung.regeln.werte import NICHT_GEREGELT

WEISE = "umlauf"
"""Wie ein solcher Beschluss gefasst ist; in einer Sitzung gibt es diese Weise nicht."""
ERINNERUNG_TAGE = 2
"""So viele Tage vor dem letzten Tag wird erinnert *(abgeleitet)*."""


class Umlaufstand(StrEnum):
    ENTWURF = "entwurf"
    LAEUFT = "laeuft"
    FESTGESTELLT = "festgestellt"
    ABGEBROCHEN = "abgebrochen"


UEBERGAENGE: Mapping[Umlaufstand, frozenset[Umlaufstand]] = {
    Umlaufstand.ENTWURF: frozenset({Umlaufstand.LAEUFT, Umlaufstand.ABGEBROCHEN}),
    Umlaufstand.LAEUFT: frozenset({Umlaufstand.FESTGESTELLT, Umlaufstand.ABGEBROCHEN}),
    Umlaufstand.FESTGESTELLT: frozenset(),
    Umlaufstand.ABGEBROCHEN: frozenset(),
}


class Umlaufwert(StrEnum):
    JA = "ja"
    NEIN = "nein"
    ENTHALTUNG = "enthaltung"
    GEGEN_UMLAUF = "gegen_umlauf"
    """Widerspruch gegen das Verfahren: darüber soll eine Sitzung beraten."""


class Abbruchart(StrEnum):
    WIDERSPRUCH = "widerspruch"
    BEENDET = "beendet"
    """Durch den Vorsitz, zum Beispiel weil zu wenige geantwortet haben; ein Entwurf: verworfen."""


def darf_werden(von: Umlaufstand, nach: Umlaufstand) -> bool:
    return nach in UEBERGAENGE[von]


# Admitted? --------------------------------------------------------------------------------------------------


class Zulassung(NamedTuple):
    zulaessig: bool
    befund: Befund


def zulassung(bezeichnung: str, verfahren: Bestimmung | None) -> Zulassung:
    """Geht es im Umlauf, und warum? `bezeichnung` leer: heute gilt keine Geschäftsordnung.

    Wo sie schweigt, bleibt es bei Beschlüssen in Sitzungen: ein Umlauf nimmt den Mitgliedern die Beratung,
    und dafür braucht es eine Stelle *(abgeleitet)*.
    """
    if not bezeichnung:
        return Zulassung(
            False,
            Befund(
                NICHT_GEREGELT,
                (),
                "Heute gilt keine Geschäftsordnung; ohne sie wird nur in Sitzungen beschlossen.",
            ),
        )
    normen = () if verfahren is None else (verfahren.norm,)
    stelle = f", {verfahren.norm}" if verfahren else ""
    wert = verfahren.werte.get("umlauf") if verfahren else None
    if wert == "erlaubt":
        text = f"„{bezeichnung}“ erlaubt Beschlüsse im Umlauf{stelle}."
        return Zulassung(True, Befund("zulaessig", normen, text))
    if wert == "moeglich":
        text = f"„{bezeichnung}“ schließt Beschlüsse im Umlauf nicht aus{stelle}."
        return Zulassung(True, Befund("zulaessig", normen, text))
    if wert == "ausgeschlossen":
        text = f"„{bezeichnung}“ schließt Beschlüsse im Umlauf aus{stelle}."
        return Zulassung(False, Befund("ausgeschlossen", normen, text))
    text = f"„{bezeichnung}“ sagt nichts über Beschlüsse im Umlauf{stelle}"
    return Zulassung(False, Befund(NICHT_GEREGELT, normen, f"{text}; beschlossen wird deshalb in Sitzungen."))


# Answering --------------------------------------------------------------------------------------------------


class Eingang(NamedTuple):
    """Wer für einen Sitz geantwortet hat, und wann das eingegangen ist."""

    rolle: Teilnahmerolle
    am: datetime


def laeuft(*, stand: Umlaufstand, frist: datetime, jetzt: datetime) -> bool:
    return stand is Umlaufstand.LAEUFT and jetzt < frist


def rechtzeitig(eingang: datetime, *, begonnen: datetime, frist: datetime) -> bool:
    """Maßgeblich ist, wann die Antwort eingeht, nicht, wann jemand sie einträgt."""
    return begonnen <= eingang < frist


def geht_vor(neu: Eingang, bisher: Eingang | None) -> bool:
    """Das Mitglied geht seiner Stellvertretung vor, wie in der Sitzung; sonst gilt die letzte Antwort."""
    if bisher is None:
        return True
    if neu.rolle is not bisher.rolle:
        return neu.rolle is Teilnahmerolle.MITGLIED
    return neu.am >= bisher.am


def reif(*, frist: datetime, jetzt: datetime, offene: int) -> bool:
    """Feststellen lässt es sich nach der Frist, oder früher, wenn kein besetzter Sitz mehr offen ist."""
    return jetzt >= frist or offene == 0


def erinnern_faellig(*, begonnen: date, letzter_tag: date, heute: date) -> bool:
    """Einmal; nicht, wenn der Umlauf erst seit diesem Tag läuft."""
    tag = letzter_tag - timedelta(days=ERINNERUNG_TAGE)
    return begonnen < tag <= heute <= letzter_tag


# The result -------------------------------------------------------------------------------------------------


def ordnung_im_umlauf(ordnung: Ordnung) -> Ordnung:
    """Ohne die Vermutung, dass eine Sitzung beschlussfähig bleibt, bis der Vorsitz das Gegenteil feststellt
    (GO RSK § 6 Abs. 4): im Umlauf gibt es niemanden, der sich im Saal umsieht *(abgeleitet)*."""
    if ordnung.quorum is None:
        return ordnung
    return replace(ordnung, quorum=replace(ordnung.quorum, gilt_bis_feststellung=False))


def ergebnis_des_umlaufs(
    ordnung: Ordnung,
    *,
    sitze: Iterable[Sitz],
    tag: date,
    stimmen: Mapping[str, Umlaufwert],
    stichentscheid: bool = False,
) -> tuple[Augenblick, Urteil]:
    """`stimmen` je Sitz, nur die abgegebenen. Das Urteil ist das der Sitzung."""
    ordnung = ordnung_im_umlauf(ordnung)
    lage = sitzungslage(ordnung=ordnung, tag=tag, ende=datetime.max.replace(tzinfo=UTC), sitze=sitze)
    mit_stimme = {sitz.id for sitz in lage.mit_stimme}
    augenblick = Augenblick(len(mit_stimme), lage.besetzte, frozenset(mit_stimme & stimmen.keys()))

    def namen(wert: Umlaufwert) -> list[str]:
        return [name for name, gesagt in stimmen.items() if gesagt is wert]

    voten = Voten(
        namen(Umlaufwert.JA),
        namen(Umlaufwert.NEIN),
        namen(Umlaufwert.ENTHALTUNG),
        stichentscheid=stichentscheid,
    )
    return augenblick, auswerten(ordnung, augenblick, voten, sitze=lage.sitze, tag=tag)
