"""Background work of this room: setting PDF files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kim.basis.akteur import SystemAkteur
from kim.basis.auftragsart import Auftragsart, Fortschritt
from kim.basis.pdfart import PDFARTEN
from kim.dokumente.domain.dokument import Zugehoerigkeit, erzeugtes_pdf_ablegen
from kim.dokumente.domain.pdf_auftrag import AUFTRAGSART


def pdf_erstellen(angaben: Mapping[str, Any], fortschritt: Fortschritt) -> Mapping[str, Any]:
    # The press takes a second and 50 MB to load; web processes start without it.
    from kim.dokumente.pdf.satz import setze

    pdfart = PDFARTEN[angaben["pdfart"]]
    fortschritt.melden(0, 3, _("Angaben werden gesammelt"))
    inhalt = pdfart.inhalt(angaben["angaben"])
    fortschritt.melden(1, 3, _("Seiten werden gesetzt"))
    pdf = setze(pdfart, inhalt)
    fortschritt.melden(2, 3, _("Datei wird abgelegt"))
    dokument = erzeugtes_pdf_ablegen(
        name=inhalt.dateiname,
        inhalt=pdf,
        gehoert_zu=Zugehoerigkeit(
            inhalt.kreis_id, inhalt.gehoert_zu_art, inhalt.gehoert_zu_id, inhalt.sensibel
        ),
        auftrag_schluessel=angaben["schluessel"],
        akteur=SystemAkteur("PDF-Erstellung", inhalt.kreis_id),
    )
    return {"dokument": str(dokument.kennung)}


PDF_ERSTELLEN = Auftragsart(AUFTRAGSART, "PDF erstellen", pdf_erstellen)
