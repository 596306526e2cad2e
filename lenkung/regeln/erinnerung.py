"""Woran erinnert wird, wann und wen. Jede Erinnerung genau einmal, auch nach einem Ausfall.

Eine Erinnerung hat Schritte: „5, 2, 1 und 0 Tage vor dem letzten Versandtag“. Fällig ist ein Schritt von
seinem Tag an, solange die Sache offen ist. Waren mehrere Schritte einer Sache versäumt, weil KIM nicht lief,
geht eine Nachricht mit dem Stand von heute hinaus und erledigt alle.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kim.basis.anzeige import datum
from lenkung.regeln.sitzung import WEG, Sitzungsstand
from lenkung.regeln.zeitstrahl import Marke, Markenart


class Erinnerungsart(StrEnum):
    VORSCHLAEGE = "vorschlaege"
    TAGESORDNUNG = "tagesordnung"
    VERSAND = "versand"
    ANTWORT = "antwort"
    SITZUNG = "sitzung"
    SITZ_FREI = "sitz_frei"


class Erinnerungsziel(StrEnum):
    GESCHAEFTSSTELLE = "geschaeftsstelle"
    VORSITZ = "vorsitz"
    MITGLIEDER = "mitglieder"
    STELLVERTRETUNGEN = "stellvertretungen"


_GS, _VORSITZ = Erinnerungsziel.GESCHAEFTSSTELLE, Erinnerungsziel.VORSITZ
_MITGLIEDER, _VERTRETUNGEN = Erinnerungsziel.MITGLIEDER, Erinnerungsziel.STELLVERTRETUNGEN


@dataclass(frozen=True, slots=True)
class Regel:
    aktiv: bool
    tage: tuple[int, ...]
    """So viele Tage vor dem Tag, um den es geht; der früheste zuerst."""
    an: tuple[Erinnerungsziel, ...]


HAUSREGELN: Mapping[Erinnerungsart, Regel] = {
    # A week, so that a member who is away for some days still has time to write.
    Erinnerungsart.VORSCHLAEGE: Regel(True, (7,), (_MITGLIEDER, _VERTRETUNGEN, _GS)),
    Erinnerungsart.TAGESORDNUNG: Regel(True, (3, 0), (_VORSITZ, _GS)),
    Erinnerungsart.VERSAND: Regel(True, (5, 2, 1, 0), (_GS,)),
    Erinnerungsart.ANTWORT: Regel(True, (7, 3), (_MITGLIEDER, _VERTRETUNGEN)),
    Erinnerungsart.SITZUNG: Regel(True, (1,), (_MITGLIEDER, _VERTRETUNGEN)),
    # No days: once a month for as long as the seat is vacant. Told once it would be forgotten, and each
    # vacant seat makes the quorum harder to reach.
    Erinnerungsart.SITZ_FREI: Regel(True, (), (_GS,)),
}
"""Was gilt, solange ein Gremium nichts anderes einstellt *(abgeleitet)*."""

ZIELE: Mapping[Erinnerungsart, tuple[Erinnerungsziel, ...]] = {
    Erinnerungsart.VORSCHLAEGE: (_MITGLIEDER, _VERTRETUNGEN, _VORSITZ, _GS),
    Erinnerungsart.TAGESORDNUNG: (_VORSITZ, _GS),
    Erinnerungsart.VERSAND: (_VORSITZ, _GS),
    # Whom it concerns is a matter of the answers; deputies are meant once they were asked.
    Erinnerungsart.ANTWORT: (_MITGLIEDER, _VERTRETUNGEN),
    Erinnerungsart.SITZUNG: (_MITGLIEDER, _VERTRETUNGEN),
    Erinnerungsart.SITZ_FREI: (_GS, _VORSITZ),
}
"""An wen sich eine Erinnerung überhaupt richten kann."""

HOECHSTENS_TAGE = 60
HOECHSTENS_SCHRITTE = 6

_MARKE = {
    Erinnerungsart.VORSCHLAEGE: Markenart.VORSCHLAEGE,
    Erinnerungsart.TAGESORDNUNG: Markenart.TAGESORDNUNG,
    Erinnerungsart.VERSAND: Markenart.VERSAND,
    Erinnerungsart.ANTWORT: Markenart.SITZUNG,
    Erinnerungsart.SITZUNG: Markenart.SITZUNG,
}
_ERLEDIGT_AB = {
    Erinnerungsart.VORSCHLAEGE: Sitzungsstand.TAGESORDNUNG_FESTGELEGT,
    Erinnerungsart.TAGESORDNUNG: Sitzungsstand.TAGESORDNUNG_FESTGELEGT,
    Erinnerungsart.VERSAND: Sitzungsstand.EINGELADEN,
}
_NUR_EINGELADEN = (Erinnerungsart.ANTWORT, Erinnerungsart.SITZUNG)
ZUR_SITZUNG = tuple(_MARKE)
"""Die Erinnerungen, die zu einer Sitzung gehören."""


# Rules as people enter them ---------------------------------------------------------------------------------


def tage_lesen(text: str) -> tuple[int, ...]:
    """„5, 2, 1 und 0“ → (5, 2, 1, 0). Was keine ganze Zahl ist, ist ein ValueError."""
    teile = [teil for teil in re.split(r"\s*(?:,|;|\bund\b|\s)\s*", text.strip()) if teil]
    return tuple(sorted({int(teil) for teil in teile if _ganze_zahl(teil)}, reverse=True))


def _ganze_zahl(teil: str) -> bool:
    if not teil.isascii() or not teil.isdecimal() or len(teil) > 4:
        raise ValueError(teil)
    return True


def regel_fehler(art: Erinnerungsart, regel: Regel) -> str:
    """Was an einer Regel nicht geht, in einem Satz; leer, wenn alles stimmt."""
    if any(ziel not in ZIELE[art] for ziel in regel.an):
        return "An diese Gruppe richtet sich diese Erinnerung nicht. Bitte eine andere wählen."
    if any(not 0 <= tag <= HOECHSTENS_TAGE for tag in regel.tage):
        return f"Bitte Zahlen von 0 bis {HOECHSTENS_TAGE} angeben."
    if len(set(regel.tage)) > HOECHSTENS_SCHRITTE:
        return f"Höchstens {HOECHSTENS_SCHRITTE} Erinnerungen an dieselbe Sache. Bitte kürzen."
    if regel.aktiv and not regel.an:
        return "Bitte wählen, wer erinnert wird, oder die Erinnerung ausschalten."
    if regel.aktiv and not regel.tage and art in ZUR_SITZUNG:
        return "Bitte angeben, wie viele Tage vorher erinnert wird, oder die Erinnerung ausschalten."
    return ""


# What is due ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sitzungslage:
    """Was von einer Sitzung zu wissen ist, in einfachen Werten."""

    sitzung_id: int
    tag: date
    stand: Sitzungsstand
    begonnen: bool = False
    bezugstage: Mapping[Erinnerungsart, date] = field(default_factory=dict)
    """Der Tag, um den es geht; was nicht geregelt ist, fehlt."""
    gefragt: tuple[date, ...] = ()
    """Je Person, die noch nicht geantwortet hat: der Tag, an dem sie um Antwort gebeten wurde."""


@dataclass(frozen=True, slots=True)
class Schritt:
    schluessel: str
    faellig_am: date


@dataclass(frozen=True, slots=True)
class Faellig:
    """Eine Sache, an die jetzt zu erinnern ist, mit allen Schritten, die das erledigt."""

    art: Erinnerungsart
    bezugstag: date
    schritte: tuple[Schritt, ...]

    @property
    def zuletzt_faellig(self) -> date:
        return max(schritt.faellig_am for schritt in self.schritte)


def bezugstage(marken: Iterable[Marke]) -> dict[Erinnerungsart, date]:
    je_marke = {marke.art: marke.tag for marke in marken}
    return {art: tag for art, marke in _MARKE.items() if (tag := je_marke.get(marke)) is not None}


def offen(art: Erinnerungsart, lage: Sitzungslage, heute: date) -> bool:
    """Ist noch etwas zu tun? Vorschläge nur bis zu ihrem letzten Tag, alles andere bis zum Beginn."""
    if lage.begonnen or lage.stand not in WEG or art not in lage.bezugstage:
        return False
    stelle = WEG.index(lage.stand)
    if stelle >= WEG.index(Sitzungsstand.EROEFFNET):
        return False
    if art in _NUR_EINGELADEN:
        return lage.stand is Sitzungsstand.EINGELADEN
    if stelle >= WEG.index(_ERLEDIGT_AB[art]):
        return False
    return art is not Erinnerungsart.VORSCHLAEGE or heute <= lage.bezugstage[art]


def faellig(
    art: Erinnerungsart, lage: Sitzungslage, regel: Regel, *, heute: date, erledigt: Collection[str]
) -> Faellig | None:
    """Alle Schritte, deren Tag gekommen und die noch nicht erledigt sind; None, wenn nichts zu sagen ist.

    Wer erst nach dem Tag eines Schritts um Antwort gebeten wurde, wird an diesem Schritt nicht gemahnt.
    """
    if not regel.aktiv or not offen(art, lage, heute):
        return None
    bezug = lage.bezugstage[art]
    schritte = [
        Schritt(schluessel(art, lage, tage), faellig_am)
        for tage in regel.tage
        if (faellig_am := bezug - timedelta(days=tage)) <= heute
    ]
    if art is Erinnerungsart.ANTWORT:
        schritte = [s for s in schritte if any(tag < s.faellig_am for tag in lage.gefragt)]
    offene = tuple(schritt for schritt in schritte if schritt.schluessel not in erledigt)
    return Faellig(art, bezug, offene) if offene else None


def schluessel(art: Erinnerungsart, lage: Sitzungslage, tage: int) -> str:
    """Mit dem Tag der Sitzung: wird sie verlegt, wird zum neuen Tag neu erinnert."""
    return f"{art.value}:{lage.sitzung_id}:{lage.tag.isoformat()}:{tage}"


def schluessel_sitz(sitz_id: int, heute: date) -> str:
    return f"{Erinnerungsart.SITZ_FREI.value}:{sitz_id}:{heute:%Y-%m}"


def erinnerungstage(regel: Regel, bezug: date) -> tuple[date, ...]:
    """An welchen Tagen erinnert würde: für die Vorschau der Einstellungen."""
    if not regel.aktiv:
        return ()
    return tuple(sorted(bezug - timedelta(days=tage) for tage in regel.tage))


def frist_in_worten(bezug: date, heute: date) -> str:
    """Der Stand von heute, nicht der des Tages, an dem die Erinnerung fällig war."""
    abstand = (bezug - heute).days
    if abstand < 0:
        return f"Die Frist ist seit dem {datum(bezug)} vorbei."
    if abstand == 0:
        return f"Heute ist der letzte Tag ({datum(bezug)})."
    return f"Noch {abstand} {'Tag' if abstand == 1 else 'Tage'}, bis zum {datum(bezug)}."


def tag_in_worten(tag: date, heute: date) -> str:
    abstand = (tag - heute).days
    return {0: "heute", 1: "morgen"}.get(abstand, f"in {abstand} Tagen")
