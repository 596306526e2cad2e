"""Was beim Empfänger in KIM geschieht: beantworten, lesen, was gelesen werden darf, den Ausgang melden."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain import verweisnaht
from casemgmt.domain.verweis import Antwort, beantworten, verweis_sperren, zurueckziehen
from casemgmt.domain.verweisdaten import angaben, datenurteil, werte_zur_person
from casemgmt.models import Verweis
from casemgmt.regeln.verweis import OFFEN, Ablehngrund, Rueckzugsgrund, Schrittweg, Verweisstand
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.basis.verweisziel import Ausgang, Verweisausgang, Verweisinhalt, Verweisquelle


@transaction.atomic
def eingang_beantworten(*, verweis_id: int, antwort: Antwort, akteur: Akteur) -> Verweis:
    """Die andere Seite arbeitet selbst mit KIM. Nimmt sie an, wartet bei ihr eine Anfrage."""
    verweis = verweis_sperren(verweis_id)
    verlange(permissions.darf_eingang_beantworten(akteur, verweis))
    if antwort.stand is Verweisstand.OHNE_ANTWORT:
        raise Fachfehler(_("Bitte annehmen oder ablehnen."), code="antwort", feld="stand")
    if verweis.lage is Verweisstand.ANGENOMMEN and verweisnaht.annahme_von(verweis) is not None:
        raise Fachfehler(
            _("Der Verweis ist angenommen. Was daraus wird, halten Sie bei der Anfrage fest."), code="anfrage"
        )
    if not datenurteil(verweis, timezone.now()):
        return zurueckziehen(verweis, Rueckzugsgrund.WIDERRUF, akteur, Schrittweg.SYSTEM)
    beantworten(verweis, antwort, akteur, Schrittweg.KONTO)
    if antwort.stand is Verweisstand.ANGENOMMEN:
        verweisnaht.eroeffnen(verweis, akteur)
    return verweis


# What the target asks ---------------------------------------------------------------------------------------


def _verweis_id(kennung: UUID) -> int | None:
    pk: int | None = Verweis.objects.filter(kennung=kennung).values_list("pk", flat=True).first()
    return pk


def lesen(kennung: UUID, akteur: Akteur) -> Verweisinhalt | None:
    """Nach dem Ende und ohne Einwilligung: nichts. Ebenso für alle, die den Eingang nicht sehen."""
    verweis: Any = (
        permissions.sichtbare_eingaenge(akteur)
        .select_related("klient", "einrichtung", "person")
        .filter(kennung=kennung)
        .first()
    )
    if verweis is None or verweis.lage not in OFFEN or not datenurteil(verweis, timezone.now()):
        return None
    klient, klassen = verweis.klient, verweis.datenklassen
    if klient is None:
        return Verweisinhalt((), {}, verweis.nachricht)
    return Verweisinhalt(
        tuple(angaben(klient, klassen)), werte_zur_person(klient, klassen), verweis.nachricht
    )


def sperren(kennung: UUID) -> None:
    pk = _verweis_id(kennung)
    if pk is not None:
        verweis_sperren(pk)


_FOLGE = {
    Verweisausgang.UEBERNOMMEN: Verweisstand.ERLEDIGT,
    Verweisausgang.WEITERGEGEBEN: Verweisstand.ERLEDIGT,
    Verweisausgang.ABGELEHNT: Verweisstand.ABGELEHNT,
}


def melden(kennung: UUID, ausgang: Ausgang, akteur: Akteur) -> None:
    """Unter der Sperre dessen, der ruft. Wer verwiesen hat, erfährt den Ausgang, nicht die Akte."""
    pk = _verweis_id(kennung)
    verweis = verweis_sperren(pk) if pk is not None else None
    if verweis is None or verweis.lage is not Verweisstand.ANGENOMMEN:
        return
    notiz = {
        Verweisausgang.UEBERNOMMEN: _("Die Person ist angekommen und wird beraten."),
        Verweisausgang.WEITERGEGEBEN: _("Die Person wurde an eine andere Stelle weitergegeben."),
        Verweisausgang.ABGELEHNT: ausgang.grund,
    }[ausgang.was]
    grund = Ablehngrund.NICHT_ZUSTAENDIG if ausgang.nicht_zustaendig else Ablehngrund.SONSTIGES
    antwort = Antwort(_FOLGE[ausgang.was], grund.value, notiz)
    beantworten(verweis, antwort, akteur, Schrittweg.KONTO)


VERWEISQUELLE = Verweisquelle(verweisnaht.QUELLE, lesen, sperren, melden)
