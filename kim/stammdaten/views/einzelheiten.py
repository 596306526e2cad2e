"""The facts of a record, and what stands beside them on its page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.stammdaten import permissions
from kim.stammdaten.domain.queries.listen import aktive, offene_funktionen
from kim.stammdaten.models import Einrichtung, Kommune, Person, Standort

Angaben = list[tuple[str, Any]]


def _mail(adresse: str) -> str:
    return format_html('<a href="mailto:{0}">{0}</a>', adresse) if adresse else ""


def _anruf(nummer: str) -> str:
    waehlbar = "".join(zeichen for zeichen in nummer if zeichen in "+0123456789")
    return format_html('<a href="tel:{}">{}</a>', waehlbar, nummer) if nummer else ""


def _website(adresse: str) -> str:
    return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', adresse) if adresse else ""


def _verweis(art: str, satz: Any) -> str:
    if satz is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse(f"stammdaten:{art}-detail", args=[satz.pk]), satz)


def _laufzeit(satz: Any) -> Angaben:
    return [
        (_("Aktiv ab"), datum(satz.aktiv_ab) if satz.aktiv_ab else ""),
        (_("Aktiv bis"), datum(satz.aktiv_bis) if satz.aktiv_bis else ""),
    ]


def einzelheiten(akteur: Akteur, satz: Any, heute: date) -> dict[str, Any]:
    if isinstance(satz, Kommune):
        return _kommune(akteur, satz, heute)
    if isinstance(satz, Einrichtung):
        return _einrichtung(akteur, satz, heute)
    if isinstance(satz, Person):
        return _person(akteur, satz, heute)
    return _standort(satz)


def _kommune(akteur: Akteur, satz: Kommune, heute: date) -> dict[str, Any]:
    return {
        "angaben": [
            (_("Art"), satz.get_art_display()),
            (_("Rheinseite"), satz.get_rheinseite_display()),
            (_("Gemeindeschlüssel"), satz.gemeindeschluessel),
            *_laufzeit(satz),
        ],
        "einrichtungen": list(
            permissions.sichtbare_einrichtungen(akteur).filter(aktive(heute), kommune=satz).order_by("name")
        ),
        "standorte": list(
            permissions.sichtbare_standorte(akteur).filter(aktive(heute), kommune=satz).order_by("name")
        ),
    }


def _einrichtung(akteur: Akteur, satz: Einrichtung, heute: date) -> dict[str, Any]:
    funktionen = permissions.sichtbare_funktionen(akteur).filter(offene_funktionen(heute), einrichtung=satz)
    return {
        "angaben": [
            (_("Kurzname"), satz.kurzname),
            (_("Art"), satz.get_art_display()),
            (_("Rechtskreis"), satz.get_rechtskreis_display()),
            (_("Kommune"), _verweis("kommune", satz.kommune)),
            (_("E-Mail"), _mail(satz.email)),
            (_("Telefon"), _anruf(satz.telefon)),
            (_("Website"), _website(satz.website)),
            (_("Anschrift"), satz.anschrift),
            (_("Bemerkung"), satz.bemerkung),
            *_laufzeit(satz),
        ],
        "sieht_personen": bool(akteur.hat_recht(permissions.PERSONEN_SEHEN)),
        "funktionen": list(
            funktionen.select_related("person").order_by("person__nachname", "person__vorname", "pk")
        ),
        "standorte": list(
            permissions.sichtbare_standorte(akteur)
            .filter(aktive(heute), einrichtung=satz)
            .select_related("kommune")
            .order_by("name")
        ),
    }


def _person(akteur: Akteur, satz: Person, heute: date) -> dict[str, Any]:
    alle = list(permissions.sichtbare_funktionen(akteur).filter(person=satz).select_related("einrichtung"))
    return {
        "angaben": [
            (_("Anrede"), satz.anrede),
            (_("Titel"), satz.titel),
            (_("E-Mail"), _mail(satz.email)),
            (_("Telefon"), _anruf(satz.telefon)),
            *_laufzeit(satz),
        ],
        "funktionen": [funktion for funktion in alle if funktion.bis is None or funktion.bis >= heute],
        "fruehere": [funktion for funktion in alle if funktion.bis is not None and funktion.bis < heute],
        "darf_funktion": permissions.darf_funktion_geben(akteur, satz, heute),
    }


def _standort(satz: Standort) -> dict[str, Any]:
    return {
        "angaben": [
            (_("Kommune"), _verweis("kommune", satz.kommune)),
            (_("Einrichtung"), _verweis("einrichtung", satz.einrichtung)),
            (_("Anschrift"), satz.anschrift),
            (_("Barrierefrei"), satz.get_barrierefrei_display() or _("nicht angegeben")),
            (_("Zugang"), satz.zugang),
            (_("Hinweise"), satz.hinweise),
            *_laufzeit(satz),
        ],
    }
