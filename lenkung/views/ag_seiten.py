"""What the pages of Arbeitsgruppen share: fetching one, the way here, its path, words and colours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kim.basis.akteur import Akteur
from kim.basis.anzeige import datum
from kim.web.anfrage import Anfrage
from lenkung import permissions
from lenkung.models import AGBericht, AGMitglied, AGTreffen, Arbeitsgruppe
from lenkung.regeln.arbeitsgruppe import AGStand, berichtslage
from lenkung.views.go_seiten import Schritt
from lenkung.views.seiten import krumen as gremiumskrumen
from lenkung.views.sitzungsseiten import AMPELN

LEITUNGSURTEILE = {
    "ohne_leitung": ("achtung", gettext_lazy("ohne Leitung")),
    "nicht_geregelt": ("neutral", gettext_lazy("nicht geregelt")),
    "vorsitz": ("gut", gettext_lazy("der Vorsitz leitet")),
    "uebertragen": ("gut", gettext_lazy("übertragen")),
    "uebertragung_fehlt": ("achtung", gettext_lazy("Übertragung nicht belegt")),
}


def arbeitsgruppe_holen(request: Anfrage, pk: int) -> Arbeitsgruppe:
    menge = permissions.sichtbare_arbeitsgruppen(request.akteur)
    bezuege = ("gremium__kreis", "beschluss", "uebergeordnet", "vorschlag__sitzung")
    return get_object_or_404(menge.select_related(*bezuege), pk=pk)


def mitglied_holen(request: Anfrage, pk: int) -> AGMitglied:
    menge = permissions.sichtbare_ag_mitglieder(request.akteur)
    return get_object_or_404(menge.select_related("arbeitsgruppe__gremium", "person"), pk=pk)


def treffen_holen(request: Anfrage, pk: int) -> AGTreffen:
    menge = permissions.sichtbare_ag_treffen(request.akteur)
    return get_object_or_404(menge.select_related("arbeitsgruppe__gremium"), pk=pk)


def bericht_holen(request: Anfrage, pk: int) -> AGBericht:
    menge = permissions.sichtbare_ag_berichte(request.akteur)
    bezuege = ("arbeitsgruppe__gremium", "vorschlag__sitzung", "vorlage")
    return get_object_or_404(menge.select_related(*bezuege), pk=pk)


def krumen(akteur: Akteur, ag: Arbeitsgruppe, *, bis_zu_ihr: bool = True) -> list[tuple[Any, str]]:
    """Whoever only works in it has no page of the Gremium to go back to."""
    weg = list(gremiumskrumen())
    if permissions.darf_gremium_sehen(akteur, ag.gremium):
        weg = list(gremiumskrumen(ag.gremium))
        weg.append((_("Arbeitsgruppen"), reverse("lenkung:arbeitsgruppe-liste", args=[ag.gremium_id])))
    if bis_zu_ihr:
        weg.append((ag, reverse("lenkung:arbeitsgruppe-detail", args=[ag.pk])))
    return weg


def lage_in_worten(ag: Arbeitsgruppe, heute: date) -> tuple[str, str]:
    """Colour and word of the list: how it stands with the report."""
    lage = berichtslage(ag.lage, ag.bericht_bis, heute)
    return AMPELN[lage.ampel], lage.wort


def weg_der_arbeitsgruppe(ag: Arbeitsgruppe) -> list[Schritt]:
    """Set up, works, reports, ended."""
    folge = list(AGStand)
    stelle = folge.index(ag.lage)
    worte = {
        AGStand.ARBEITET: _("arbeitet"),
        AGStand.BERICHTET: _("berichtet"),
        AGStand.BEENDET: _("beendet"),
    }
    fristen = {
        AGStand.BERICHTET: _("bis %(tag)s") % {"tag": datum(ag.bericht_bis)} if ag.bericht_bis else "",
        AGStand.BEENDET: datum(ag.beendet_am) if ag.beendet_am else "",
    }
    schritte = [Schritt(_("eingesetzt"), "erledigt", datum(ag.beginn))]
    for nummer, stand in enumerate(folge):
        art = "jetzt" if nummer == stelle else "erledigt" if nummer < stelle else "offen"
        schritte.append(Schritt(worte[stand], art, fristen.get(stand, "")))
    return schritte


def seite_der_arbeitsgruppe(satz: Arbeitsgruppe | AGMitglied | AGTreffen | AGBericht) -> str:
    """Where the history of such a record leads back to."""
    if isinstance(satz, Arbeitsgruppe):
        return reverse("lenkung:arbeitsgruppe-detail", args=[satz.pk])
    if isinstance(satz, AGTreffen):
        return reverse("lenkung:agtreffen-detail", args=[satz.pk])
    if isinstance(satz, AGBericht):
        return reverse("lenkung:agbericht-detail", args=[satz.pk])
    return f"{reverse('lenkung:arbeitsgruppe-detail', args=[satz.arbeitsgruppe_id])}#mitwirkende"
