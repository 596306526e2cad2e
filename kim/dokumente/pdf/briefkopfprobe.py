"""The trial letter: shows a Kreis how its letters will look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis import anzeige
from kim.basis.pdfart import Pdfart, Pdfinhalt
from kim.dokumente.pdf.briefkopf import briefkopf
from kim.dokumente.permissions import BRIEFKOPFPROBE


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    kopf = briefkopf(int(angaben["kreis_id"]))
    jetzt = timezone.now()
    fehlt = _("noch nicht eingestellt")
    return Pdfinhalt(
        kreis_id=int(angaben["kreis_id"]),
        titel=_("Probe des Briefkopfs"),
        dateiname=_("Briefkopf-Probe") + f" {anzeige.datum(jetzt)}.pdf",
        stand=jetzt,
        gehoert_zu_art=BRIEFKOPFPROBE,
        kontext={
            "empfaenger": (kopf.name, *kopf.anschriftzeilen) if kopf.anschriftzeilen else (kopf.name, fehlt),
            "infoblock": [
                (_("Datum"), anzeige.datum(jetzt)),
                (_("Zeichen"), _("Probe")),
                *([(_("Kontakt"), "\n".join(kopf.kontaktzeilen))] if kopf.kontaktzeilen else []),
            ],
            "angaben": [
                (_("Absenderzeile"), kopf.absenderzeile),
                (_("Anschrift"), "\n".join(kopf.anschriftzeilen) or fehlt),
                (_("Kontakt"), "\n".join(kopf.kontaktzeilen) or fehlt),
                (_("Fußzeile"), kopf.fusszeile or fehlt),
                (_("Logo"), _("hinterlegt") if kopf.logo else fehlt),
            ],
            "beispiel": [
                (_("Januar"), _("Aufenthalt und Arbeit"), 1204),
                (_("Februar"), _("Sprachkurs"), 96),
                (_("März"), _("Anerkennung eines Abschlusses"), 1503),
            ],
            "unterzeichner": kopf.name,
        },
    )


PDFART = Pdfart(BRIEFKOPFPROBE, "Probe des Briefkopfs", "dokumente/pdf/briefkopf_probe.html", inhalt)
