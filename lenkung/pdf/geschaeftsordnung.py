"""A Geschäftsordnung on paper, with the letterhead of the Kreis: every provision, its place, its wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.queries.geschaeftsordnung import bestimmungen_von
from lenkung.models import Geschaeftsordnung
from lenkung.permissions import GO_DRUCK
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Gruppe


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    satz = Geschaeftsordnung.objects.select_related("gremium").get(pk=int(angaben["geschaeftsordnung_id"]))
    bestimmungen = bestimmungen_von(satz)
    gruppen = [
        (
            gruppe.value,
            [
                (art, bestimmungen[name], art.satz(bestimmungen[name].werte))
                for name, art in BESTIMMUNGEN.items()
                if art.gruppe is gruppe and name in bestimmungen
            ],
        )
        for gruppe in Gruppe
    ]
    return Pdfinhalt(
        kreis_id=satz.gremium.kreis_id,
        titel=satz.bezeichnung,
        dateiname=_("Geschäftsordnung %(gremium)s.pdf") % {"gremium": satz.gremium.kurz},
        stand=timezone.now(),
        gehoert_zu_art=GO_DRUCK,
        gehoert_zu_id=satz.pk,
        kontext={
            "go": satz,
            "gruppen": [(titel, zeilen) for titel, zeilen in gruppen if zeilen],
            "offene": [art.titel for name, art in BESTIMMUNGEN.items() if name not in bestimmungen],
        },
    )


PDFART = Pdfart(GO_DRUCK, "Geschäftsordnung eines Gremiums", "lenkung/pdf/geschaeftsordnung.html", inhalt)
