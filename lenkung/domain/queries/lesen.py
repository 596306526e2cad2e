"""Lesen: die Tagesordnung, wie man sie liest: Punkt für Punkt mit Erläuterung, Vorlage und Unterlagen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def lesepunkte(sitzung: Sitzung, *, in_arbeit: bool = False) -> list[Lesepunkt]:
    """Was der Vorsitz bestätigt hat; mit `in_arbeit` der heutige Stand, für die, die vorbereiten.

    Eine Änderung, die der Vorsitz noch nicht bestätigt hat, lesen die Mitglieder nicht. Fünf Abfragen.
    """
    bestaetigt = None if in_arbeit else geltende_tagesordnung(sitzung.pk)
    if bestaetigt is None:
        werte: Sequence[Mapping[str, Any]] = ()
        punkte = punkte_der_sitzung(sitzung.pk)
    else:
        werte = bestaetigt.punkte
        punkte = _nach_fassung(sitzung, werte)
    je_id = {int(wert["id"]): wert for wert in werte}
    fassungen = geltende_fassungen_von({p.vorlage_id for p in punkte if p.vorlage_id is not None})
    unterlagen = unterlagen_je_punkt(punkte)
    return [
        _lesepunkt(
            punkt,
            je_id.get(punkt.pk, {}),
            fassungen.get(punkt.vorlage_id or 0),
            tuple(unterlagen.get(punkt.pk, ())),
        )
        for punkt in punkte
    ]


def _nach_fassung(sitzung: Sitzung, werte: Sequence[Mapping[str, Any]]) -> list[Tagesordnungspunkt]:
    """In der Folge, in der sie bestätigt sind, auch was seither abgesetzt wurde."""
    ids = [int(wert["id"]) for wert in werte]
    menge = Tagesordnungspunkt.objects.filter(sitzung=sitzung).select_related("vorlage", "vorschlag")
    saetze = menge.in_bulk(ids)
    return [saetze[pk] for pk in ids if pk in saetze]


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
