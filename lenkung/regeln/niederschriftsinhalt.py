"""Was einem Entwurf noch fehlt, und wo es zu ergänzen ist (GO RSK § 7 Abs. 1, GO Steinfurt § 7).

Ob damit alles da ist, sagt `niederschrift.vollstaendigkeit`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lenkung.regeln.niederschriftstext import BEGINN, ENDE, ORT, TAG, angabe
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.werte import Inhalt


class Abschnittsart(StrEnum):
    """In der Folge der Niederschrift."""

    KOPF = "kopf"
    ANWESENHEIT = "anwesenheit"
    EROEFFNUNG = "eroeffnung"
    PUNKT = "punkt"
    SCHLUSS = "schluss"


class Stelle(StrEnum):
    """Wohin es geht, um etwas zu ergänzen."""

    ABSCHNITT = "abschnitt"
    ERKLAERUNGEN = "erklaerungen"
    NACHZIEHEN = "nachziehen"
    PRUEFEN = "pruefen"


class Mangel(NamedTuple):
    text: str
    stelle: Stelle = Stelle.ABSCHNITT
    abschnitt: str = ""
    """Welcher Abschnitt: seine Art, bei einem Punkt seine Nummer."""


@dataclass(frozen=True, slots=True)
class Entwurfspunkt:
    nummer: int
    titel: str
    art: Punktart
    stand: Punktstand
    text: str
    mit_beschluss: bool = False
    erklaerung: str = ""


@dataclass(frozen=True, slots=True)
class Entwurf:
    """Ein Entwurf, wie die Prüfung ihn sieht."""

    kopf: str
    anwesenheit: str
    punkte: tuple[Entwurfspunkt, ...] = ()
    keine_erklaerungen: bool = False
    """Jemand hat bestätigt, dass keine zu Protokoll gegeben wurde."""
    nicht_uebernommen: tuple[str, ...] = ()
    """Beschlüsse der Sitzung, die noch nicht im Entwurf stehen, mit ihrem Zeichen."""
    zu_pruefen: tuple[str, ...] = ()
    """Ergebnisse, zu denen der Vorsitz nach einer Berichtigung noch etwas sagen muss."""


class Inhaltszeile(NamedTuple):
    inhalt: Inhalt
    maengel: tuple[Mangel, ...]

    @property
    def vorhanden(self) -> bool:
        return not self.maengel


def inhaltsliste(entwurf: Entwurf, verlangt: Collection[Inhalt]) -> tuple[Inhaltszeile, ...]:
    """Jede verlangte Angabe mit dem, was ihr fehlt, in der Folge der Geschäftsordnung."""
    return tuple(
        Inhaltszeile(inhalt, tuple(_PRUEFUNGEN[inhalt](entwurf))) for inhalt in Inhalt if inhalt in verlangt
    )


def _kopfangabe(entwurf: Entwurf, *namen: str) -> Iterator[Mangel]:
    for name in namen:
        if not angabe(entwurf.kopf, name):
            yield Mangel(f"Im Kopf fehlt die Angabe hinter „{name}:“.", abschnitt=Abschnittsart.KOPF.value)


def _ort(entwurf: Entwurf) -> Iterator[Mangel]:
    return _kopfangabe(entwurf, ORT)


def _tag(entwurf: Entwurf) -> Iterator[Mangel]:
    return _kopfangabe(entwurf, TAG)


def _uhrzeit(entwurf: Entwurf) -> Iterator[Mangel]:
    return _kopfangabe(entwurf, BEGINN, ENDE)


def _anwesende(entwurf: Entwurf) -> Iterator[Mangel]:
    if not entwurf.anwesenheit.strip():
        yield Mangel("Es ist niemand als anwesend genannt.", abschnitt=Abschnittsart.ANWESENHEIT.value)


def _tagesordnung(entwurf: Entwurf) -> Iterator[Mangel]:
    if not entwurf.punkte:
        yield Mangel("Die Sitzung hat keinen Tagesordnungspunkt.", Stelle.NACHZIEHEN)


def _erklaerungen(entwurf: Entwurf) -> Iterator[Mangel]:
    if not entwurf.keine_erklaerungen and not any(punkt.erklaerung.strip() for punkt in entwurf.punkte):
        yield Mangel(
            "Bitte eintragen, wer etwas zu Protokoll erklärt hat, oder bestätigen, dass es niemand tat.",
            Stelle.ERKLAERUNGEN,
        )


def _beschluesse(entwurf: Entwurf) -> Iterator[Mangel]:
    for zeichen in entwurf.nicht_uebernommen:
        yield Mangel(f"Beschluss {zeichen} steht noch nicht im Entwurf.", Stelle.NACHZIEHEN)
    for punkt in entwurf.punkte:
        if punkt.art is Punktart.BESCHLUSS and _behandelt_ohne_inhalt(punkt):
            yield Mangel(
                f"TOP {punkt.nummer}: Weder ein Beschluss noch, warum keiner gefasst wurde.",
                abschnitt=str(punkt.nummer),
            )


def _ergebnisse(entwurf: Entwurf) -> Iterator[Mangel]:
    for zeichen in entwurf.zu_pruefen:
        yield Mangel(
            f"Beschluss {zeichen}: Die Anwesenheit ist berichtigt; der Vorsitz muss sagen, ob das Ergebnis "
            "bleibt.",
            Stelle.PRUEFEN,
        )


def _wesentliches(entwurf: Entwurf) -> Iterator[Mangel]:
    """Jeder Punkt, zu dem etwas herauskam; was nur der Form dient, braucht keinen Text."""
    for punkt in entwurf.punkte:
        if punkt.art not in _OHNE_ERGEBNIS and _behandelt_ohne_inhalt(punkt):
            yield Mangel(
                f"TOP {punkt.nummer}: Was herauskam, steht noch nicht da.", abschnitt=str(punkt.nummer)
            )


_OHNE_ERGEBNIS = frozenset({Punktart.FORMALIA, Punktart.VERSCHIEDENES})


def _behandelt_ohne_inhalt(punkt: Entwurfspunkt) -> bool:
    return punkt.stand is Punktstand.BEHANDELT and not punkt.mit_beschluss and not punkt.text.strip()


_PRUEFUNGEN: Mapping[Inhalt, Callable[[Entwurf], Iterator[Mangel]]] = {
    Inhalt.ORT: _ort,
    Inhalt.TAG: _tag,
    Inhalt.UHRZEIT: _uhrzeit,
    Inhalt.ANWESENDE: _anwesende,
    Inhalt.TAGESORDNUNG: _tagesordnung,
    Inhalt.ERKLAERUNGEN: _erklaerungen,
    Inhalt.BESCHLUESSE: _beschluesse,
    Inhalt.ERGEBNISSE: _ergebnisse,
    Inhalt.WESENTLICHES: _wesentliches,
}
