"""Die Liste der Mitglieder als PDF in Auftrag geben."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from lenkung import permissions
from lenkung.models import Gremium


@transaction.atomic
def gremienliste_beauftragen(*, gremium_id: int, tag: date, schluessel: str, akteur: Akteur) -> int:
    """Gibt die Nummer des Auftrags zurück; derselbe Schlüssel ergibt denselben Auftrag."""
    gremium = Gremium.objects.get(pk=gremium_id)
    verlange(permissions.darf_einsehen(akteur, gremium))
    return pdf_beauftragen(
        pdfart=permissions.GREMIENLISTE,
        angaben={"gremium_id": gremium.pk, "tag": tag.isoformat()},
        kreis_id=gremium.kreis_id,
        schluessel=f"{gremium.pk}:{tag.isoformat()}:{schluessel}",
        akteur=akteur,
    )
