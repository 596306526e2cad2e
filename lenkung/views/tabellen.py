"""The lists of Gremien and of members: columns, filters, search."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kim.basis.akteur import Akteur
from kim.web.tabelle import Filter, Spalte, Tabelle
from lenkung import permissions
from lenkung.domain.queries.mitglieder import mit_sitz_am
from lenkung.models.auswahl import BESETZUNG_ARTEN, GREMIUM_ARTEN

STAND, ALLE, FRUEHERE, GESCHLOSSEN = "stand", "alle", "fruehere", "geschlossen"


def _nach_stand(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return menge.filter(aktiv_bis__lt=timezone.localdate()) if wert == GESCHLOSSEN else menge


GREMIEN = Tabelle(
    spalten=[
        Spalte("name", _("Name"), ("name",)),
        Spalte("art", _("Art"), ("art", "name")),
        Spalte("vorsitz", _("Vorsitz"), ("vorsitz_nachname", "name")),
        Spalte("sitze", _("Stimmberechtigte Sitze"), ("anzahl_sitze", "name"), art="zahl"),
        Spalte("besetzt", _("besetzt"), ("anzahl_besetzt", "name"), art="zahl"),
    ],
    standard_sortierung="name",
    filter=[
        Filter("art", _("Art"), GREMIUM_ARTEN, feld="art"),
        Filter(
            STAND,
            _("Stand"),
            [(GESCHLOSSEN, _("Geschlossen")), (ALLE, _("Alle"))],
            anwenden=_nach_stand,
            alle=_("Aktiv"),
        ),
    ],
    suche=("name", "kurzname"),
    suche_titel=_("Name"),
)


def mitglieder_tabelle(akteur: Akteur) -> Tabelle:
    gremien = [(g.pk, g.kurz) for g in permissions.gremien_mit_kontaktdaten(akteur).order_by("name")]
    return Tabelle(
        spalten=[
            Spalte("name", _("Name"), ("nachname", "vorname")),
            Spalte("sitz", _("Sitz und Amt")),
            Spalte("email", _("E-Mail"), ("email",)),
            Spalte("telefon", _("Telefon")),
        ],
        standard_sortierung="name",
        filter=[
            Filter(
                "gremium",
                _("Gremium"),
                gremien,
                anwenden=lambda menge, wert: mit_sitz_am(menge, None, gremium_id=int(wert)),
            ),
            Filter(
                "als",
                _("Als"),
                BESETZUNG_ARTEN,
                anwenden=lambda menge, wert: mit_sitz_am(menge, timezone.localdate(), art=wert),
            ),
            Filter(STAND, _("Stand"), [(ALLE, _("Auch frühere"))], anwenden=_alle, alle=_("Heute dabei")),
        ],
        suche=("vorname", "nachname", "email"),
        suche_titel=_("Name oder E-Mail"),
    )


def _alle(menge: QuerySet[Any], wert: str) -> QuerySet[Any]:
    return menge
