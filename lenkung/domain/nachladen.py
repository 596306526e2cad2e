"""Die Stellvertretung bitten, wenn das Mitglied verhindert ist (GO RSK § 4 Abs. 6)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kim.basis.akteur import Akteur
from lenkung.models import Teilnahme


@transaction.atomic
def stellvertretung_nachladen(*, teilnahme_id: int, akteur: Akteur) -> bool:
    """Bittet die Stellvertretung um Antwort; False, wenn sie schon gebeten ist."""
    teilnahme = Teilnahme.objects.select_for_update(no_key=True).get(pk=teilnahme_id)
    if teilnahme.gefragt_am is not None:
        return False
    teilnahme.gefragt_am = timezone.now()
    teilnahme.save(update_fields=["gefragt_am"])
    return True
