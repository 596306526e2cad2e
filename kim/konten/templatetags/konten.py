"""What the sign-in page needs to know about directories."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.conf import settings

from kim.konten.regeln.anbieter import Anbieter

register = template.Library()


@register.simple_tag
def oidc_anbieter() -> Sequence[Anbieter]:
    return settings.KIM_OIDC_ANBIETER
