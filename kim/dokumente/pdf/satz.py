"""From a registered Pdfart to the bytes of its PDF."""

from __future__ import annotations

from django.template.loader import render_to_string

from kim.basis.pdfart import Pdfart, Pdfinhalt
from kim.dokumente.pdf.briefkopf import briefkopf
from kim.dokumente.pdf.druck import drucke

BRIEF_CSS = "dokumente/pdf/brief.css"


def setze(pdfart: Pdfart, inhalt: Pdfinhalt) -> bytes:
    kopf = briefkopf(inhalt.kreis_id)
    html = render_to_string(pdfart.vorlage, {**inhalt.kontext, "kopf": kopf, "titel": inhalt.titel})
    pdf = drucke(
        html,
        titel=inhalt.titel,
        kennung=f"{pdfart.schluessel}:{inhalt.kreis_id}:{inhalt.gehoert_zu_art}:{inhalt.gehoert_zu_id}",
        stand=inhalt.stand,
        urheber=kopf.name,
        css=[render_to_string(BRIEF_CSS), kopf.css],
        ressourcen=kopf.ressourcen,
        anlagen=inhalt.anlagen,
    )
    return pdfart.nachbereiten(pdf, inhalt) if pdfart.nachbereiten else pdf
