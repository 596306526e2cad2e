"""What this room brings to the start page and to the one search field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.heute import Heutezeile
from kim.basis.suche import Treffer
from kim.stammdaten import permissions
from kim.stammdaten.domain.queries.listen import aktive, ohne_kontakt
from kim.stammdaten.models import Einrichtung, Funktion, Kreis
from kim.web.feste_abfrage import feste_abfrage


def seite_des_satzes(satz: Any) -> str:
    """Where the history of a record leads back to; a function stands on the page of its person."""
    if isinstance(satz, Kreis):
        return reverse("stammdaten:kreis-detail")
    if isinstance(satz, Funktion):
        return reverse("stammdaten:person-detail", args=[satz.person_id])
    return reverse(f"stammdaten:{satz._meta.model_name}-detail", args=[satz.pk])


@feste_abfrage
def _ohne_kontakt(kreise: tuple[int, ...], heute: date) -> QuerySet[Einrichtung]:
    """Two at most are read: one is named, more are counted on the list itself."""
    menge = Einrichtung.objects.filter(aktive(heute), kreis_id__in=kreise)
    return ohne_kontakt(menge, heute).order_by("name")[:2]


def heute_zeilen(akteur: Akteur, heute: date) -> list[Heutezeile]:
    """Bodies that nobody can reach: an invitation to them would get lost."""
    sichtbar = permissions.kreise_mit(akteur, permissions.SEHEN)
    ganze = {b.kreis_id for b in akteur.bereiche_mit(permissions.AENDERN) if b == Bereich.kreis(b.kreis_id)}
    kreise = tuple(sorted(sichtbar & ganze))
    ohne = _ohne_kontakt(kreise, heute) if kreise else []
    if not ohne:
        return []
    if len(ohne) == 1:
        text = _("Kontakt ergänzen: %(name)s") % {"name": ohne[0]}
        return [Heutezeile(text, reverse("stammdaten:einrichtung-bearbeiten", args=[ohne[0].pk]))]
    return [
        Heutezeile(
            _("Kontaktdaten der Einrichtungen ergänzen"),
            reverse("stammdaten:einrichtung-liste") + "?kontakt=ohne",
            hinweis=_("Mehrere haben weder E-Mail noch Telefon noch eine Ansprechperson."),
        )
    ]


def _treffer(menge: QuerySet, felder: Sequence[str], frage: str, hoechstens: int) -> QuerySet:
    for wort in frage.split():
        bedingung = Q()
        for feld in felder:
            bedingung |= Q(**{f"{feld}__icontains": wort})
        menge = menge.filter(bedingung)
    return menge[:hoechstens]


def kommunen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_kommunen(akteur).order_by("name")
    return [
        Treffer(str(kommune), reverse("stammdaten:kommune-detail", args=[kommune.pk]), kommune.rheinseite)
        for kommune in _treffer(menge, ["name"], frage, hoechstens)
    ]


def einrichtungen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_einrichtungen(akteur).order_by("name")
    return [
        Treffer(
            einrichtung.name,
            reverse("stammdaten:einrichtung-detail", args=[einrichtung.pk]),
            str(einrichtung.get_art_display()),
        )
        for einrichtung in _treffer(menge, ["name", "kurzname"], frage, hoechstens)
    ]


def personen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_personen(akteur).order_by("nachname", "vorname")
    return [
        Treffer(str(person), reverse("stammdaten:person-detail", args=[person.pk]), person.email)
        for person in _treffer(menge, ["vorname", "nachname", "email"], frage, hoechstens)
    ]


def standorte_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_standorte(akteur).select_related("kommune", "einrichtung").order_by("name")
    return [
        Treffer(str(standort), reverse("stammdaten:standort-detail", args=[standort.pk]))
        for standort in _treffer(menge, ["name", "kommune__name", "einrichtung__name"], frage, hoechstens)
    ]
