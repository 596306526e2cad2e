"""Lesen: was vor Ort gebraucht wird, um eine Beratung mit wenigen Handgriffen festzuhalten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from casemgmt import permissions
from casemgmt.domain.queries.suche import aktenzeichen_lesen, personen_suchen
from casemgmt.domain.queries.themen import themen_des_kreises
from casemgmt.models import Arbeitstermin, Fall, Fallperson, Kopfzahl, Termin
from casemgmt.permissions.rechte import FAELLE_FUEHREN, MUKIS_FUEHREN
from casemgmt.permissions.sicht import umfang
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.themen import Thema
from casemgmt.regeln.werte import ENDEN, Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.zeit import tagesbeginn, tagesende
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, standorte_im_kreis

ZULETZT = 6
TREFFER = 8


@dataclass(frozen=True, slots=True)
class Fallwahl:
    """Ein Fall als große Taste, mit allem, was beim Antippen feststeht."""

    fall: Fall
    personen: tuple[tuple[int, str], ...]
    sprache: str
    sprachmittlung: str
    heute_um: datetime | None = None
    heute_termin: int | None = None
    """Der für heute geplante: er wird festgehalten, statt daneben einen zweiten zu machen."""

    @property
    def name(self) -> str:
        """Die Hauptperson steht vorn."""
        erste = self.personen[0][1] if self.personen else ""
        weitere = len(self.personen) - 1
        return f"{erste} +{weitere}" if weitere > 0 else erste


@dataclass(frozen=True, slots=True)
class Vorgaben:
    """Was ohne Zutun gilt: wie beim letzten Mal."""

    bereich: str
    kommunen: tuple[tuple[int, str], ...]
    standorte: tuple[tuple[int, str], ...]
    themen: tuple[Thema, ...]
    kommune_id: int | None = None
    standort_id: int | None = None
    sprache: str = "de"


def bereich_von(akteur: Akteur) -> Fallbereich:
    """In welchem Bereich jemand berät, der keinen Fall nennt."""
    lokal = umfang(akteur, FAELLE_FUEHREN)
    return Fallbereich.LOKAL if lokal.kreise or lokal.kommunen else Fallbereich.MUKIS


def eigene_orte(akteur: Akteur, tag: date) -> list[tuple[int, str]]:
    """Die Kommunen, für die jemand berät."""
    recht = FAELLE_FUEHREN if bereich_von(akteur) is Fallbereich.LOKAL else MUKIS_FUEHREN
    bereich = umfang(akteur, recht)
    kommunen = kommunen_im_kreis(akteur.kreis_id or 0, am=tag)
    if not bereich.kreise:
        kommunen = kommunen.filter(pk__in=bereich.kommunen)
    return [(k.pk, k.name) for k in kommunen]


def vorgaben(akteur: Akteur, tag: date) -> Vorgaben:
    kreis_id = akteur.kreis_id or 0
    orte = eigene_orte(akteur, tag)
    letzter = (
        Termin.objects.filter(
            konto_id=akteur.konto_id or 0, stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True
        )
        .order_by("-beginn", "-pk")
        .only("kommune_id", "standort_id", "sprache")
        .first()
    )
    standorte = standorte_im_kreis(kreis_id, am=tag)
    if permissions.eigene_kommunen(akteur):
        standorte = standorte.filter(Q(kommune__in=[pk for pk, _name in orte]) | Q(kommune__isnull=True))
    mehrere = len(orte) > 1
    wahl = tuple(
        (s.pk, f"{s.name}, {s.kommune.name}" if mehrere and s.kommune else s.name)
        for s in standorte.order_by("kommune__name", "name")
    )
    kommune_id = letzter.kommune_id if letzter else None
    if kommune_id not in {pk for pk, _name in orte}:
        kommune_id = orte[0][0] if len(orte) == 1 else None
    standort_id = letzter.standort_id if letzter else None
    if standort_id not in {pk for pk, _name in wahl}:
        standort_id = wahl[0][0] if len(wahl) == 1 else None
    return Vorgaben(
        bereich_von(akteur),
        tuple(orte),
        wahl,
        tuple(themen_des_kreises(kreis_id)),
        kommune_id,
        standort_id,
        letzter.sprache if letzter else "de",
    )


def faelle_zum_beraten(akteur: Akteur) -> QuerySet[Fall]:
    """Laufende, in denen jemand schreiben darf; die Fachaufsicht liest nur."""
    lokal, mukis = umfang(akteur, FAELLE_FUEHREN), umfang(akteur, MUKIS_FUEHREN)
    vertretung = permissions.sicht_von(akteur)
    eigene = Q(bereich=Fallbereich.LOKAL) & lokal.gebiet() | Q(bereich=Fallbereich.MUKIS) & mukis.gebiet()
    return (
        permissions.sichtbare_faelle(akteur)
        .filter(eigene | Q(verantwortlich_id=akteur.konto_id) | permissions.in_vertretung(vertretung))
        .exclude(phase__in=[ende.value for ende in ENDEN])
    )


def zuletzt_beraten(akteur: Akteur, tag: date, *, dazu: Iterable[int] = ()) -> list[Fallwahl]:
    """Wer heute bestellt ist, zuerst; dann die, mit denen zuletzt gesprochen wurde. `dazu`: in jedem Fall."""
    heute = Termin.objects.filter(
        fall=OuterRef("pk"),
        stand=Terminstand.GEPLANT,
        beginn__gte=tagesbeginn(tag),
        beginn__lt=tagesende(tag),
    )
    meine = Termin.objects.filter(
        fall=OuterRef("pk"), konto_id=akteur.konto_id or 0, beginn__lt=tagesende(tag)
    ).order_by("-beginn")
    faelle = faelle_zum_beraten(akteur).annotate(
        heute_um=Subquery(heute.order_by("beginn", "pk").values("beginn")[:1]),
        heute_termin=Subquery(heute.order_by("beginn", "pk").values("pk")[:1]),
        zuletzt=Subquery(meine.values("beginn")[:1]),
        vorn=Case(When(pk__in=list(dazu), then=Value(0)), default=Value(1), output_field=IntegerField()),
    )
    eigene = Q(verantwortlich_id=akteur.konto_id) | Q(Exists(meine)) | Q(Exists(heute)) | Q(vorn=0)
    reihe = faelle.filter(eigene).order_by(
        "vorn", F("heute_um").asc(nulls_last=True), F("zuletzt").desc(nulls_last=True), "-pk"
    )
    return als_wahl(reihe[:ZULETZT])


def faelle_suchen(akteur: Akteur, text: str) -> list[Fallwahl]:
    """Nach Aktenzeichen oder Namen, nur im eigenen Bereich; wer der Frage am nächsten kommt, zuerst."""
    faelle = faelle_zum_beraten(akteur)
    if aktenzeichen := aktenzeichen_lesen(text):
        jahr, nummer = aktenzeichen
        return als_wahl(faelle.filter(jahr=jahr, nummer=nummer)[:TREFFER])
    rang = {klient.pk: stelle for stelle, klient in enumerate(personen_suchen(akteur, text))}
    gefunden = als_wahl(faelle.filter(personen__klient__in=rang).distinct())
    gefunden.sort(key=lambda wahl: min(rang.get(pk, len(rang)) for pk, _name in wahl.personen))
    return gefunden[:TREFFER]


def als_wahl(faelle: QuerySet[Fall]) -> list[Fallwahl]:
    """Mit zwei weiteren Abfragen, gleich wie viele Fälle es sind."""
    letzte = Termin.objects.filter(
        fall=OuterRef("pk"), stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True
    ).order_by("-beginn")
    gelesen = faelle.annotate(
        letzte_sprache=Subquery(letzte.values("sprache")[:1]),
        letzte_mittlung=Subquery(letzte.values("sprachmittlung")[:1]),
    ).prefetch_related(Prefetch("personen", queryset=Fallperson.objects.select_related("klient")))
    return [_wahl(fall) for fall in gelesen]


def _wahl(fall: Any) -> Fallwahl:
    personen = [zeile.klient for zeile in fall.personen.all()]
    bevorzugt = (personen[0].sprachen or [""])[0] if personen else ""
    return Fallwahl(
        fall,
        tuple((person.pk, str(person)) for person in personen),
        fall.letzte_sprache or bevorzugt or "de",
        fall.letzte_mittlung or "",
        getattr(fall, "heute_um", None),
        getattr(fall, "heute_termin", None),
    )


def wahl_eines(akteur: Akteur, fall_id: int) -> Fallwahl | None:
    """Auch eines beendeten: eine Berichtigung betrifft, was vorher war."""
    for wahl in als_wahl(permissions.sichtbare_faelle(akteur).filter(pk=fall_id)):
        return wahl
    return None


def _mit_namen(termine: QuerySet[Termin]) -> QuerySet[Termin]:
    return termine.select_related("fall", "standort__kommune", "kommune", "konto").prefetch_related(
        Prefetch("fall__personen", queryset=Fallperson.objects.select_related("klient")),
        "anwesende__klient",
    )


def termine_am(akteur: Akteur, tag: date) -> list[Termin]:
    """Die eigenen, und was Kolleginnen am selben Tag in den eigenen Kommunen geplant haben."""
    eigene = Q(konto_id=akteur.konto_id or 0)
    geplante = Q(stand=Terminstand.GEPLANT)
    menge = permissions.sichtbare_termine(akteur).filter(
        eigene | geplante,
        beginn__gte=tagesbeginn(tag),
        beginn__lt=tagesende(tag),
        ersetzt_am__isnull=True,
    )
    return list(_mit_namen(menge).order_by("beginn", "pk"))


def eigene_termine(akteur: Akteur, von: date, bis: date) -> list[Termin]:
    menge = permissions.sichtbare_termine(akteur).filter(
        konto_id=akteur.konto_id or 0,
        beginn__gte=tagesbeginn(von),
        beginn__lt=tagesende(bis),
        ersetzt_am__isnull=True,
    )
    return list(_mit_namen(menge).order_by("beginn", "pk"))


def arbeit_am(akteur: Akteur, von: date, bis: date) -> list[Arbeitstermin]:
    menge = permissions.sichtbare_arbeitstermine(akteur).filter(
        konto_id=akteur.konto_id or 0, beginn__gte=tagesbeginn(von), beginn__lt=tagesende(bis)
    )
    return list(menge.select_related("standort__kommune", "kommune").order_by("beginn", "pk"))


def kopfzahlen_am(akteur: Akteur, von: date, bis: date) -> list[Kopfzahl]:
    """Die eigenen, die zählen."""
    menge = permissions.sichtbare_kopfzahlen(akteur).filter(
        konto_id=akteur.konto_id or 0, tag__gte=von, tag__lte=bis, ersetzt_am__isnull=True
    )
    return list(menge.select_related("standort", "kommune").order_by("tag", "pk"))


def verlauf_der_kopfzahl(akteur: Akteur, satz: Kopfzahl) -> list[Kopfzahl]:
    """Alle Fassungen, die älteste zuerst."""
    sichtbare = permissions.sichtbare_kopfzahlen(akteur).select_related("konto")
    kette = [satz]
    while (davor := kette[0].berichtigt_id) and (frueher := sichtbare.filter(pk=davor).first()):
        kette.insert(0, frueher)
    while spaeter := sichtbare.filter(berichtigt_id=kette[-1].pk).first():
        kette.append(spaeter)
    return kette


def ueberfaellige(akteur: Akteur, tag: date) -> list[Termin]:
    """Geplant, vorbei, und niemand hat gesagt, was daraus wurde."""
    menge = permissions.sichtbare_termine(akteur).filter(
        konto_id=akteur.konto_id or 0, stand=Terminstand.GEPLANT, beginn__lt=tagesbeginn(tag)
    )
    return list(_mit_namen(menge).order_by("beginn", "pk")[:20])


def verlauf_des_termins(akteur: Akteur, termin: Termin) -> list[Termin]:
    """Alle Fassungen, die älteste zuerst: was berichtigt wurde, bis zu dem, was zählt."""
    sichtbare = _mit_namen(permissions.sichtbare_termine(akteur))
    kette = [termin]
    while (davor := kette[0].berichtigt_id) and (satz := sichtbare.filter(pk=davor).first()):
        kette.insert(0, satz)
    while satz := sichtbare.filter(berichtigt_id=kette[-1].pk).first():
        kette.append(satz)
    return kette


def termin_lesen(akteur: Akteur, pk: int) -> Termin | None:
    return _mit_namen(permissions.sichtbare_termine(akteur)).filter(pk=pk).first()


def name_des_termins(termin: Termin) -> str:
    """Wer da war oder kommt; ohne Namen das Wort dafür."""
    anwesende = [str(zeile.klient) for zeile in termin.anwesende.all()]
    if not anwesende and termin.fall is not None:
        anwesende = [str(zeile.klient) for zeile in termin.fall.personen.all() if zeile.hauptperson]
    return ", ".join(anwesende)
