"""Lesen: Sitzungen mit ihren Fristen, für Liste, Kalender, Seite und Startseite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from kim.basis.akteur import Akteur
from kim.basis.befund import Verstoss
from kim.basis.zeit import berliner_tag, tagesbeginn
from kim.stammdaten.domain.queries.listen import standorte_mit_lage
from kim.web.feste_abfrage import feste_abfrage
from lenkung import permissions
from lenkung.domain.queries.geschaeftsordnung import (
    bestimmungen_von,
    fassungen_in_kraft,
    mit_geltung,
    ordnung_von,
)
from lenkung.domain.queries.nachweis import versandtage
from lenkung.models import Bestimmung, Geschaeftsordnung, Gremium, Sitzung, Sperrzeit, Teilnahme
from lenkung.regeln import bestimmungen as regeln
from lenkung.regeln.fassung import Fassung, gebundene_fassung
from lenkung.regeln.planung import Plan, Planungsregeln, Sperre, planungsregeln, termin_pruefen
from lenkung.regeln.pruefen import ordnung_aus
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.teilnahme import Zusage
from lenkung.regeln.zeitstrahl import Marke, Stand, naechste, zeitstrahl

_VERWANDTE = ("gremium", "standort__kommune", "standort__einrichtung", "tagesordnung")
VORSCHAU = timedelta(days=60)
"""So weit schaut die Startseite voraus."""


@dataclass(frozen=True, slots=True)
class Sitzungszeile:
    """Eine Sitzung mit ihrem Zeitstrahl."""

    sitzung: Sitzung
    geschaeftsordnung: Geschaeftsordnung | None
    marken: tuple[Marke, ...]

    @property
    def naechste(self) -> Marke | None:
        return naechste(self.marken)


def sitzungen_fuer(akteur: Akteur) -> QuerySet[Sitzung]:
    return permissions.sichtbare_sitzungen(akteur).select_related(*_VERWANDTE)


def sitzungen_zur_liste(akteur: Akteur) -> QuerySet[Sitzung]:
    """Ohne ihre Standorte: die legt `standorte_beilegen` den Sitzungen der einen Seite bei."""
    return permissions.sichtbare_sitzungen(akteur).select_related("gremium")


def standorte_beilegen(sitzungen: Iterable[Sitzung]) -> None:
    """Eine Abfrage, und keine, wo keine Sitzung einen Standort hat."""
    mit_standort = [sitzung for sitzung in sitzungen if sitzung.standort_id is not None]
    nummern = sorted({sitzung.standort_id or 0 for sitzung in mit_standort})
    standorte = {standort.pk: standort for standort in standorte_mit_lage(tuple(nummern))}
    for sitzung in mit_standort:
        sitzung.standort = standorte[sitzung.standort_id or 0]


def sitzung_fuer(akteur: Akteur, pk: int) -> Sitzung | None:
    """Eine davon, mit allem, was ihre Seiten gemeinsam haben; None, wenn sie nicht zu sehen ist."""
    return next(iter(_sitzung(pk, *permissions.sicht_auf_gremien(akteur))), None)


@feste_abfrage
def _sitzung(pk: int, *sicht: Any) -> QuerySet[Sitzung]:
    menge = permissions.sitzungen_der_sicht(permissions.Sicht(*sicht)).filter(pk=pk)
    return menge.select_related(*_VERWANDTE, "gremium__einstellung", "geschaeftsordnung").order_by()


def sitzung_mit_verlauf_fuer(akteur: Akteur, pk: int) -> Sitzung | None:
    """Wie `sitzung_fuer`, für den Bildschirm, an dem sie geführt wird."""
    gefunden = _sitzung_mit_verlauf(pk, *permissions.sicht_auf_gremien(akteur))
    standorte_beilegen(gefunden)
    return next(iter(gefunden), None)


@feste_abfrage
def _sitzung_mit_verlauf(pk: int, *sicht: Any) -> QuerySet[Sitzung]:
    menge = permissions.sitzungen_der_sicht(permissions.Sicht(*sicht)).filter(pk=pk)
    return menge.select_related("gremium", "verlauf", "geschaeftsordnung").order_by()


def stand_der_sitzung(sitzung: Sitzung, versandt: date | None = None) -> Stand:
    """Was bisher geschah. `versandt`: der Tag, den der Nachweis der Einladung ergibt."""
    return Stand(sitzung.lage, versandt)


def geltende_fassungen(
    sitzungen: Sequence[Sitzung], fassungen: Iterable[Geschaeftsordnung] | None = None
) -> dict[int, Geschaeftsordnung | None]:
    """Je Sitzung die Fassung, an die sie gebunden ist; zwei Abfragen für beliebig viele.

    Keine, wenn die in Kraft getretenen Fassungen ihrer Gremien schon gelesen sind.
    """
    if fassungen is None:
        fassungen = fassungen_in_kraft({sitzung.gremium_id for sitzung in sitzungen})
    saetze = {satz.pk: satz for satz in fassungen}
    je_gremium: dict[int, list[Fassung]] = {}
    for satz in saetze.values():
        je_gremium.setdefault(satz.gremium_id, []).append(mit_geltung(satz))
    geltende: dict[int, Geschaeftsordnung | None] = {}
    for sitzung in sitzungen:
        if sitzung.geschaeftsordnung_id is not None:
            geltende[sitzung.pk] = saetze.get(sitzung.geschaeftsordnung_id)
            continue
        eigene = je_gremium.get(sitzung.gremium_id, [])
        fassung = gebundene_fassung(eigene, sitzungstag=sitzung.tag, eingeladen_am=None)
        geltende[sitzung.pk] = saetze[fassung.id] if fassung else None
    return geltende


def zeilen_fuer(
    sitzungen: Sequence[Sitzung], heute: date, fassungen: Iterable[Geschaeftsordnung] | None = None
) -> list[Sitzungszeile]:
    geltende = geltende_fassungen(sitzungen, fassungen) if sitzungen else {}
    versandt = versandtage(sitzungen)
    ordnungen = {pk: ordnung_von(go) for pk, go in {go.pk: go for go in geltende.values() if go}.items()}
    zeilen = []
    for sitzung in sitzungen:
        go = geltende[sitzung.pk]
        marken = zeitstrahl(
            sitzungstag=sitzung.tag,
            ordnung=ordnungen[go.pk] if go else None,
            stand=stand_der_sitzung(sitzung, versandt.get(sitzung.pk)),
            heute=heute,
        )
        zeilen.append(Sitzungszeile(sitzung, go, marken))
    return zeilen


# Planning ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planungslage:
    """Was zur Planung eines Gremiums zu wissen ist: Fassungen, Sperrzeiten, schon geplante Tage."""

    fassungen: tuple[Geschaeftsordnung, ...]
    sperren: tuple[Sperre, ...]
    tage: Mapping[int, date]

    def regeln_am(self, tag: date) -> Planungsregeln | None:
        saetze = {satz.pk: satz for satz in self.fassungen}
        fassung = gebundene_fassung(
            [mit_geltung(satz) for satz in self.fassungen], sitzungstag=tag, eingeladen_am=None
        )
        return planungsregeln(bestimmungen_von(saetze[fassung.id])) if fassung else None

    def hinweise(self, plan: Plan, *, ohne: int | None = None) -> tuple[Verstoss, ...]:
        andere = {tag for pk, tag in self.tage.items() if pk != ohne}
        return termin_pruefen(plan, regeln=self.regeln_am(plan.tag), sperren=self.sperren, andere_tage=andere)


def planungslage(gremium: Gremium) -> Planungslage:
    """Vier Abfragen, gleich wie viele Sitzungen es gibt."""
    return Planungslage(
        tuple(fassungen_in_kraft([gremium.pk])),
        sperren_im_kreis(gremium.kreis_id),
        {pk: berliner_tag(beginn) for pk, beginn in _termine(gremium.pk)},
    )


@feste_abfrage
def _termine(gremium_id: int) -> QuerySet[Sitzung, tuple[int, datetime]]:
    menge = Sitzung.objects.filter(gremium_id=gremium_id).exclude(stand=Sitzungsstand.ABGESAGT.value)
    return menge.values_list("pk", "beginn")


@feste_abfrage
def _sperrzeiten(kreis_id: int) -> QuerySet[Sperrzeit]:
    return Sperrzeit.objects.filter(kreis_id=kreis_id)


def sperren_im_kreis(kreis_id: int) -> tuple[Sperre, ...]:
    return tuple(zeit.sperre for zeit in _sperrzeiten(kreis_id))


def plan_von(sitzung: Sitzung) -> Plan:
    return Plan(sitzung.tag, sitzung.form, sitzung.dauer_minuten)


# Start page -------------------------------------------------------------------------------------------------

HOECHSTENS = 60
"""So viele werden gelesen. Fristen laufen Wochen vorher, also reichen die nächsten."""
_FUER_FRISTEN = ("vorschlaege", "ladung", "ladung_dringlich")
_OFFEN = (Sitzungsstand.GEPLANT.value, Sitzungsstand.TAGESORDNUNG_FESTGELEGT.value)


def kommende_sitzungen(akteur: Akteur, ab: date) -> list[Sitzung]:
    """Die nächsten, die stattfinden sollen, mit allem, was ihre Fristen brauchen; eine einzige Abfrage.

    `offene_antwort`: die eigene Teilnahme, wenn die Person gefragt ist und noch schweigt.
    """
    sicht = permissions.sicht_auf_gremien(akteur)
    return _kommende(akteur.person_id or 0, tagesbeginn(ab), tagesbeginn(ab + VORSCHAU), *sicht)


@feste_abfrage
def _kommende(person_id: int, ab: datetime, bis: datetime, *sicht: Any) -> QuerySet[Sitzung]:
    offen = Teilnahme.objects.filter(
        sitzung=OuterRef("pk"),
        person_id=person_id,
        zusage=Zusage.OFFEN.value,
        gefragt_am__isnull=False,
        sitzung__stand=Sitzungsstand.EINGELADEN.value,
    )
    menge = permissions.sitzungen_der_sicht(permissions.Sicht(*sicht)).filter(beginn__gte=ab)
    menge = menge.exclude(stand=Sitzungsstand.ABGESAGT.value)
    geltend = Bestimmung.objects.filter(
        Q(geschaeftsordnung__in_kraft_bis__isnull=True)
        | Q(geschaeftsordnung__in_kraft_bis__gte=OuterRef("beginn__date")),
        geschaeftsordnung__gremium=OuterRef("gremium"),
        geschaeftsordnung__in_kraft_ab__lte=OuterRef("beginn__date"),
    )
    # Of the other sessions nobody asks for the deadlines: the database need not look for them.
    gefragt = Q(beginn__lt=bis, stand__in=_OFFEN)
    for art in _FUER_FRISTEN:
        for feld in ("norm", "werte"):
            wert = Subquery(geltend.filter(art=art).order_by("pk").values(feld)[:1])
            modellfeld: Any = Bestimmung._meta.get_field(feld)
            menge = menge.annotate(
                **{f"{feld}_{art}": Case(When(gefragt, then=wert), output_field=modellfeld)}
            )
    menge = menge.annotate(offene_antwort=Subquery(offen.order_by("pk").values("pk")[:1]))
    return menge.select_related(*_VERWANDTE).order_by("beginn", "pk")[:HOECHSTENS]


def fristen_von(sitzungen: Iterable[Sitzung], heute: date) -> list[tuple[Sitzung, tuple[Marke, ...]]]:
    """Die noch nicht eingeladenen Sitzungen der nächsten Wochen mit ihren Marken."""
    bis = tagesbeginn(heute + VORSCHAU)
    return [
        (sitzung, _marken(sitzung, heute))
        for sitzung in sitzungen
        if sitzung.stand in _OFFEN and sitzung.beginn < bis
    ]


def _marken(sitzung: Sitzung, heute: date) -> tuple[Marke, ...]:
    bestimmungen = {
        art: regeln.Bestimmung(norm, getattr(sitzung, f"werte_{art}"))
        for art in _FUER_FRISTEN
        if (norm := getattr(sitzung, f"norm_{art}"))
    }
    return zeitstrahl(
        sitzungstag=sitzung.tag,
        ordnung=ordnung_aus("", bestimmungen),
        stand=stand_der_sitzung(sitzung),
        heute=heute,
    )


# Calendar ---------------------------------------------------------------------------------------------------


def jahre_mit_sitzungen(sitzungen: QuerySet[Sitzung]) -> list[int]:
    return [wert.year for wert in sitzungen.order_by().datetimes("beginn", "year", order="DESC")]


def im_jahr(sitzungen: QuerySet[Sitzung], jahr: int) -> QuerySet[Sitzung]:
    return sitzungen.filter(
        beginn__gte=tagesbeginn(date(jahr, 1, 1)), beginn__lt=tagesbeginn(date(jahr + 1, 1, 1))
    )


def sperrzeiten_im(sperrzeiten: QuerySet[Sperrzeit], von: date, bis: date) -> list[Sperrzeit]:
    return list(sperrzeiten.filter(von__lte=bis, bis__gte=von).order_by("von", "pk"))


def termine_je_tag(sitzungen: Iterable[Sitzung]) -> dict[date, list[Sitzung]]:
    tage: dict[date, list[Sitzung]] = {}
    for sitzung in sitzungen:
        tage.setdefault(sitzung.tag, []).append(sitzung)
    return tage


def tage_im_jahr(tage: Collection[date], jahr: int) -> list[date]:
    return sorted(tag for tag in tage if tag.year == jahr)
