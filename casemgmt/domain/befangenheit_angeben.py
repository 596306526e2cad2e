"""Befangenheit angeben: wer einem Menschen nahesteht, sagt es, bevor sie dessen Akte je öffnet."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from casemgmt import permissions
from casemgmt.domain.abgleich import BEFANGENHEITEN, abgleich_anstossen
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Befangenheit
from kim.basis.akteur import Akteur
from kim.basis.fehler import verlange
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def befangenheit_angeben(
    *, kreis_id: int, vorname: str, nachname: str, geburtsjahr: int | None, akteur: Akteur
) -> Befangenheit:
    """Die Antwort ist gleich, ob jemand dieses Namens bekannt ist oder nicht: Verglichen wird später."""
    verlange(permissions.darf_befangenheit_angeben(akteur))
    angaben: Any = {"vorname": vorname, "nachname": nachname, "geburtsjahr": geburtsjahr}
    befangenheit = speichere(
        Befangenheit(kreis_id=kreis_id, konto_id=konto_von(akteur), **angaben), akteur=akteur
    )
    abgleich_anstossen(BEFANGENHEITEN, kreis_id, [befangenheit.pk])
    return befangenheit
