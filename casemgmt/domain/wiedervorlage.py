"""Wiedervorlagen: einen Fall an einem Tag wieder auf den Tisch legen."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.sperren import fall_sperren, konto_von, verlange_laufend
from casemgmt.models import Konferenzergebnis, Wiedervorlage
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def wiedervorlage_anlegen(
    *, fall_id: int, faellig_am: date, text: str, akteur: Akteur, ergebnis: Konferenzergebnis | None = None
) -> Wiedervorlage:
    """Steht am Tag bei der Person, die dann für den Fall verantwortlich ist, und bei ihrer Vertretung.

    `ergebnis`: die Fallkonferenz, aus der sie kommt.
    """
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    if faellig_am < timezone.localdate():
        raise Fachfehler(_("Dieser Tag ist schon vorbei."), code="vorbei", feld="faellig_am")
    return speichere(
        Wiedervorlage(
            kreis_id=fall.kreis_id,
            fall=fall,
            konto_id=konto_von(akteur),
            faellig_am=faellig_am,
            text=" ".join(text.split()),
            ergebnis=ergebnis,
        ),
        akteur=akteur,
    )


@transaction.atomic
def wiedervorlage_erledigen(*, wiedervorlage_id: int, akteur: Akteur) -> Wiedervorlage:
    """Zweimal ist wie einmal."""
    satz = (
        Wiedervorlage.objects.select_for_update(of=("self",)).select_related("fall").get(pk=wiedervorlage_id)
    )
    verlange(permissions.darf_fall_fuehren(akteur, satz.fall))
    if satz.erledigt_am is None:
        satz.erledigt_am, satz.erledigt_von_id = timezone.now(), konto_von(akteur)
        speichere(satz, akteur=akteur, grund=_("erledigt"))
    return satz
