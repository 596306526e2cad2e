"""Settings of a Gremium and its reminders."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import Erinnerung, Erinnerungsregel, Gremium, Gremiumseinstellung
from lenkung.permissions.gremien import einsehbare_gremien
from lenkung.permissions.rechte import VORBEREITEN, bereich_von


def sichtbare_gremiumseinstellungen(akteur: Akteur) -> QuerySet[Gremiumseinstellung]:
    return Gremiumseinstellung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_erinnerungsregeln(akteur: Akteur) -> QuerySet[Erinnerungsregel]:
    return Erinnerungsregel.objects.filter(gremium__in=einsehbare_gremien(akteur))


def sichtbare_erinnerungen(akteur: Akteur) -> QuerySet[Erinnerung]:
    return Erinnerung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def darf_einstellen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Of what and whom one is reminded is arranged by those who prepare the sessions."""
    if gremium.stillgelegt:
        return verweigert(_("Dieses Gremium ist geschlossen. Es wird an nichts mehr erinnert."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))
