"""Namen finden, die nur verschlüsselt gespeichert sind."""

from __future__ import annotations

from casemgmt.models import Klient, Suchschluessel
from casemgmt.regeln.namen import suchworte
from kim.schluessel.domain.blindindex import marke


def zweck(kreis_id: int) -> str:
    """Je Kreis ein eigener: dieselben Namen ergeben in zwei Kreisen verschiedene Zahlen."""
    return f"casemgmt.klient.{kreis_id}"


def suchschluessel_setzen(klient: Klient) -> None:
    marken = {
        marke(wort, zweck=zweck(klient.kreis_id)) for wort in suchworte(klient.vorname, klient.nachname)
    }
    Suchschluessel.objects.filter(klient=klient).delete()
    Suchschluessel.objects.bulk_create(
        Suchschluessel(kreis_id=klient.kreis_id, klient=klient, marke=zahl) for zahl in sorted(marken)
    )
