"""Builds consents the way the software itself makes them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casemgmt.domain.einwilligung import Einwilligungsangaben, einwilligung_anlegen
from casemgmt.domain.einwilligungstexte import letzte_fassungen, text_freigeben
from casemgmt.domain.einwilligungsunterschrift import auf_schirm_unterschreiben
from casemgmt.domain.weitergabe import empfaenger
from casemgmt.domain.weitergabe_ohne import weitergabe_ohne_beantragen
from casemgmt.models import Einwilligung, Einwilligungstext, Klient, WeitergabeOhneEinwilligung
from casemgmt.regeln.weitergabe import Empfaenger
from kim.stammdaten.models import Funktion
from tests.casemgmt import fallbau
from tests.fabriken import EinrichtungFactory, PersonFactory

STRICHE = json.dumps([[[10, 10], [200, 40], [300, 20]], [[320, 30], [400, 90], [410, 95]]])


class Lage:
    """A Kommune with a case manager and a person, a Jobcenter with two people, the Koordination."""

    def __init__(self) -> None:
        self.ort = fallbau.kommune()
        self.kreis = self.ort.kreis
        self.cm = fallbau.case_management(self.ort)
        self.klient = fallbau.klient(self.cm, self.ort, geburtsjahr=1988)
        self.jobcenter = EinrichtungFactory(kreis=self.kreis, name="Jobcenter Musterkreis")
        self.frau_a, self.herr_b = (self.person("Anna", "Amtlich"), self.person("Bernd", "Büro"))
        self.koordination = fallbau.koordination(self.kreis)

    def person(self, vorname: str, nachname: str, einrichtung: Any = None) -> Any:
        person = PersonFactory(kreis=self.kreis, vorname=vorname, nachname=nachname)
        Funktion.objects.create(
            person=person, einrichtung=einrichtung or self.jobcenter, bezeichnung="Beratung"
        )
        return person

    def angaben(self, **felder: Any) -> Einwilligungsangaben:
        heute = timezone.localdate()
        return {
            "art": "datenuebermittlung",
            "sprache": "de",
            "empfaenger": [(self.jobcenter.pk, None)],
            "datenklassen": ["stammdaten", "kontakt"],
            "zwecke": ["verweis"],
            "von": heute,
            "bis": heute + timedelta(days=180),
            "sorgeberechtigte": 1,
            "sprachmittlung": "",
            **felder,  # type: ignore[typeddict-item]
        }

    def entwurf(self, klient: Klient | None = None, **felder: Any) -> Einwilligung:
        return einwilligung_anlegen(
            klient_id=(klient or self.klient).pk, angaben=self.angaben(**felder), akteur=self.cm
        )

    def unterschrieben(self, klient: Klient | None = None, **felder: Any) -> Einwilligung:
        return unterschreiben(self.entwurf(klient, **felder), self.cm)

    def an_jobcenter(self, person: Any = None) -> Empfaenger:
        return empfaenger(self.jobcenter, person)

    def kind(self, geboren: date, **angaben: Any) -> Klient:
        return fallbau.klient(self.cm, self.ort, "Lina", "Haddad", geburtsdatum=geboren, **angaben)

    def antrag(self, **felder: Any) -> WeitergabeOhneEinwilligung:
        return weitergabe_ohne_beantragen(
            **{
                "klient_id": self.klient.pk,
                "grund": "kindesschutz",
                "begruendung": "Das Kind wird allein gelassen.",
                "einrichtung_id": self.jobcenter.pk,
                "person_id": None,
                "zweck": "verweis",
                "datenklassen": ["stammdaten", "beratungsinhalt"],
                "dringend": False,
                "akteur": self.cm,
                **felder,
            }
        )


def geprueft(lage: Lage, sprache: str, durch: str = "Büro") -> Einwilligungstext:
    """The last version of this language is checked."""
    letzte = letzte_fassungen(lage.kreis.pk).get(sprache)
    return text_freigeben(
        kreis_id=lage.kreis.pk,
        sprache=sprache,
        fassung=letzte.fassung if letzte else 0,
        geprueft_durch=durch,
        akteur=lage.koordination,
    )


def unterschreiben(satz: Einwilligung, akteur: Any, wer: str = "selbst", name: str = "") -> Einwilligung:
    satz.refresh_from_db()
    return auf_schirm_unterschreiben(
        einwilligung_id=satz.pk, stand=satz.stand, wer=wer, name=name, striche=STRICHE, akteur=akteur
    )
