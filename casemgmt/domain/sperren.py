"""Was ein Vorgang zuerst tut: den Satz sperren, an dem er arbeitet, ihn frisch lesen, den Stand prüfen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from casemgmt.models import Fall, Klient
from kim.basis.akteur import Akteur
from kim.basis.fehler import Fachfehler, NichtErlaubt, Ueberholt


def konto_von(akteur: Akteur) -> int:
    """Was eine Person zu verantworten hat, tut kein automatischer Vorgang."""
    if akteur.konto_id is None:
        raise NichtErlaubt(_("Das kann nur eine angemeldete Person tun."))
    return akteur.konto_id


def fall_sperren(fall_id: int) -> Fall:
    return Fall.objects.select_for_update(no_key=True, of=("self",)).get(pk=fall_id)


def klient_sperren(klient_id: int) -> Klient:
    return Klient.objects.select_for_update(no_key=True, of=("self",)).get(pk=klient_id)


def verlange_laufend(fall: Fall) -> None:
    if fall.beendet:
        raise Fachfehler(
            _("Der Fall %(fall)s ist beendet. Bitte ihn zuerst wieder aufnehmen.") % {"fall": fall},
            code="beendet",
        )


def verlange_stand(fall: Fall, stand: int) -> None:
    """Wer auf einem älteren Stand handelt, sieht zuerst den neuen; nichts wird still zusammengeführt."""
    if fall.stand != stand:
        raise Ueberholt(_("Jemand anderes hat den Fall inzwischen geändert. Bitte den neuen Stand ansehen."))
