"""Lesen: Kolleginnen und Kollegen eines Kreises, für Räume, die jemanden mit Konto benennen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from kim.konten.domain.queries.zustaendige import zustaendige
from kim.konten.models import Konto


def konto_im_kreis(kreis_id: int, konto_id: int) -> Konto | None:
    return Konto.objects.filter(kreis_id=kreis_id, pk=konto_id, is_active=True).first()


def kollegen_mit_rolle(*, kreis_id: int, rollen: Sequence[str], tag: date) -> QuerySet[Konto]:
    """Wer an diesem Tag eine dieser Rollen hat."""
    zuweisungen = zustaendige(kreis_id=kreis_id, rollen=rollen, tag=tag)
    return Konto.objects.filter(pk__in=zuweisungen.values("konto"), is_active=True).order_by("name", "pk")
