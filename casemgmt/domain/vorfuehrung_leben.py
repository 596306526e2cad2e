"""Einige Akten der Vorführung mit allem, was zu einem Fall gehört, durch dieselben Vorgänge wie echte.

Termine entstehen hier nicht: die sind gezählt.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sin
from typing import Any, Final

from django.utils import timezone

from casemgmt.domain.anfrage import anfrage_ablehnen, anfrage_aufnehmen
from casemgmt.domain.einwilligung import Einwilligungsangaben, einwilligung_anlegen, muendlich_erteilen
from casemgmt.domain.einwilligungsentwurf import entwurf_festhalten
from casemgmt.domain.einwilligungsunterschrift import auf_schirm_unterschreiben
from casemgmt.domain.erfundene import DATEN
from casemgmt.domain.fallkonferenz import ergebnis_festhalten, konferenz_anlegen, teilnahme_aufnehmen
from casemgmt.domain.integrationsplan import (
    plan_beginnen,
    plan_vereinbaren,
    schritt_schreiben,
    stand_setzen,
    ziel_schreiben,
)
from casemgmt.domain.planunterschrift import plan_auf_schirm_unterschreiben
from casemgmt.domain.queries.einwilligungen import alter_von
from casemgmt.domain.queries.plaene import planwerte
from casemgmt.domain.verweis import Antwort, antwort_eintragen, verweis_anlegen, verweis_senden
from casemgmt.domain.vorfuehrung_orte import konto, um
from casemgmt.domain.widerruf import einwilligung_widerrufen
from casemgmt.domain.wiedervorlage import wiedervorlage_anlegen
from casemgmt.models import Fall, Integrationsplan, Klient
from casemgmt.regeln.akteure import als_spalte
from casemgmt.regeln.anfrage import Ablehnungsgrund
from casemgmt.regeln.plan import Bestaetigung, Planthema, Schrittstand, Wer
from casemgmt.regeln.planblatt import pruefsumme
from casemgmt.regeln.sprachen import blattsprache
from casemgmt.regeln.verweis import Verweisstand
from casemgmt.regeln.vorfuehrungsplan import werktag
from casemgmt.regeln.werte import Fallbereich
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, kommunen_im_kreis

Roh = Mapping[str, Any]
STRICHE: Final = [[[100 + 8 * x, 200 + round(90 * sin(x / 6))] for x in range(90)], [[560, 300], [820, 270]]]
"""Eine Welle und ein Strich: niemandes Unterschrift."""


def leben_aufbauen(kreis: Vorfuehrungskreis) -> None:
    roh = tomllib.loads((DATEN / "vorfuehrung_leben.toml").read_text(encoding="utf-8"))
    if roh["kuerzel"] != kreis.kuerzel:
        return
    stellen = {stelle.name: stelle.pk for stelle in einrichtungen_im_kreis(kreis.kreis_id)}
    orte = {ort.name: ort.pk for ort in kommunen_im_kreis(kreis.kreis_id)}
    for angaben in roh["konto"]:
        _Lebensbau(kreis, angaben, stellen, orte).bauen()


class _Lebensbau:
    def __init__(
        self, kreis: Vorfuehrungskreis, roh: Roh, stellen: Mapping[str, int], orte: Mapping[str, int]
    ) -> None:
        self.kreis_id = kreis.kreis_id
        self.roh = roh
        self.stellen = stellen
        self.orte = orte
        self.akteur = konto(kreis, roh["kennung"])
        self.bereich = Fallbereich(roh.get("bereich", Fallbereich.LOKAL))
        self.kommune_id = orte[roh["kommune"]] if "kommune" in roh else None
        self.heute = timezone.localdate()

    def bauen(self) -> None:
        for satz in self.roh.get("anfrage", ()):
            self._anfrage(satz)
        akten = self._akten()
        for satz in self.roh["leben"]:
            fall, klient = akten[satz["fall"]]
            self._leben(fall, klient, satz)
        self._vom_geraet(akten[-1][1])

    def _akten(self) -> list[tuple[Fall, Klient]]:
        """Laufende Fälle mit einer erwachsenen Hauptperson, die längsten zuerst; ohne Schutzadresse."""
        faelle = Fall.objects.filter(
            kreis_id=self.kreis_id,
            bereich=self.bereich,
            verantwortlich_id=self.akteur.pk,
            beendet_am__isnull=True,
            phase__in=("umsetzung", "monitoring", "evaluation", "integrationsplan", "assessment"),
        ).prefetch_related("personen__klient")
        akten = []
        for fall in faelle.order_by("eroeffnet_am", "pk"):
            haupt = next(person.klient for person in fall.personen.all() if person.hauptperson)
            if not haupt.schutzadresse and not alter_von(haupt, self.heute).sorge_noetig:
                akten.append((fall, haupt))
        return akten

    def _tag(self, tage: int) -> date:
        return self.heute + timedelta(days=tage)

    def _anfrage(self, satz: Roh) -> None:
        anfrage = anfrage_aufnehmen(
            kreis_id=self.kreis_id,
            bereich=self.bereich,
            kommune_id=self.kommune_id,
            angaben={
                "eingegangen_am": self._tag(-satz["vor"]),
                "zugangsweg": satz["zugangsweg"],
                "absender": satz.get("absender", ""),
                "name": satz.get("name", ""),
                "anliegen": satz["anliegen"],
                "sprachen": satz.get("sprachen"),
            },
            akteur=self.akteur,
        )
        if "ablehnen" in satz:
            anfrage_ablehnen(
                anfrage_id=anfrage.pk, grund=Ablehnungsgrund(satz["ablehnen"]), akteur=self.akteur
            )

    def _leben(self, fall: Fall, klient: Klient, satz: Roh) -> None:
        if "plan" in satz:
            self._plan(fall, klient, satz["plan"])
        if "einwilligung" in satz:
            self._einwilligung(klient, satz["einwilligung"])
        for verweis in satz.get("verweis", ()):
            self._verweis(fall, klient, verweis)
        if "konferenz" in satz:
            self._konferenz(fall, satz["konferenz"])
        for vorlage in satz.get("wiedervorlage", ()):
            wiedervorlage_anlegen(
                fall_id=fall.pk,
                faellig_am=self._tag(vorlage["in"]),
                text=vorlage["text"],
                akteur=self.akteur,
            )

    # The plan -----------------------------------------------------------------------------------------------

    def _plan(self, fall: Fall, klient: Klient, satz: Roh) -> None:
        plan = plan_beginnen(fall_id=fall.pk, akteur=self.akteur)
        staende: dict[int, Schrittstand] = {}
        for ziel in satz["ziel"]:
            geschrieben = ziel_schreiben(
                plan_id=plan.pk, thema=Planthema(ziel["thema"]), worte=ziel["worte"], akteur=self.akteur
            )
            for schritt in ziel.get("schritt", ()):
                neu = schritt_schreiben(
                    ziel_id=geschrieben.pk,
                    was=schritt["was"],
                    wer=Wer(schritt["wer"]),
                    wer_genau=schritt.get("wer_genau", ""),
                    bis=self._tag(schritt["in"]),
                    akteur=self.akteur,
                )
                if "stand" in schritt:
                    staende[neu.pk] = Schrittstand(schritt["stand"])
        if "vor" not in satz:
            return
        schirm = satz.get("unterschrift", False)
        plan_vereinbaren(
            plan_id=plan.pk,
            vereinbart_am=self._tag(-satz["vor"]),
            bestaetigung=Bestaetigung.SCHIRM if schirm else Bestaetigung.BLATT,
            akteur=self.akteur,
        )
        stand_setzen(plan_id=plan.pk, ziele={}, schritte=staende, akteur=self.akteur)
        if schirm:
            self._plan_unterschreiben(plan.pk, klient)

    def _plan_unterschreiben(self, plan_id: int, klient: Klient) -> None:
        plan = Integrationsplan.objects.select_related("fall").get(pk=plan_id)
        plan_auf_schirm_unterschreiben(
            plan_id=plan_id,
            gelesen=pruefsumme(planwerte(plan)),
            name=str(klient),
            sprache=blattsprache(klient.sprachen),
            striche=json.dumps(STRICHE),
            akteur=self.akteur,
        )

    # Consent and what goes out ------------------------------------------------------------------------------

    def _einwilligung(self, klient: Klient, satz: Roh) -> None:
        von = self._tag(-satz["vor"])
        angaben: Einwilligungsangaben = {
            "art": "datenuebermittlung",
            "sprache": blattsprache(klient.sprachen),
            "empfaenger": [(self.stellen[name], None) for name in satz["an"]],
            "datenklassen": satz["klassen"],
            "zwecke": satz["zwecke"],
            "von": von,
            "bis": von + timedelta(days=satz["tage"]),
            "sorgeberechtigte": 1,
            "sprachmittlung": "",
        }
        neu = einwilligung_anlegen(klient_id=klient.pk, angaben=angaben, akteur=self.akteur)
        if "muendlich" in satz:
            am = timezone.now() - timedelta(hours=20)
            muendlich_erteilen(
                einwilligung_id=neu.pk, stand=neu.stand, am=am, grund=satz["muendlich"], akteur=self.akteur
            )
        if satz.get("unterschrift"):
            auf_schirm_unterschreiben(
                einwilligung_id=neu.pk,
                stand=neu.stand,
                wer="selbst",
                name="",
                striche=json.dumps(STRICHE),
                akteur=self.akteur,
            )
        if satz.get("widerruf"):
            einwilligung_widerrufen(einwilligung_id=neu.pk, weg="muendlich", akteur=self.akteur)

    def _verweis(self, fall: Fall, klient: Klient, satz: Roh) -> None:
        klassen: Sequence[str] = satz.get("klassen", ())
        verweis = verweis_anlegen(
            kreis_id=self.kreis_id,
            bereich=self.bereich,
            kommune_id=fall.kommune_id,
            fall_id=fall.pk,
            angaben={
                "klient_id": klient.pk if klassen else None,
                "ziel": satz.get("ziel", ""),
                "ziel_kommune_id": self.orte[satz["ziel_kommune"]] if "ziel_kommune" in satz else None,
                "einrichtung_id": self.stellen[satz["an"]] if "an" in satz else None,
                "person_id": None,
                "thema": satz["thema"],
                "zweck": "verweis",
                "form": "mit_daten" if klassen else "anonym",
                "klassen": als_spalte(klassen),
                "kanal": "intern" if "ziel" in satz else "brief",
                "nachricht": satz["nachricht"],
            },
            akteur=self.akteur,
        )
        verweis_senden(verweis_id=verweis.pk, akteur=self.akteur)
        if "antwort" in satz:
            antwort = Antwort(Verweisstand(satz["antwort"]), satz.get("grund", ""), satz.get("notiz", ""))
            antwort_eintragen(verweis_id=verweis.pk, antwort=antwort, akteur=self.akteur)

    def _konferenz(self, fall: Fall, satz: Roh) -> None:
        tag = werktag(self._tag(satz["in"]))
        konferenz = konferenz_anlegen(
            fall_id=fall.pk,
            angaben={
                "art": "fallkonferenz",
                "beginn": um(tag, 10),
                "ort": satz["ort"],
                "frage": satz["frage"],
                "papier": satz["papier"],
            },
            akteur=self.akteur,
        )
        ich = teilnahme_aufnehmen(konferenz_id=konferenz.pk, konto_id=self.akteur.pk, akteur=self.akteur)
        for name in satz["stellen"]:
            teilnahme_aufnehmen(
                konferenz_id=konferenz.pk, einrichtung_id=self.stellen[name], akteur=self.akteur
            )
        ergebnis_festhalten(
            konferenz_id=konferenz.pk,
            text=satz["ergebnis"],
            teilnahme_id=ich.pk,
            bis=tag + timedelta(days=14),
            akteur=self.akteur,
        )

    def _vom_geraet(self, klient: Klient) -> None:
        """Ohne Netz unterschrieben; die Stelle steht so nicht im Verzeichnis, deshalb wartet sie."""
        entwurf_festhalten(
            klient=klient,
            angaben={
                "empfaenger": ["Caritas Lohmar"],
                "datenklassen": ["stammdaten", "kontakt"],
                "zwecke": ["terminklaerung"],
                "bis": self._tag(200).isoformat(),
                "sprache": blattsprache(klient.sprachen),
                "unterschrieben_am": (timezone.now() - timedelta(days=1)).isoformat(),
                "unterschrift": STRICHE,
            },
            akteur=self.akteur,
        )
