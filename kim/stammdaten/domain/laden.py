"""Lädt die mitgelieferten Stammdaten eines Kreises; beliebig oft, ohne etwas zu verdoppeln."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.stammdaten.domain.einrichtung import einrichtung_anlegen
from kim.stammdaten.domain.kommune import kommune_anlegen
from kim.stammdaten.domain.kreis import kreis_anlegen, kreis_einstellungen_aendern
from kim.stammdaten.domain.standort import standort_anlegen
from kim.stammdaten.models import Einrichtung, Kommune, Kreis, Standort
from kim.stammdaten.regeln.datendatei import Kreisdatei


@dataclass(frozen=True, slots=True)
class Ladeergebnis:
    kreis: Kreis
    angelegt: int
    vorhanden: int


@transaction.atomic
def stammdaten_laden(*, datei: Kreisdatei, akteur: Akteur) -> Ladeergebnis:
    """Legt an, was fehlt. Was es schon gibt, gehört den Nutzenden und bleibt, wie es ist."""
    angelegt = vorhanden = 0
    kreis = Kreis.objects.filter(kuerzel=datei.kreis.kuerzel).first()
    if kreis is None:
        kreis = kreis_anlegen(
            name=datei.kreis.name, kuerzel=datei.kreis.kuerzel, akteur=akteur, grund=datei.kreis.fundstelle
        )
        kreis_einstellungen_aendern(
            kreis_id=kreis.pk,
            akteur=akteur,
            angaben={
                "absenderzeile": datei.kreis.absenderzeile,
                "anschrift": datei.kreis.anschrift,
                "telefon": datei.kreis.telefon,
                "email": datei.kreis.email,
                "website": datei.kreis.website,
                "fusszeile": datei.kreis.fusszeile,
            },
            grund=datei.kreis.fundstelle,
        )
        kreis.refresh_from_db()
        angelegt += 1
    else:
        vorhanden += 1

    kommunen = {name: pk for pk, name in Kommune.objects.filter(kreis=kreis).values_list("pk", "name")}
    for kommune in datei.kommunen:
        if kommune.name in kommunen:
            vorhanden += 1
            continue
        neu = kommune_anlegen(
            kreis_id=kreis.pk,
            akteur=akteur,
            angaben={
                "name": kommune.name,
                "art": kommune.art,
                "gemeindeschluessel": kommune.gemeindeschluessel,
                "rheinseite": kommune.rheinseite,
            },
            grund="; ".join(filter(None, (kommune.fundstelle, kommune.fundstelle_rheinseite))),
        )
        kommunen[kommune.name] = neu.pk
        angelegt += 1

    einrichtungen = {
        name: pk for pk, name in Einrichtung.objects.filter(kreis=kreis).values_list("pk", "name")
    }
    for einrichtung in datei.einrichtungen:
        if einrichtung.name in einrichtungen:
            vorhanden += 1
            continue
        einrichtungen[einrichtung.name] = einrichtung_anlegen(
            kreis_id=kreis.pk,
            akteur=akteur,
            angaben={
                "name": einrichtung.name,
                "kurzname": einrichtung.kurzname,
                "art": einrichtung.art,
                "rechtskreis": einrichtung.rechtskreis,
                "kommune_id": kommunen.get(einrichtung.kommune),
                "bemerkung": einrichtung.bemerkung,
            },
            grund=einrichtung.fundstelle,
        ).pk
        angelegt += 1

    standorte = set(Standort.objects.filter(kreis=kreis).values_list("name", "kommune_id", "einrichtung_id"))
    for standort in datei.standorte:
        kommune_id = kommunen.get(standort.kommune)
        einrichtung_id = einrichtungen.get(standort.einrichtung)
        if (standort.name, kommune_id, einrichtung_id) in standorte:
            vorhanden += 1
            continue
        standort_anlegen(
            kreis_id=kreis.pk,
            akteur=akteur,
            angaben={
                "name": standort.name,
                "kommune_id": kommune_id,
                "einrichtung_id": einrichtung_id,
                "anschrift": standort.anschrift,
                "hinweise": standort.hinweise,
            },
            grund=standort.fundstelle,
        )
        angelegt += 1
    return Ladeergebnis(kreis, angelegt, vorhanden)
