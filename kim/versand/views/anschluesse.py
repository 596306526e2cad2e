"""What this room puts on the start page and into the search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.suche import Treffer
from kim.versand import permissions
from kim.versand.domain.queries.postausgang import titel_der_art, zu_klaerende
from kim.versand.views.postausgang import titel_fuer


def heute_zeilen(akteur: Akteur, tag: date) -> Iterable[Heutezeile]:
    for nachricht in zu_klaerende(tuple(sorted(permissions.kreise_mit(akteur, permissions.SEHEN)))):
        anzahl: int = nachricht.anzahl_zu_klaeren  # type: ignore[attr-defined]
        yield Heutezeile(
            text=_("Zustellung klären: {betreff}").format(betreff=titel_fuer(akteur, nachricht)),
            url=reverse("versand:nachricht", args=[nachricht.pk]),
            dringlichkeit=Dringlichkeit.HEUTE,
            hinweis=ngettext("%(n)s Person nicht erreicht", "%(n)s Personen nicht erreicht", anzahl)
            % {"n": anzahl},
        )


def nachrichten_suchen(akteur: Akteur, text: str, hoechstens: int) -> Sequence[Treffer]:
    nachrichten = permissions.sichtbare_nachrichten(akteur).filter(betreff__icontains=text)
    if not permissions.postausgang_ist_postfach():
        nachrichten = nachrichten.filter(vertraulich=False)
    return [
        Treffer(
            nachricht.betreff, reverse("versand:nachricht", args=[nachricht.pk]), titel_der_art(nachricht.art)
        )
        for nachricht in nachrichten.order_by("-erstellt_am")[:hoechstens]
    ]
