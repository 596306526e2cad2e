"""Was der Postausgang zeigt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from kim.basis.mailtext import MAILTEXTE
from kim.versand.models import Nachricht, Zustellung, Zustellversuch
from kim.versand.regeln.stand import BRAUCHT_MENSCHEN, OFFEN, Ausgang, Gesamtstand, Stand, gesamtstand
from kim.web.feste_abfrage import feste_abfrage

HOECHSTENS = 10
"""So viele ungeklärte zeigt die Startseite."""


def mit_anzahlen(nachrichten: QuerySet[Nachricht]) -> QuerySet[Nachricht]:
    """Je Nachricht, an wen sie geht, wie viele Zustellungen es gibt und wie es um sie steht."""
    return nachrichten.annotate(
        anzahl=Count("zustellungen"),
        erste_person=Min("zustellungen__empfaenger_name"),
        anzahl_gesendet=Count("zustellungen", filter=Q(zustellungen__stand=Stand.GESENDET.value)),
        anzahl_offen=Count("zustellungen", filter=Q(zustellungen__stand__in=sorted(OFFEN))),
        anzahl_zu_klaeren=Count("zustellungen", filter=Q(zustellungen__stand__in=sorted(BRAUCHT_MENSCHEN))),
    )


def nach_gesamtstand(nachrichten: QuerySet[Nachricht], stand: str) -> QuerySet[Nachricht]:
    zu_klaeren = Exists(_zustellungen(BRAUCHT_MENSCHEN))
    offen = Exists(_zustellungen(OFFEN))
    if stand == Gesamtstand.ZU_KLAEREN:
        return nachrichten.filter(zu_klaeren)
    if stand == Gesamtstand.UNTERWEGS:
        return nachrichten.filter(~zu_klaeren, offen)
    return nachrichten.filter(~zu_klaeren, ~offen)


def _zustellungen(staende: Iterable[Stand]) -> QuerySet[Zustellung]:
    return Zustellung.objects.filter(nachricht=OuterRef("pk"), stand__in=sorted(staende))


def gesamtstand_von(zustellungen: Iterable[Zustellung]) -> Gesamtstand:
    return gesamtstand(Counter(Stand(zustellung.stand) for zustellung in zustellungen))


def letzte_stoerung(zustellungen: QuerySet[Zustellung]) -> str:
    """Der Grund, wenn der jüngste Versuch am Mailserver selbst scheiterte; sonst leer."""
    juengster = (
        Zustellversuch.objects.filter(zustellung__in=zustellungen.filter(stand=Stand.WARTET.value))
        .exclude(ausgang="")
        .order_by("-beendet_am", "-pk")
        .first()
    )
    if juengster is None or juengster.ausgang != Ausgang.NICHT_ERREICHBAR:
        return ""
    return juengster.grund


@feste_abfrage
def zu_klaerende(kreis_ids: tuple[int, ...]) -> QuerySet[Nachricht]:
    """Nachrichten dieser Kreise, in denen etwas einen Menschen braucht; das Neueste zuerst."""
    return (
        Nachricht.objects.filter(Exists(_zustellungen(BRAUCHT_MENSCHEN)), kreis_id__in=kreis_ids)
        .annotate(
            anzahl_zu_klaeren=Count(
                "zustellungen", filter=Q(zustellungen__stand__in=sorted(BRAUCHT_MENSCHEN))
            ),
            zuletzt=Max("zustellungen__faellig_ab"),
        )
        .order_by("-zuletzt", "-pk")[:HOECHSTENS]
    )


def titel_der_art(art: str) -> str:
    return MAILTEXTE[art].titel if art in MAILTEXTE else art


def arten_von(nachrichten: QuerySet[Nachricht]) -> list[tuple[str, str]]:
    """Zur Auswahl: nur Arten, die es hier gibt."""
    vorhanden = nachrichten.order_by("art").values_list("art", flat=True).distinct()
    return sorted(((art, titel_der_art(art)) for art in vorhanden), key=lambda paar: paar[1])
