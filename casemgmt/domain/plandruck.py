"""Den Integrationsplan drucken lassen."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.plantexte import plantexte
from casemgmt.models import Integrationsplan
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.dokumente.domain.pdf_auftrag import pdf_beauftragen


@transaction.atomic
def plan_drucken(*, plan_id: int, sprache: str, schluessel: str, akteur: Akteur) -> int:
    """Gibt die Nummer des Auftrags zurück. Im Auftrag stehen nur Nummern, nie ein Name."""
    plan = Integrationsplan.objects.select_related("fall").get(pk=plan_id)
    verlange(permissions.darf_fall_fuehren(akteur, plan.fall))
    if sprache not in plantexte():
        raise Fachfehler(_("Diese Sprache gibt es nicht."), code="sprache", feld="sprache")
    return pdf_beauftragen(
        pdfart=permissions.INTEGRATIONSPLAN_DRUCK,
        angaben={"plan_id": plan.pk, "sprache": sprache},
        kreis_id=plan.kreis_id,
        schluessel=f"{plan.pk}:{sprache}:{schluessel}",
        akteur=akteur,
    )
