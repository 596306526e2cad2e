"""Ein PDF dieses Moduls in Auftrag geben."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung import permissions
from lenkung.models import AGTreffen, Gremium, Vorlagenfassung


@transaction.atomic
def gremienliste_drucken(*, gremium_id: int, tag: date, schluessel: str, akteur: Akteur) -> int:
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


@transaction.atomic
def vorlage_drucken(*, fassung: Vorlagenfassung, akteur: Akteur) -> int:
    """Mit der Freigabe. Der Schlüssel ist die Fassung: es gibt genau ein PDF von ihr."""
    return pdf_beauftragen(
        pdfart=permissions.VORLAGE_DRUCK,
        angaben={"fassung_id": fassung.pk},
        kreis_id=fassung.kreis_id,
        schluessel=str(fassung.pk),
        akteur=akteur,
    )


@transaction.atomic
def gespraechsprotokoll_drucken(*, treffen: AGTreffen, akteur: Akteur) -> int:
    """Der fertige Wortlaut, auch wenn ihn jemand gleich wieder öffnet; neu fertig ist ein neues PDF."""
    stand = stand_von(treffen)
    return pdf_beauftragen(
        pdfart=permissions.GESPRAECHSPROTOKOLL_DRUCK,
        angaben={"treffen_id": treffen.pk, "stand": stand},
        kreis_id=treffen.kreis_id,
        schluessel=f"{treffen.pk}:{stand}",
        akteur=akteur,
    )
