"""What the pages of the Geschäftsordnung share: fetching, the way here, path and provisions of a version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage, verlange_erlaubnis
from lenkung import permissions
from lenkung.models import Geschaeftsordnung
from lenkung.regeln.bestimmungen import BESTIMMUNGEN, Bestimmung, Bestimmungsart, Gruppe
from lenkung.regeln.fassung import Stand

STAENDE: dict[Stand, tuple[Any, str]] = {
    Stand.ENTWURF: (gettext_lazy("Entwurf"), "hinweis"),
    Stand.BESCHLOSSEN: (gettext_lazy("beschlossen"), "achtung"),
    Stand.IN_KRAFT: (gettext_lazy("in Kraft"), "gut"),
    Stand.ABGELOEST: (gettext_lazy("abgelöst"), "neutral"),
    Stand.ABGELAUFEN: (gettext_lazy("abgelaufen"), "neutral"),
}


def fassung_holen(request: Anfrage, pk: int) -> Geschaeftsordnung:
    menge = permissions.sichtbare_geschaeftsordnungen(request.akteur)
    return get_object_or_404(menge.select_related("gremium__kreis", "abgeloest_durch"), pk=pk)


def entwurf_holen(request: Anfrage, pk: int) -> Geschaeftsordnung:
    satz = fassung_holen(request, pk)
    verlange_erlaubnis(permissions.darf_go_aendern(request.akteur, satz))
    return satz


def krumen(geschaeftsordnung: Geschaeftsordnung | None = None) -> list[tuple[Any, str]]:
    weg: list[tuple[Any, str]] = [
        (_("Lenkung"), reverse("lenkung:uebersicht")),
        (_("Geschäftsordnung"), reverse("lenkung:go-liste")),
    ]
    if geschaeftsordnung is not None:
        weg.append((geschaeftsordnung, reverse("lenkung:go-detail", args=[geschaeftsordnung.pk])))
    return weg


@dataclass(frozen=True, slots=True)
class Schritt:
    titel: Any
    stand: str
    hinweis: str = ""


def weg_der_fassung(satz: Geschaeftsordnung, heute: date) -> list[Schritt]:
    """Entwurf → beschlossen → in Kraft → abgelöst, with the days that are known."""
    stand = satz.stand_am(heute)
    folge = [Stand.ENTWURF, Stand.BESCHLOSSEN, Stand.IN_KRAFT, Stand.ABGELOEST]
    stelle = folge.index(Stand.ABGELOEST if stand is Stand.ABGELAUFEN else stand)
    hinweise = {
        Stand.BESCHLOSSEN: datum(satz.beschlossen_am) if satz.beschlossen_am else "",
        Stand.IN_KRAFT: _("ab %(tag)s") % {"tag": datum(satz.in_kraft_ab)} if satz.in_kraft_ab else "",
        Stand.ABGELOEST: _("nach dem %(tag)s") % {"tag": datum(satz.in_kraft_bis)}
        if satz.in_kraft_bis
        else "",
    }
    letzter = Stand.ABGELOEST if stand is not Stand.ABGELAUFEN else Stand.ABGELAUFEN
    return [
        Schritt(
            STAENDE[letzter if s is Stand.ABGELOEST else s][0],
            "erledigt" if nummer < stelle else "jetzt" if nummer == stelle else "offen",
            hinweise.get(s, ""),
        )
        for nummer, s in enumerate(folge)
    ]


@dataclass(frozen=True, slots=True)
class Absatz:
    """A provision as the page shows it. Without `bestimmung`: not regulated."""

    art: Bestimmungsart
    bestimmung: Bestimmung | None

    @property
    def satz(self) -> str:
        return self.art.satz(self.bestimmung.werte) if self.bestimmung else ""


def absaetze(bestimmungen: dict[str, Bestimmung]) -> list[tuple[str, list[Absatz]]]:
    """All that a Geschäftsordnung can regulate, under the headings of the page."""
    return [
        (
            gruppe.value,
            [
                Absatz(art, bestimmungen.get(art.schluessel))
                for art in BESTIMMUNGEN.values()
                if art.gruppe is gruppe
            ],
        )
        for gruppe in Gruppe
    ]
