"""Das Verzeichnis der Vorführung, durch dieselben Vorgänge wie ein echtes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from casemgmt.domain.akteure import akteur_aufnehmen, angebot_anlegen
from casemgmt.regeln.akteure import als_spalte
from kim.basis.akteur import SystemAkteur
from kim.basis.vorfuehrung import Vorfuehrungskreis
from kim.protokoll.domain.speichern import speichere
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis
from kim.stammdaten.permissions import sichtbare_kommunen

DATEI = Path(__file__).resolve().parents[1] / "daten" / "akteure_rsk.toml"


def netzwerk_aufbauen(kreis: Vorfuehrungskreis) -> None:
    daten = tomllib.loads(DATEI.read_text(encoding="utf-8"))
    if daten["kuerzel"] != kreis.kuerzel:
        return
    akteur = SystemAkteur("Koordination Case Management", kreis.kreis_id)
    kommunen = {k.name: str(k.pk) for k in sichtbare_kommunen(akteur)}
    einrichtungen = {e.name: e.pk for e in einrichtungen_im_kreis(kreis.kreis_id)}
    for satz in daten["akteur"]:
        _aufnehmen(satz, kreis.kreis_id, einrichtungen[satz["einrichtung"]], kommunen, akteur)


def _aufnehmen(
    satz: Mapping[str, Any], kreis_id: int, einrichtung_id: int, kommunen: Mapping[str, str], akteur: Any
) -> None:
    stelle = akteur_aufnehmen(
        kreis_id=kreis_id,
        einrichtung_id=einrichtung_id,
        angaben={
            "wabe": satz["wabe"],
            "beschreibung": satz.get("beschreibung", ""),
            "themen": als_spalte(satz["themen"]),
            "sprachen": als_spalte(satz["sprachen"]),
            "gebiet": als_spalte(kommunen[name] for name in satz.get("kommunen", ())),
            "zielgruppe_text": satz.get("zielgruppe", ""),
            "wartezeit_wochen": satz.get("wartezeit"),
            "nimmt_verweise": satz.get("verweise", True),
            "verweiswege": als_spalte(satz.get("wege", ())),
        },
        akteur=akteur,
    )
    for angebot in satz.get("angebot", ()):
        angebot_anlegen(
            stelle_id=stelle.pk,
            angaben={
                "titel": angebot["titel"],
                "fuer_wen": angebot.get("fuer_wen", ""),
                "thema": angebot["thema"],
                "sprachen": als_spalte(angebot["sprachen"]),
                "ort": angebot.get("ort", ""),
                "tage": angebot.get("tage", ""),
                "freie_plaetze": angebot.get("plaetze"),
            },
            akteur=akteur,
        )
    # A directory that nobody has ever asked about looks different from one that was asked today.
    vor = satz.get("bestaetigt")
    stelle.bestaetigt_am = None if vor is None else timezone.localdate() - timedelta(days=vor)
    stelle.bestaetigt_von_name = "" if vor is None else akteur.name
    speichere(stelle, akteur=akteur)
