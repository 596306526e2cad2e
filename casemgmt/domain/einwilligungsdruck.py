"""Das Blatt einer Einwilligung drucken."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from casemgmt import permissions
from casemgmt.models import Einwilligung
from kim.basis.akteur import Akteur
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu


def _schluessel(satz: Einwilligung) -> str:
    return f"{satz.pk}:{satz.sha256[:16]}"


@transaction.atomic
def blatt_drucken(*, einwilligung_id: int, akteur: Akteur) -> int:
    """Gibt die Nummer des Auftrags zurück. Von jedem Wortlaut gibt es genau ein PDF."""
    satz = permissions.sichtbare_einwilligungen(akteur).get(pk=einwilligung_id)
    return pdf_beauftragen(
        pdfart=permissions.EINWILLIGUNG_BLATT,
        angaben={"einwilligung_id": satz.pk, "sha256": satz.sha256},
        kreis_id=satz.kreis_id,
        schluessel=_schluessel(satz),
        akteur=akteur,
    )


def blatt_pdf(satz: Einwilligung) -> Any:
    """Das PDF des jetzigen Wortlauts, wenn es schon gesetzt ist."""
    blaetter = dokumente_zu(permissions.EINWILLIGUNG_BLATT, [satz.pk]).get(satz.pk, [])
    ende = f":{_schluessel(satz)}"
    return next((blatt for blatt in blaetter if blatt.auftrag_schluessel.endswith(ende)), None)
