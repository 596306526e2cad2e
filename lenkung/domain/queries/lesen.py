"""Lesen: die Tagesordnung, wie man sie liest: Punkt für Punkt mit Erläuterung, Vorlage und Unterlagen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lenkung.domain.queries.tagesordnung import geltende_tagesordnung, punkte_der_sitzung
from lenkung.domain.queries.unterlagen import Unterlage, geltende_fassungen_von, unterlagen_je_punkt
from lenkung.models import Sitzung, Tagesordnungspunkt, Vorlagenfassung
from lenkung.models.auswahl import PUNKTARTEN

_ARTEN = dict(PUNKTARTEN)


@dataclass(frozen=True, slots=True)
class Lesepunkt:
    punkt: Tagesordnungspunkt
    nummer: int
    titel: str
    art: str
    minuten: int
    erlaeuterung: str
    berichterstattung: str
    oeffentlich: bool
    zurueckgestellt: bool
    fassung: Vorlagenfassung | None
    unterlagen: tuple[Unterlage, ...]

    @property
    def pk(self) -> int:
        return self.punkt.pk

    @property
    def artwort(self) -> Any:
        return _ARTEN[self.art]

    @property
    def vorlage_folgt(self) -> bool:
        """Eine Vorlage ist vorgesehen, aber noch nicht freigegeben."""
        return self.punkt.vorlage_id is not None and self.fassung is None


@dataclass(frozen=True, slots=True)
class Lesestand:
    """Was der Vorsitz bestätigt hat, und der Stand von heute für die, die vorbereiten.

    Eine Änderung, die der Vorsitz noch nicht bestätigt hat, lesen die Mitglieder nicht.
    """

    bestaetigt: list[Lesepunkt]
    in_arbeit: list[Lesepunkt]


def lesepunkte(sitzung: Sitzung) -> list[Lesepunkt]:
    return lesestand(sitzung).bestaetigt


def lesestand(sitzung: Sitzung) -> Lesestand:
    """Fünf Abfragen; eine mehr, wenn Bestätigtes inzwischen abgesetzt ist."""
    punkte = punkte_der_sitzung(sitzung.pk)
    fassung = geltende_tagesordnung(sitzung.pk)
    werte: Sequence[Mapping[str, Any]] = fassung.punkte if fassung else ()
    saetze = {punkt.pk: punkt for punkt in punkte}
    saetze |= _abgesetzte({int(wert["id"]) for wert in werte} - saetze.keys(), sitzung)
    vorlagen = {punkt.vorlage_id for punkt in saetze.values() if punkt.vorlage_id is not None}
    fassungen = geltende_fassungen_von(vorlagen)
    unterlagen = unterlagen_je_punkt(saetze.values())

    def lesbar(punkt: Tagesordnungspunkt, wert: Mapping[str, Any]) -> Lesepunkt:
        return _lesepunkt(
            punkt, wert, fassungen.get(punkt.vorlage_id or 0), tuple(unterlagen.get(punkt.pk, ()))
        )

    in_arbeit = [lesbar(punkt, {}) for punkt in punkte]
    if fassung is None:
        return Lesestand(in_arbeit, in_arbeit)
    bestaetigt = [lesbar(saetze[int(wert["id"])], wert) for wert in werte if int(wert["id"]) in saetze]
    return Lesestand(bestaetigt, in_arbeit)


def _abgesetzte(ids: Collection[int], sitzung: Sitzung) -> dict[int, Tagesordnungspunkt]:
    if not ids:
        return {}
    menge = Tagesordnungspunkt.objects.filter(sitzung=sitzung).select_related("vorlage", "vorschlag")
    return menge.in_bulk(ids)


def _lesepunkt(
    punkt: Tagesordnungspunkt,
    wert: Mapping[str, Any],
    fassung: Vorlagenfassung | None,
    unterlagen: tuple[Unterlage, ...],
) -> Lesepunkt:
    return Lesepunkt(
        punkt=punkt,
        nummer=wert.get("nummer", punkt.position),
        titel=wert.get("titel", punkt.titel),
        art=wert.get("art", punkt.art),
        minuten=wert.get("minuten", punkt.minuten),
        erlaeuterung=wert.get("erlaeuterung", punkt.erlaeuterung),
        berichterstattung=wert.get("berichterstattung", punkt.berichterstattung),
        oeffentlich=wert.get("oeffentlich", punkt.oeffentlich),
        zurueckgestellt=wert.get("zurueckgestellt", punkt.uebernommen_aus_id is not None),
        fassung=fassung,
        unterlagen=unterlagen,
    )
