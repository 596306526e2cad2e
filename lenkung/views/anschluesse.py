"""What this module brings to the search field and to the pages of histories."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.basis.suche import Treffer
from lenkung import permissions
from lenkung.domain.queries.beschluesse import beschluesse_fuer, gesucht
from lenkung.domain.queries.mitglieder import mitglieder_fuer
from lenkung.domain.queries.sitzungen import sitzungen_fuer
from lenkung.domain.queries.vorlagen import vorlagen_fuer
from lenkung.domain.queries.vorschlaege import vorschlaege_fuer
from lenkung.models import (
    AGBericht,
    AGMitglied,
    AGTreffen,
    Amt,
    Arbeitsgruppe,
    Beschluss,
    Beschlussfolge,
    Besetzung,
    Bestimmung,
    Geschaeftsordnung,
    Gremium,
    Sitz,
    Sitzung,
    Sperrzeit,
    Umlaufstimme,
    Umlaufverfahren,
    Vorlage,
    Vorlagenfassung,
    Vorschlag,
)
from lenkung.views.ag_seiten import seite_der_arbeitsgruppe
from lenkung.views.sitzungsrahmen import seite_der_vorbereitung
from lenkung.views.sitzungssuche import tage_gemeint


def seite_des_satzes(satz: Any) -> str:
    """Where the history of a record leads back to."""
    if isinstance(satz, Gremium):
        return reverse("lenkung:gremium-detail", args=[satz.pk])
    if isinstance(satz, Amt):
        return reverse("lenkung:gremium-detail", args=[satz.gremium_id])
    if isinstance(satz, Sitz):
        return reverse("lenkung:sitz-detail", args=[satz.pk])
    if isinstance(satz, Geschaeftsordnung):
        return reverse("lenkung:go-detail", args=[satz.pk])
    if isinstance(satz, Bestimmung):
        return f"{reverse('lenkung:go-detail', args=[satz.geschaeftsordnung_id])}#{satz.art}"
    if isinstance(satz, Sitzung):
        return reverse("lenkung:sitzung-detail", args=[satz.pk])
    if isinstance(satz, Sperrzeit):
        return reverse("lenkung:sperrzeit-bearbeiten", args=[satz.pk])
    if isinstance(satz, Besetzung):
        return reverse("lenkung:sitz-detail", args=[satz.sitz_id])
    if isinstance(satz, Vorschlag):
        return reverse("lenkung:vorschlag-detail", args=[satz.pk])
    if isinstance(satz, Vorlage):
        return reverse("lenkung:vorlage-detail", args=[satz.pk])
    if isinstance(satz, Vorlagenfassung):
        return reverse("lenkung:fassung-detail", args=[satz.pk])
    if isinstance(satz, Beschluss):
        return reverse("lenkung:beschluss-detail", args=[satz.pk])
    if isinstance(satz, Beschlussfolge):
        return f"{reverse('lenkung:beschluss-detail', args=[satz.beschluss_id])}#folge-{satz.pk}"
    if isinstance(satz, Umlaufverfahren):
        return reverse("lenkung:umlauf-detail", args=[satz.pk])
    if isinstance(satz, Umlaufstimme):
        return reverse("lenkung:umlauf-detail", args=[satz.umlauf_id])
    if isinstance(satz, Arbeitsgruppe | AGMitglied | AGTreffen | AGBericht):
        return seite_der_arbeitsgruppe(satz)
    return seite_der_vorbereitung(satz)


def gremien_auswahl(kreis_id: int) -> list[tuple[int, str]]:
    """On what a role can be held."""
    return list(Gremium.objects.filter(kreis_id=kreis_id).order_by("name").values_list("pk", "name"))


def _treffer(menge: QuerySet[Any], felder: tuple[str, ...], frage: str, hoechstens: int) -> QuerySet[Any]:
    for wort in frage.split():
        bedingung = Q()
        for feld in felder:
            bedingung |= Q(**{f"{feld}__icontains": wort})
        menge = menge.filter(bedingung)
    return menge[:hoechstens]


def gremien_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_gremien(akteur).order_by("name")
    return [
        Treffer(str(gremium), reverse("lenkung:gremium-detail", args=[gremium.pk]), gremium.get_art_display())
        for gremium in _treffer(menge, ("name", "kurzname"), frage, hoechstens)
    ]


def sitze_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = (
        permissions.sichtbare_sitze(akteur)
        .select_related("einrichtung", "gremium")
        .order_by("einrichtung__name", "bezeichnung", "pk")
    )
    felder = ("einrichtung__name", "einrichtung__kurzname", "bezeichnung")
    return [
        Treffer(
            str(sitz),
            reverse("lenkung:sitz-detail", args=[sitz.pk]),
            _("Sitz in %(gremium)s") % {"gremium": sitz.gremium.kurz},
        )
        for sitz in _treffer(menge, felder, frage, hoechstens)
    ]


def mitglieder_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = mitglieder_fuer(akteur).order_by("nachname", "vorname", "pk")
    return [
        Treffer(
            str(person),
            reverse("lenkung:mitglied-detail", args=[person.pk]),
            ", ".join(sorted({satz.gremium.kurz for satz in (*person.sitze, *person.fuehrt)})),
        )
        for person in _treffer(menge, ("vorname", "nachname", "email"), frage, hoechstens)
    ]


def geschaeftsordnungen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = permissions.sichtbare_geschaeftsordnungen(akteur).select_related("gremium")
    gefunden = _treffer(menge, ("bezeichnung", "quelle"), frage, hoechstens)
    return [
        Treffer(go.bezeichnung, reverse("lenkung:go-detail", args=[go.pk]), go.gremium.kurz)
        for go in gefunden
    ]


def sitzungen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    """By Gremium, place or reason, and by the day as one writes it: 21.03.2023, 03.2023 or 2023."""
    menge = sitzungen_fuer(akteur).order_by("-beginn", "pk")
    worte = []
    for wort in frage.split():
        tage = tage_gemeint(wort)
        if tage is None:
            worte.append(wort)
        else:
            menge = menge.filter(beginn__gte=tage[0], beginn__lt=tage[1])
    felder = ("gremium__name", "gremium__kurzname", "ort", "standort__name", "absage_grund")
    ohne = [wort for wort in worte if not "sitzungen".startswith(wort.lower())]
    return [
        Treffer(
            str(sitzung),
            reverse("lenkung:sitzung-detail", args=[sitzung.pk]),
            f"{sitzung.gremium.kurz}, {sitzung.get_stand_display()}",
        )
        for sitzung in _treffer(menge, felder, " ".join(ohne), hoechstens)
    ]


def vorschlaege_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = vorschlaege_fuer(akteur).order_by("-eingereicht_am", "pk")
    return [
        Treffer(
            vorschlag.titel,
            reverse("lenkung:vorschlag-detail", args=[vorschlag.pk]),
            f"{vorschlag.gremium.kurz}, {vorschlag.get_stand_display()}",
        )
        for vorschlag in _treffer(menge, ("titel", "erlaeuterung"), frage, hoechstens)
    ]


def vorlagen_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    menge = vorlagen_fuer(akteur).order_by("-angelegt_am", "pk")
    return [
        Treffer(vorlage.titel, reverse("lenkung:vorlage-detail", args=[vorlage.pk]), vorlage.gremium.kurz)
        for vorlage in _treffer(menge, ("titel", "verfasser"), frage, hoechstens)
    ]


def beschluesse_suchen(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    """By number as well: 3/2026."""
    menge = gesucht(beschluesse_fuer(akteur), frage).order_by("-gefasst_am", "-nummer", "pk")
    return [
        Treffer(
            str(beschluss),
            reverse("lenkung:beschluss-detail", args=[beschluss.pk]),
            f"{beschluss.gremium.kurz}, {datum(beschluss.gefasst_am)}",
        )
        for beschluss in menge[:hoechstens]
    ]
