"""The sheet of a consent on paper: German beside the language of the person, as it is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casemgmt.models import Einwilligung
from casemgmt.permissions import EINWILLIGUNG_BLATT
from casemgmt.regeln.einwilligungstext import pruefsumme, zweisprachig
from kim.basis.fehler import Fachfehler
from kim.basis.pdfart import Pdfart, Pdfinhalt

ZEICHEN = 12
"""So much of the checksum stands on the paper: enough to find the wording that was signed."""


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    satz = Einwilligung.objects.get(pk=int(angaben["einwilligung_id"]))
    if pruefsumme(satz.wortlaut) != satz.sha256 or satz.sha256 != angaben["sha256"]:
        raise Fachfehler(_("Der Wortlaut hat sich geändert. Bitte das Blatt neu drucken."), code="wortlaut")
    return Pdfinhalt(
        kreis_id=satz.kreis_id,
        titel=satz.wortlaut["spalten"][0]["titel"],
        # Neither name nor topic: file names are seen by many.
        dateiname=_("Einwilligung %(nummer)s.pdf") % {"nummer": satz.pk},
        stand=satz.erfasst_am,
        gehoert_zu_art=EINWILLIGUNG_BLATT,
        gehoert_zu_id=satz.pk,
        sensibel=True,
        kontext={
            "blatt": zweisprachig(satz.wortlaut),
            "geprueft": satz.wortlaut["geprueft"],
            "zeichen": satz.sha256[:ZEICHEN],
        },
    )


PDFART = Pdfart(EINWILLIGUNG_BLATT, "Blatt einer Einwilligung", "casemgmt/pdf/einwilligung.html", inhalt)
