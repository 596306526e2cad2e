"""Who may do what with accounts and roles. Default deny; every answer says why."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht
from kim.konten.models import Konto, Kontolink, Rollenzuweisung
from kim.konten.regeln.rollen import BESTAETIGUNGSPFLICHTIG
from kim.konten.regeln.zuweisung import Zustand

VERWALTEN = Recht("konten.verwalten", "Konten anlegen und sperren, Rollen erteilen und beenden")
ROLLE_BESTAETIGEN = Recht(
    "konten.rolle_bestaetigen",
    "als zweite Person Rollen bestätigen, die Klientendaten sehen oder Rollen vergeben",
)
RECHTE_DES_RAUMS = (VERWALTEN, ROLLE_BESTAETIGEN)


# What one sees ---------------------------------------------------------------------------------------------


def _kreise(akteur: Akteur, recht: Recht) -> set[int]:
    """Only a role on the Kreis itself counts: accounts belong to the Kreis, not to a part of it."""
    return {
        bereich.kreis_id
        for bereich in akteur.bereiche_mit(recht.schluessel)
        if bereich == Bereich.kreis(bereich.kreis_id)
    }


def sichtbare_konten(akteur: Akteur) -> QuerySet[Konto]:
    """Those of the own Kreis for its administrators; one's own account has its own pages."""
    return Konto.objects.filter(kreis_id__in=_kreise(akteur, VERWALTEN))


def sichtbare_zuweisungen(akteur: Akteur) -> QuerySet[Rollenzuweisung]:
    return Rollenzuweisung.objects.filter(kreis_id__in=_kreise(akteur, VERWALTEN)).select_related("konto")


def sichtbare_links(akteur: Akteur) -> QuerySet[Kontolink]:
    """When somebody was invited and whether it was accepted; the link itself nobody can see."""
    return Kontolink.objects.filter(konto__kreis_id__in=_kreise(akteur, VERWALTEN))


def bestaetigbare_zuweisungen(akteur: Akteur, tag: date) -> QuerySet[Rollenzuweisung]:
    """What waits for a second person, without what this person may not decide on."""
    return (
        Rollenzuweisung.objects.laufend(tag)
        .filter(
            kreis_id__in=_kreise(akteur, ROLLE_BESTAETIGEN),
            rolle__in=BESTAETIGUNGSPFLICHTIG,
            bestaetigt_am__isnull=True,
        )
        .exclude(Q(konto_id=akteur.konto_id) | Q(erteilt_von_id=akteur.konto_id))
        .select_related("konto")
        .order_by("von", "pk")
    )


# What one does ---------------------------------------------------------------------------------------------


def darf_verwalten(akteur: Akteur, kreis_id: int | None) -> Erlaubnis:
    if kreis_id is None:
        return verweigert(_("Dieses technische Konto gehört zu keinem Kreis."))
    return akteur.hat_recht(VERWALTEN.schluessel, Bereich.kreis(kreis_id))


def darf_erteilen(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if akteur.konto_id == konto.pk:
        return verweigert(_("Niemand kann sich selbst eine Rolle erteilen."))
    if not konto.is_active:
        return verweigert(_("Dieses Konto ist gesperrt. Bitte zuerst entsperren."))
    return darf_verwalten(akteur, konto.kreis_id)


def darf_bestaetigen(akteur: Akteur, zuweisung: Rollenzuweisung, tag: date) -> Erlaubnis:
    """The second person: neither the holder nor the one who granted it."""
    zustand = zuweisung.zustand_am(tag)
    if zustand is not Zustand.WARTET:
        return verweigert(_("Diese Rolle wartet nicht mehr auf eine Bestätigung."))
    if akteur.konto_id is None:
        return verweigert(_("Bestätigen muss ein Mensch."))
    if akteur.konto_id == zuweisung.konto_id:
        return verweigert(_("Die eigene Rolle muss jemand anderes bestätigen."))
    if akteur.konto_id == zuweisung.erteilt_von_id:
        return verweigert(_("Sie haben diese Rolle erteilt. Bestätigen muss eine zweite Person."))
    return akteur.hat_recht(ROLLE_BESTAETIGEN.schluessel, Bereich.kreis(zuweisung.kreis_id))


def darf_beenden(akteur: Akteur, zuweisung: Rollenzuweisung, tag: date) -> Erlaubnis:
    if zuweisung.zustand_am(tag) in (Zustand.BEENDET, Zustand.ABGELEHNT, Zustand.ABGELAUFEN):
        return verweigert(_("Diese Rolle ist schon zu Ende."))
    return darf_verwalten(akteur, zuweisung.kreis_id)


def darf_sperren(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if akteur.konto_id == konto.pk:
        return verweigert(_("Das eigene Konto kann man nicht sperren."))
    if not konto.is_active:
        return verweigert(_("Dieses Konto ist schon gesperrt."))
    return darf_verwalten(akteur, konto.kreis_id)


def darf_entsperren(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if konto.is_active:
        return verweigert(_("Dieses Konto ist nicht gesperrt."))
    return darf_verwalten(akteur, konto.kreis_id)


def darf_zweiten_faktor_zuruecksetzen(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if akteur.konto_id == konto.pk:
        return verweigert(_("Den eigenen zweiten Faktor ändern Sie unter „Mein Konto“."))
    return darf_verwalten(akteur, konto.kreis_id)


def darf_einladen(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if not konto.is_active:
        return verweigert(_("Dieses Konto ist gesperrt. Bitte zuerst entsperren."))
    return darf_verwalten(akteur, konto.kreis_id)


def darf_eigenes_aendern(akteur: Akteur, konto: Konto) -> Erlaubnis:
    if akteur.konto_id == konto.pk:
        return erlaubt(_("das eigene Konto"))
    return verweigert(_("Das ist nicht Ihr Konto."))
