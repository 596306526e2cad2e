"""Fills the trial Kreis with a Lenkungsgruppe: seats, a Geschäftsordnung, many sessions, one agenda.

python -m scripts.probesaat_sitzungen 300 20     prints the ids of the Gremium and of the session with items
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from kim.basis.akteur import SystemAkteur  # noqa: E402
from kim.basis.modul import Modul  # noqa: E402
from kim.stammdaten.domain.kreis import module_schalten  # noqa: E402
from kim.stammdaten.domain.person import person_anlegen  # noqa: E402
from kim.stammdaten.domain.queries.listen import einrichtungen_im_kreis, kreis_mit_kuerzel  # noqa: E402
from lenkung.domain.besetzung import sitz_besetzen  # noqa: E402
from lenkung.domain.geschaeftsordnung import (  # noqa: E402
    Annahme,
    bestimmungen_uebernehmen,
    geschaeftsordnung_beschliessen,
    geschaeftsordnung_entwerfen,
)
from lenkung.domain.gremium import gremium_anlegen  # noqa: E402
from lenkung.domain.mitgeliefert import mitgelieferte_fassung  # noqa: E402
from lenkung.domain.sitz import sitz_einrichten  # noqa: E402
from lenkung.domain.sitzung import sitzungen_planen  # noqa: E402
from lenkung.domain.tagesordnung import punkt_anlegen  # noqa: E402
from lenkung.regeln.gremium import BesetzungArt  # noqa: E402
from lenkung.regeln.sitzung import ortszeit  # noqa: E402

SITZE = 17
GRUND = "Probebetrieb"
IN_KRAFT_AB = date(2022, 3, 24)


def gremium_aufbauen(kreis_id: int, akteur: SystemAkteur) -> int:
    gremium = gremium_anlegen(
        kreis_id=kreis_id, akteur=akteur, angaben={"name": "Lenkungsgruppe KIM", "kurzname": "Lenkungsgruppe"}
    )
    entwurf = geschaeftsordnung_entwerfen(
        gremium_id=gremium.pk, akteur=akteur, angaben={"bezeichnung": "Geschäftsordnung"}
    )
    vorbild = mitgelieferte_fassung("rsk-2022-03-24")
    bestimmungen_uebernehmen(entwurf, vorbild.bestimmungen, akteur=akteur, grund=GRUND)
    annahme = Annahme(am=IN_KRAFT_AB, fundstelle="Niederschrift", in_kraft_ab=IN_KRAFT_AB)
    geschaeftsordnung_beschliessen(geschaeftsordnung_id=entwurf.pk, annahme=annahme, akteur=akteur)
    for nummer, einrichtung in enumerate(einrichtungen_im_kreis(kreis_id)[:SITZE], 1):
        sitz = sitz_einrichten(
            gremium_id=gremium.pk,
            akteur=akteur,
            angaben={"einrichtung_id": einrichtung.pk, "beginn_fundstelle": "GO § 2 Abs. 1"},
        )
        for art in BesetzungArt:
            person = person_anlegen(
                kreis_id=kreis_id,
                akteur=akteur,
                angaben={
                    "vorname": "Petra",
                    "nachname": f"Probe {nummer} {art.value}",
                    "email": f"{art.value}{nummer}@einrichtung.example",
                },
            )
            sitz_besetzen(sitz_id=sitz.pk, akteur=akteur, angaben={"art": art.value, "person_id": person.pk})
    return gremium.pk


def _beginne(anzahl: int) -> list[datetime]:
    heute = timezone.localdate()
    tage = (heute + timedelta(days=30 + 7 * woche) for woche in range(anzahl))
    return [beginn for tag in tage if (beginn := ortszeit(tag, time(14, 0))) is not None]


def probekreis() -> Any:
    kreis = kreis_mit_kuerzel("musterkreis")
    assert kreis is not None  # made by scripts.probesaat
    return kreis


def main(sitzungen: int, punkte: int) -> dict[str, int]:
    kreis = probekreis()
    akteur = SystemAkteur(GRUND, kreis.pk)
    module_schalten(kreis_id=kreis.pk, eingeschaltet=[Modul.LENKUNG], akteur=akteur, grund=GRUND)
    gremium_id = gremium_aufbauen(kreis.pk, akteur)
    geplante = sitzungen_planen(
        gremium_id=gremium_id, akteur=akteur, beginne=_beginne(sitzungen), angaben={"ort": "Kreishaus"}
    )
    for nummer in range(1, punkte + 1):
        punkt_anlegen(
            sitzung_id=geplante[0].pk,
            akteur=akteur,
            angaben={
                "art": "beschluss",
                "titel": f"Beschluss Nummer {nummer} über ein Vorhaben",
                "minuten": 5,
            },
        )
    return {"gremium": gremium_id, "sitzung": geplante[0].pk}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
