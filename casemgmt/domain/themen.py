"""Die Themen der Beratung pflegen, wie der Kreis sie will."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.themen import alle_themen
from casemgmt.models import Kreisthema
from casemgmt.regeln.namen import grundform
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def thema_bestimmen(
    *, akteur: Akteur, kreis_id: int, schluessel: str, titel: str, rang: int, aktiv: bool
) -> Kreisthema:
    """Ein mitgeliefertes oder eigenes Thema umbenennen, verschieben, ausblenden. Was gezählt ist, bleibt."""
    verlange(permissions.darf_themen_pflegen(akteur, kreis_id))
    zeilen = alle_themen(kreis_id)
    if schluessel not in {z.thema.schluessel for z in zeilen}:
        raise Fachfehler(_("Dieses Thema gibt es nicht."), code="thema")
    titel = " ".join(titel.split())
    _verlange_frei(titel, [z.thema.titel for z in zeilen if z.thema.schluessel != schluessel])
    if not aktiv and not any(z.aktiv for z in zeilen if z.thema.schluessel != schluessel):
        raise Fachfehler(_("Mindestens ein Thema muss angeboten werden."), code="letztes", feld="aktiv")
    satz = Kreisthema.objects.select_for_update().filter(kreis_id=kreis_id, schluessel=schluessel).first()
    satz = satz or Kreisthema(kreis_id=kreis_id, schluessel=schluessel)
    satz.titel, satz.rang, satz.aktiv = titel, rang, aktiv
    return speichere(satz, akteur=akteur)


@transaction.atomic
def thema_anlegen(*, akteur: Akteur, kreis_id: int, titel: str, rang: int) -> Kreisthema:
    verlange(permissions.darf_themen_pflegen(akteur, kreis_id))
    zeilen = alle_themen(kreis_id)
    titel = " ".join(titel.split())
    _verlange_frei(titel, [z.thema.titel for z in zeilen])
    schluessel = re.sub(r"[^a-z0-9]+", "_", grundform(titel)).strip("_")[:32] or "thema"
    vergeben = {z.thema.schluessel for z in zeilen}
    frei = next(
        wort
        for nummer in range(1, 1000)
        if (wort := schluessel if nummer == 1 else f"{schluessel}_{nummer}") not in vergeben
    )
    return speichere(Kreisthema(kreis_id=kreis_id, schluessel=frei, titel=titel, rang=rang), akteur=akteur)


def _verlange_frei(titel: str, vergeben: list[str]) -> None:
    if titel.casefold() in {anderer.casefold() for anderer in vergeben}:
        raise Fachfehler(_("Ein Thema mit diesem Titel gibt es schon."), code="titel", feld="titel")
