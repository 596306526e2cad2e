"""Personen und Fälle suchen, allein unter denen, die man sehen darf."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count, QuerySet

from casemgmt import permissions
from casemgmt.domain.suche import gesuchte_marken, mensch
from casemgmt.models import Aktensperre, Fall, Klient, Suchschluessel
from casemgmt.regeln.aehnlichkeit import rangfolge
from kim.basis.akteur import Akteur
from kim.web.feste_abfrage import feste_abfrage

KANDIDATEN = 40
"""So viele werden höchstens entschlüsselt und verglichen; die mit den meisten gleichen Schlüsseln zuerst."""
HOECHSTENS = 20
_JAHR = re.compile(r"\b(19\d\d|20\d\d)\b")
_AKTENZEICHEN = re.compile(r"^\s*(?:kim)?[\s\-/]*(\d{4})[\s\-/]+(\d{1,6})\s*$", re.IGNORECASE)
NAMENSFELDER = (
    "vorname",
    "nachname",
    "geburtsdatum",
    "geburtsjahr",
    "schutzadresse",
    "kommune",
    "kreis",
    "bereich",
    "aufgegangen_in",
)


def aktenzeichen_lesen(text: str) -> tuple[int, int] | None:
    """Jahr und Nummer, auch ohne „KIM-“ und mit Schrägstrich."""
    fund = _AKTENZEICHEN.match(text)
    return (int(fund[1]), int(fund[2])) if fund else None


def faelle_mit_aktenzeichen(akteur: Akteur, frage: str) -> QuerySet[Fall]:
    gelesen = aktenzeichen_lesen(frage)
    if gelesen is None:
        return Fall.objects.none()
    jahr, nummer = gelesen
    return permissions.sichtbare_faelle(akteur).filter(jahr=jahr, nummer=nummer)


def personen_suchen(akteur: Akteur, frage: str, hoechstens: int = HOECHSTENS) -> list[Klient]:
    """Zwei Abfragen, gleich wie viele Menschen im Kreis sind. Eine Jahreszahl gilt als Geburtsjahr."""
    if akteur.kreis_id is None:
        return []
    jahr = _JAHR.search(frage)
    marken = gesuchte_marken(akteur.kreis_id, frage)
    if not marken:
        return []
    sicht = permissions.sicht_von(akteur)
    if permissions.beaufsichtigt_alles(sicht):
        treffer = _treffer_im_kreis(tuple(marken), sicht.kreis_id, sicht.konto_id)
    else:
        treffer = _treffer(tuple(marken), *sicht.einzeln())
    return _geordnet(frage, int(jahr[1]) if jahr else None, tuple(treffer))[:hoechstens]


@feste_abfrage
def _treffer(marken: tuple[int, ...], *sicht: Any) -> QuerySet[Any, int]:
    """Mit den meisten gleichen Schlüsseln zuerst; nur wen man sehen darf."""
    gesehen = permissions.sicht_aus(sicht)
    klienten = Klient.objects.filter(permissions.klienten_der_sicht(gesehen), aufgegangen_in__isnull=True)
    return _die_besten(
        Suchschluessel.objects.filter(kreis_id=gesehen.kreis_id, marke__in=marken, klient__in=klienten)
    )


@feste_abfrage
def _treffer_im_kreis(marken: tuple[int, ...], kreis_id: int, konto_id: int) -> QuerySet[Any, int]:
    """Für die Aufsicht über den ganzen Kreis: alle, außer von wem sie ferngehalten ist."""
    sperren = Aktensperre.objects.filter(konto_id=konto_id, aufgehoben_am__isnull=True)
    menge = Suchschluessel.objects.filter(kreis_id=kreis_id, marke__in=marken)
    return _die_besten(menge.exclude(klient_id__in=sperren.values("klient_id")))


def _die_besten(menge: QuerySet[Suchschluessel]) -> QuerySet[Any, int]:
    return (
        menge.values("klient_id")
        .annotate(gleiche=Count("marke"))
        .order_by("-gleiche", "-klient_id")
        .values_list("klient_id", flat=True)[:KANDIDATEN]
    )


@feste_abfrage
def _mit_namen(kennungen: tuple[int, ...]) -> QuerySet[Klient]:
    # Read by id alone: what may be seen has been asked in the statement before.
    gelesen = Klient.objects.filter(pk__in=kennungen, aufgegangen_in__isnull=True)
    gelesen = gelesen.only(*NAMENSFELDER, "kommune__name")
    return gelesen.select_related("kommune").order_by()


def _geordnet(frage: str, jahr: int | None, kennungen: tuple[int, ...]) -> list[Klient]:
    nach_kennung = {klient.pk: klient for klient in _mit_namen(kennungen)}
    rang = rangfolge(frage, jahr, [(pk, mensch(klient)) for pk, klient in nach_kennung.items()])
    return [nach_kennung[pk] for pk in rang]


def aehnliche_im_kreis(kreis_id: int, name: str, *, hoechstens: int = 50) -> list[Klient]:
    """Ohne Rücksicht auf Bereiche: für Hinweise an die Koordination und für Sperren, nie für eine Seite."""
    treffer = (
        Suchschluessel.objects.filter(
            kreis_id=kreis_id, marke__in=gesuchte_marken(kreis_id, name), klient__aufgegangen_in__isnull=True
        )
        .values("klient_id")
        .annotate(gleiche=Count("marke"))
        .order_by("-gleiche", "-klient_id")
        .values_list("klient_id", flat=True)[:hoechstens]
    )
    return list(Klient.objects.filter(pk__in=list(treffer)).only(*NAMENSFELDER).order_by("pk"))
