"""Background work of this module."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import Auftragsart, Fortschritt, Zeitplan
from kim.basis.zeit import BERLIN, berliner_tag
from lenkung.domain.ag_bericht import faellige_vorschlagen
from lenkung.domain.erinnern import erinnerungen_senden, taetige_gremien, weiter_taetige_gremien
from lenkung.domain.folgevorschlag import ueberfaellige_vorschlagen, vorzuschlagende_folgen
from lenkung.domain.genehmigung import anstehende, genehmigungen_festhalten
from lenkung.domain.oparl import oparl_abgleichen, zu_pruefende_kreise
from lenkung.domain.queries.arbeitsgruppen import faellige_arbeitsgruppen

ERSTE_STUNDE = 7
"""Not in the middle of the night: many read their mail on the phone beside their bed."""


def erinnern(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"nachrichten": erinnerungen_senden(jetzt=timezone.now(), akteur=SystemAkteur("Erinnerungen"))}


def erinnern_noetig(jetzt: datetime) -> bool:
    return jetzt.astimezone(BERLIN).hour >= ERSTE_STUNDE and taetige_gremien(berliner_tag(jetzt)).exists()


ERINNERN = Auftragsart("lenkung.erinnern", "An Fristen und Sitzungen erinnern", erinnern)
# Each hour: what was missed goes out within an hour of the restart.
ERINNERN_PLAN = Zeitplan("lenkung.erinnern", ERINNERN.schluessel, timedelta(hours=1), noetig=erinnern_noetig)


def berichte_vorschlagen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"vorschlaege": faellige_vorschlagen(jetzt=timezone.now())}


def berichte_noetig(jetzt: datetime) -> bool:
    """Whoever leads gets a mail about it, so not in the middle of the night either."""
    tag = berliner_tag(jetzt)
    return (
        jetzt.astimezone(BERLIN).hour >= ERSTE_STUNDE
        and faellige_arbeitsgruppen(weiter_taetige_gremien(tag), tag).exists()
    )


BERICHTE = Auftragsart(
    "lenkung.berichte_vorschlagen", "Fällige Berichte von Arbeitsgruppen vorschlagen", berichte_vorschlagen
)
BERICHTE_PLAN = Zeitplan(
    "lenkung.berichte_vorschlagen", BERICHTE.schluessel, timedelta(hours=1), noetig=berichte_noetig
)


def folgen_vorschlagen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"vorschlaege": ueberfaellige_vorschlagen(jetzt=timezone.now())}


def folgen_noetig(jetzt: datetime) -> bool:
    return jetzt.astimezone(BERLIN).hour >= ERSTE_STUNDE and bool(vorzuschlagende_folgen(jetzt))


FOLGEN = Auftragsart(
    "lenkung.folgen_vorschlagen", "Überfälliges aus Beschlüssen vorschlagen", folgen_vorschlagen
)
FOLGEN_PLAN = Zeitplan(
    "lenkung.folgen_vorschlagen", FOLGEN.schluessel, timedelta(hours=1), noetig=folgen_noetig
)


def oparl_nachfuehren(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    jetzt = timezone.now()
    return {
        "geaendert": sum(oparl_abgleichen(kreis_id=kreis, jetzt=jetzt) for kreis in zu_pruefende_kreise())
    }


def oparl_noetig(jetzt: datetime) -> bool:
    return bool(zu_pruefende_kreise())


OPARL = Auftragsart("lenkung.oparl_nachfuehren", "Öffentliche Schnittstelle nachführen", oparl_nachfuehren)
# What other acts change of what is public is told after five minutes at the latest.
OPARL_PLAN = Zeitplan(
    "lenkung.oparl_nachfuehren", OPARL.schluessel, timedelta(minutes=5), noetig=oparl_noetig
)


def genehmigen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    return {"genehmigungen": genehmigungen_festhalten(jetzt=timezone.now())}


def genehmigen_noetig(jetzt: datetime) -> bool:
    return bool(anstehende(jetzt))


GENEHMIGEN = Auftragsart("lenkung.genehmigen", "Genehmigte Niederschriften festhalten", genehmigen)
# Also at night: nobody is written to, and the moment that is recorded is that of the law in any case.
GENEHMIGEN_PLAN = Zeitplan(
    "lenkung.genehmigen", GENEHMIGEN.schluessel, timedelta(hours=1), noetig=genehmigen_noetig
)
