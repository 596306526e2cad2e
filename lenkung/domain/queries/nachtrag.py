"""Lesen: ob zu einer Sitzung ein Verlauf nachzutragen ist, und was dazu schon dasteht."""

from __future__ import annotations

from datetime import timedelta

from lenkung.domain.queries.geschaeftsordnung import geltende_geschaeftsordnung, ordnung_von
from lenkung.models import (
    Anwesenheit,
    Geschaeftsordnung,
    Punktnotiz,
    Sitzung,
    Sitzungsverlauf,
    Tagesordnungspunkt,
)
from lenkung.regeln.ordnung import Ordnung


def ohne_verlauf(sitzung: Sitzung) -> bool:
    """Niemand hat sie eröffnet, und niemand war eingetragen."""
    if Sitzungsverlauf.objects.filter(sitzung=sitzung, eroeffnet_am__isnull=False).exists():
        return False
    return not Anwesenheit.objects.filter(sitzung=sitzung, gestrichen_am__isnull=True).exists()


def damalige_geschaeftsordnung(sitzung: Sitzung) -> Geschaeftsordnung | None:
    """An die die Einladung sie gebunden hat; sonst die, die galt: wer kam, war vor dem Tag eingeladen."""
    return sitzung.geschaeftsordnung or geltende_geschaeftsordnung(
        sitzung.gremium_id, sitzungstag=sitzung.tag, eingeladen_am=sitzung.tag - timedelta(days=1)
    )


def damalige_ordnung(sitzung: Sitzung) -> Ordnung:
    satz = damalige_geschaeftsordnung(sitzung)
    return (ordnung_von(satz) if satz else None) or Ordnung()


def ist_nachgetragen(sitzung: Sitzung) -> bool:
    return Sitzungsverlauf.objects.filter(sitzung=sitzung, nachgetragen=True).exists()


def punkte_mit_notiz(sitzung: Sitzung) -> list[tuple[Tagesordnungspunkt, str]]:
    """Die Punkte der Tagesordnung in ihrer Folge; zwei Abfragen."""
    punkte = list(
        Tagesordnungspunkt.objects.filter(sitzung=sitzung, position__gt=0).order_by("position", "pk")
    )
    texte = dict(Punktnotiz.objects.filter(punkt__in=punkte).values_list("punkt_id", "text"))
    return [(punkt, texte.get(punkt.pk, "")) for punkt in punkte]
