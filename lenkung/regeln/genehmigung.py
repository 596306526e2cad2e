"""Wann eine versandte Niederschrift genehmigt ist, auf den Augenblick (GO RSK § 7 Abs. 4, GO Steinfurt § 7).

Das Urteil selbst fällt `lenkung.regeln.niederschrift.genehmigung`; hier steht, was es dazu wissen muss, und
der Augenblick, ab dem es gilt. Wer ihn festhält, kommt vielleicht später: das ändert ihn nicht.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kim.basis.befund import Befund
from kim.basis.zeit import BERLIN, berliner_tag, tagesende
from lenkung.regeln.niederschrift import dauer, genehmigung, letzter_einwendungstag
from lenkung.regeln.ordnung import Genehmigungsregel
from lenkung.regeln.werte import Genehmigung

KARENZ = timedelta(minutes=5)
"""So lange wartet das Festhalten nach der Frist: was in der letzten Sekunde einging, ist dann gespeichert."""


class Empfangsart(StrEnum):
    MITGLIED = "mitglied"
    STELLVERTRETUNG = "stellvertretung"
    VORZIMMER = "vorzimmer"
    VERTEILER = "verteiler"


class Verteilerfassung(StrEnum):
    VOLL = "voll"
    OEFFENTLICH = "oeffentlich"


class Einwendungsweg(StrEnum):
    LINK = "link"
    KONTO = "konto"
    GESCHAEFTSSTELLE = "geschaeftsstelle"


class Einwendungsstand(StrEnum):
    OFFEN = "offen"
    ANGENOMMEN = "angenommen"
    """Die Niederschrift ist zu ändern; bis zur neuen Fassung hindert sie."""
    ZURUECKGEWIESEN = "zurueckgewiesen"
    ZURUECKGEZOGEN = "zurueckgezogen"


class Genehmigungsweg(StrEnum):
    NAECHSTE_SITZUNG = "naechste_sitzung"
    FRIST = "frist"
    VON_HAND = "von_hand"


class Empfang(NamedTuple):
    """Eine Sendung an das Mitglied eines Sitzes. `anders_am`: wann ein Mensch sie anders zugestellt hat."""

    sitz_id: int
    angenommen_am: datetime | None = None
    anders_am: datetime | None = None


class Vorgebracht(NamedTuple):
    """Eine Einwendung. `erledigt`: seit wann sie nicht mehr hindert."""

    eingegangen: datetime
    erledigt: datetime | None = None


@dataclass(frozen=True, slots=True)
class Urteil:
    befund: Befund
    genehmigt_am: datetime | None
    """Der Augenblick, ab dem sie genehmigt ist; None, solange sie es nicht ist."""
    frist_ende: datetime | None
    """Der erste Augenblick nach der Frist, wo eine läuft."""
    einwendungen: tuple[str, ...]
    """Je Einwendung rechtzeitig oder verspaetet."""


def versandmoment(empfaenge: Iterable[Empfang]) -> datetime | None:
    """Je Sitz die erste Annahme durch den Mailserver, davon die späteste; None, solange eine aussteht.

    Was anders zugestellt ist, zählt mit dem Tag, den ein Mensch dafür nennt: die Frist läuft für alle gleich,
    und niemand verliert einen Tag *(abgeleitet)*.
    """
    je_sitz: dict[int, list[datetime]] = {}
    for empfang in empfaenge:
        wann = empfang.angenommen_am or empfang.anders_am
        je_sitz.setdefault(empfang.sitz_id, []).extend([wann] if wann else [])
    if not je_sitz or not all(je_sitz.values()):
        return None
    return max(min(momente) for momente in je_sitz.values())


def beurteilen(
    *,
    regel: Genehmigungsregel | None,
    jetzt: datetime,
    vorgebracht: Sequence[Vorgebracht] = (),
    versandt: datetime | None = None,
    behandelt: datetime | None = None,
) -> Urteil:
    """`behandelt`: wann die nächste Sitzung, die stattfand, mit dem Punkt der Genehmigung fertig war."""
    gegen = [einwendung.eingegangen.astimezone(BERLIN) for einwendung in vorgebracht]
    erledigt = [e.erledigt.astimezone(BERLIN) if e.erledigt else None for e in vorgebracht]
    sitzung = behandelt.astimezone(BERLIN) if behandelt else None
    ergebnis = genehmigung(
        regel=regel,
        stichtag=berliner_tag(jetzt),
        einwendungen=gegen,
        erledigt=erledigt,
        versandt=versandt.astimezone(BERLIN) if versandt else None,
        naechste_sitzung=sitzung,
        aufgerufen=sitzung,
    )
    ende = _frist_ende(regel, versandt)
    beginn = ende or behandelt
    am = None
    if ergebnis.genehmigt and beginn is not None:
        rechtzeitig = zip(vorgebracht, ergebnis.einwendungen, strict=True)
        weg = [e.erledigt for e, wort in rechtzeitig if wort == "rechtzeitig" and e.erledigt is not None]
        am = max([beginn, *weg])
    return Urteil(ergebnis.befund, am, ende, ergebnis.einwendungen)


def _frist_ende(regel: Genehmigungsregel | None, versandt: datetime | None) -> datetime | None:
    if regel is None or regel.genehmigung is not Genehmigung.FRIST or versandt is None:
        return None
    return tagesende(letzter_einwendungstag(berliner_tag(versandt), regel))


def restzeit(ende: datetime, jetzt: datetime) -> str:
    """Wie lange noch, in Worten, abgerundet; leer, wenn die Zeit vorbei ist."""
    minuten = int((ende - jetzt).total_seconds() // 60)
    if ende <= jetzt:
        return ""
    for teil, einzahl, mehrzahl in ((1440, "Tag", "Tage"), (60, "Stunde", "Stunden")):
        if (anzahl := minuten // teil) >= 1:
            return f"noch {anzahl} {einzahl if anzahl == 1 else mehrzahl}"
    return "noch wenige Minuten" if minuten < 5 else f"noch {minuten} Minuten"


def einwendungshinweis(regel: Genehmigungsregel | None) -> str:
    """Was in der E-Mail und auf der Seite über Einwendungen steht."""
    if regel is None:
        return (
            "Die Geschäftsordnung regelt nicht, wie eine Niederschrift genehmigt wird. Änderungswünsche zum "
            "Inhalt nehmen wir über den Link entgegen."
        )
    if regel.genehmigung is Genehmigung.FRIST:
        return (
            f"Änderungswünsche zum Inhalt sind innerhalb von {dauer(regel)} nach dem Versand mitzuteilen, "
            f"andernfalls gilt die Niederschrift als genehmigt ({regel.norm}). Bis wann genau, steht hinter "
            "dem Link; dort können Sie sie auch vorbringen."
        )
    return (
        "Änderungswünsche zum Inhalt sind zu Beginn der nächsten Sitzung einzubringen, andernfalls wird die "
        f"Niederschrift dort als genehmigt festgestellt ({regel.norm}). Über den Link können Sie sie schon "
        "vorher mitteilen."
    )
