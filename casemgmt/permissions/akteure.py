"""The directory of the network: everybody who works in the module reads it, the Koordination keeps it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casemgmt.models import Angebot, Kreiswabe, Netzwerkakteur
from casemgmt.permissions.rechte import AKTEURE_PFLEGEN, FAELLE_FUEHREN, MUKIS_FUEHREN, OEFFNEN
from casemgmt.permissions.sicht import kreise_mit
from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


def sichtbare_netzwerkakteure(akteur: Akteur) -> QuerySet[Netzwerkakteur]:
    """Those taken out of the directory are seen only by who keeps it."""
    offen = Netzwerkakteur.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN), im_verzeichnis=True)
    gepflegt = Netzwerkakteur.objects.filter(kreis_id__in=kreise_mit(akteur, AKTEURE_PFLEGEN))
    return offen | gepflegt


def sichtbare_angebote(akteur: Akteur) -> QuerySet[Angebot]:
    return Angebot.objects.filter(akteur__in=sichtbare_netzwerkakteure(akteur))


def sichtbare_kreiswaben(akteur: Akteur) -> QuerySet[Kreiswabe]:
    return Kreiswabe.objects.filter(kreis_id__in=kreise_mit(akteur, OEFFNEN))


def darf_akteure_pflegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    if kreis_id in kreise_mit(akteur, AKTEURE_PFLEGEN):
        return erlaubt(_("pflegt das Verzeichnis"))
    return verweigert(_("Das Verzeichnis pflegt die Koordination. Sie können einen Eintrag bestätigen."))


def darf_akteur_bestaetigen(akteur: Akteur, stelle: Netzwerkakteur) -> Erlaubnis:
    """Whoever counsels hears first what has changed."""
    if stelle.kreis_id in kreise_mit(akteur, AKTEURE_PFLEGEN, FAELLE_FUEHREN, MUKIS_FUEHREN):
        return erlaubt(_("arbeitet mit dem Verzeichnis"))
    return verweigert(_("Bestätigen kann, wer berät oder das Verzeichnis pflegt."))
