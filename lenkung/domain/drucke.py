"""Ein PDF dieses Moduls in Auftrag geben."""

from __future__ import annotations

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from lenkung import permissions


@transaction.atomic
def geschaeftsordnung_drucken(*, geschaeftsordnung_id: int, schluessel: str, akteur: Akteur) -> int:
    """Gibt die Nummer des Auftrags zurück; derselbe Schlüssel ergibt denselben Auftrag."""
    satz = (
        permissions.sichtbare_geschaeftsordnungen(akteur)
        .select_related("gremium")
        .get(pk=geschaeftsordnung_id)
    )
    return pdf_beauftragen(
        pdfart=permissions.GO_DRUCK,
        angaben={"geschaeftsordnung_id": satz.pk},
        kreis_id=satz.gremium.kreis_id,
        schluessel=f"{satz.pk}:{schluessel}",
        akteur=akteur,
    )
