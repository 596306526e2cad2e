"""Lesen: was Listen, Auswahlen, Suche und andere Räume von den Stammdaten brauchen."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from kim.basis.akteur import Akteur
from kim.stammdaten import permissions
from kim.stammdaten.models import Einrichtung, Funktion, Kommune, Kreis, Person, Standort
from kim.stammdaten.regeln.werte import EinrichtungArt
from kim.web.feste_abfrage import feste_abfrage


def aktive(tag: date) -> Q:
    """Was an diesem Tag noch nicht beendet ist."""
    return Q(aktiv_bis__isnull=True) | Q(aktiv_bis__gte=tag)


def offene_funktionen(tag: date) -> Q:
    return Q(bis__isnull=True) | Q(bis__gte=tag)


# For the pages of this room ---------------------------------------------------------------------------------


def kommunen_fuer(akteur: Akteur, heute: date) -> QuerySet[Kommune]:
    return permissions.sichtbare_kommunen(akteur).annotate(
        anzahl_einrichtungen=Count(
            "einrichtungen",
            filter=Q(einrichtungen__aktiv_bis__isnull=True) | Q(einrichtungen__aktiv_bis__gte=heute),
            distinct=True,
        ),
        anzahl_standorte=Count(
            "standorte",
            filter=Q(standorte__aktiv_bis__isnull=True) | Q(standorte__aktiv_bis__gte=heute),
            distinct=True,
        ),
    )


def einrichtungen_fuer(akteur: Akteur) -> QuerySet[Einrichtung]:
    return permissions.sichtbare_einrichtungen(akteur).select_related("kommune")


def personen_fuer(akteur: Akteur, heute: date) -> QuerySet[Person]:
    """Mit den offenen Funktionen als `offene`."""
    offene = Funktion.objects.filter(offene_funktionen(heute)).select_related("einrichtung")
    return permissions.sichtbare_personen(akteur).prefetch_related(
        Prefetch("funktionen", queryset=offene, to_attr="offene")
    )


def personen_mit_offener_funktion_bei(
    personen: QuerySet[Person], einrichtung_id: int, heute: date
) -> QuerySet[Person]:
    dort = Funktion.objects.filter(offene_funktionen(heute), einrichtung_id=einrichtung_id)
    return personen.filter(pk__in=dort.values("person_id"))


def standorte_fuer(akteur: Akteur) -> QuerySet[Standort]:
    return permissions.sichtbare_standorte(akteur).select_related("kommune", "einrichtung")


def ohne_kontakt(einrichtungen: QuerySet[Einrichtung], heute: date) -> QuerySet[Einrichtung]:
    """Einrichtungen, die niemand erreichen kann: weder E-Mail noch Telefon noch eine erreichbare Person."""
    mit_person = Funktion.objects.filter(offene_funktionen(heute), einrichtung=OuterRef("pk")).exclude(
        person__email="", person__telefon=""
    )
    return einrichtungen.filter(~Exists(mit_person), email="", telefon="")


def folgen_der_stilllegung(satz: permissions.Stammsatz) -> dict[str, int]:
    """Was mit dem Satz zusammen endet, für die Rückfrage."""
    if isinstance(satz, Kommune):
        return {"standorte": satz.standorte.filter(aktiv_bis=None).count()}
    if isinstance(satz, Einrichtung):
        return {
            "funktionen": satz.funktionen.filter(bis=None).count(),
            "standorte": satz.standorte.filter(aktiv_bis=None, kommune=None).count(),
        }
    if isinstance(satz, Person):
        return {"funktionen": satz.funktionen.filter(bis=None).count()}
    return {}


# For other rooms --------------------------------------------------------------------------------------------


@feste_abfrage
def standorte_mit_lage(ids: tuple[int, ...]) -> QuerySet[Standort]:
    """Mit allem, was ihr Name nennt; wer sie sieht, entscheidet der Satz, zu dem sie gehören."""
    return Standort.objects.filter(pk__in=ids).select_related("kommune", "einrichtung")


def alle_kreise() -> list[Kreis]:
    return list(Kreis.objects.order_by("name"))


def kreis(kreis_id: int) -> Kreis:
    return Kreis.objects.get(pk=kreis_id)


def kreis_mit_kuerzel(kuerzel: str) -> Kreis | None:
    return Kreis.objects.filter(kuerzel=kuerzel).first()


def kommunen_im_kreis(kreis_id: int, *, am: date | None = None) -> QuerySet[Kommune]:
    return Kommune.objects.filter(aktive(am) if am else Q(), kreis_id=kreis_id).order_by("name")


def einrichtungen_im_kreis(kreis_id: int, *, am: date | None = None) -> QuerySet[Einrichtung]:
    return Einrichtung.objects.filter(aktive(am) if am else Q(), kreis_id=kreis_id).order_by("name")


def behoerden_im_kreis(kreis_id: int, *, am: date | None = None) -> QuerySet[Einrichtung]:
    return einrichtungen_im_kreis(kreis_id, am=am).filter(art=EinrichtungArt.BEHOERDE)


def personen_im_kreis(kreis_id: int, *, am: date | None = None) -> QuerySet[Person]:
    return Person.objects.filter(aktive(am) if am else Q(), kreis_id=kreis_id)


def standorte_im_kreis(kreis_id: int, *, am: date | None = None) -> QuerySet[Standort]:
    return Standort.objects.filter(aktive(am) if am else Q(), kreis_id=kreis_id).select_related("kommune")
