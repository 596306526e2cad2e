"""What the pages of Beschlüsse share: fetching one, the way here, words and colours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.basis.befund import Befund
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.models import Beschluss, Beschlussfolge
from lenkung.regeln.beschlusskontrolle import Beurteilung, beurteilen
from lenkung.regeln.verlauf import Folgenart
from lenkung.views.sitzungsseiten import AMPELN

ANGENOMMEN, ABGELEHNT = "angenommen", "abgelehnt"
ERGEBNISSE = [(ANGENOMMEN, gettext_lazy("angenommen")), (ABGELEHNT, gettext_lazy("abgelehnt"))]


@dataclass(frozen=True, slots=True)
class Ort:
    """Where that is done which a Beschluss has ordered."""

    text: Any
    url_name: str
    recht: str
    am_gremium: bool = False
    mit_folge: bool = False
    """The page is filled in from the consequence and marks it as done."""


ORTE = {
    Folgenart.ZUSAMMENSETZUNG: Ort(
        gettext_lazy("Sitze und Besetzung ändern"),
        "lenkung:gremium-detail",
        permissions.GREMIEN_VERWALTEN.schluessel,
        am_gremium=True,
    ),
    Folgenart.GESCHAEFTSORDNUNG: Ort(
        gettext_lazy("Zu den Geschäftsordnungen"), "lenkung:go-liste", permissions.GO_PFLEGEN.schluessel
    ),
    Folgenart.ARBEITSGRUPPE: Ort(
        gettext_lazy("Arbeitsgruppe einsetzen"),
        "lenkung:arbeitsgruppe-einsetzen",
        permissions.VORBEREITEN.schluessel,
        am_gremium=True,
        mit_folge=True,
    ),
    Folgenart.TURNUS: Ort(
        gettext_lazy("Sitzungen des Jahres planen"),
        "lenkung:sitzung-jahr",
        permissions.SITZUNGEN_PLANEN.schluessel,
    ),
    Folgenart.GAST: Ort(
        gettext_lazy("Gast in der Tagesordnung eintragen"),
        "lenkung:sitzung-liste",
        permissions.VORBEREITEN.schluessel,
    ),
}


@dataclass(frozen=True, slots=True)
class Folgenzeile:
    """A Folge with its verdict in words and colour."""

    folge: Beschlussfolge
    urteil: Beurteilung
    farbe: str
    ort_text: Any = ""
    ort_url: str = ""


def folgenzeile(folge: Beschlussfolge, heute: date, akteur: Akteur | None = None) -> Folgenzeile:
    urteil = beurteilen(folge.lage, folge.bis, heute)
    ort = ORTE.get(Folgenart(folge.art)) if akteur is not None and folge.erledigt_am is None else None
    if ort is None or akteur is None or not akteur.hat_recht(ort.recht):
        return Folgenzeile(folge, urteil, AMPELN[urteil.ampel])
    args = [folge.beschluss.gremium_id] if ort.am_gremium else []
    frage = f"?folge={folge.pk}" if ort.mit_folge else ""
    url = f"{reverse(ort.url_name, args=args)}{frage}"
    return Folgenzeile(folge, urteil, AMPELN[urteil.ampel], ort.text, url)


def beschluss_holen(request: Anfrage, pk: int) -> Beschluss:
    menge = permissions.sichtbare_beschluesse(request.akteur)
    bezuege = ("gremium__kreis", "sitzung__geschaeftsordnung", "punkt", "abstimmung", "fassung__vorlage")
    umlauf = "umlauf__geschaeftsordnung"
    return get_object_or_404(menge.select_related(*bezuege, umlauf), pk=pk)


def folge_holen(request: Anfrage, pk: int) -> Beschlussfolge:
    menge = permissions.sichtbare_folgen(request.akteur)
    return get_object_or_404(menge.select_related("beschluss__gremium__kreis"), pk=pk)


def krumen(beschluss: Beschluss | None = None) -> list[tuple[Any, str]]:
    weg: list[tuple[Any, str]] = [
        (_("Lenkung"), reverse("lenkung:uebersicht")),
        (_("Beschlüsse"), reverse("lenkung:beschluss-liste")),
    ]
    if beschluss is not None:
        weg.append((beschluss.zeichen, reverse("lenkung:beschluss-detail", args=[beschluss.pk])))
    return weg


def ergebnis_von(beschluss: Beschluss) -> dict[str, Any]:
    """As the chair saw it when the result was established; nothing is computed anew."""
    grundlage = beschluss.abstimmung or beschluss.umlauf
    return (grundlage.ergebnis if grundlage else None) or {}


def urteil_von(beschluss: Beschluss) -> Befund:
    wort = ANGENOMMEN if beschluss.angenommen else ABGELEHNT
    return Befund(wort, tuple(ergebnis_von(beschluss).get("norm", ())), beschluss.rechnung)


def zahlen_von(beschluss: Beschluss) -> list[tuple[Any, int]]:
    """Yes, no, abstained as they were counted; nothing where consensus was found."""
    ergebnis = ergebnis_von(beschluss)
    worte = ((_("Ja"), "ja"), (_("Nein"), "nein"), (_("Enthaltung"), "enthaltung"))
    return [(wort, ergebnis[name]) for wort, name in worte if ergebnis.get(name) is not None]
