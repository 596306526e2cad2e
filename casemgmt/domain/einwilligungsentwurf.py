"""Auf dem Bildschirm unterschrieben, noch nicht geprüft: ein Entwurf erlaubt nichts."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.models import Einwilligungsentwurf
from kim.basis.akteur import Akteur
from kim.basis.fehler import Ueberholt, verlange


@transaction.atomic
def entwurf_uebernommen(*, entwurf_id: int, akteur: Akteur) -> Einwilligungsentwurf:
    """Jemand hat ihn geprüft und die Einwilligung selbst angelegt; der Entwurf bleibt als Nachweis."""
    entwurf = Einwilligungsentwurf.objects.select_for_update(of=("self",)).get(pk=entwurf_id)
    klient = entwurf.klient
    verlange(permissions.darf_beraten(akteur, klient.kreis_id, klient.bereich, klient.kommune_id))
    if entwurf.uebernommen_am is not None:
        raise Ueberholt(_("Dieser Entwurf ist schon übernommen."))
    entwurf.uebernommen_am = timezone.now()
    entwurf.save(update_fields=["uebernommen_am"])
    return entwurf
