"""Den Sprechzettel des Vorsitzes drucken."""

from __future__ import annotations

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from lenkung import permissions
from lenkung.models import Sitzung


@transaction.atomic
def sprechzettel_drucken(*, sitzung_id: int, schluessel: str, akteur: Akteur) -> int:
    """Gibt die Nummer des Auftrags zurück; derselbe Schlüssel ergibt denselben Auftrag."""
    sitzung = Sitzung.objects.select_related("gremium").get(pk=sitzung_id)
    verlange(permissions.darf_hinter_die_kulissen(akteur, sitzung))
    return pdf_beauftragen(
        pdfart=permissions.SPRECHZETTEL_DRUCK,
        angaben={"sitzung_id": sitzung.pk},
        kreis_id=sitzung.gremium.kreis_id,
        schluessel=f"{sitzung.pk}:{schluessel}",
        akteur=akteur,
    )
