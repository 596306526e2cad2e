"""Lesen: worauf eine Person noch antworten soll, für ihre Startseite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value
from django.utils import timezone

from kim.basis.akteur import Akteur
from lenkung import permissions
from lenkung.regeln.abfrage import Abfragestand
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Zusage

EINLADUNG, ABFRAGE = "einladung", "abfrage"


@dataclass(frozen=True, slots=True)
class OffeneAntwort:
    art: str
    pk: int
    gremium: str
    wann: datetime
    """Beginn der Sitzung, oder bis wann die Abfrage läuft."""
    frage: str


def offene_antworten(akteur: Akteur) -> list[OffeneAntwort]:
    """Einladungen und Abfragen zusammen in einer Abfrage; keine, wenn das Konto zu keiner Person gehört."""
    if akteur.person_id is None:
        return []
    jetzt = timezone.now()
    einladungen = permissions.eigene_teilnahmen(akteur).filter(
        zusage=Zusage.OFFEN.value,
        gefragt_am__isnull=False,
        sitzung__stand=Sitzungsstand.EINGELADEN.value,
        sitzung__beginn__gt=jetzt,
    )
    abfragen = permissions.eigene_abfrageteilnahmen(akteur).filter(
        beantwortet_am__isnull=True,
        abfrage__stand=Abfragestand.OFFEN.value,
        abfrage__laeuft_bis__gt=jetzt,
    )

    def text(wert: str) -> Value:
        return Value(wert, output_field=CharField())

    spalten = ("art", "nummer", "kurzname", "gremium_name", "wann", "text")
    zeilen = (
        einladungen.order_by()
        .annotate(
            art=text(EINLADUNG),
            nummer=F("pk"),
            kurzname=F("sitzung__gremium__kurzname"),
            gremium_name=F("sitzung__gremium__name"),
            wann=F("sitzung__beginn"),
            text=text(""),
        )
        .values_list(*spalten)
        .union(
            abfragen.order_by()
            .annotate(
                art=text(ABFRAGE),
                nummer=F("pk"),
                kurzname=F("abfrage__gremium__kurzname"),
                gremium_name=F("abfrage__gremium__name"),
                wann=F("abfrage__laeuft_bis"),
                text=F("abfrage__frage"),
            )
            .values_list(*spalten),
            all=True,
        )
        .order_by("wann")
    )
    return [
        OffeneAntwort(art, pk, kurzname or name, wann, frage)
        for art, pk, kurzname, name, wann, frage in zeilen
    ]
