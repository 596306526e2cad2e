"""The list of members of a Gremium on a day, with the letterhead of the Kreis. No contact data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.pdfart import Pdfart, Pdfinhalt
from lenkung.domain.queries.zusammensetzung import zusammensetzung_am
from lenkung.models import Gremium
from lenkung.permissions import GREMIENLISTE


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    gremium = Gremium.objects.get(pk=int(angaben["gremium_id"]))
    tag = date.fromisoformat(str(angaben["tag"]))
    zusammensetzung = zusammensetzung_am(gremium.pk, tag)
    return Pdfinhalt(
        kreis_id=gremium.kreis_id,
        titel=_("Zusammensetzung: %(gremium)s") % {"gremium": gremium},
        dateiname=_("Zusammensetzung %(gremium)s %(tag)s.pdf")
        % {"gremium": gremium.kurz, "tag": anzeige.datum(tag)},
        stand=timezone.now(),
        gehoert_zu_art=GREMIENLISTE,
        gehoert_zu_id=gremium.pk,
        kontext={
            "gremium": gremium,
            "tag": tag,
            "zusammensetzung": zusammensetzung,
            "zahlen": zusammensetzung.zahlen,
        },
    )


PDFART = Pdfart(GREMIENLISTE, "Zusammensetzung eines Gremiums", "lenkung/pdf/gremienliste.html", inhalt)
