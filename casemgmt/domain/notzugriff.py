"""Notzugriff: eine fremde Akte lesen, wenn es nicht anders geht. Mit Grund, auf Zeit, nicht heimlich."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.queries.suche import aktenzeichen_lesen
from casemgmt.domain.sperren import konto_von
from casemgmt.models import Aktensperre, Fall, Notzugriff
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, verlange
from kim.protokoll.domain.lesezugriff import lesezugriff_protokollieren, listenzugriff_protokollieren
from kim.protokoll.domain.speichern import speichere

GRUND_MINDESTENS = 15


@transaction.atomic
def notzugriff_nehmen(*, kreis_id: int, aktenzeichen: str, grund: str, akteur: Akteur) -> Fall | None:
    """None: diese Akte gibt es nicht oder sie öffnet sich dieser Person nie. Auch das ist dann festgehalten.

    Festgehalten wird vor der Antwort: niemand probiert Nummern durch, ohne dass es im Protokoll steht.
    """
    verlange(permissions.darf_notzugriff(akteur, kreis_id))
    if len(grund.split()) < 2 or len(grund.strip()) < GRUND_MINDESTENS:
        raise Fachfehler(
            _("Bitte in einem Satz sagen, warum Sie diese Akte jetzt lesen müssen."),
            code="grund",
            feld="grund",
        )
    gelesen = aktenzeichen_lesen(aktenzeichen)
    if gelesen is None:
        raise Fachfehler(
            _("So sieht ein Aktenzeichen aus: KIM-2026-0001."), code="aktenzeichen", feld="aktenzeichen"
        )
    jahr, nummer = gelesen
    fall = Fall.objects.filter(kreis_id=kreis_id, jahr=jahr, nummer=nummer).first()
    # Asked in any case: an unknown number costs as much as one that is shut for this person.
    gesperrt = Aktensperre.objects.filter(
        konto_id=konto_von(akteur),
        klient__fallpersonen__fall_id=fall.pk if fall is not None else 0,
        aufgehoben_am__isnull=True,
    ).exists()
    if fall is None or gesperrt:
        listenzugriff_protokollieren(
            akteur=akteur,
            kreis_id=kreis_id,
            art="casemgmt.fall",
            anlass=_("Notzugriff ohne Akte: KIM-%(jahr)d-%(nummer)04d") % {"jahr": jahr, "nummer": nummer},
        )
        return None
    lesezugriff_protokollieren(
        akteur=akteur, objekt=fall, anlass=_("Notzugriff"), kennzeichen=fall.aktenzeichen
    )
    if permissions.sichtbare_faelle(akteur).filter(pk=fall.pk).exists():
        return fall
    jetzt = timezone.now()
    speichere(
        Notzugriff(
            kreis_id=kreis_id,
            fall=fall,
            konto_id=konto_von(akteur),
            grund=grund,
            von=jetzt,
            bis=jetzt + timedelta(hours=settings.KIM_NOTZUGRIFF_STUNDEN),
        ),
        akteur=akteur,
    )
    return fall


def _sperren(notzugriff_id: int) -> Notzugriff:
    return Notzugriff.objects.select_for_update(no_key=True, of=("self",)).get(pk=notzugriff_id)


@transaction.atomic
def notzugriff_beenden(*, notzugriff_id: int, akteur: Akteur) -> Notzugriff:
    """Wer fertig ist, schließt die Akte selbst; sonst endet es von allein."""
    notzugriff = _sperren(notzugriff_id)
    if notzugriff.konto_id != konto_von(akteur):
        raise NichtErlaubt(_("Einen Notzugriff beendet, wer ihn genommen hat."))
    jetzt = timezone.now()
    if notzugriff.beendet_am is not None or notzugriff.bis <= jetzt:
        raise Fachfehler(_("Dieser Notzugriff ist schon zu Ende."), code="beendet")
    notzugriff.beendet_am = jetzt
    return speichere(notzugriff, akteur=akteur)


@transaction.atomic
def notzugriff_zur_kenntnis(*, notzugriff_id: int, akteur: Akteur) -> Notzugriff:
    notzugriff = _sperren(notzugriff_id)
    verlange(permissions.darf_notzugriff_abnehmen(akteur, notzugriff))
    if notzugriff.gesehen_am is not None:
        raise Fachfehler(_("Diesen Notzugriff hat schon jemand zur Kenntnis genommen."), code="gesehen")
    notzugriff.gesehen_am, notzugriff.gesehen_von_id = timezone.now(), konto_von(akteur)
    return speichere(notzugriff, akteur=akteur)
