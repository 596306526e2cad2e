"""Lesen: die Punkte einer Sitzung und die Fassungen ihrer Tagesordnung."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from kim.web.feste_abfrage import feste_abfrage
from lenkung.domain.queries.unterlagen import geltende_fassungen_von
from lenkung.models import (
    Punktgast,
    Sendung,
    Sitzung,
    Tagesordnung,
    Tagesordnungsfassung,
    Tagesordnungspunkt,
    Vorlage,
    Vorlagenfassung,
    Vorschlag,
)
from lenkung.regeln.fassungsvergleich import Punktbild, punktbild, unterschiede
from lenkung.regeln.tagesordnung import Tagesordnungsstand
from lenkung.regeln.versand import Sendungsstand
from lenkung.regeln.vorschlag import OFFEN


def punkte_der_sitzung(sitzung_id: int) -> list[Tagesordnungspunkt]:
    """In ihrer Folge; die Nummer eines Punktes ist seine `position`. Abgesetzte (Position 0) fehlen."""
    punkte = Tagesordnungspunkt.objects.filter(sitzung_id=sitzung_id, position__gt=0)
    return list(punkte.select_related("vorlage", "vorschlag").order_by("position", "pk"))


def punkte_mit_zahlen(sitzung_id: int) -> list[Tagesordnungspunkt]:
    """Dazu je Punkt, wie viele Gäste und eigene Unterlagen er hat: `gastzahl`, `anlagenzahl`."""
    return _mit_zahlen(sitzung_id)


@feste_abfrage
def _mit_zahlen(sitzung_id: int) -> QuerySet[Tagesordnungspunkt]:
    punkte = Tagesordnungspunkt.objects.filter(sitzung_id=sitzung_id, position__gt=0)
    punkte = punkte.annotate(
        gastzahl=Count("gaeste", distinct=True),
        anlagenzahl=Count("anlagen", filter=Q(anlagen__entfernt_am__isnull=True), distinct=True),
    )
    return punkte.select_related("vorlage", "vorschlag").order_by("position", "pk")


def gaeste_der_sitzung(sitzung_id: int) -> QuerySet[Punktgast]:
    """Zu den Punkten, die auf der Tagesordnung stehen."""
    menge = Punktgast.objects.filter(punkt__sitzung_id=sitzung_id, punkt__position__gt=0)
    return menge.select_related("punkt").order_by("punkt__position", "name", "pk")


def geltende_tagesordnung(sitzung_id: int) -> Tagesordnungsfassung | None:
    """Die zuletzt vom Vorsitz bestätigte Fassung."""
    return next(iter(_letzte_fassung(sitzung_id)), None)


@feste_abfrage
def _letzte_fassung(sitzung_id: int) -> QuerySet[Tagesordnungsfassung]:
    return Tagesordnungsfassung.objects.filter(sitzung_id=sitzung_id).order_by("-nummer")[:1]


def fassungen_der_sitzung(sitzung_id: int) -> list[Tagesordnungsfassung]:
    """Die neueste zuerst."""
    return list(Tagesordnungsfassung.objects.filter(sitzung_id=sitzung_id).order_by("-nummer"))


def fassung_nach_einladung(sitzung: Sitzung) -> Tagesordnungsfassung | None:
    """Die zuletzt bestätigte Fassung, wenn die Eingeladenen sie noch nicht kennen; sonst None.

    Solange noch nichts versandt ist, gibt es nichts nachzureichen.
    """
    versandt = (
        Sendung.objects.filter(sitzung=sitzung, stand=Sendungsstand.VERSANDT.value, fassung__isnull=False)
        .order_by(F("fassung__nummer").desc())
        .values_list("fassung__nummer", flat=True)
        .first()
    )
    if versandt is None:
        return None
    fassung = geltende_tagesordnung(sitzung.pk)
    return fassung if fassung is not None and fassung.nummer > versandt else None


def bilder_von(punkte: Iterable[Tagesordnungspunkt]) -> list[Punktbild]:
    """Die Punkte, wie sie in eine Fassung kämen; höchstens eine Abfrage, für die Titel der Vorlagen."""
    punkte = list(punkte)
    vorlagen = {punkt.vorlage_id for punkt in punkte if punkt.vorlage_id is not None}
    titel = geltende_fassungen_von(vorlagen) if vorlagen else {}
    return [
        Punktbild(
            nummer=punkt.position,
            id=punkt.pk,
            titel=punkt.titel,
            art=punkt.art,
            minuten=punkt.minuten,
            oeffentlich=punkt.oeffentlich,
            erlaeuterung=punkt.erlaeuterung,
            berichterstattung=punkt.berichterstattung,
            vorlage_id=punkt.vorlage_id,
            vorlage=titel[punkt.vorlage_id].titel if punkt.vorlage_id in titel else "",
            zurueckgestellt=punkt.uebernommen_aus_id is not None,
        )
        for punkt in punkte
    ]


def bilder_der_fassung(fassung: Tagesordnungsfassung) -> list[Punktbild]:
    return [punktbild(wert) for wert in fassung.punkte]


def abweichungen(fassung: Tagesordnungsfassung | None, bilder: Iterable[Punktbild]) -> tuple[str, ...]:
    """Was die Punkte von der bestätigten Fassung unterscheidet."""
    return unterschiede(bilder_der_fassung(fassung), list(bilder)) if fassung else ()


def offene_vorschlaege(sitzung: Sitzung) -> list[Vorschlag]:
    """Für diese Sitzung und die ohne Sitzung; die für diese zuerst."""
    return _offene_vorschlaege(sitzung.pk, sitzung.gremium_id)


@feste_abfrage
def _offene_vorschlaege(sitzung_id: int, gremium_id: int) -> QuerySet[Vorschlag]:
    menge = Vorschlag.objects.filter(
        Q(sitzung_id=sitzung_id) | Q(sitzung__isnull=True),
        gremium_id=gremium_id,
        stand__in=[stand.value for stand in OFFEN],
    )
    return menge.order_by(F("sitzung").asc(nulls_last=True), "eingereicht_am", "pk")


def tagesordnungsstand(sitzung: Sitzung) -> Tagesordnungsstand:
    """Keine Abfrage, wenn die Sitzung mit ihrer Tagesordnung gelesen wurde."""
    tagesordnung: Tagesordnung | None = getattr(sitzung, "tagesordnung", None)
    return tagesordnung.lage if tagesordnung is not None else Tagesordnungsstand.ENTWURF


def freigegebene_vorlagen(gremium_id: int) -> QuerySet[Vorlage]:
    """Mit dem Titel ihrer letzten freigegebenen Fassung (`titel`), die neueste zuerst."""
    fassungen = Vorlagenfassung.objects.filter(vorlage=OuterRef("pk"), freigegeben_am__isnull=False)
    menge = Vorlage.objects.filter(gremium_id=gremium_id).annotate(
        titel=Subquery(fassungen.order_by("-nummer").values("titel")[:1])
    )
    return menge.filter(titel__isnull=False).order_by("-angelegt_am", "-pk")


def letzte_aenderung_der(sitzung_id: int) -> Any:
    """Wer zuletzt was an der Tagesordnung geändert hat; None, solange es keine gibt."""
    return Tagesordnung.history.filter(sitzung_id=sitzung_id).order_by("-history_id").first()
