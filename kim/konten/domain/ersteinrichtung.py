"""Die erste Verwaltung eines Kreises, von der Kommandozeile aus eingeladen."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.konten.domain.einladung import einladung_senden
from kim.konten.domain.konto import konto_anlegen
from kim.konten.domain.rollen import rolle_erteilen
from kim.konten.models import Konto
from kim.konten.regeln.rollen import Rolle


@transaction.atomic
def verwaltung_einladen(*, kreis_id: int, email: str, name: str, akteur: Akteur) -> Konto:
    """Konto, Rolle Systemadministration auf dem Kreis und Einladung, alles oder nichts."""
    grund = _("Ersteinrichtung von der Kommandozeile")
    konto = konto_anlegen(kreis_id=kreis_id, email=email, name=name, akteur=akteur, grund=grund)
    rolle_erteilen(
        konto_id=konto.pk,
        rolle=Rolle.SYSTEMADMINISTRATION,
        bereich=Bereich.kreis(kreis_id),
        von=timezone.localdate(),
        bis=None,
        grund=grund,
        akteur=akteur,
    )
    einladung_senden(konto_id=konto.pk, akteur=akteur)
    return konto
