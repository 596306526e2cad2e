"""Wer zu einem Fall gehört: aufnehmen, beenden, Hauptperson wechseln."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casemgmt import permissions
from casemgmt.domain.fall import fallperson_aufnehmen, verlange_aufnahme
from casemgmt.domain.sperren import fall_sperren, verlange_laufend
from casemgmt.models import Fallperson
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, verlange
from kim.protokoll.domain.speichern import speichere


@transaction.atomic
def person_ergaenzen(*, fall_id: int, klient_id: int, akteur: Akteur, von: date | None = None) -> Fallperson:
    """Eine Person, die man sieht. War sie schon einmal dabei, gehört sie wieder dazu."""
    fall = fall_sperren(fall_id)
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    klient = permissions.sichtbare_klienten(akteur).filter(pk=klient_id, kreis_id=fall.kreis_id).first()
    if klient is None:
        raise Fachfehler(_("Bitte eine Person wählen."), code="klient", feld="klient")
    frueher = Fallperson.objects.filter(fall=fall, klient=klient, bis__isnull=False).first()
    if frueher is not None:
        verlange_aufnahme(klient, akteur)
        frueher.bis = None
        return speichere(frueher, akteur=akteur, grund=_("wieder aufgenommen"))
    return fallperson_aufnehmen(fall, klient, von=von or timezone.localdate(), akteur=akteur)


@transaction.atomic
def person_beenden(*, fallperson_id: int, akteur: Akteur, bis: date | None = None) -> Fallperson:
    """Die Hauptperson bleibt, solange der Fall läuft; vorher wird eine andere Hauptperson."""
    fall = fall_sperren(Fallperson.objects.values_list("fall_id", flat=True).get(pk=fallperson_id))
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    satz = Fallperson.objects.get(pk=fallperson_id)
    if satz.hauptperson:
        raise Fachfehler(
            _("Das ist die Hauptperson. Bitte zuerst eine andere Person dazu machen."), code="hauptperson"
        )
    if satz.bis is not None:
        raise Fachfehler(_("Die Person gehört schon nicht mehr zu diesem Fall."), code="beendet")
    satz.bis = bis or timezone.localdate()
    return speichere(satz, akteur=akteur, grund=_("gehört nicht mehr zum Fall"))


@transaction.atomic
def hauptperson_wechseln(*, fallperson_id: int, akteur: Akteur) -> Fallperson:
    fall = fall_sperren(Fallperson.objects.values_list("fall_id", flat=True).get(pk=fallperson_id))
    verlange(permissions.darf_fall_fuehren(akteur, fall))
    verlange_laufend(fall)
    satz = Fallperson.objects.get(pk=fallperson_id)
    if satz.bis is not None:
        raise Fachfehler(_("Die Person gehört nicht mehr zu diesem Fall."), code="beendet")
    for bisherige in Fallperson.objects.filter(fall=fall, hauptperson=True).exclude(pk=satz.pk):
        bisherige.hauptperson = False
        speichere(bisherige, akteur=akteur, grund=_("nicht mehr Hauptperson"))
    satz.hauptperson = True
    return speichere(satz, akteur=akteur, grund=_("Hauptperson"))
