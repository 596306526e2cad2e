"""Sessions, closed times and the calendar: who sees and who plans them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import Gremium, Kalenderabo, Sitzung, Sperrzeit
from lenkung.permissions.gremien import (
    Sicht,
    einsehbare_gremien,
    gremien_der_sicht,
    mit_recht,
    sicht_auf_gremien,
)
from lenkung.permissions.rechte import GREMIUM_LESEN, SITZUNGEN_PLANEN, bereich_von
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand, geht


def sichtbare_sitzungen(akteur: Akteur) -> QuerySet[Sitzung]:
    """Those of the Gremien that one sees, planned ones as well."""
    return sitzungen_der_sicht(sicht_auf_gremien(akteur))


def sitzungen_der_sicht(sicht: Sicht) -> QuerySet[Sitzung]:
    return Sitzung.objects.filter(gremien_der_sicht(sicht, "gremium__"))


def einsehbare_sitzungen(akteur: Akteur) -> QuerySet[Sitzung]:
    """Whose history one reads: who changed what is no business of the members."""
    return Sitzung.objects.filter(gremium__in=einsehbare_gremien(akteur))


def planbare_gremien(akteur: Akteur, heute: date) -> QuerySet[Gremium]:
    """For which one plans sessions: all that still meet."""
    offen = Q(aktiv_bis__isnull=True) | Q(aktiv_bis__gte=heute)
    return Gremium.objects.filter(mit_recht(akteur, SITZUNGEN_PLANEN), offen)


def sichtbare_sperrzeiten(akteur: Akteur) -> QuerySet[Sperrzeit]:
    """The calendar of the Kreis is no secret to whoever meets in it."""
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(GREMIUM_LESEN.schluessel)}
    return Sperrzeit.objects.filter(kreis_id__in=kreise)


def einsehbare_sperrzeiten(akteur: Akteur) -> QuerySet[Sperrzeit]:
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(SITZUNGEN_PLANEN.schluessel)}
    return Sperrzeit.objects.filter(kreis_id__in=kreise)


def sichtbare_kalenderabos(akteur: Akteur) -> QuerySet[Kalenderabo]:
    """One's own, nobody else's."""
    return Kalenderabo.objects.filter(konto_id=akteur.konto_id or 0)


def darf_sitzung_planen(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    """Kind, place and date are set by the chair (GO RSK § 4 Abs. 3); the Geschäftsstelle prepares it."""
    if gremium.aktiv_bis is not None and gremium.aktiv_bis < timezone.localdate():
        return verweigert(_("Dieses Gremium ist geschlossen. Es bekommt keine neuen Sitzungen."))
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(gremium))


def darf_sitzung_aendern(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Also moves it. What was opened stays as it was held."""
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s und lässt sich nicht mehr ändern.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(sitzung.gremium))


def darf_sitzung_absagen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    if not geht(sitzung.lage, Sitzungsstand.ABGESAGT):
        return verweigert(
            _("Diese Sitzung ist %(stand)s und lässt sich nicht mehr absagen.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, bereich_von(sitzung.gremium))


def darf_sperrzeiten_pflegen(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """They hold for all Gremien of the Kreis."""
    return akteur.hat_recht(SITZUNGEN_PLANEN.schluessel, Bereich.kreis(kreis_id))


def darf_kalender_abonnieren(akteur: Akteur) -> Erlaubnis:
    if akteur.konto_id is None:
        return verweigert(_("Ein Kalenderabo gehört zu einem Konto."))
    return akteur.hat_recht(GREMIUM_LESEN.schluessel)
