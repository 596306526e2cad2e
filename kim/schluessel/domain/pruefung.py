"""Passt der Schlüsselbund zu dieser Datenbank? Beim Start gefragt, bevor jemand etwas Unlesbares schreibt."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kim.schluessel.domain.bund import Schluesselbund, SchluesselbundFehler, schluesselbund_oeffnen
from kim.schluessel.models import Schluesselmarke


@lru_cache(maxsize=1)
def schluesselbund() -> Schluesselbund:
    """Der Bund dieser Einrichtung; einmal je Prozess gelesen."""
    return schluesselbund_oeffnen(Path(settings.KIM_SCHLUESSELBUND))


def aktueller_schluessel() -> str:
    """Die Kennung des Schlüssels, mit dem jetzt geschrieben wird."""
    return schluesselbund().aktuell


@lru_cache(maxsize=4096)
def abgeleitet(kennung: str, zweck: str) -> bytes:
    """Ein Schlüssel für genau einen Zweck. Der des Bundes selbst verschlüsselt keine Felder."""
    if kennung not in schluesselbund().schluessel:
        # Added by the command while this process was running.
        schluesselbund.cache_clear()
    return hmac.new(schluesselbund().fuer(kennung), zweck.encode(), hashlib.sha256).digest()


@transaction.atomic
def schluesselbund_pruefen(*, pfad: Path) -> Schluesselbund:
    """Legt den Bund beim ersten Start an und merkt sich die Fingerabdrücke.

    Fehlt die Datei, obwohl die Datenbank schon Schlüssel kennt, wird nichts angelegt: ein neuer Bund könnte
    das Gespeicherte nicht lesen.
    """
    marken = dict(
        Schluesselmarke.objects.select_for_update().order_by("pk").values_list("kennung", "fingerabdruck")
    )
    if marken and not pfad.exists():
        raise SchluesselbundFehler(
            f"Der Schlüsselbund {pfad.name} fehlt, aber die Datenbank wurde mit ihm geschrieben. "
            "Bitte aus der Sicherung zurückholen."
        )
    bund = schluesselbund_oeffnen(pfad)
    for kennung, fingerabdruck in marken.items():
        if kennung not in bund.schluessel or bund.fingerabdruck(kennung) != fingerabdruck:
            raise SchluesselbundFehler(
                f"Der Schlüssel „{kennung}“ gehört nicht zu dieser Datenbank. "
                "Bitte den passenden Schlüsselbund aus der Sicherung zurückholen."
            )
    for kennung in bund.schluessel.keys() - marken.keys():
        Schluesselmarke.objects.get_or_create(
            kennung=kennung, defaults={"fingerabdruck": bund.fingerabdruck(kennung)}
        )
    return bund
