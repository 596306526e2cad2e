"""What the pages of a plan share: fetching it, its address, the way here, the language of the person."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.models import Fall, Integrationsplan
from casemgmt.regeln.sprachen import blattsprache
from casemgmt.views.fallseiten import Krumen, krumen
from kim.web.anfrage import Anfrage


def plan_url(plan: Integrationsplan) -> str:
    return reverse("casemgmt:plan-detail", args=[plan.pk])


def plan_holen(request: Anfrage, pk: int) -> Integrationsplan:
    menge = permissions.sichtbare_integrationsplaene(request.akteur)
    plan: Integrationsplan = get_object_or_404(menge.select_related("fall"), pk=pk)
    return plan


def weg(plan: Integrationsplan) -> Krumen:
    return krumen(plan.fall, (_("Integrationsplan"), plan_url(plan)))


def sprache_der_person(fall: Fall) -> str:
    haupt = fall.personen.filter(hauptperson=True).select_related("klient").first()
    sprachen: Any = (haupt.klient.sprachen or []) if haupt else []
    return blattsprache(sprachen)
