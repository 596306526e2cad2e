"""Was über eine Sitzung auf dem Papier steht, in einfachen Werten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.tagesordnung import Punktart, Punktstand
from lenkung.regeln.teilnahme import Teilnahmerolle
from lenkung.regeln.verlauf import Stimmwert, Weise
from lenkung.regeln.werte import Anwesenheitsart


class Anwesend(NamedTuple):
    """Wer da war. `punkte`: nur zu diesen Nummern; None: die ganze Sitzung."""

    sitz_id: int
    rolle: Teilnahmerolle
    art: Anwesenheitsart = Anwesenheitsart.VOR_ORT
    punkte: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Nachbeschluss:
    """Was der Vorsitz damals festgestellt hat.

    `zahlen` oder `stimmen`: wie abgestimmt wurde; Einvernehmen ist ohne Widerspruch, `stimmen` also leer.
    Ohne beides zählt, was das Papier nennt: `angenommen`, und in Worten `ergebnis`.
    `stimmen` sagt zu einem Sitz None, wenn er keine Stimme abgab; `uebrige` ist die der nicht genannten.
    """

    text: str
    fundstelle: str
    titel: str = ""
    angenommen: bool | None = True
    """Mit Stimmen: None, wenn die Regel es sagen soll; sonst muss beides übereinstimmen."""
    weise: Weise | None = None
    ergebnis: str = ""
    zahlen: Stimmen | None = None
    stimmen: Mapping[int, Stimmwert | None] | None = None
    uebrige: Stimmwert | None = None
    stichentscheid: bool = False
    feld: str | None = None
    """Wo diese Angaben auf der Seite stehen; dorthin zeigt eine Meldung."""

    @property
    def ausgezaehlt(self) -> bool:
        return self.zahlen is not None or self.stimmen is not None


@dataclass(frozen=True, slots=True)
class Nachpunkt:
    """Ein Punkt der Tagesordnung. Mit `punkt_id` einer, der schon auf ihr steht."""

    titel: str = ""
    art: Punktart = Punktart.BERATUNG
    minuten: int = 10
    erlaeuterung: str = ""
    berichterstattung: str = ""
    punkt_id: int | None = None
    beschluesse: tuple[Nachbeschluss, ...] = ()
    stand: Punktstand = Punktstand.BEHANDELT
    oeffentlich: bool = True
    notiz: str = ""


@dataclass(frozen=True, slots=True)
class Nachtrag:
    leitung: str
    punkte: Sequence[Nachpunkt]
    anwesend: Sequence[Anwesend] = field(default=())
    beginn: datetime | None = None
    """Ohne Angabe wie geplant."""
    ende: datetime | None = None
    beschlussfaehig: bool = False
    """Der Vorsitz hat die Beschlussfähigkeit festgestellt."""
    ort: str | None = None
    """Ohne Angabe wie geplant."""
