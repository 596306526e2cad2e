"""Lesen: was die Leinwand im Raum zeigt. Keine Notizen, und nie, wer wie gestimmt hat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from lenkung.domain.queries.geschaeftsordnung import ordnung_von
from lenkung.domain.queries.tagesordnung import punkte_der_sitzung
from lenkung.domain.queries.verlauf import FESTSTELLUNGEN, verlaufsstand
from lenkung.domain.queries.wortlaut import wortlaut_gesetzt, wortlaute_von
from lenkung.models import (
    Abstimmung,
    Beschluss,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Tagesordnungspunkt,
    Wortlaut,
)
from lenkung.regeln.leinwand import Tafel, gekuerzt, kurze_rechnung, tafel
from lenkung.regeln.mehrheit import Stimmen
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.sprechzettel import NoetigeMehrheit, noetige_mehrheit
from lenkung.regeln.tagesordnung import Punktart
from lenkung.regeln.verlauf import Abstimmungsstand, Ereignisart, Weise

_FERTIG = frozenset({Abstimmungsstand.FESTGESTELLT, Abstimmungsstand.VERWORFEN})


@dataclass(frozen=True, slots=True)
class Feststellung:
    """Was der Vorsitz zuletzt zur Beschlussfähigkeit festgestellt hat."""

    faehig: bool
    zeit: datetime
    rechnung: str


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """Ein festgestelltes Ergebnis; `stimmen` fehlen, wenn einvernehmlich entschieden wurde."""

    angenommen: bool
    zeichen: str
    einvernehmlich: bool
    stimmen: Stimmen | None


@dataclass(frozen=True, slots=True)
class Punktbild:
    """Der aufgerufene Punkt."""

    punkt: Tagesordnungspunkt
    text: SafeString
    gekuerzt: bool
    tafel: Tafel | None
    """None, wo es nichts zu entscheiden gibt."""
    abstimmung: Abstimmung | None
    ergebnis: Ergebnis | None
    noetig: NoetigeMehrheit | None
    """Solange noch nicht entschieden ist."""


@dataclass(frozen=True, slots=True)
class Leinwandbild:
    sitzung: Sitzung
    verlauf: Sitzungsverlauf | None
    zaehler: int
    feststellung: Feststellung | None
    quorum_geregelt: bool
    punkt: Punktbild | None
    punkte: list[Tagesordnungspunkt]
    """Die Tagesordnung, solange kein Punkt aufgerufen ist."""

    @property
    def vorher(self) -> bool:
        return self.sitzung.lage is Sitzungsstand.EINGELADEN

    @property
    def geschlossen(self) -> bool:
        return self.sitzung.lage is Sitzungsstand.GESCHLOSSEN


def leinwandbild(sitzung: Sitzung) -> Leinwandbild:
    """Höchstens zwölf Abfragen, gleich wie viele Punkte und Sitze es sind."""
    verlauf = Sitzungsverlauf.objects.filter(sitzung=sitzung).select_related("punkt").first()
    laeuft = sitzung.lage is Sitzungsstand.EROEFFNET
    punkt = verlauf.punkt if verlauf is not None and laeuft else None
    go = sitzung.geschaeftsordnung
    ordnung = ordnung_von(go) if go and laeuft else None
    return Leinwandbild(
        sitzung,
        verlauf,
        verlauf.zaehler if verlauf else 0,
        _feststellung(sitzung) if laeuft else None,
        ordnung is not None and ordnung.quorum is not None,
        _punktbild(sitzung, verlauf, punkt) if punkt and verlauf else None,
        punkte_der_sitzung(sitzung.pk) if laeuft and punkt is None else [],
    )


def _feststellung(sitzung: Sitzung) -> Feststellung | None:
    ereignis = (
        Sitzungsereignis.objects.filter(sitzung=sitzung, art__in=FESTSTELLUNGEN).order_by("zeit", "pk").last()
    )
    if ereignis is None:
        return None
    return Feststellung(
        ereignis.art == Ereignisart.BESCHLUSSFAEHIG.value, ereignis.zeit, kurze_rechnung(ereignis.text)
    )


def _punktbild(sitzung: Sitzung, verlauf: Sitzungsverlauf, punkt: Tagesordnungspunkt) -> Punktbild:
    abstimmung = _letzte_abstimmung(punkt)
    if abstimmung is not None:
        roh = abstimmung.wortlaut.text
    else:
        roh = wortlaute_von([punkt]).get(punkt.pk, "")
    text, fehlt_etwas = gekuerzt(roh)
    zeigt = None
    if abstimmung is not None or punkt.punktart is Punktart.BESCHLUSS:
        zeigt = tafel(abstimmung.lage if abstimmung else None, abstimmung.art if abstimmung else None)
    offen = zeigt in (Tafel.BERATUNG, Tafel.KEIN_EINVERNEHMEN, Tafel.LAEUFT)
    return Punktbild(
        punkt,
        wortlaut_gesetzt(text),
        fehlt_etwas,
        zeigt,
        abstimmung,
        _ergebnis(abstimmung) if zeigt is Tafel.ERGEBNIS and abstimmung else None,
        _noetig(sitzung, verlauf) if offen else None,
    )


def _letzte_abstimmung(punkt: Tagesordnungspunkt) -> Abstimmung | None:
    """Ist der Wortlaut seitdem geändert, geht es um etwas Neues, über das noch nicht abgestimmt ist."""
    abstimmung = (
        Abstimmung.objects.filter(punkt=punkt)
        .select_related("wortlaut", "beschluss")
        .order_by("begonnen_am", "pk")
        .last()
    )
    if abstimmung is None or abstimmung.lage not in _FERTIG:
        return abstimmung
    neuer = Wortlaut.objects.filter(punkt=punkt, nummer__gt=abstimmung.wortlaut.nummer).exists()
    return None if neuer else abstimmung


def _ergebnis(abstimmung: Abstimmung) -> Ergebnis:
    """Auch nach einer namentlichen Abstimmung nur Zahlen, so wie sie beim Zählen festgehalten wurden."""
    beschluss: Beschluss = abstimmung.beschluss
    einvernehmlich = abstimmung.art is Weise.EINVERNEHMLICH
    gezaehlt: dict[str, Any] = abstimmung.ergebnis or {}
    return Ergebnis(
        beschluss.angenommen,
        beschluss.zeichen,
        einvernehmlich,
        None if einvernehmlich else Stimmen(*(gezaehlt[wert] or 0 for wert in ("ja", "nein", "enthaltung"))),
    )


def _noetig(sitzung: Sitzung, verlauf: Sitzungsverlauf) -> NoetigeMehrheit:
    stand = verlaufsstand(sitzung, verlauf)
    augenblick = stand.augenblick(timezone.now())
    return noetige_mehrheit(
        stand.ordnung, vertretene=len(augenblick.vertretene), stimmberechtigte=augenblick.stimmberechtigte
    )
