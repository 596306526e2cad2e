"""What people bring to the search field and to the start page. No line names anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casemgmt import permissions
from casemgmt.domain.queries.koordination import (
    BEFANGEN,
    DOPPELT,
    GESPERRT,
    offene_hinweise,
    ohne_jemanden,
)
from casemgmt.domain.queries.suche import faelle_mit_aktenzeichen, personen_suchen
from casemgmt.views.personenseiten import geburt_in_worten, seite_des_falls
from kim.basis.akteur import Akteur
from kim.basis.heute import Dringlichkeit, Heutezeile
from kim.basis.suche import Treffer
from kim.protokoll.domain.lesezugriff import listenzugriff_protokollieren

INFORMIERT_TAGE = 7
HOECHSTENS_ANFRAGEN = 5


def personen_finden(akteur: Akteur, frage: str, hoechstens: int) -> list[Treffer]:
    gefunden = personen_suchen(akteur, frage, hoechstens)
    kreis_id = akteur.kreis_id
    if gefunden and kreis_id is not None and akteur.hat_recht(permissions.FACHAUFSICHT.schluessel):
        listenzugriff_protokollieren(
            akteur=akteur,
            kreis_id=kreis_id,
            art="casemgmt.klient",
            anlass=_("Personen gesucht oder aufgelistet"),
            ansicht="web:suche",
        )
    return [
        Treffer(
            str(klient), reverse("casemgmt:klient-detail", args=[klient.pk]), hinweis=geburt_in_worten(klient)
        )
        for klient in gefunden
    ]


def faelle_finden(akteur: Akteur, frage: str, _hoechstens: int) -> list[Treffer]:
    return [
        Treffer(fall.aktenzeichen, url, hinweis=fall.get_phase_display())
        for fall in faelle_mit_aktenzeichen(akteur, frage)
        if (url := seite_des_falls(fall.pk))
    ]


def seite_der_person(satz: Any) -> str:
    return reverse("casemgmt:klient-detail", args=[satz.pk])


def hinweise_auf_heute(akteur: Akteur, tag: date) -> Iterable[Heutezeile]:
    offene = offene_hinweise(akteur)
    if doppelt := offene.get(DOPPELT, 0):
        yield Heutezeile(
            ngettext(
                "Prüfen, ob eine Person doppelt erfasst ist",
                "Prüfen, ob Personen doppelt erfasst sind (%(n)d Hinweise)",
                doppelt,
            )
            % {"n": doppelt},
            reverse("casemgmt:doppelhinweis-liste"),
            Dringlichkeit.BALD,
        )
    if offene.get(BEFANGEN):
        yield Heutezeile(
            _("Über mögliche Befangenheit entscheiden"),
            reverse("casemgmt:befangenheit-kreis"),
            Dringlichkeit.HEUTE,
        )
    for anfrage in ohne_jemanden(akteur, tag)[:HOECHSTENS_ANFRAGEN] if offene.get(GESPERRT) else ():
        yield Heutezeile(
            _("Jemanden bestellen: Eine Anfrage kann in ihrer Kommune niemand bearbeiten"),
            reverse("casemgmt:anfrage-detail", args=[anfrage.pk]),
            Dringlichkeit.HEUTE,
        )


def notzugriffe_auf_heute(akteur: Akteur, _tag: date) -> Iterable[Heutezeile]:
    """To the Koordination until she has taken note; to the responsible for some days."""
    seit = timezone.now() - timedelta(days=INFORMIERT_TAGE)
    menge = (
        permissions.sichtbare_notzugriffe(akteur)
        .exclude(konto_id=akteur.konto_id or 0)
        .filter(Q(gesehen_am__isnull=True) | Q(fall__verantwortlich_id=akteur.konto_id, von__gte=seit))
        .select_related("fall")[:20]
    )
    for satz in menge:
        eigener = satz.fall.verantwortlich_id == akteur.konto_id
        if eigener and satz.von < seit:
            continue
        text = (
            _("Ihre Akte wurde im Notfall gelesen: %(fall)s")
            if eigener
            else _("Notzugriff zur Kenntnis nehmen: %(fall)s")
        )
        yield Heutezeile(
            text % {"fall": satz.fall}, reverse("casemgmt:notzugriff-liste"), Dringlichkeit.HEUTE
        )
