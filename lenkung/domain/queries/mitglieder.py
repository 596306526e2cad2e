"""Lesen: die Menschen in den Gremien, mit ihren Sitzen und Ämtern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kim.basis.akteur import Akteur
from kim.stammdaten.domain.queries.listen import personen_im_kreis
from lenkung import permissions
from lenkung.models import Amt, Besetzung, Gremium, Sitz
from lenkung.models.zeitraum import am
from lenkung.regeln.gremium import AmtArt, BesetzungArt


def gremien_fuer(akteur: Akteur, heute: date) -> QuerySet[Gremium]:
    """Mit den Zahlen des Tages und dem Namen des Vorsitzes, für die Liste."""
    sitze = Sitz.objects.filter(am(heute), gremium=OuterRef("pk"), stimmrecht=True)
    besetzt = Besetzung.objects.filter(
        am(heute), gremium=OuterRef("pk"), stimmrecht=True, art=BesetzungArt.MITGLIED
    )
    vorsitz = Amt.objects.filter(am(heute), gremium=OuterRef("pk"), art=AmtArt.VORSITZ)
    return permissions.sichtbare_gremien(akteur).annotate(
        anzahl_sitze=Coalesce(Subquery(_anzahl(sitze)), 0),
        anzahl_besetzt=Coalesce(Subquery(_anzahl(besetzt)), 0),
        vorsitz_titel=Subquery(vorsitz.values("person__titel")[:1]),
        vorsitz_vorname=Subquery(vorsitz.values("person__vorname")[:1]),
        vorsitz_nachname=Subquery(vorsitz.values("person__nachname")[:1]),
    )


def _anzahl(menge: QuerySet[Any]) -> QuerySet[Any]:
    return menge.order_by().values("gremium").annotate(anzahl=Count("pk")).values("anzahl")


def mitglieder_fuer(akteur: Akteur) -> QuerySet[Any]:
    """Personen mit einem Sitz oder Amt, heute oder früher; Sitze als `sitze`, Ämter als `fuehrt`."""
    gremien = permissions.gremien_mit_kontaktdaten(akteur)
    besetzungen = Besetzung.objects.filter(gremium__in=gremien).select_related("gremium", "sitz__einrichtung")
    aemter = Amt.objects.filter(gremium__in=gremien).select_related("gremium")
    if akteur.kreis_id is None:
        return personen_im_kreis(0)
    return (
        personen_im_kreis(akteur.kreis_id)
        .filter(Q(pk__in=besetzungen.values("person_id")) | Q(pk__in=aemter.values("person_id")))
        .prefetch_related(
            Prefetch("besetzungen", queryset=besetzungen.order_by("-von", "pk"), to_attr="sitze"),
            Prefetch("aemter", queryset=aemter.order_by("-von", "pk"), to_attr="fuehrt"),
        )
    )


@dataclass(frozen=True, slots=True)
class Mitwirkung:
    """Was eine Person in einem Gremium tut."""

    gremium_id: int
    besetzungen: tuple[Besetzung, ...]
    aemter: tuple[Amt, ...]


def mitwirkung_von(person_id: int | None, tag: date) -> dict[int, Mitwirkung]:
    """Die eigenen Sitze und Ämter eines Tages, je Gremium."""
    if person_id is None:
        return {}
    besetzungen = list(
        Besetzung.objects.filter(am(tag), person_id=person_id).select_related("sitz__einrichtung")
    )
    aemter = list(Amt.objects.filter(am(tag), person_id=person_id))
    ids = {b.gremium_id for b in besetzungen} | {a.gremium_id for a in aemter}
    return {
        gremium_id: Mitwirkung(
            gremium_id,
            tuple(b for b in besetzungen if b.gremium_id == gremium_id),
            tuple(a for a in aemter if a.gremium_id == gremium_id),
        )
        for gremium_id in ids
    }


def mit_sitz_am(
    personen: QuerySet[Any], tag: date | None, *, gremium_id: int | None = None, art: str = ""
) -> QuerySet[Any]:
    """Nur wer an diesem Tag (oder irgendwann) einen Sitz oder ein Amt hat."""
    besetzungen, aemter = Besetzung.objects.all(), Amt.objects.all()
    if tag is not None:
        besetzungen, aemter = besetzungen.filter(am(tag)), aemter.filter(am(tag))
    if gremium_id is not None:
        besetzungen, aemter = (
            besetzungen.filter(gremium_id=gremium_id),
            aemter.filter(gremium_id=gremium_id),
        )
    if art:
        return personen.filter(pk__in=besetzungen.filter(art=art).values("person_id"))
    return personen.filter(Q(pk__in=besetzungen.values("person_id")) | Q(pk__in=aemter.values("person_id")))
