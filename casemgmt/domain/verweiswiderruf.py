"""Was ein Widerruf an Verweisen anhält."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from casemgmt.domain.queries.verweise import zieltitel
from casemgmt.domain.verweis import offene_zurueckziehen
from casemgmt.domain.widerruf import Widerrufsfolge
from casemgmt.models import Einwilligung
from kim.basis.akteur import Akteur


def anhalten(einwilligung: Einwilligung, akteur: Akteur) -> Sequence[str]:
    """Unter der Sperre der Person: ein Verweis, den nun nichts mehr trägt, ist zurückgezogen."""
    return [
        _("Der Verweis an %(ziel)s ist zurückgezogen; der Link dorthin ist geschlossen.")
        % {"ziel": zieltitel(verweis)}
        for verweis in offene_zurueckziehen(einwilligung.klient_id, akteur)
    ]


FOLGE = Widerrufsfolge("casemgmt.verweise", anhalten)
