"""Invitations and what follows them: who prepares, sends and sees them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Sendung, Sendungsnachricht, Sendungsunterlage, Sitzung, Unterlagenzugang
from lenkung.permissions.gremien import einsehbare_gremien, sichtbare_gremien
from lenkung.permissions.vorbereitung import darf_hinter_die_kulissen, darf_vorbereiten
from lenkung.regeln.sitzung import Sitzungsstand
from lenkung.regeln.versand import Sendungsstand


def sichtbare_sendungen(akteur: Akteur) -> QuerySet[Sendung]:
    return Sendung.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_sendungsunterlagen(akteur: Akteur) -> QuerySet[Sendungsunterlage]:
    return Sendungsunterlage.objects.filter(sendung__in=sichtbare_sendungen(akteur))


def sichtbare_sendungsnachrichten(akteur: Akteur) -> QuerySet[Sendungsnachricht]:
    return Sendungsnachricht.objects.filter(sendung__in=sichtbare_sendungen(akteur))


def sichtbare_unterlagenzugaenge(akteur: Akteur) -> QuerySet[Unterlagenzugang]:
    return Unterlagenzugang.objects.filter(sendung__in=sichtbare_sendungen(akteur))


def darf_einladen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Prepares and sends; once. What is missing for it, the check before dispatch says."""
    if sitzung.lage is Sitzungsstand.EINGELADEN:
        return verweigert(_("Zu dieser Sitzung ist schon eingeladen."))
    return darf_vorbereiten(akteur, sitzung)


def darf_nachsenden(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Papers that follow, a changed agenda, someone who came later."""
    if sitzung.lage is not Sitzungsstand.EINGELADEN:
        return verweigert(_("Nachsenden lässt sich nur zwischen Einladung und Eröffnung."))
    return darf_vorbereiten(akteur, sitzung)


def darf_einladung_lesen(akteur: Akteur, dokument: Any) -> Erlaubnis:
    """The PDF: before it is sent those who run the Gremium, afterwards all who see the session."""
    sendung = (
        Sendung.objects.select_related("sitzung__gremium")
        .filter(
            pk=dokument.gehoert_zu_id,
            sitzung__gremium__kreis_id=dokument.kreis_id,
            sitzung__gremium__in=sichtbare_gremien(akteur),
        )
        .first()
    )
    if sendung is None:
        return verweigert(_("Diese Einladung gehört zu keinem Ihrer Gremien."))
    if sendung.stand == Sendungsstand.VERSANDT and sendung.pdf_id == dokument.pk:
        return erlaubt(_("Die Einladung ist versandt."))
    return darf_hinter_die_kulissen(akteur, sendung.sitzung)
