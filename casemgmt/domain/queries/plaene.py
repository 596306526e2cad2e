"""Lesen: ein Integrationsplan als Werte für Blatt und Prüfsumme, und wie es um die Unterschrift steht."""

from __future__ import annotations

from dataclasses import dataclass

from casemgmt.models import Integrationsplan, Planunterschrift
from casemgmt.regeln.plan import Planstand, Planthema, Schrittstand, Wer
from casemgmt.regeln.planblatt import Planwerte, Schritt, Unterschriftslage, Ziel, unterschriftslage


def planwerte(plan: Integrationsplan) -> Planwerte:
    """Ohne die Schritte, die entfallen sind."""
    personen = plan.fall.personen.filter(bis__isnull=True).select_related("klient")
    return Planwerte(
        namen=[str(satz.klient) for satz in personen],
        ziele=[
            Ziel(
                thema=Planthema(ziel.thema),
                worte=ziel.worte,
                schritte=[
                    Schritt(
                        schritt.was,
                        Wer(schritt.wer),
                        schritt.wer_genau,
                        schritt.bis,
                        erledigt=schritt.stand == Schrittstand.ERLEDIGT,
                    )
                    for schritt in ziel.schritte.all()
                    if schritt.stand != Schrittstand.ENTFALLEN
                ],
            )
            for ziel in plan.ziele.prefetch_related("schritte")
        ],
        vereinbart_am=plan.vereinbart_am,
        pruefung_am=plan.pruefung_am,
    )


@dataclass(frozen=True, slots=True)
class Unterschriftsbild:
    lage: Unterschriftslage
    unterschriften: tuple[Planunterschrift, ...]
    frueher: Planunterschrift | None
    """Die letzte unter einer anderen Fassung: sie gilt für diese nicht."""


def unterschriftsbild(plan: Integrationsplan) -> Unterschriftsbild:
    """Zwei Abfragen; die Werte des Plans nur, wo jemand unterschrieben hat."""
    eigene = tuple(plan.unterschriften.select_related("dokument", "erfasst_von"))
    frueher = (
        Planunterschrift.objects.filter(plan__fall_id=plan.fall_id, plan__nummer__lt=plan.nummer)
        .select_related("plan")
        .order_by("-plan__nummer", "-am")
        .first()
    )
    lage = Unterschriftslage.KEINE
    if eigene and plan.stand != Planstand.ENTWURF:
        lage = unterschriftslage(planwerte(plan), [u.sha256 for u in eigene])
    return Unterschriftsbild(lage, eigene, frueher)
