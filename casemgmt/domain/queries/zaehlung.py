"""Zählen, was gehalten wurde: die Kennzahlen, ohne eine einzige Person zu lesen.

Nichts hier öffnet ein verschlüsseltes Feld. Wer die Zahlen zeigt, prüft vorher, wer sie sehen darf.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from casemgmt.models import Arbeitstermin, Fall, Fallperson, Kopfzahl, Termin
from casemgmt.regeln.kennzahlen import Zeitraum
from casemgmt.regeln.termin import Kopfzahlart, Terminart, Terminstand
from casemgmt.regeln.werte import LANGFRISTIG, Ausgang, Fallbereich, Phase
from kim.basis.zeit import tagesbeginn, tagesende

_LANGFRISTIG = sorted(phase.value for phase in LANGFRISTIG)


class Gebiet(NamedTuple):
    """Ohne Kommune: der ganze Kreis. MuKi-S wird für sich gezählt."""

    kreis_id: int
    kommune_id: int | None = None
    bereich: str = Fallbereich.LOKAL.value

    def bedingung(self, vor: str = "") -> Q:
        ort = Q() if self.kommune_id is None else Q(**{f"{vor}kommune_id": self.kommune_id})
        return Q(**{f"{vor}kreis_id": self.kreis_id, f"{vor}bereich": self.bereich}) & ort


def _gehalten(zeitraum: Zeitraum) -> Q:
    """An Tagen in Deutschland: Ein Termin um 0:30 Uhr am 1. Januar gehört ins neue Jahr."""
    return Q(
        stand=Terminstand.GEHALTEN,
        beginn__gte=tagesbeginn(zeitraum.von),
        beginn__lt=tagesende(zeitraum.bis),
    )


def gezaehlte_beratungen(gebiet: Gebiet, zeitraum: Zeitraum) -> QuerySet[Termin]:
    return Termin.objects.filter(gebiet.bedingung(), _gehalten(zeitraum), ersetzt_am__isnull=True)


def gezaehlte_arbeitstermine(gebiet: Gebiet, zeitraum: Zeitraum) -> QuerySet[Arbeitstermin]:
    return Arbeitstermin.objects.filter(gebiet.bedingung(), _gehalten(zeitraum))


def gezaehlte_faelle(gebiet: Gebiet, zeitraum: Zeitraum) -> QuerySet[Fall]:
    """Ein Fall zählt in dem Jahr, in dem er eröffnet wurde."""
    return Fall.objects.filter(
        gebiet.bedingung(), eroeffnet_am__gte=zeitraum.von, eroeffnet_am__lte=zeitraum.bis
    )


def termine(gebiet: Gebiet, zeitraum: Zeitraum) -> dict[str, int]:
    je_art = gezaehlte_beratungen(gebiet, zeitraum).aggregate(
        einmalig=Count("pk", filter=Q(art=Terminart.EINMALIG)),
        case_management=Count("pk", filter=Q(art=Terminart.CASE_MANAGEMENT)),
    )
    sonstige = gezaehlte_arbeitstermine(gebiet, zeitraum).count()
    beratungen = je_art["einmalig"] + je_art["case_management"]
    return {
        "termine_gesamt": beratungen + sonstige,
        "beratungstermine": beratungen,
        "beratung_einmalig": je_art["einmalig"],
        "beratung_case_management": je_art["case_management"],
        "sonstige_arbeitstermine": sonstige,
    }


def faelle(gebiet: Gebiet, zeitraum: Zeitraum) -> dict[str, int]:
    return gezaehlte_faelle(gebiet, zeitraum).aggregate(
        cm_faelle=Count("pk"),
        cm_faelle_langfristig=Count("pk", filter=Q(phase__in=_LANGFRISTIG)),
        cm_faelle_nicht_fortgesetzt=Count("pk", filter=Q(phase=Phase.NICHT_FORTGESETZT)),
        cm_faelle_in_klaerung=Count("pk", filter=Q(phase=Phase.KLAERUNG)),
    )


def cm_personen(gebiet: Gebiet, zeitraum: Zeitraum) -> int:
    """Über den ganzen Zeitraum zusammen: Die Zahlen zweier Jahre lassen sich nicht zusammenzählen."""
    return (
        Fallperson.objects.filter(fall__in=gezaehlte_faelle(gebiet, zeitraum))
        .values(wer=Coalesce("klient__aufgegangen_in_id", "klient_id"))
        .distinct()
        .count()
    )


def mittlere_termindauer(gebiet: Gebiet, zeitraum: Zeitraum) -> int | None:
    """In Minuten; ohne Termin gibt es keine."""
    mittel = (
        gezaehlte_beratungen(gebiet, zeitraum)
        .filter(art=Terminart.CASE_MANAGEMENT)
        .aggregate(mittel=Avg("dauer_minuten"))["mittel"]
    )
    return None if mittel is None else int(float(mittel) + 0.5)


def termine_je_positivem_fall(gebiet: Gebiet, zeitraum: Zeitraum) -> list[int]:
    """Je positiv abgeschlossenem Fall die Zahl seiner gehaltenen Termine, der größte zuerst."""
    gezaehlt = Count("termine", filter=Q(termine__stand=Terminstand.GEHALTEN, termine__ersetzt_am=None))
    return list(
        gezaehlte_faelle(gebiet, zeitraum)
        .filter(ausgang=Ausgang.POSITIV)
        .annotate(anzahl=gezaehlt)
        .order_by("-anzahl")
        .values_list("anzahl", flat=True)
    )


def ukraine_personen(gebiet: Gebiet, zeitraum: Zeitraum) -> int:
    return (
        Kopfzahl.objects.filter(
            gebiet.bedingung(),
            art=Kopfzahlart.UKRAINE_REGISTRIERUNG,
            tag__gte=zeitraum.von,
            tag__lte=zeitraum.bis,
            ersetzt_am__isnull=True,
        ).aggregate(summe=Sum("anzahl"))["summe"]
        or 0
    )


def kennzahlen(gebiet: Gebiet, zeitraum: Zeitraum) -> dict[str, int | float | None]:
    """Alle auf einmal, unter den Schlüsseln von `regeln/kennzahlen.py`."""
    positive = termine_je_positivem_fall(gebiet, zeitraum)
    return {
        **termine(gebiet, zeitraum),
        **faelle(gebiet, zeitraum),
        "cm_personen": cm_personen(gebiet, zeitraum),
        "cm_termindauer_mittel_minuten": mittlere_termindauer(gebiet, zeitraum),
        "termine_je_positivem_fall": sum(positive) / len(positive) if positive else None,
        "ukraine_personen_erfasst": ukraine_personen(gebiet, zeitraum),
    }
