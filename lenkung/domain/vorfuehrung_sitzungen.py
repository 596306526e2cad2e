"""Sitzungen und Sperrzeiten der Vorführung: die belegten der Quellen, und künftige nach dem Rhythmus."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from lenkung.domain.queries.sitzungen import planungslage
from lenkung.domain.sitzung import SitzungAngaben, sitzungen_planen
from lenkung.domain.sitzung_nachtragen import sitzung_nachtragen
from lenkung.domain.sperrzeit import sperrzeit_eintragen
from lenkung.models import Gremium
from lenkung.regeln.planung import hindernis, termine_vorschlagen
from lenkung.regeln.sitzung import ortszeit

DATEN = Path(__file__).resolve().parents[1] / "daten"
GRUND = "Vorführung"
DIENSTAG = 1
# So near that its invitation is due within days: there the timeline shows what it is for.
BALD = timedelta(days=18)


def sitzungen_aufbauen(kreis: Vorfuehrungskreis) -> None:
    akteur = SystemAkteur(GRUND, kreis.kreis_id)
    for zeit in _lesen("sperrzeiten.toml")["sperrzeit"]:
        sperrzeit_eintragen(kreis_id=kreis.kreis_id, akteur=akteur, angaben=zeit, grund=GRUND)
    gremium = Gremium.objects.get(kreis_id=kreis.kreis_id)
    for angaben in _lesen("sitzungen.toml")["kreis"]:
        if angaben["kuerzel"] == kreis.kuerzel:
            _eintragen(gremium, angaben, akteur)


def _lesen(name: str) -> dict[str, Any]:
    return tomllib.loads((DATEN / name).read_text(encoding="utf-8"))


def _eintragen(gremium: Gremium, angaben: Mapping[str, Any], akteur: SystemAkteur) -> None:
    wo: SitzungAngaben = {"ort": angaben["ort"], "dauer_minuten": angaben["dauer_minuten"]}
    uhrzeit: time = angaben["uhrzeit"]
    for satz in angaben.get("sitzung", ()):
        beginn = ortszeit(satz["tag"], uhrzeit)
        assert beginn is not None  # no clock changes in the afternoon
        sitzung_nachtragen(
            gremium_id=gremium.pk,
            akteur=akteur,
            beginn=beginn,
            angaben=wo,
            absage_grund=satz.get("abgesagt", ""),
            grund=GRUND,
        )
    tage = _kuenftige(gremium, angaben.get("in_tagen", ()))
    beginne = [beginn for tag in tage if (beginn := ortszeit(tag, uhrzeit)) is not None]
    sitzungen_planen(gremium_id=gremium.pk, akteur=akteur, beginne=beginne, angaben=wo, grund=GRUND)


def _kuenftige(gremium: Gremium, in_tagen: tuple[int, ...]) -> list[date]:
    """Ist ein Rhythmus geregelt, nach ihm; sonst die Tage, die die Datei nennt."""
    heute = timezone.localdate()
    lage = planungslage(gremium)
    regeln = lage.regeln_am(heute)

    def ausweichen(tag: date) -> date:
        while tag.weekday() != DIENSTAG or hindernis(tag, lage.sperren):
            tag += timedelta(days=1)
        return tag

    if regeln is None or regeln.rhythmus is None:
        return [ausweichen(heute + timedelta(days=abstand)) for abstand in in_tagen]
    naechste = ausweichen(heute + BALD)
    vorschlaege = [
        vorschlag
        for jahr in (naechste.year, naechste.year + 1)
        for vorschlag in termine_vorschlagen(
            jahr=jahr,
            rhythmus=regeln.rhythmus,
            wochentag=DIENSTAG,
            sperren=lage.sperren,
            ab=naechste + timedelta(days=30),
            vorhanden={naechste},
        )
    ]
    return [naechste, *(vorschlag.tag for vorschlag in vorschlaege if vorschlag.tag is not None)]
