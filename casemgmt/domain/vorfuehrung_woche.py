"""Was am Tag der Vorführung läuft: offene Fälle, Termine der Woche, was noch nachzutragen ist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from casemgmt.domain.vorfuehrung_arbeit import Arbeitsbau
from casemgmt.domain.vorfuehrung_faelle import Akte, Fallbau
from casemgmt.domain.vorfuehrung_orte import Einsatz, um
from casemgmt.regeln.termin import Arbeitsart, Kanal, Terminstand
from casemgmt.regeln.vorfuehrungsplan import arbeitstag, werktag
from casemgmt.regeln.werte import Ausgang, Fallbereich, Phase

# Each phase with the days since the case was opened and since its last consultation.
STAENDE = (
    (Phase.UMSETZUNG, 190, 6),
    (Phase.KLAERUNG, 8, 8),
    (Phase.ASSESSMENT, 47, 12),
    (Phase.INTEGRATIONSPLAN, 80, 9),
    (Phase.UMSETZUNG, 150, 16),
    (Phase.MONITORING, 260, 20),
    (Phase.EVALUATION, 320, 11),
    (Phase.UMSETZUNG, 210, 88),
)
UHRZEITEN_HEUTE = ((9, 0), (10, 45), (14, 0))
GESCHUETZT = 4
"""Die Stelle des Falls mit Schutzadresse an einem Ort mit vielen Fällen."""
VIELE = 10
FAELLE_MUKIS = 5


class Wochenbau:
    def __init__(self, faelle: Fallbau, arbeit: Arbeitsbau, heute: date) -> None:
        self.faelle = faelle
        self.arbeit = arbeit
        self.heute = heute
        self.zufall = faelle.zufall
        self.serien: set[int] = set()

    def ort(self, einsatz: Einsatz) -> None:
        akten = [self._laufend(einsatz, stelle) for stelle in range(einsatz.ort.laufend)]
        if not akten:
            return
        viele = len(akten) >= VIELE
        for akte, uhrzeit in zip(akten, UHRZEITEN_HEUTE if viele else (), strict=False):
            self.faelle.termin(
                akte,
                self.heute,
                beginn=um(self.heute, *uhrzeit),
                stand=Terminstand.GEPLANT,
                kanal=Kanal.VOR_ORT,
            )
        for abstand, akte in enumerate(akten[3 if viele else 0 :: 2], 1):
            tag = werktag(self.heute + timedelta(days=abstand))
            self.faelle.termin(akte, tag, stand=Terminstand.GEPLANT, kanal=Kanal.VOR_ORT)
        # Still to be logged, and somebody who did not come.
        gestern = werktag(self.heute - timedelta(days=1), -1)
        self.faelle.termin(akten[-1], gestern, stand=Terminstand.GEPLANT)
        self.faelle.termin(akten[0], gestern - timedelta(days=14), stand=Terminstand.NICHT_ERSCHIENEN)
        for abstand in range(2, 44, 4 if viele else 14):
            self.faelle.einmalig(einsatz, werktag(self.heute - timedelta(days=abstand), -1))
        for nummer in range(2 if viele else 0):
            self._abgeschlossen(einsatz, 200 + 40 * nummer)
        self._arbeit(einsatz)

    def mukis(self, einsatz: Einsatz, orte: Sequence[Einsatz]) -> None:
        """Familien im ganzen Kreis, in der Hand des kreisweiten Case Managements."""
        for stelle in range(FAELLE_MUKIS):
            wo = orte[stelle * 3 % len(orte)]
            hier = Einsatz(wo.ort, wo.kommune_id, wo.standort_id, einsatz.konto)
            akte = self._laufend(hier, stelle + 1, Fallbereich.MUKIS, groesse=3 + stelle % 2)
            tag = werktag(self.heute + timedelta(days=stelle))
            self.faelle.termin(akte, tag, stand=Terminstand.GEPLANT, kanal=Kanal.AUFSUCHEND)
        self.arbeit.arbeit(
            einsatz,
            werktag(self.heute + timedelta(days=6)),
            Arbeitsart.FORTBILDUNG,
            bereich=Fallbereich.MUKIS,
            titel="Schulung für pädagogische Fachkräfte",
            stand=Terminstand.GEPLANT,
        )

    def _laufend(
        self,
        einsatz: Einsatz,
        stelle: int,
        bereich: Fallbereich = Fallbereich.LOKAL,
        groesse: int | None = None,
    ) -> Akte:
        phase, seit, zuletzt = STAENDE[stelle % len(STAENDE)]
        seit += 3 * (stelle // len(STAENDE))
        eroeffnet = werktag(self.heute - timedelta(days=seit), -1)
        groesse = groesse or self.zufall.choice((1, 1, 2, 3, 4))
        klienten = self.faelle.haushalt(einsatz, groesse, eroeffnet, bereich)
        if stelle == GESCHUETZT and einsatz.ort.laufend >= VIELE:
            for klient in klienten:
                klient.schutzadresse = True
        letzter = werktag(self.heute - timedelta(days=zuletzt), -1)
        beginn_der_phase = max(eroeffnet, letzter - timedelta(days=14))
        akte = self.faelle.fall(
            einsatz,
            klienten,
            eroeffnet,
            bereich=bereich,
            phase=phase,
            phase_seit=eroeffnet if phase is Phase.KLAERUNG else beginn_der_phase,
        )
        self._termine(akte, eroeffnet, letzter)
        return akte

    def _termine(self, akte: Akte, erster: date, letzter: date) -> None:
        tag = erster
        while tag < letzter:
            self.faelle.termin(akte, tag)
            tag = arbeitstag(tag + timedelta(days=self.zufall.randint(16, 34)))
        self.faelle.termin(akte, letzter)

    def _abgeschlossen(self, einsatz: Einsatz, vor_tagen: int) -> None:
        eroeffnet = werktag(self.heute - timedelta(days=vor_tagen), -1)
        beendet = werktag(self.heute - timedelta(days=vor_tagen // 8), -1)
        akte = self.faelle.fall(
            einsatz,
            self.faelle.haushalt(einsatz, 2, eroeffnet),
            eroeffnet,
            phase=Phase.ABGESCHLOSSEN,
            phase_seit=beendet,
            beendet_am=beendet,
            ausgang=Ausgang.POSITIV,
            abschlussnotiz="Die vereinbarten Ziele sind erreicht, ein Ausbildungsplatz ist gefunden.",
        )
        self._termine(akte, eroeffnet, beendet)

    def _arbeit(self, einsatz: Einsatz) -> None:
        if einsatz.konto.pk in self.serien:
            return
        self.serien.add(einsatz.konto.pk)
        serie = self.arbeit.erfinder.kennung()
        dienstag = self.heute + timedelta(days=(1 - self.heute.weekday()) % 7)
        for woche in range(4):
            tag = dienstag + timedelta(days=7 * woche)
            self.arbeit.arbeit(
                einsatz,
                tag,
                Arbeitsart.SONSTIGES,
                serie,
                beginn=um(tag, 15, 30),
                titel="Teamtreffen",
                stand=Terminstand.GEPLANT,
            )
        vorige = werktag(self.heute - timedelta(days=5), -1)
        self.arbeit.arbeit(einsatz, vorige, Arbeitsart.AUSTAUSCH_BEHOERDE)
