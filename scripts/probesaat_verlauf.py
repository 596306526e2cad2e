"""Opens a session in the trial Kreis: all members there, the first of many items called.

python -m scripts.probesaat_verlauf GREMIUM 20     prints the ids of the session, its items and its seats
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from kim.basis.akteur import SystemAkteur  # noqa: E402
from kim.protokoll.domain.speichern import speichere  # noqa: E402
from lenkung.domain.anwesenheit import sitz_kommt  # noqa: E402
from lenkung.domain.queries.geschaeftsordnung import geschaeftsordnung_in_kraft  # noqa: E402
from lenkung.domain.queries.tagesordnung import punkte_der_sitzung  # noqa: E402
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am  # noqa: E402
from lenkung.domain.sitzung import sitzung_planen  # noqa: E402
from lenkung.domain.sitzung_fuehren import punkt_aufrufen, sitzung_eroeffnen  # noqa: E402
from lenkung.domain.tagesordnung import punkt_anlegen  # noqa: E402
from lenkung.domain.verlaufsblatt import Eintrag  # noqa: E402
from lenkung.regeln.sitzung import Sitzungsstand  # noqa: E402
from lenkung.regeln.teilnahme import Teilnahmerolle  # noqa: E402
from lenkung.regeln.werte import Anwesenheitsart  # noqa: E402
from scripts.probesaat_sitzungen import GRUND, probekreis  # noqa: E402


def main(gremium_id: int, punkte: int) -> dict[str, object]:
    akteur = SystemAkteur(GRUND, probekreis().pk)
    sitzung = sitzung_planen(
        gremium_id=gremium_id,
        akteur=akteur,
        beginn=timezone.now() + timedelta(seconds=30),
        angaben={"art": "hybrid", "ort": "Kreishaus", "link": "https://konferenz.example/kim"},
    )
    for nummer in range(1, punkte + 1):
        punkt_anlegen(
            sitzung_id=sitzung.pk,
            akteur=akteur,
            angaben={"art": "beschluss", "titel": f"Beschluss Nummer {nummer}", "minuten": 5},
        )
    # As after the invitation, which has measurements of its own.
    sitzung.stand = Sitzungsstand.EINGELADEN.value
    sitzung.geschaeftsordnung = geschaeftsordnung_in_kraft(gremium_id, sitzung.tag)
    speichere(sitzung, akteur=akteur)
    eintrag = Eintrag(akteur, zeit=timezone.now().replace(microsecond=0))
    sitze = [zeile.sitz.pk for zeile in sitzzeilen_am([gremium_id], sitzung.tag)]
    for sitz_id in sitze:
        sitz_kommt(
            sitzung_id=sitzung.pk,
            sitz_id=sitz_id,
            rolle=Teilnahmerolle.MITGLIED,
            art=Anwesenheitsart.VOR_ORT,
            eintrag=eintrag,
        )
    sitzung_eroeffnen(sitzung_id=sitzung.pk, leitung="Petra Probe", eintrag=eintrag)
    nummern = [punkt.pk for punkt in punkte_der_sitzung(sitzung.pk)]
    punkt_aufrufen(sitzung_id=sitzung.pk, punkt_id=nummern[0], eintrag=eintrag)
    return {"sitzung": sitzung.pk, "punkte": nummern, "sitze": sitze}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
