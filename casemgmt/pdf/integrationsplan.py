"""The Integrationsplan on paper: plain German beside the person's language, her goals as she said them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt.domain.plantexte import plantexte
from casemgmt.domain.queries.plaene import planwerte
from casemgmt.models import Integrationsplan
from casemgmt.permissions import INTEGRATIONSPLAN_DRUCK
from casemgmt.regeln.planblatt import blatt
from kim.basis.pdfart import Pdfart, Pdfinhalt


def inhalt(angaben: Mapping[str, Any]) -> Pdfinhalt:
    plan = Integrationsplan.objects.select_related("fall").get(pk=int(angaben["plan_id"]))
    alle = plantexte()
    deutsch, andere = alle["de"], alle[str(angaben["sprache"])]
    return Pdfinhalt(
        kreis_id=plan.kreis_id,
        titel=_("Integrationsplan %(fall)s") % {"fall": plan.fall.aktenzeichen},
        dateiname=f"Integrationsplan {plan.fall.aktenzeichen} {plan.nummer}.pdf",
        stand=timezone.now(),
        gehoert_zu_art=INTEGRATIONSPLAN_DRUCK,
        gehoert_zu_id=plan.pk,
        sensibel=True,
        kontext={
            "plan": plan,
            "fall": plan.fall,
            "blatt": blatt(planwerte(plan), deutsch, andere),
            "zu_pruefen": not andere.geprueft,
        },
    )


PDFART = Pdfart(INTEGRATIONSPLAN_DRUCK, "Integrationsplan", "casemgmt/pdf/integrationsplan.html", inhalt)
