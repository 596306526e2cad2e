"""The four lists: columns, filters, search. And what each row looks like in a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Akteur
from kim.stammdaten import permissions
from kim.stammdaten.domain.queries.listen import aktive, ohne_kontakt, personen_mit_offener_funktion_bei
from kim.stammdaten.models import Einrichtung, Kommune, Person, Standort
from kim.stammdaten.models.auswahl import (
    BARRIEREFREIHEIT,
    EINRICHTUNG_ARTEN,
    KOMMUNE_ARTEN,
    RECHTSKREISE,
    RHEINSEITEN,
)
from kim.web.tabelle import Filter, Spalte, Tabelle

STAND = "stand"
STILLGELEGT, ALLE = "stillgelegt", "alle"


def _nach_stand(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return menge.filter(aktiv_bis__lt=timezone.localdate()) if wert == STILLGELEGT else menge


_STAND = Filter(
    STAND,
    _("Stand"),
    [(STILLGELEGT, _("Stillgelegt")), (ALLE, _("Alle"))],
    anwenden=_nach_stand,
    alle=_("Aktiv"),
)


def nur_aktive_ausser_anders_gewaehlt(menge: QuerySet[Any], wahl: str, heute: date) -> QuerySet[Any]:
    """Without a choice a list shows what is active; the closed ones are one filter away."""
    return menge if wahl in (STILLGELEGT, ALLE) else menge.filter(aktive(heute))


def kommune_tabelle(akteur: Akteur) -> Tabelle:
    filter = [Filter("art", _("Art"), KOMMUNE_ARTEN, feld="art")]
    # Where no river divides the Kreis, nobody needs the column.
    if permissions.sichtbare_kommunen(akteur).exclude(rheinseite="").exists():
        filter.append(Filter("rheinseite", _("Rheinseite"), RHEINSEITEN, feld="rheinseite"))
    return Tabelle(
        spalten=[
            Spalte("name", _("Name"), ("name",)),
            Spalte("art", _("Art"), ("art", "name")),
            Spalte("rheinseite", _("Rheinseite"), ("rheinseite", "name")),
            Spalte("einrichtungen", _("Einrichtungen"), ("anzahl_einrichtungen",), art="zahl"),
            Spalte("standorte", _("Standorte"), ("anzahl_standorte",), art="zahl"),
        ],
        standard_sortierung="name",
        filter=[*filter, _STAND],
        suche=("name", "gemeindeschluessel"),
        suche_titel=_("Name oder Gemeindeschlüssel"),
    )


def einrichtung_tabelle(akteur: Akteur) -> Tabelle:
    kommunen = [
        (kommune.pk, kommune.name) for kommune in permissions.sichtbare_kommunen(akteur).order_by("name")
    ]
    return Tabelle(
        spalten=[
            Spalte("name", _("Name"), ("name",)),
            Spalte("art", _("Art"), ("art", "name")),
            Spalte("rechtskreis", _("Rechtskreis"), ("rechtskreis", "name")),
            Spalte("kommune", _("Kommune"), ("kommune__name", "name")),
            Spalte("kontakt", _("Kontakt")),
        ],
        standard_sortierung="name",
        filter=[
            Filter("art", _("Art"), EINRICHTUNG_ARTEN, feld="art"),
            Filter("rechtskreis", _("Rechtskreis"), RECHTSKREISE, feld="rechtskreis"),
            Filter("kommune", _("Kommune"), kommunen, feld="kommune_id"),
            Filter(
                "kontakt",
                _("Kontakt"),
                [("ohne", _("nicht erreichbar"))],
                anwenden=lambda menge, _wert: ohne_kontakt(menge, timezone.localdate()),
            ),
            _STAND,
        ],
        suche=("name", "kurzname"),
        suche_titel=_("Name"),
    )


def person_tabelle(akteur: Akteur) -> Tabelle:
    einrichtungen = permissions.sichtbare_einrichtungen(akteur).order_by("name").values_list("pk", "name")
    return Tabelle(
        spalten=[
            Spalte("name", _("Name"), ("nachname", "vorname")),
            Spalte("funktion", _("Funktion")),
            Spalte("email", _("E-Mail"), ("email",)),
            Spalte("telefon", _("Telefon")),
        ],
        standard_sortierung="name",
        filter=[
            Filter(
                "einrichtung",
                _("Einrichtung"),
                list(einrichtungen),
                anwenden=lambda menge, wert: personen_mit_offener_funktion_bei(
                    menge, int(wert), timezone.localdate()
                ),
            ),
            _STAND,
        ],
        suche=("vorname", "nachname", "email"),
        suche_titel=_("Name oder E-Mail"),
    )


def standort_tabelle(akteur: Akteur) -> Tabelle:
    kommunen = [
        (kommune.pk, kommune.name) for kommune in permissions.sichtbare_kommunen(akteur).order_by("name")
    ]
    return Tabelle(
        spalten=[
            Spalte("name", _("Name"), ("name", "kommune__name")),
            Spalte("kommune", _("Kommune"), ("kommune__name", "name")),
            Spalte("einrichtung", _("Einrichtung"), ("einrichtung__name", "name")),
            Spalte("barrierefrei", _("Barrierefrei"), ("barrierefrei", "name")),
        ],
        standard_sortierung="kommune",
        filter=[
            Filter("kommune", _("Kommune"), kommunen, feld="kommune_id"),
            Filter("barrierefrei", _("Barrierefrei"), BARRIEREFREIHEIT, feld="barrierefrei"),
            _STAND,
        ],
        suche=("name", "kommune__name", "einrichtung__name"),
        suche_titel=_("Name oder Kommune"),
    )


# Rows of a file, in the order of `domain.spalten` -----------------------------------------------------------


def kommune_zeile(kommune: Kommune) -> list[Any]:
    return [
        kommune.pk,
        kommune.name,
        kommune.get_art_display(),
        kommune.gemeindeschluessel,
        kommune.get_rheinseite_display(),
        kommune.aktiv_ab,
        kommune.aktiv_bis,
    ]


def einrichtung_zeile(einrichtung: Einrichtung) -> list[Any]:
    return [
        einrichtung.pk,
        einrichtung.name,
        einrichtung.kurzname,
        einrichtung.get_art_display(),
        einrichtung.get_rechtskreis_display(),
        einrichtung.kommune.name if einrichtung.kommune else "",
        einrichtung.email,
        einrichtung.telefon,
        einrichtung.website,
        einrichtung.anschrift,
        einrichtung.bemerkung,
        einrichtung.aktiv_ab,
        einrichtung.aktiv_bis,
    ]


def person_zeile(person: Person) -> list[Any]:
    offene = list(person.offene)  # type: ignore[attr-defined]
    erste = offene[0] if offene else None
    return [
        person.pk,
        person.anrede,
        person.titel,
        person.vorname,
        person.nachname,
        person.email,
        person.telefon,
        person.aktiv_ab,
        erste.einrichtung.name if erste else "",
        erste.bezeichnung if erste else "",
        erste.von if erste else None,
        "; ".join(str(funktion) for funktion in offene[1:]),
        person.aktiv_bis,
    ]


def standort_zeile(standort: Standort) -> list[Any]:
    return [
        standort.pk,
        standort.name,
        standort.kommune.name if standort.kommune else "",
        standort.einrichtung.name if standort.einrichtung else "",
        standort.anschrift,
        standort.get_barrierefrei_display(),
        standort.zugang,
        standort.hinweise,
        standort.aktiv_ab,
        standort.aktiv_bis,
    ]
