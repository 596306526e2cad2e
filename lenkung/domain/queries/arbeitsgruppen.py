"""Lesen: Arbeitsgruppen mit ihrer Leitung, was für sie gilt, und welche jetzt berichten müssten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kim.basis.akteur import Akteur
from kim.basis.befund import Befund
from kim.dokumente.domain.queries.zugehoerige import dokumente_zu
from kim.stammdaten.domain.queries.stand import stand_von
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import geschaeftsordnung_in_kraft
from lenkung.models import (
    AGBericht,
    AGMitglied,
    AGTreffen,
    Amt,
    Arbeitsgruppe,
    Beschluss,
    Geschaeftsordnung,
    Gremium,
    Tagesordnungspunkt,
    Vorschlag,
)
from lenkung.models.zeitraum import am
from lenkung.regeln.arbeitsgruppe import (
    AGRolle,
    AGStand,
    Leitung,
    Leitungsregel,
    leitung_beurteilen,
    leitungsregel,
)
from lenkung.regeln.gremium import AmtArt
from lenkung.regeln.tagesordnung import Punktstand

_LEITUNG = AGRolle.LEITUNG.value


def arbeitsgruppen_fuer(akteur: Akteur, heute: date) -> QuerySet[Arbeitsgruppe]:
    """Mit ihrer Leitung (`leitungen`), der Zahl der Mitwirkenden und dem letzten Treffen, für die Listen."""
    mitglieder = AGMitglied.objects.filter(am(heute), arbeitsgruppe=OuterRef("pk"))
    zahl = mitglieder.order_by().values("arbeitsgruppe").annotate(zahl=Count("pk")).values("zahl")
    treffen = permissions.sichtbare_ag_treffen(akteur).filter(arbeitsgruppe=OuterRef("pk"))
    leitungen = AGMitglied.objects.filter(am(heute), rolle=_LEITUNG).select_related("person")
    return (
        permissions.sichtbare_arbeitsgruppen(akteur)
        .select_related("gremium", "uebergeordnet")
        .prefetch_related(Prefetch("mitglieder", queryset=leitungen, to_attr="leitungen"))
        .annotate(
            anzahl=Coalesce(Subquery(zahl), 0),
            letztes_treffen=Subquery(treffen.order_by("-tag").values("tag")[:1]),
        )
    )


def offene_zuerst(menge: Iterable[Any]) -> list[Any]:
    """Was arbeitet nach dem Tag des Berichts, dann was berichtet hat, zuletzt was beendet ist."""
    folge = list(AGStand)
    return sorted(menge, key=lambda ag: (folge.index(ag.lage), ag.bericht_bis or date.max, ag.name, ag.pk))


def mitglieder_von(ag: Arbeitsgruppe) -> list[AGMitglied]:
    """Die Leitung zuerst, dann Mitglieder und Fachkundige, je nach Namen."""
    folge = {rolle.value: stelle for stelle, rolle in enumerate(AGRolle)}
    saetze = ag.mitglieder.select_related("person").order_by("person__nachname", "person__vorname", "pk")
    return sorted(saetze, key=lambda satz: folge[satz.rolle])


def leitung_am(ag_id: int, tag: date) -> AGMitglied | None:
    return (
        AGMitglied.objects.filter(am(tag), arbeitsgruppe_id=ag_id, rolle=_LEITUNG)
        .select_related("person")
        .first()
    )


# Who leads, by the Geschäftsordnung -------------------------------------------------------------------------


def regel_am(gremium_id: int, tag: date) -> tuple[Leitungsregel | None, Geschaeftsordnung | None]:
    """Was die Geschäftsordnung dieses Tages über die Leitung sagt, und welche es ist."""
    go = geschaeftsordnung_in_kraft(gremium_id, tag)
    satz = go.bestimmungen.filter(art="arbeitsgruppen").first() if go is not None else None
    return leitungsregel(satz.angabe if satz is not None else None), go


def vorsitz_am(gremium_id: int, tag: date) -> Amt | None:
    menge = Amt.objects.filter(am(tag), gremium_id=gremium_id, art=AmtArt.VORSITZ.value)
    return menge.select_related("person").first()


@dataclass(frozen=True, slots=True)
class Leitungsurteil:
    befund: Befund
    geschaeftsordnung: Geschaeftsordnung | None


def leitungsurteil(ag: Arbeitsgruppe, heute: date) -> Leitungsurteil:
    """Für die heutige Leitung, gemessen an dem Tag, an dem sie begann."""
    satz = leitung_am(ag.pk, heute)
    tag = (satz.von if satz is not None else None) or ag.beginn
    regel, go = regel_am(ag.gremium_id, tag)
    leitung = None
    if satz is not None:
        vorsitz = vorsitz_am(ag.gremium_id, tag)
        leitung = Leitung(
            str(satz.person),
            vorsitz is not None and vorsitz.person_id == satz.person_id,
            satz.uebertragen_am,
            satz.uebertragen_von_name,
        )
    return Leitungsurteil(leitung_beurteilen(regel, leitung), go)


# Meetings, reports and the way back -------------------------------------------------------------------------


def treffen_von(akteur: Akteur, ag: Arbeitsgruppe) -> list[AGTreffen]:
    return list(permissions.sichtbare_ag_treffen(akteur).filter(arbeitsgruppe=ag))


def berichte_von(akteur: Akteur, ag: Arbeitsgruppe) -> list[AGBericht]:
    """Was abgegeben ist, das Neueste zuerst; der Entwurf steht für sich."""
    menge = permissions.sichtbare_ag_berichte(akteur).filter(arbeitsgruppe=ag, abgegeben_am__isnull=False)
    return list(menge.select_related("vorschlag", "vorlage"))


def entwurf_von(akteur: Akteur, ag: Arbeitsgruppe) -> AGBericht | None:
    menge = permissions.sichtbare_ag_berichte(akteur)
    return menge.filter(arbeitsgruppe=ag, abgegeben_am__isnull=True).first()


def punkte_zu(akteur: Akteur, vorschlag: Vorschlag) -> list[Tagesordnungspunkt]:
    """Wo das Ergebnis auf der Tagesordnung steht oder stand, soweit man sie liest."""
    menge = permissions.punkte_zum_vorschlag(akteur, vorschlag).select_related("sitzung__gremium")
    return list(menge.exclude(stand=Punktstand.ABGESETZT.value).order_by("sitzung__beginn", "pk"))


def arbeitsgruppe_zum_vorschlag(akteur: Akteur, vorschlag: Vorschlag) -> Arbeitsgruppe | None:
    """Aus welcher Arbeitsgruppe er kommt, auch wenn sie seitdem weiterarbeitet."""
    menge = permissions.sichtbare_arbeitsgruppen(akteur)
    return menge.filter(Q(vorschlag=vorschlag) | Q(berichte__vorschlag=vorschlag)).first()


def arbeitsgruppen_aus(akteur: Akteur, beschluss: Beschluss) -> list[Arbeitsgruppe]:
    return list(permissions.sichtbare_arbeitsgruppen(akteur).filter(beschluss=beschluss))


def faellige_arbeitsgruppen(gremien: QuerySet[Gremium], heute: date) -> QuerySet[Arbeitsgruppe]:
    """Deren Termin da ist und noch nichts auf den Weg gebracht hat."""
    return Arbeitsgruppe.objects.filter(
        gremium__in=gremien,
        stand=AGStand.ARBEITET.value,
        bericht_bis__lte=heute,
        vorschlag__isnull=True,
    )


def gespraechsprotokoll_pdf(treffen: AGTreffen) -> Any | None:
    """Das PDF des jetzigen Wortlauts; was vor einem Wiederöffnen entstand, ist es nicht."""
    if not treffen.ist_fertig:
        return None
    drucke = dokumente_zu(permissions.GESPRAECHSPROTOKOLL_DRUCK, [treffen.pk]).get(treffen.pk, [])
    ende = f":{treffen.pk}:{stand_von(treffen)}"
    return next((druck for druck in drucke if druck.auftrag_schluessel.endswith(ende)), None)
