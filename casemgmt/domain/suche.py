"""Namen finden, die nur verschlüsselt gespeichert sind."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from casemgmt.models import Klient, Suchschluessel
from casemgmt.regeln.aehnlichkeit import Mensch
from casemgmt.regeln.namen import suchschluessel, suchworte
from kim.schluessel.domain.blindindex import marke, suchmarken
from kim.schluessel.domain.felder import Unlesbar

SCHRITT = 200


def zweck(kreis_id: int) -> str:
    """Je Kreis ein eigener: dieselben Namen ergeben in zwei Kreisen verschiedene Zahlen."""
    return f"casemgmt.klient.{kreis_id}"


def marken_von(kreis_id: int, vorname: str, nachname: str) -> set[int]:
    """Was für diesen Namen im Verzeichnis steht; auch für den, der viele auf einmal einträgt."""
    return {marke(wort, zweck=zweck(kreis_id)) for wort in suchworte(vorname, nachname)}


def gesuchte_marken(kreis_id: int, name: str) -> list[int]:
    return suchmarken(sorted(suchschluessel(name)), zweck=zweck(kreis_id))


def suchschluessel_setzen(klient: Klient) -> None:
    """Wer in diese Person aufgegangen ist, wird unter seinem Namen weiter gefunden."""
    marken = marken_von(klient.kreis_id, klient.vorname, klient.nachname)
    for frueher in klient.aufgegangene.all():
        marken |= marken_von(klient.kreis_id, frueher.vorname, frueher.nachname)
    Suchschluessel.objects.filter(klient=klient).exclude(marke__in=marken).delete()
    vorhanden = set(Suchschluessel.objects.filter(klient=klient).values_list("marke", flat=True))
    Suchschluessel.objects.bulk_create(
        Suchschluessel(kreis_id=klient.kreis_id, klient=klient, marke=zahl)
        for zahl in sorted(marken - vorhanden)
    )


def mensch(klient: Any) -> Mensch:
    return Mensch(klient.vorname, klient.nachname, klient.geburtsdatum, klient.geburtsjahr)


def suchindex_erneuern() -> int:
    """Nach einem Schlüsselwechsel: die Zahlen des geltenden Schlüssels, in kleinen Schritten."""
    anzahl, zuletzt = 0, 0
    menge = Klient.objects.order_by("pk").values_list("pk", flat=True)
    while kennungen := list(menge.filter(pk__gt=zuletzt)[:SCHRITT]):
        with transaction.atomic():
            for kennung in kennungen:
                try:
                    suchschluessel_setzen(Klient.objects.get(pk=kennung))
                    anzahl += 1
                except Unlesbar:
                    # The command has named the record already.
                    continue
        zuletzt = kennungen[-1]
    return anzahl
