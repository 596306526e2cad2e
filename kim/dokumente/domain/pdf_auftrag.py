"""Ein PDF in Auftrag geben. Gesetzt wird es im Hintergrund; die Seite zeigt, wie weit es ist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kim.auftraege.domain.erteilen import auftrag_erteilen
from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.basis.pdfart import PDFARTEN
from kim.dokumente import permissions

AUFTRAGSART = "dokumente.pdf_erstellen"


@transaction.atomic
def pdf_beauftragen(
    *, pdfart: str, angaben: Mapping[str, Any], kreis_id: int, schluessel: str, akteur: Akteur
) -> int:
    """Gibt die Nummer des Auftrags zurück. Derselbe Schlüssel ergibt denselben Auftrag und ein Dokument.

    `angaben` enthält nur Kennungen und einfache Werte, keine Personendaten. Ob die Person dieses Dokument
    erzeugen darf, prüft vorher der Raum, dem die PDF-Art gehört.
    """
    art = PDFARTEN[pdfart]
    return auftrag_erteilen(
        art=AUFTRAGSART,
        schluessel=f"pdf:{art.schluessel}:{schluessel}",
        angaben={
            "pdfart": art.schluessel,
            "schluessel": f"pdf:{art.schluessel}:{schluessel}",
            "angaben": dict(angaben),
        },
        akteur=akteur,
        kreis_id=kreis_id,
    ).pk


@transaction.atomic
def briefkopfprobe_beauftragen(*, kreis_id: int, schluessel: str, akteur: Akteur) -> int:
    """Ein Probeschreiben an den Kreis selbst, mit den Einstellungen von jetzt."""
    verlange(permissions.darf_briefkopf_pruefen(akteur, kreis_id))
    return pdf_beauftragen(
        pdfart=permissions.BRIEFKOPFPROBE,
        angaben={"kreis_id": kreis_id},
        kreis_id=kreis_id,
        schluessel=f"{kreis_id}:{schluessel}",
        akteur=akteur,
    )
