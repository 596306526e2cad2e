"""Fälle der Vorführung mit ihren Menschen und Terminen, gesammelt und am Ende auf einmal geschrieben."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import models
from django.db.models import F

from casemgmt.domain.erfundene import Erfinder
from casemgmt.domain.sammelschreiben import schreiben, suchschluessel_sammeln
from casemgmt.domain.vorfuehrung_orte import Einsatz, Zeiten
from casemgmt.models import (
    Fall,
    Fallperson,
    Fallzaehler,
    Haushalt,
    Haushaltszugehoerigkeit,
    Klient,
    Termin,
    Terminperson,
    Terminthema,
)
from casemgmt.regeln.termin import Kanal, Sprachmittlung, Terminart, Terminstand
from casemgmt.regeln.vorfuehrungsplan import Fallplan, arbeitstag, dauern
from casemgmt.regeln.werte import Fallbereich, Haushaltsrolle, Phase
from kim.basis.akteur import SystemAkteur

GRUND = "Vorführung"
KANAELE = (*(Kanal.VOR_ORT,) * 7, Kanal.TELEFON, Kanal.AUFSUCHEND, Kanal.EMAIL)
NICHT_GEHALTEN = (Terminstand.NICHT_ERSCHIENEN, Terminstand.NICHT_ERSCHIENEN, Terminstand.ABGESAGT)
BERICHTIGT = 6
ZWEI_HAUSHALTE = 6


@dataclass
class Akte:
    """Ein Fall mit denen, um die es geht; die erste ist die Hauptperson."""

    fall: Fall
    einsatz: Einsatz
    klienten: list[Klient]


@dataclass
class Fallbau:
    kreis_id: int
    zufall: Random
    zeiten: Zeiten = field(default_factory=Zeiten)

    def __post_init__(self) -> None:
        self.erfinder = Erfinder(self.zufall)
        self.akteur = SystemAkteur(GRUND, self.kreis_id)
        self.akten: list[Akte] = []
        self.neue: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.anwesende: list[tuple[Termin, list[Klient]]] = []
        self._nummern: dict[int, int] = defaultdict(int)

    # People -------------------------------------------------------------------------------------------------

    def haushalt(
        self, einsatz: Einsatz, groesse: int, tag: date, bereich: Fallbereich = Fallbereich.LOKAL
    ) -> list[Klient]:
        klienten = []
        gemeinsam = Haushalt(kreis_id=self.kreis_id)
        for person in self.erfinder.haushalt(groesse, einsatz.ort.kommune, tag):
            klient = Klient(
                kreis_id=self.kreis_id,
                kennung=self.erfinder.kennung(),
                bereich=bereich,
                kommune_id=einsatz.kommune_id,
                datenschutzhinweis_am=tag,
                datenschutzhinweis_sprache=person.felder["sprachen"][0],
                erfasst_von=einsatz.konto,
                **person.felder,
            )
            klienten.append(klient)
            if groesse > 1:
                self.zugehoerig(gemeinsam, klient, person.rolle, tag)
        if groesse > 1:
            self.neue[Haushalt].append(gemeinsam)
        self.neue[Klient] += klienten
        return klienten

    def zugehoerig(self, haushalt: Haushalt, klient: Klient, rolle: Haushaltsrolle, tag: date) -> None:
        self.neue[Haushaltszugehoerigkeit].append(
            Haushaltszugehoerigkeit(
                kreis_id=self.kreis_id, haushalt=haushalt, klient=klient, rolle=rolle, von=tag
            )
        )

    # Cases --------------------------------------------------------------------------------------------------

    def fall(self, einsatz: Einsatz, klienten: list[Klient], eroeffnet: date, **felder: Any) -> Akte:
        self._nummern[eroeffnet.year] += 1
        fall = Fall(
            kreis_id=self.kreis_id,
            jahr=eroeffnet.year,
            nummer=self._nummern[eroeffnet.year],
            kommune_id=einsatz.kommune_id,
            eroeffnet_am=eroeffnet,
            verantwortlich=einsatz.konto,
            verantwortlich_seit=eroeffnet,
            **{"bereich": Fallbereich.LOKAL, "phase_seit": eroeffnet, **felder},
        )
        self.neue[Fall].append(fall)
        for stelle, klient in enumerate(klienten):
            self.neue[Fallperson].append(
                Fallperson(
                    kreis_id=self.kreis_id, fall=fall, klient=klient, von=eroeffnet, hauptperson=stelle == 0
                )
            )
        akte = Akte(fall, einsatz, klienten)
        self.akten.append(akte)
        return akte

    def termin(self, akte: Akte, tag: date, **felder: Any) -> Termin:
        """Mit der Hauptperson, oft auch mit anderen aus dem Fall."""
        dabei = akte.klienten[: self.zufall.choice((1, 1, 2, 3))]
        termin = self._beratung(
            akte.einsatz,
            tag,
            art=Terminart.CASE_MANAGEMENT,
            fall=akte.fall,
            bereich=akte.fall.bereich,
            personen=len(dabei),
            sprache=akte.klienten[0].datenschutzhinweis_sprache,
            vorbereitung_minuten=self.zufall.choice((0, 10, 15, 30)),
            nachbereitung_minuten=self.zufall.choice((0, 15, 20, 45)),
            **felder,
        )
        self.anwesende.append((termin, dabei))
        return termin

    def einmalig(self, einsatz: Einsatz, tag: date, **felder: Any) -> Termin:
        """Anonym: Es gibt keinen Weg zurück zu einer Person."""
        return self._beratung(
            einsatz,
            tag,
            art=Terminart.EINMALIG,
            bereich=Fallbereich.LOKAL,
            personen=self.zufall.choice((1, 1, 1, 2, 3)),
            sprache=self.erfinder.sprache(),
            **{"dauer_minuten": self.zufall.choice((15, 20, 30, 30, 45)), **felder},
        )

    def _beratung(self, einsatz: Einsatz, tag: date, **felder: Any) -> Termin:
        beginn = felder.pop("beginn", None) or self.zeiten.naechste(einsatz.konto.pk, tag)
        stand = felder.setdefault("stand", Terminstand.GEHALTEN)
        themen = self.erfinder.themen()
        if stand == Terminstand.GEHALTEN:
            felder["naechster_schritt"] = self.zufall.choice(themen[0].schritte)
            felder["notiz"] = self.zufall.choice(themen[0].notizen) if felder.get("fall") else ""
        felder.setdefault("kanal", self.zufall.choice(KANAELE))
        vor_ort = felder["kanal"] == Kanal.VOR_ORT
        mittlung = (
            Sprachmittlung.KEINE,
            Sprachmittlung.KEINE,
            Sprachmittlung.GERAET,
            Sprachmittlung.PERSON,
        )
        termin = Termin(
            kreis_id=self.kreis_id,
            kennung=self.erfinder.kennung(),
            konto=einsatz.konto,
            kommune_id=einsatz.kommune_id,
            standort_id=einsatz.standort_id if vor_ort else None,
            beginn=beginn,
            sprachmittlung=self.zufall.choice(mittlung) if vor_ort else Sprachmittlung.KEINE,
            **{"dauer_minuten": 60, **felder},
        )
        self.neue[Termin].append(termin)
        if stand == Terminstand.GEHALTEN:
            for thema in themen:
                self.neue[Terminthema].append(
                    Terminthema(kreis_id=self.kreis_id, termin=termin, thema=thema.schluessel)
                )
        return termin

    # The years that were counted ----------------------------------------------------------------------------

    def frueher(
        self, plaene: Sequence[Fallplan], orte: Mapping[str, Einsatz], jahre: set[int], mittlere_dauer: int
    ) -> None:
        gezaehlte: list[Termin] = []
        for plan in plaene:
            akte = self._beendete_akte(plan, orte[plan.ort.kommune])
            for tag in plan.termine:
                termin = self.termin(akte, tag)
                if tag.year in jahre:
                    gezaehlte.append(termin)
            if plan.langfristig and self.zufall.random() < 0.3:
                letzter = arbeitstag(plan.termine[-1] + timedelta(days=2))
                self.termin(akte, min(letzter, plan.beendet), stand=self.zufall.choice(NICHT_GEHALTEN))
        for termin, dauer in zip(gezaehlte, dauern(self.zufall, len(gezaehlte), mittlere_dauer), strict=True):
            termin.dauer_minuten = dauer
        for termin in gezaehlte[:: len(gezaehlte) // BERICHTIGT]:
            self._berichtigen(termin)
        self._zwei_haushalte()

    def _beendete_akte(self, plan: Fallplan, einsatz: Einsatz) -> Akte:
        if plan.wiedergekommen:
            klienten = [self._von_frueher(einsatz)]
            klienten += self.haushalt(einsatz, plan.personen - 1, plan.eroeffnet) if plan.personen > 1 else []
        else:
            klienten = self.haushalt(einsatz, plan.personen, plan.eroeffnet)
        return self.fall(
            einsatz,
            klienten,
            plan.eroeffnet,
            phase=Phase.ABGESCHLOSSEN if plan.langfristig else Phase.NICHT_FORTGESETZT,
            phase_seit=plan.beendet,
            beendet_am=plan.beendet,
            ausgang=plan.ausgang,
            endgrund=plan.endgrund,
        )

    def _von_frueher(self, einsatz: Einsatz) -> Klient:
        """Wessen erster Fall nach der Klärung nicht fortgesetzt wurde, kommt mit einem neuen wieder."""
        return next(
            akte.klienten[0]
            for akte in self.akten
            if akte.einsatz is einsatz and akte.fall.phase == Phase.NICHT_FORTGESETZT
        )

    def _berichtigen(self, alt: Termin) -> None:
        """Die Berichtigung zählt an Stelle der alten; die bleibt stehen."""
        alt.ersetzt_am = alt.beginn + timedelta(days=8)
        akte = next(akte for akte in self.akten if akte.fall is alt.fall)
        self.termin(
            akte,
            alt.beginn.date(),
            beginn=alt.beginn,
            berichtigt=alt,
            berichtigungsgrund="Die Dauer war falsch eingetragen.",
            dauer_minuten=alt.dauer_minuten,
        )

    def _zwei_haushalte(self) -> None:
        """Kinder, deren Eltern getrennt leben: in zwei Haushalten, und doch eine Person."""
        alleinige = [akte for akte in self.akten if len(akte.klienten) == 1]
        familien = [akte for akte in self.akten if len(akte.klienten) > 2]
        for familie in familien[:ZWEI_HAUSHALTE]:
            hier = [akte for akte in alleinige if akte.einsatz is familie.einsatz]
            for anderes in hier[:1]:
                alleinige.remove(anderes)
                haushalt = Haushalt(kreis_id=self.kreis_id)
                self.neue[Haushalt].append(haushalt)
                tag = familie.fall.eroeffnet_am
                self.zugehoerig(haushalt, anderes.klienten[0], Haushaltsrolle.ERWACHSEN, tag)
                self.zugehoerig(haushalt, familie.klienten[-1], Haushaltsrolle.KIND, tag)

    # Writing ------------------------------------------------------------------------------------------------

    def fertig(self) -> None:
        for modell in (Haushalt, Klient, Haushaltszugehoerigkeit, Fall, Fallperson):
            schreiben(self.neue[modell], akteur=self.akteur, grund=GRUND)
        suchschluessel_sammeln(self.neue[Klient])
        # First what was corrected, then the corrections, which point to it.
        for berichtigungen in (False, True):
            saetze = [t for t in self.neue[Termin] if (t.berichtigt is not None) is berichtigungen]
            schreiben(saetze, akteur=self.akteur, grund=GRUND)
        anwesende = [
            Terminperson(kreis_id=self.kreis_id, termin=termin, klient=klient)
            for termin, dabei in self.anwesende
            for klient in dabei
        ]
        schreiben(anwesende, akteur=self.akteur, grund=GRUND)
        schreiben(self.neue[Terminthema], akteur=self.akteur, grund=GRUND)
        for jahr, letzte in self._nummern.items():
            Fallzaehler.objects.create(kreis_id=self.kreis_id, jahr=jahr, letzte=letzte)
        erfasst_wie_geschehen(Termin, self.kreis_id)


def erfasst_wie_geschehen(modell: Any, kreis_id: int, zeit: str = "beginn") -> None:
    """Die Spalte füllt sich sonst mit dem Augenblick, in dem die Vorführung entsteht."""
    jetzt_schon = {"kreis_id": kreis_id, "stand": Terminstand.GEHALTEN}
    modell.objects.filter(**jetzt_schon).update(erfasst_am=F(zeit))
    modell.history.filter(**jetzt_schon).update(erfasst_am=F(zeit), history_date=F(zeit))
