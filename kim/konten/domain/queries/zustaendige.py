"""Wer in einem Kreis eine Rolle heute wirksam innehat, und bis wann jemand eine hatte."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from kim.konten.models import Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG


def zustaendige(*, kreis_id: int, rollen: Sequence[str], tag: date) -> QuerySet[Rollenzuweisung]:
    """Ohne gesperrte Konten; nach Rolle, dann nach Name."""
    return (
        Rollenzuweisung.objects.wirksam_am(tag)
        .filter(kreis_id=kreis_id, rolle__in=rollen, konto__is_active=True)
        .select_related("konto")
        .order_by("rolle", "konto__name", "pk")
    )


def zuletzt_mit_rolle(*, konto_id: int, kreis_id: int, rollen: Sequence[str], tag: date) -> date | None:
    """Der letzte Tag, an dem das Konto eine dieser Rollen hatte, höchstens `tag`; None: hier nie."""
    gehabt = Rollenzuweisung.objects.filter(
        Q(bestaetigt_am__isnull=False) | ~Q(rolle__in=BESTAETIGUNGSPFLICHTIG),
        konto_id=konto_id,
        kreis_id=kreis_id,
        rolle__in=rollen,
        von__lte=tag,
        abgelehnt=False,
    ).values_list("von", "bis", "beendet_am")
    enden = [
        (von, min(t for t in (bis, timezone.localdate(beendet) if beendet else None, tag) if t is not None))
        for von, bis, beendet in gehabt
    ]
    return max((ende for von, ende in enden if ende >= von), default=None)
