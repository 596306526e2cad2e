"""What the sign-in pages show in the demo. Nothing of it appears anywhere else."""

from __future__ import annotations

from itertools import groupby

from django import template
from django.conf import settings

from kim.basis.vorfuehrung import VORFUEHRUNG, Vorfuehrkonto
from kim.konten.domain.vorfuehrung import vorfuehrcode as code_des_kontos
from kim.konten.models import Konto

register = template.Library()


@register.simple_tag
def vorfuehrkonten() -> list[tuple[str, list[Vorfuehrkonto]]]:
    """The demo's accounts, Kreis by Kreis."""
    if not settings.KIM_DEMO:
        return []
    return [(gruppe, list(konten)) for gruppe, konten in groupby(VORFUEHRUNG, lambda konto: konto.gruppe)]


@register.simple_tag
def vorfuehrcode(konto: Konto) -> str:
    return code_des_kontos(konto)
