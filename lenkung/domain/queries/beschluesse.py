"""Lesen: das Beschlussregister mit Suche im Volltext, und was aus Beschlüssen folgt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from kim.basis.akteur import Akteur
from lenkung import permissions
from lenkung.models import (
    Beschluss,
    Beschlussfolge,
    Folgebericht,
    Gremium,
    Sitzung,
    Sitzungsereignis,
    Stimme,
    Umlaufstimme,
    Vorschlag,
)
from lenkung.regeln.verlauf import Ereignisart, Folgenstand, Weise

NIE = date(9999, 12, 31)
_NUMMER = re.compile(r"(\d{1,4})/(\d{4})")
_FELDER = ("titel", "text", "fundstelle")
_OFFEN = Folgenstand.OFFEN.value


def beschluesse_fuer(akteur: Akteur) -> QuerySet[Beschluss]:
    """Mit der Zahl ihrer Folgen und der noch offenen."""
    folgen = Beschlussfolge.objects.filter(beschluss=OuterRef("pk")).order_by()
    return (
        permissions.sichtbare_beschluesse(akteur)
        .select_related("gremium", "sitzung")
        .annotate(anzahl_folgen=_anzahl(folgen), offene_folgen=_anzahl(folgen.filter(stand=_OFFEN)))
    )


def _anzahl(folgen: QuerySet[Beschlussfolge]) -> Coalesce:
    zahl = folgen.values("beschluss").annotate(zahl=Count("pk")).values("zahl")
    return Coalesce(Subquery(zahl), Value(0))


def gesucht(menge: QuerySet[Beschluss], frage: str) -> QuerySet[Beschluss]:
    """Jedes Wort muss vorkommen, in Titel, Wortlaut oder Fundstelle; „3/2026“ ist eine Nummer.

    PostgreSQL sucht außerdem im Volltext nach deutschen Wortformen: „Haus“ findet „Häuser“.
    """
    worte = []
    for wort in frage.replace("\x00", " ").split():
        nummer = _NUMMER.fullmatch(wort)
        if nummer is None:
            worte.append(wort)
        else:
            menge = menge.filter(nummer=int(nummer[1]), jahr=int(nummer[2]))
    if not worte:
        return menge
    bedingung = Q()
    for wort in worte:
        je_feld = Q()
        for feld in _FELDER:
            je_feld |= Q(**{f"{feld}__icontains": wort})
        bedingung &= je_feld
    if connection.vendor == "postgresql":
        menge = menge.annotate(volltext=SearchVector("titel", "text", config="german"))
        bedingung |= Q(volltext=SearchQuery(" ".join(worte), config="german"))
    return menge.filter(bedingung)


def jahre_mit_beschluessen(menge: QuerySet[Beschluss]) -> list[int]:
    return list(menge.order_by("-jahr").values_list("jahr", flat=True).distinct())


def stimmen_von(beschluss: Beschluss) -> list[Stimme] | list[Umlaufstimme]:
    """Nur wo namentlich abgestimmt wurde, in einer Sitzung oder im Umlauf; sonst weiß es niemand."""
    if beschluss.umlauf_id is not None:
        antworten = Umlaufstimme.objects.filter(umlauf_id=beschluss.umlauf_id).exclude(wert="")
        return list(antworten.select_related("sitz__einrichtung").order_by("sitz__einrichtung__name", "pk"))
    if beschluss.abstimmung_id is None or beschluss.weise != Weise.NAMENTLICH.value:
        return []
    stimmen = Stimme.objects.filter(abstimmung_id=beschluss.abstimmung_id)
    return list(stimmen.select_related("sitz__einrichtung").order_by("sitz__einrichtung__name", "pk"))


def eingetragen_von(beschluss: Beschluss) -> str:
    """Wer die Feststellung eingetragen hat, wenn es nicht der Vorsitz selbst war; sonst leer."""
    abstimmung = beschluss.abstimmung
    if abstimmung is None:
        return ""
    ereignisse = Sitzungsereignis.objects.filter(
        sitzung_id=abstimmung.sitzung_id,
        punkt_id=abstimmung.punkt_id,
        art=Ereignisart.FESTGESTELLT.value,
        # The title may be long, and is cut there.
        text__startswith=f"Beschluss {beschluss.zeichen}:",
    ).exclude(von_name=abstimmung.festgestellt_von_name)
    return ereignisse.values_list("von_name", flat=True).first() or ""


def _mit_berichten(menge: QuerySet[Beschlussfolge]) -> QuerySet[Beschlussfolge]:
    berichte = Folgebericht.objects.order_by("am", "pk")
    return (
        menge.annotate(bis_oder_nie=Coalesce("bis", Value(NIE)))
        .prefetch_related(Prefetch("berichte", queryset=berichte))
        .order_by("bis_oder_nie", "pk")
    )


def folgen_von(beschluss: Beschluss) -> list[Beschlussfolge]:
    """Mit ihren Berichten; zwei Abfragen."""
    return list(_mit_berichten(Beschlussfolge.objects.filter(beschluss=beschluss)))


def beschluesse_der_sitzung(sitzung: Sitzung) -> list[Beschluss]:
    """Mit Folgen und Berichten, in der Folge ihrer Nummern; drei Abfragen für beliebig viele."""
    folgen = Prefetch("folgen", queryset=_mit_berichten(Beschlussfolge.objects.all()))
    menge = Beschluss.objects.filter(sitzung=sitzung).select_related("abstimmung", "sitzung")
    return list(menge.prefetch_related(folgen).order_by("jahr", "nummer"))


# Beschlusskontrolle -----------------------------------------------------------------------------------------


def offene_folgen(akteur: Akteur) -> QuerySet[Beschlussfolge]:
    """Mit dem letzten Bericht."""
    letzter = Folgebericht.objects.filter(folge=OuterRef("pk")).order_by("-am", "-pk")
    return (
        permissions.einsehbare_folgen(akteur)
        .filter(stand=_OFFEN)
        .select_related("beschluss__gremium")
        .annotate(
            bis_oder_nie=Coalesce("bis", Value(NIE)),
            bericht=Subquery(letzter.values("text")[:1]),
            bericht_am=Subquery(letzter.values("am")[:1]),
        )
    )


def faellige_tage(akteur: Akteur, grenze: date) -> list[date]:
    """Bis wann offene Folgen zu erledigen waren oder bald sind, der früheste Tag zuerst; eine Abfrage."""
    menge = permissions.einsehbare_folgen(akteur).filter(stand=_OFFEN, bis__lte=grenze)
    return [bis for bis in menge.order_by("bis").values_list("bis", flat=True) if bis is not None]


def ueberfaellige_folgen(gremien: QuerySet[Gremium], heute: date) -> QuerySet[Beschlussfolge]:
    """Offen, und der letzte Tag ist vorbei; wer am längsten wartet, zuerst."""
    menge = Beschlussfolge.objects.filter(beschluss__gremium__in=gremien, stand=_OFFEN, bis__lt=heute)
    return menge.order_by("bis", "pk")


def vorschlaege_zu(schluessel: Sequence[UUID]) -> dict[UUID, Vorschlag]:
    """Welche Folgen schon als Punkt vorgeschlagen sind; eine Abfrage."""
    gefunden: dict[Any, Vorschlag] = {}
    for vorschlag in Vorschlag.objects.filter(schluessel__in=schluessel):
        gefunden[vorschlag.schluessel] = vorschlag
    return gefunden
