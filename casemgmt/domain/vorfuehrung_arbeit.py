"""Die übrige Arbeit der Vorführung: einmalige Beratungen nicht, aber alles, was keine Beratung ist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from casemgmt.domain.erfundene import Erfinder, worte
from casemgmt.domain.sammelschreiben import schreiben
from casemgmt.domain.vorfuehrung_faelle import GRUND, erfasst_wie_geschehen
from casemgmt.domain.vorfuehrung_orte import Einsatz, Zeiten
from casemgmt.models import Arbeitstermin, Kopfzahl
from casemgmt.regeln.termin import Arbeitsart, Kopfzahlart
from casemgmt.regeln.verteilung import verteilen
from casemgmt.regeln.vorfuehrungsplan import Jahreszahlen, tag_im_einsatz, tag_zwischen
from casemgmt.regeln.werte import Fallbereich
from kim.basis.akteur import SystemAkteur

ARTEN = (
    *(Arbeitsart.AUSTAUSCH_BEHOERDE,) * 6,
    *(Arbeitsart.NETZWERK,) * 5,
    *(Arbeitsart.ARBEITSKREIS,) * 4,
    *(Arbeitsart.GRUPPENVERANSTALTUNG,) * 3,
    *(Arbeitsart.FORTBILDUNG,) * 2,
    Arbeitsart.ARBEITSGRUPPE,
    Arbeitsart.SONSTIGES,
)
KOPFZAHLEN_JE_ORT = 4


@dataclass
class Arbeitsbau:
    kreis_id: int
    zufall: Random
    zeiten: Zeiten
    arbeiten: list[Arbeitstermin] = field(default_factory=list)
    kopfzahlen: list[Kopfzahl] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.erfinder = Erfinder(self.zufall)
        self.akteur = SystemAkteur(GRUND, self.kreis_id)

    def jahr(self, zahlen: Jahreszahlen, orte: Sequence[Einsatz]) -> None:
        rest = zahlen.sonstige
        if zahlen.ukraine:
            # The first year: each place begins with an opening event.
            for ort in orte:
                if not ort.ort.ohne_auftakt:
                    self.arbeit(ort, tag_im_einsatz(self.zufall, ort.ort, zahlen.jahr), Arbeitsart.AUFTAKT)
                    rest -= 1
            self._registrierungen(zahlen, orte)
        gewichte = [ort.ort.gewicht(zahlen.jahr) for ort in orte]
        for ort, anzahl in zip(orte, verteilen(rest, gewichte), strict=True):
            for _ in range(anzahl):
                tag = tag_im_einsatz(self.zufall, ort.ort, zahlen.jahr)
                self.arbeit(ort, tag, self.zufall.choice(ARTEN))

    def arbeit(
        self, einsatz: Einsatz, tag: date, art: Arbeitsart, serie: UUID | None = None, **felder: Any
    ) -> Arbeitstermin:
        titel = worte()[1].get(art.value)
        beginn = felder.pop("beginn", None) or self.zeiten.naechste(einsatz.konto.pk, tag)
        satz = Arbeitstermin(
            kreis_id=self.kreis_id,
            kennung=self.erfinder.kennung(),
            konto=einsatz.konto,
            kommune_id=einsatz.kommune_id,
            standort_id=einsatz.standort_id,
            art=art,
            beginn=beginn,
            dauer_minuten=self.zufall.choice((60, 90, 90, 120)),
            teilnehmende=self.zufall.randint(4, 25),
            serie=serie,
            **{
                "bereich": Fallbereich.LOKAL,
                "titel": self.zufall.choice(titel) if titel else f"Auftakt in {einsatz.ort.kommune}",
                **felder,
            },
        )
        self.arbeiten.append(satz)
        return satz

    def _registrierungen(self, zahlen: Jahreszahlen, orte: Sequence[Einsatz]) -> None:
        """Ab März 2022 sprachen Geflüchtete aus der Ukraine vor und wurden erfasst (Evaluation RSK 6.1.1)."""
        dabei = [ort for ort in orte if ort.ort.gewicht(zahlen.jahr)]
        stellen = [ort for ort in dabei for _ in range(KOPFZAHLEN_JE_ORT)]
        gewichte = [ort.ort.gewicht(zahlen.jahr) * self.zufall.choice((1, 2, 4)) for ort in stellen]
        for ort, anzahl in zip(stellen, verteilen(zahlen.ukraine, gewichte, mindestens=1), strict=True):
            self.kopfzahlen.append(
                Kopfzahl(
                    kreis_id=self.kreis_id,
                    kennung=self.erfinder.kennung(),
                    konto=ort.konto,
                    kommune_id=ort.kommune_id,
                    standort_id=ort.standort_id,
                    bereich=Fallbereich.LOKAL,
                    art=Kopfzahlart.UKRAINE_REGISTRIERUNG,
                    tag=tag_zwischen(self.zufall, date(zahlen.jahr, 3, 14), date(zahlen.jahr, 9, 30)),
                    anzahl=anzahl,
                )
            )

    def fertig(self) -> None:
        schreiben(self.arbeiten, akteur=self.akteur, grund=GRUND)
        schreiben(self.kopfzahlen, akteur=self.akteur, grund=GRUND)
        erfasst_wie_geschehen(Arbeitstermin, self.kreis_id)
