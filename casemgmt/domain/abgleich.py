"""Nach dem Speichern eines Namens: Wer ist doppelt erfasst, wer steht wem nahe? Immer als eigener Auftrag.

Der Vorgang, der speichert, tut dasselbe, ob jemand dieses Namens bekannt ist oder nicht: Weder seine Dauer
noch die Zahl seiner Abfragen verrät es. Was sich findet, gilt, sobald der Auftrag gelaufen ist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import transaction

from casemgmt.domain.befangenheit import anfrage_pruefen, befangenheit_abgleichen, befangenheit_pruefen
from casemgmt.domain.doppelt import doppelte_pruefen
from casemgmt.domain.sperren import klient_sperren
from casemgmt.models import Anfrage, Klient
from kim.auftraege.domain import auftrag_erteilen
from kim.basis.akteur import SystemAkteur

ABGLEICH = "casemgmt.abgleich"
KLIENTEN, BEFANGENHEITEN, ANFRAGEN = "klienten", "befangenheiten", "anfragen"
SCHRITT = 100
"""So viele Personen einer Übernahme vergleicht ein Auftrag."""


def abgleich_anstossen(art: str, kreis_id: int, kennungen: Iterable[int]) -> None:
    """Der Auftrag gehört niemandem: Wer gespeichert hat, sieht auch nicht, wie lange er läuft."""
    rest = iter(kennungen)
    while stueck := list(islice(rest, SCHRITT)):
        auftrag_erteilen(
            art=ABGLEICH,
            schluessel=f"{ABGLEICH}.{uuid4().hex}",
            angaben={art: stueck},
            akteur=SystemAkteur("Abgleich der Namen", kreis_id),
            kreis_id=kreis_id,
        )


def abgleichen(angaben: Mapping[str, Any]) -> None:
    """Zweimal ausgeführt, geschieht es einmal: Was gefunden oder entschieden ist, bleibt, wie es ist."""
    for klient_id in angaben.get(KLIENTEN, ()):
        _klient(klient_id)
    for befangenheit_id in angaben.get(BEFANGENHEITEN, ()):
        befangenheit_abgleichen(befangenheit_id)
    for anfrage_id in angaben.get(ANFRAGEN, ()):
        if (anfrage := Anfrage.objects.filter(pk=anfrage_id).first()) is not None:
            anfrage_pruefen(anfrage)


@transaction.atomic
def _klient(klient_id: int) -> None:
    """Wer inzwischen in jemanden aufgegangen oder mit einer Übernahme wieder fort ist, wird übergangen."""
    if not Klient.objects.filter(pk=klient_id, aufgegangen_in__isnull=True).exists():
        return
    klient = klient_sperren(klient_id)
    doppelte_pruefen(klient)
    befangenheit_pruefen(klient)
