"""What can be taken over from a table into a Gremium: its columns, its words, and where one comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis
from kim.stammdaten.domain.queries.einspielplan import Plan
from lenkung import permissions
from lenkung.domain import altbeschluesse, altsitzungen, einlesen
from lenkung.domain.queries.zusammensetzung import sitzzeilen_am
from lenkung.models import Gremium
from lenkung.models.auswahl import BESETZUNG_ARTEN, SITZUNGSARTEN, WEISEN

Hinweise = Callable[[Gremium], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Einleseliste:
    """`url` is the name of the upload page; the others add -vorlage-csv, -vorschau and so on."""

    art: str
    url: str
    titel: Any
    spalten: Sequence[Any]
    darf: Callable[[Akteur, Gremium], Erlaubnis]
    vorlage: str
    """The template; that of the preview has the ending _vorschau."""
    hinweise: Hinweise
    auswahl: dict[int, Sequence[str]] = field(default_factory=dict)
    ziel: str = ""
    """Where to after the take-over; empty: to the Gremium."""
    danach: Callable[[int, Plan], dict[str, Any]] = lambda _gremium_id, _plan: {}
    """What the preview shows besides."""

    def adresse(self, seite: str, pk: int) -> str:
        return reverse(f"lenkung:{self.url}{seite}", args=[pk])

    def zurueck(self, gremium: Gremium) -> str:
        if self.ziel:
            return f"{reverse(self.ziel)}?gremium={gremium.pk}"
        return reverse("lenkung:gremium-detail", args=[gremium.pk])


def _zu_mitgliedern(gremium: Gremium) -> dict[str, str]:
    sitze = [zeile.sitz.name for zeile in sitzzeilen_am([gremium.pk], timezone.localdate())]
    return {
        "sitz": _("Der Sitz, wie er auf seiner Seite heißt: %(sitze)s.") % {"sitze": "; ".join(sitze)},
        "email": _("Steht für die Person: Gibt es sie schon, wird keine zweite angelegt."),
        "von": _("Ein Tag, zum Beispiel 24.03.2022. Leer: so lange wie der Sitz."),
        "bis": _("Ein Tag. Leer, solange kein Ende feststeht."),
    }


def _zu_sitzungen(_gremium: Gremium) -> dict[str, str]:
    return {
        "tag": _("Ein Tag, zum Beispiel 24.03.2022."),
        "beginn": _("Eine Uhrzeit, zum Beispiel 14:00."),
        "ende": _("Eine Uhrzeit. Leer: zwei Stunden nach dem Beginn."),
        "art": _("Leer: in Präsenz."),
        "link": _("Nur für eine digitale oder hybride Sitzung; sonst leer."),
        "absage_grund": _("Nur wenn sie nicht stattfand; sonst leer."),
        "punkte": _("Je Zeile ein Punkt (Alt und Eingabetaste), oder mit | dazwischen."),
    }


def _zu_beschluessen(_gremium: Gremium) -> dict[str, str]:
    return {
        "nummer": _("Die Nummer, die er hat, zum Beispiel 7/2022. Sie bleibt."),
        "tag": _("An dem er gefasst wurde, zum Beispiel 24.03.2022."),
        "weise": _("Leer, wenn es nicht bekannt ist."),
        "rechnung": _("Wie es auf dem Papier steht, zum Beispiel „einstimmig“. Leer: laut Niederschrift."),
        "fundstelle": _("Zum Beispiel „Niederschrift der 7. Sitzung, TOP 3“."),
        "oeffentlich": _("Leer: ja."),
        "aufgabe": _("Leer: der Titel. Zählt nur, wenn jemand verantwortlich ist."),
        "verantwortlich": _("Person oder Stelle. Leer: Es folgt nichts daraus."),
        "bis": _("Bis wann es zu tun ist."),
        "erledigt": _("Leer: noch offen."),
    }


def _weiter_mit(gremium_id: int, plan: Plan) -> dict[str, Any]:
    return {"weiter_mit": altbeschluesse.naechste_nummern(gremium_id, plan)}


EINLESELISTEN = {
    liste.art: liste
    for liste in (
        Einleseliste(
            einlesen.MITGLIEDER,
            "einlesen",
            gettext_lazy("Mitglieder"),
            einlesen.SPALTEN,
            permissions.darf_mitglieder_importieren,
            "lenkung/einlesen",
            _zu_mitgliedern,
            {1: [str(titel) for _wort, titel in BESETZUNG_ARTEN]},
        ),
        Einleseliste(
            altsitzungen.SITZUNGEN,
            "altsitzungen",
            gettext_lazy("Sitzungen"),
            altsitzungen.SPALTEN,
            permissions.darf_sitzungen_uebernehmen,
            "lenkung/altsitzungen",
            _zu_sitzungen,
            {3: [str(titel) for _wort, titel in SITZUNGSARTEN]},
            "lenkung:sitzung-liste",
        ),
        Einleseliste(
            altbeschluesse.BESCHLUESSE,
            "altbeschluesse",
            gettext_lazy("Beschlüsse"),
            altbeschluesse.SPALTEN,
            permissions.darf_beschluesse_uebernehmen,
            "lenkung/altbeschluesse",
            _zu_beschluessen,
            {
                4: [altbeschluesse.ANGENOMMEN, altbeschluesse.ABGELEHNT],
                5: [str(titel) for _wort, titel in WEISEN],
                8: [altbeschluesse.JA, altbeschluesse.NEIN],
            },
            "lenkung:beschluss-liste",
            _weiter_mit,
        ),
    )
}
