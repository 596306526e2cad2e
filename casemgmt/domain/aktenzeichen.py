"""Aktenzeichen: je Kreis und Jahr fortlaufend, unter einer Sperre vergeben."""

from __future__ import annotations

from django.db import transaction

from casemgmt.models import Fallzaehler


@transaction.atomic
def naechste_nummer(*, kreis_id: int, jahr: int) -> int:
    """Die Sperre hält bis zum Ende des Vorgangs: scheitert er, ist die Nummer nicht verbraucht."""
    Fallzaehler.objects.get_or_create(kreis_id=kreis_id, jahr=jahr)
    zaehler = Fallzaehler.objects.select_for_update().get(kreis_id=kreis_id, jahr=jahr)
    zaehler.letzte += 1
    zaehler.save(update_fields=["letzte"])
    return zaehler.letzte
