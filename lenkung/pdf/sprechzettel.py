"""The Sprechzettel on paper: large type, room for the numbers that are counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.queries.sprechzettel import sprechzettel
from lenkung.domain.unterrichten import termin_text
from lenkung.models import Sitzung
from lenkung.permissions import SPRECHZETTEL_DRUCK


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    sitzung = Sitzung.objects.select_related("gremium", "standort__kommune", "standort__einrichtung").get(
        pk=int(angaben["sitzung_id"])
    )
    return Pdfinhalt(
        kreis_id=sitzung.kreis_id,
        titel=_("Sprechzettel %(gremium)s, %(tag)s")
        % {"gremium": sitzung.gremium.kurz, "tag": anzeige.datum(sitzung.tag)},
        dateiname=_("Sprechzettel %(gremium)s %(tag)s.pdf")
        % {"gremium": sitzung.gremium.kurz, "tag": sitzung.tag.isoformat()},
        stand=timezone.now(),
        gehoert_zu_art=SPRECHZETTEL_DRUCK,
        gehoert_zu_id=sitzung.pk,
        kontext={
            "sitzung": sitzung,
            "termin": termin_text(sitzung.beginn),
            "zettel": sprechzettel(sitzung),
        },
    )


PDFART = Pdfart(SPRECHZETTEL_DRUCK, "Sprechzettel des Vorsitzes", "lenkung/pdf/sprechzettel.html", inhalt)
