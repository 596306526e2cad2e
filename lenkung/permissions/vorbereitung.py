"""Preparing a session: who works on proposals, Vorlagen and the agenda, and who sets it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from lenkung.models import Gremium, Sitzung, Tagesordnungsfassung
from lenkung.permissions.gremien import einsehbare_gremien, mit_recht, sichtbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.regeln.sitzung import VERAENDERLICH, Sitzungsstand

VOR_DER_FESTLEGUNG = (Sitzungsstand.GEPLANT.value,)
_ABGESAGT = Sitzungsstand.ABGESAGT.value


def vorbereitete_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """For which one prepares sessions."""
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN))


def in_vorbereitung_sichtbar(akteur: Akteur) -> Q:
    """Sessions of which one sees also what is still being worked on; of the others what has been set.

    A session that was cancelled while its agenda was a draft does not lay the draft open.
    """
    je_gesetzt = Tagesordnungsfassung.objects.filter(sitzung=OuterRef("pk"))
    gesetzt = ~Q(stand__in=[*VOR_DER_FESTLEGUNG, _ABGESAGT]) | (Q(stand=_ABGESAGT) & Q(Exists(je_gesetzt)))
    return Q(gremium__in=einsehbare_gremien(akteur)) | (Q(gremium__in=sichtbare_gremien(akteur)) & gesetzt)


def darf_sitzungen_vorbereiten(akteur: Akteur, gremium: Gremium) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(gremium))


def darf_vorbereiten(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Until it is opened. What was held stays as it was held."""
    if sitzung.lage not in VERAENDERLICH:
        return verweigert(
            _("Diese Sitzung ist %(stand)s; vorzubereiten gibt es nichts mehr.")
            % {"stand": sitzung.get_stand_display()}
        )
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_entwuerfe_sehen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Members read the agenda once it has been set."""
    gesetzt = sitzung.stand not in VOR_DER_FESTLEGUNG
    if sitzung.stand == _ABGESAGT:
        gesetzt = Tagesordnungsfassung.objects.filter(sitzung=sitzung).exists()
    if gesetzt:
        return erlaubt(_("Die Tagesordnung ist festgelegt."))
    return darf_hinter_die_kulissen(akteur, sitzung)


def darf_hinter_die_kulissen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Who answered what, who was reached: for those who run the Gremium."""
    bereich = bereich_von(sitzung.gremium)
    vorbereiten = akteur.hat_recht(VORBEREITEN.schluessel, bereich)
    return vorbereiten or akteur.hat_recht(BESTAETIGEN.schluessel, bereich)
