"""Die Fallarbeit der Vorführung: erfundene Menschen, so viele Termine, wie veröffentlicht sind.

Was war, wird gesammelt geschrieben, damit die Vorführung schnell startet; was die Datenbank prüft, gilt auch
hier.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils import timezone

from casemgmt.domain.erfundene import DATEN
from casemgmt.domain.vorfuehrung_arbeit import Arbeitsbau
from casemgmt.domain.vorfuehrung_faelle import Fallbau
from casemgmt.domain.vorfuehrung_orte import Einsatz, einsaetze
from casemgmt.domain.vorfuehrung_woche import Wochenbau
from casemgmt.regeln.verteilung import verteilen
from casemgmt.regeln.vorfuehrungsplan import Jahreszahlen, Planer, tag_im_einsatz
from kim.basis.vorfuehrung import Vorfuehrungskreis


def fallarbeit_aufbauen(kreis: Vorfuehrungskreis) -> None:
    roh = tomllib.loads((DATEN / "vorfuehrung.toml").read_text(encoding="utf-8"))
    for angaben in roh["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            _aufbauen(kreis, angaben)


def _aufbauen(kreis: Vorfuehrungskreis, angaben: Mapping[str, Any]) -> None:
    zufall = Random(angaben["saat"])
    orte = einsaetze(kreis, angaben)
    faelle = Fallbau(kreis.kreis_id, zufall)
    arbeit = Arbeitsbau(kreis.kreis_id, zufall, faelle.zeiten)
    jahre = [Jahreszahlen(**jahr) for jahr in angaben.get("jahr", ())]
    if jahre:
        _frueher(faelle, arbeit, orte, jahre, angaben)
    woche = Wochenbau(faelle, arbeit, timezone.localdate())
    for ort in orte.values():
        woche.ort(ort)
    if "mukis" in angaben:
        woche.mukis(next(iter(orte.values())).mit_konto(kreis, angaben["mukis"]), list(orte.values()))
    faelle.fertig()
    arbeit.fertig()


def _frueher(
    faelle: Fallbau,
    arbeit: Arbeitsbau,
    orte: Mapping[str, Einsatz],
    jahre: list[Jahreszahlen],
    angaben: Mapping[str, Any],
) -> None:
    planer = Planer([ort.ort for ort in orte.values()], jahre, faelle.zufall)
    plaene = planer.planen(angaben["gesamt"]["personen"])
    faelle.frueher(plaene, orte, {jahr.jahr for jahr in jahre}, angaben["gesamt"]["mittlere_dauer"])
    for jahr in jahre:
        arbeit.jahr(jahr, list(orte.values()))
        gewichte = [ort.ort.gewicht(jahr.jahr) for ort in orte.values()]
        for ort, anzahl in zip(orte.values(), verteilen(jahr.einmalig, gewichte), strict=True):
            for _ in range(anzahl):
                faelle.einmalig(ort, tag_im_einsatz(faelle.zufall, ort.ort, jahr.jahr))
