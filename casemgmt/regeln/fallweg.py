"""Der Weg eines Falls (Fachmodell § 3): welche Schritte es gibt, was sie brauchen, was als Nächstes kommt.

Klärung → Assessment → Integrationsplan → Umsetzung → Monitoring → Evaluation → abgeschlossen. Nach der
Klärung kann ein Fall auch nicht fortgesetzt werden. Bis wann ein Schritt getan sein soll, ist abgeleitet
(`FRISTTAGE`); die Quellen nennen keine Fristen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casemgmt.regeln.werte import ENDEN, LANGFRISTIG, Ausgang, Endgrund, Phase


class Bedarf(StrEnum):
    """Was ein Schritt braucht, bevor er gegangen werden kann."""

    ERSTTERMIN = "ersttermin"
    ZUSTIMMUNG = "zustimmung"
    """Die Person ist mit der langfristigen Begleitung einverstanden."""
    PLAN = "plan"
    """Ein Integrationsplan ist vereinbart."""


@dataclass(frozen=True, slots=True)
class Schritt:
    von: Phase
    nach: Phase
    tat: str
    """Was auf dem Knopf steht."""
    braucht: tuple[Bedarf, ...] = ()
    zurueck: bool = False


HAUPTWEG = (
    Phase.KLAERUNG,
    Phase.ASSESSMENT,
    Phase.INTEGRATIONSPLAN,
    Phase.UMSETZUNG,
    Phase.MONITORING,
    Phase.EVALUATION,
    Phase.ABGESCHLOSSEN,
)
SCHRITTE = (
    Schritt(
        Phase.KLAERUNG,
        Phase.ASSESSMENT,
        "Langfristig begleiten",
        (Bedarf.ERSTTERMIN, Bedarf.ZUSTIMMUNG),
    ),
    Schritt(Phase.ASSESSMENT, Phase.INTEGRATIONSPLAN, "Integrationsplan beginnen"),
    Schritt(Phase.INTEGRATIONSPLAN, Phase.UMSETZUNG, "Umsetzung beginnen", (Bedarf.PLAN,)),
    Schritt(Phase.UMSETZUNG, Phase.MONITORING, "Monitoring beginnen"),
    Schritt(Phase.MONITORING, Phase.EVALUATION, "Evaluation beginnen"),
    Schritt(Phase.MONITORING, Phase.INTEGRATIONSPLAN, "Plan fortschreiben", zurueck=True),
    Schritt(Phase.EVALUATION, Phase.INTEGRATIONSPLAN, "Neuen Plan vereinbaren", zurueck=True),
)
WIEDERAUFNAHME = {Phase.NICHT_FORTGESETZT: Phase.KLAERUNG, Phase.ABGESCHLOSSEN: Phase.ASSESSMENT}
"""Wo ein beendeter Fall weitergeht: die Lage wird neu angesehen."""

FRISTTAGE = {
    Phase.KLAERUNG: 42,
    Phase.ASSESSMENT: 28,
    Phase.INTEGRATIONSPLAN: 28,
    Phase.UMSETZUNG: 90,
    Phase.MONITORING: 180,
    Phase.EVALUATION: 28,
}
"""In so vielen Tagen soll eine Phase weitergehen. Abgeleitet."""
TERMINE_DER_KLAERUNG = 2
"""Mit dem ersten und zweiten Termin wird geklärt."""


@dataclass(frozen=True, slots=True)
class Lage:
    """Was man von einem Fall wissen muss, um zu sagen, wie es weitergeht."""

    phase: Phase
    phase_seit: date
    gehaltene_termine: int = 0
    zugestimmt: bool = False
    plan_vereinbart: bool = False


@dataclass(frozen=True, slots=True)
class Naechstes:
    """`nach` fehlt, wo der Schritt ein Abschluss ist oder noch etwas vorher geschehen muss."""

    text: str
    nach: Phase | None = None
    fehlt: tuple[Bedarf, ...] = ()
    bis: date | None = None

    def ueberfaellig(self, heute: date) -> bool:
        return self.bis is not None and self.bis < heute


def schritte_von(phase: Phase) -> Iterator[Schritt]:
    return (schritt for schritt in SCHRITTE if schritt.von is phase)


def schritt(von: Phase, nach: Phase) -> Schritt | None:
    return next((schritt for schritt in schritte_von(von) if schritt.nach is nach), None)


def es_fehlt(schritt: Schritt, lage: Lage) -> tuple[Bedarf, ...]:
    vorhanden = {
        Bedarf.ERSTTERMIN: lage.gehaltene_termine >= 1,
        Bedarf.ZUSTIMMUNG: lage.zugestimmt,
        Bedarf.PLAN: lage.plan_vereinbart,
    }
    return tuple(bedarf for bedarf in schritt.braucht if not vorhanden[bedarf])


def naechstes(lage: Lage) -> Naechstes:
    """Der eine nächste Schritt, in Worten, und bis wann."""
    if lage.phase in ENDEN:
        return Naechstes("Der Fall ist beendet. Er lässt sich wieder aufnehmen.")
    bis = lage.phase_seit + timedelta(days=FRISTTAGE[lage.phase])
    if lage.phase is Phase.KLAERUNG and lage.gehaltene_termine == 0:
        return Naechstes("Ersten Termin halten und klären, welche Hilfe gebraucht wird", bis=bis)
    if lage.phase is Phase.KLAERUNG and lage.gehaltene_termine < TERMINE_DER_KLAERUNG:
        text = "Zweiten Termin halten oder entscheiden, ob es langfristig weitergeht"
        return Naechstes(text, Phase.ASSESSMENT, bis=bis)
    if lage.phase is Phase.KLAERUNG:
        return Naechstes("Entscheiden, ob es langfristig weitergeht", Phase.ASSESSMENT, bis=bis)
    if lage.phase is Phase.EVALUATION:
        return Naechstes("Ergebnis besprechen und den Fall abschließen", bis=bis)
    weiter = next(s for s in schritte_von(lage.phase) if not s.zurueck)
    fehlt = es_fehlt(weiter, lage)
    if Bedarf.PLAN in fehlt:
        return Naechstes("Integrationsplan mit der Person vereinbaren", None, fehlt, bis)
    return Naechstes(_TEXTE[lage.phase], weiter.nach, fehlt, bis)


_TEXTE = {
    Phase.ASSESSMENT: "Lage und Ziele ansehen, dann den Integrationsplan beginnen",
    Phase.INTEGRATIONSPLAN: "Der Plan ist vereinbart: mit der Umsetzung beginnen",
    Phase.UMSETZUNG: "Schritte des Plans begleiten, dann ins Monitoring gehen",
    Phase.MONITORING: "Prüfen, ob die Schritte wirken, dann die Evaluation beginnen",
}


def moegliche_ausgaenge(phase: Phase) -> tuple[Ausgang, ...]:
    """Erreichte Ziele bescheinigt erst die Evaluation; abbrechen lässt sich langfristig immer."""
    if phase is Phase.EVALUATION:
        return tuple(Ausgang)
    if phase in LANGFRISTIG and phase not in ENDEN:
        return (Ausgang.ABGEBROCHEN,)
    return ()


def grund_noetig(ausgang: Ausgang) -> bool:
    return ausgang is Ausgang.ABGEBROCHEN


def darf_nicht_fortgesetzt_werden(phase: Phase) -> bool:
    return phase is Phase.KLAERUNG


def vorschlag_endgrund(gehaltene_termine: int) -> Endgrund | None:
    """Ohne einen einzigen Termin kam kein Kontakt zustande."""
    return Endgrund.KEIN_KONTAKT if gehaltene_termine == 0 else None
