"""Lesen: was vor Ort gebraucht wird, um eine Beratung mit wenigen Handgriffen festzuhalten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
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
from casemgmt.permissions.sicht import Sicht, Umfang, eigenes_gebiet, umfang
from casemgmt.regeln.termin import Terminstand
from casemgmt.regeln.themen import Thema
from casemgmt.regeln.werte import ENDEN, Fallbereich
from kim.basis.akteur import Akteur
from kim.basis.zeit import tagesbeginn, tagesende
from kim.stammdaten.domain.queries.listen import kommunen_im_kreis, standorte_im_kreis
from kim.web.feste_abfrage import feste_abfrage

ZULETZT = 6
LETZTE_TERMINE = 60
"""So weit wird zurückgesehen; darunter sind viele für denselben Fall."""
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


class Vorgaben:
    """Was ohne Zutun gilt: wie beim letzten Mal. Gelesen wird nur, wonach gefragt wird."""

    def __init__(self, akteur: Akteur, tag: date) -> None:
        self._akteur, self._tag, self._kreis_id = akteur, tag, akteur.kreis_id or 0
        self.bereich = bereich_von(akteur)

    @cached_property
    def kommunen(self) -> tuple[tuple[int, str], ...]:
        return tuple(eigene_orte(self._akteur, self._tag))

    @property
    def mehrere_kommunen(self) -> bool:
        """Wer nur eine haben kann, wird nicht gefragt, für welche."""
        eigene = _gebiet(self._akteur, self.bereich)
        return (bool(eigene.kreise) or len(eigene.kommunen) > 1) and len(self.kommunen) > 1

    @cached_property
    def standorte(self) -> tuple[tuple[int, str], ...]:
        standorte = standorte_im_kreis(self._kreis_id, am=self._tag)
        if permissions.eigene_kommunen(self._akteur):
            eigene = [pk for pk, _name in self.kommunen]
            standorte = standorte.filter(Q(kommune__in=eigene) | Q(kommune__isnull=True))
        mehrere = self.mehrere_kommunen
        return tuple(
            (s.pk, f"{s.name}, {s.kommune.name}" if mehrere and s.kommune else s.name)
            for s in standorte.order_by("kommune__name", "name")
        )

    @cached_property
    def themen(self) -> tuple[Thema, ...]:
        return tuple(themen_des_kreises(self._kreis_id))

    @cached_property
    def _letzter(self) -> Termin | None:
        return (
            Termin.objects.filter(
                konto_id=self._akteur.konto_id or 0, stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True
            )
            .order_by("-beginn", "-pk")
            .only("kommune_id", "standort_id")
            .first()
        )

    @property
    def kommune_id(self) -> int | None:
        return _wie_zuletzt(self._letzter.kommune_id if self._letzter else None, self.kommunen)

    @property
    def standort_id(self) -> int | None:
        return _wie_zuletzt(self._letzter.standort_id if self._letzter else None, self.standorte)


def _wie_zuletzt(zuletzt: int | None, wahl: Sequence[tuple[int, str]]) -> int | None:
    """Wenn es das noch gibt; sonst das einzige, wenn es nur eines gibt."""
    if zuletzt in {pk for pk, _name in wahl}:
        return zuletzt
    return wahl[0][0] if len(wahl) == 1 else None


def bereich_von(akteur: Akteur) -> Fallbereich:
    """In welchem Bereich jemand berät, der keinen Fall nennt."""
    lokal = umfang(akteur, FAELLE_FUEHREN)
    return Fallbereich.LOKAL if lokal.kreise or lokal.kommunen else Fallbereich.MUKIS


def _gebiet(akteur: Akteur, bereich: Fallbereich) -> Umfang:
    return umfang(akteur, FAELLE_FUEHREN if bereich is Fallbereich.LOKAL else MUKIS_FUEHREN)


def eigene_orte(akteur: Akteur, tag: date) -> list[tuple[int, str]]:
    """Die Kommunen, für die jemand berät."""
    eigene = _gebiet(akteur, bereich_von(akteur))
    kommunen = kommunen_im_kreis(akteur.kreis_id or 0, am=tag)
    if not eigene.kreise:
        kommunen = kommunen.filter(pk__in=eigene.kommunen)
    return [(k.pk, k.name) for k in kommunen]


def faelle_zum_beraten(akteur: Akteur) -> QuerySet[Fall]:
    """Laufende, in denen jemand schreiben darf; die Fachaufsicht liest nur."""
    return _zum_beraten(permissions.sicht_von(akteur))


def _zum_beraten(sicht: Sicht) -> QuerySet[Fall]:
    eigene = eigenes_gebiet(sicht) | Q(verantwortlich_id=sicht.konto_id) | permissions.in_vertretung(sicht)
    return Fall.objects.filter(permissions.faelle_der_sicht(sicht) & eigene).exclude(
        phase__in=[ende.value for ende in ENDEN]
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
    faelle = (
        faelle_zum_beraten(akteur)
        .filter(pk__in=_infrage(akteur, tag) | set(dazu))
        .annotate(
            heute_um=Subquery(heute.order_by("beginn", "pk").values("beginn")[:1]),
            heute_termin=Subquery(heute.order_by("beginn", "pk").values("pk")[:1]),
            zuletzt=Subquery(meine.values("beginn")[:1]),
            vorn=Case(When(pk__in=list(dazu), then=Value(0)), default=Value(1), output_field=IntegerField()),
        )
    )
    reihe = faelle.order_by(
        "vorn", F("heute_um").asc(nulls_last=True), F("zuletzt").desc(nulls_last=True), "-pk"
    )
    return als_wahl(reihe[:ZULETZT])


def _infrage(akteur: Akteur, tag: date) -> set[int]:
    """Die Fälle, unter denen gewählt wird: die Enden dreier Verzeichnisse, nicht alle Akten."""
    heutige = Termin.objects.filter(
        kreis_id=akteur.kreis_id or 0,
        stand=Terminstand.GEPLANT,
        beginn__gte=tagesbeginn(tag),
        beginn__lt=tagesende(tag),
        fall__isnull=False,
    )
    meine = Termin.objects.filter(
        konto_id=akteur.konto_id or 0, beginn__lt=tagesende(tag), fall__isnull=False
    ).order_by("-beginn")
    neue = (
        Fall.objects.filter(verantwortlich_id=akteur.konto_id or 0)
        .exclude(phase__in=[ende.value for ende in ENDEN])
        .order_by("-pk")
    )
    return {
        *heutige.values_list("fall_id", flat=True),
        *meine.values_list("fall_id", flat=True)[:LETZTE_TERMINE],
        *neue.values_list("pk", flat=True)[:ZULETZT],
    }


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
    gelesen = faelle.annotate(**_wie_beim_letzten_mal("pk")).prefetch_related(
        Prefetch("personen", queryset=Fallperson.objects.select_related("klient"))
    )
    return [_wahl(fall, fall.personen.all(), fall) for fall in gelesen]


def _wie_beim_letzten_mal(fall: str) -> dict[str, Subquery]:
    letzte = Termin.objects.filter(
        fall=OuterRef(fall), stand=Terminstand.GEHALTEN, ersetzt_am__isnull=True
    ).order_by("-beginn")
    return {
        "letzte_sprache": Subquery(letzte.values("sprache")[:1]),
        "letzte_mittlung": Subquery(letzte.values("sprachmittlung")[:1]),
    }


def _wahl(fall: Any, zeilen: Iterable[Fallperson], zuletzt: Any) -> Fallwahl:
    personen = [zeile.klient for zeile in zeilen]
    bevorzugt = (personen[0].sprachen or [""])[0] if personen else ""
    return Fallwahl(
        fall,
        tuple((person.pk, str(person)) for person in personen),
        zuletzt.letzte_sprache or bevorzugt or "de",
        zuletzt.letzte_mittlung or "",
        getattr(fall, "heute_um", None),
        getattr(fall, "heute_termin", None),
    )


def wahl_zum_beraten(akteur: Akteur, fall_id: int) -> list[Fallwahl]:
    """Der eine, der gewählt wurde."""
    personen = _personen_der_wahl(fall_id, *permissions.sicht_von(akteur).einzeln())
    return [_wahl(personen[0].fall, personen, personen[0])] if personen else []


@feste_abfrage
def _personen_der_wahl(fall_id: int, *sicht: Any) -> QuerySet[Fallperson]:
    faelle = _zum_beraten(permissions.sicht_aus(sicht)).filter(pk=fall_id)
    return (
        Fallperson.objects.filter(fall=fall_id, fall__in=faelle)
        .select_related("fall", "klient")
        .annotate(**_wie_beim_letzten_mal("fall_id"))
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
