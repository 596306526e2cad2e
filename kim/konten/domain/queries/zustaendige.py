"""Wer in einem Kreis eine Rolle heute wirksam innehat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from kim.konten.models import Rollenzuweisung


def zustaendige(*, kreis_id: int, rollen: Sequence[str], tag: date) -> QuerySet[Rollenzuweisung]:
    """Ohne gesperrte Konten; nach Rolle, dann nach Name."""
    return (
        Rollenzuweisung.objects.wirksam_am(tag)
        .filter(kreis_id=kreis_id, rolle__in=rollen, konto__is_active=True)
        .select_related("konto")
        .order_by("rolle", "konto__name", "pk")
    )
