"""Was zwei Personen nicht gleichzeitig tun dürfen."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.fehler import Fachfehler
from kim.konten.models import Rollenzuweisung
from kim.konten.regeln.rollen import Rolle
from kim.stammdaten.domain.saetze import kreis_sperren


def letzte_verwaltung_schuetzen(*, kreis_id: int | None, faellt_weg: Q) -> None:
    """Es muss jemand bleiben, der Konten verwaltet: unbefristet und mit einem Konto, das nicht gesperrt ist.

    Der Kreis wird gesperrt, damit sich zwei Verwaltende nicht im selben Augenblick gegenseitig
    hinausbefördern.
    """
    if kreis_id is None:
        return
    kreis_sperren(kreis_id)
    verwaltung = (
        Rollenzuweisung.objects.wirksam_am(timezone.localdate())
        .getragen()
        .filter(kreis_id=kreis_id, rolle=Rolle.SYSTEMADMINISTRATION, bis__isnull=True, konto__is_active=True)
    )
    if verwaltung.filter(faellt_weg).exists() and not verwaltung.exclude(faellt_weg).exists():
        raise Fachfehler(
            _(
                "Das ist die letzte Systemadministration dieses Kreises. Bitte diese Rolle zuerst einer "
                "weiteren "
                "Person ohne Enddatum erteilen."
            ),
            code="letzte_verwaltung",
        )
