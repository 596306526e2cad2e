"""Holding a session: who runs the screen, who establishes, who reads along."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import (
    Abstimmung,
    Anwesenheit,
    Beschluss,
    Beschlussfolge,
    Punktnotiz,
    Sitzung,
    Sitzungsereignis,
    Sitzungsverlauf,
    Stimmabgabe,
    Stimmgeraet,
    Wortlaut,
)
from lenkung.permissions.gremien import einsehbare_gremien, sichtbare_gremien
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.permissions.vorbereitung import darf_hinter_die_kulissen
from lenkung.regeln.sitzung import Sitzungsstand

ZU_FUEHREN = frozenset({Sitzungsstand.EINGELADEN, Sitzungsstand.EROEFFNET, Sitzungsstand.GESCHLOSSEN})
"""Vorher gibt es nichts zu führen; danach liest man nach."""
AN_DER_TUER = frozenset({Sitzungsstand.EINGELADEN, Sitzungsstand.EROEFFNET})
SEIT_EROEFFNUNG = frozenset({Sitzungsstand.EROEFFNET, Sitzungsstand.GESCHLOSSEN})


def sichtbare_anwesenheiten(akteur: Akteur) -> QuerySet[Anwesenheit]:
    return Anwesenheit.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_abstimmungen(akteur: Akteur) -> QuerySet[Abstimmung]:
    return Abstimmung.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_verlaeufe(akteur: Akteur) -> QuerySet[Sitzungsverlauf]:
    return Sitzungsverlauf.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_ereignisse(akteur: Akteur) -> QuerySet[Sitzungsereignis]:
    return Sitzungsereignis.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_notizen(akteur: Akteur) -> QuerySet[Punktnotiz]:
    """Notes of the Geschäftsstelle are no papers of the session."""
    return Punktnotiz.objects.filter(punkt__sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_wortlaute(akteur: Akteur) -> QuerySet[Wortlaut]:
    return Wortlaut.objects.filter(punkt__sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_stimmgeraete(akteur: Akteur) -> QuerySet[Stimmgeraet]:
    return Stimmgeraet.objects.filter(sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_stimmabgaben(akteur: Akteur) -> QuerySet[Stimmabgabe]:
    """That a seat has voted; how, a secret vote does not say."""
    return Stimmabgabe.objects.filter(abstimmung__sitzung__gremium__in=einsehbare_gremien(akteur))


def sichtbare_beschluesse(akteur: Akteur) -> QuerySet[Beschluss]:
    """Whoever belongs to a Gremium reads what it has decided."""
    return Beschluss.objects.filter(gremium__in=sichtbare_gremien(akteur))


def einsehbare_beschluesse(akteur: Akteur) -> QuerySet[Beschluss]:
    """Whose history one reads."""
    return Beschluss.objects.filter(gremium__in=einsehbare_gremien(akteur))


def einsehbare_folgen(akteur: Akteur) -> QuerySet[Beschlussfolge]:
    """The Beschlusskontrolle is work of those who run the Gremium."""
    return Beschlussfolge.objects.filter(beschluss__gremium__in=einsehbare_gremien(akteur))


def _in_lage(sitzung: Sitzung, lagen: Collection[Sitzungsstand], recht: Erlaubnis) -> Erlaubnis:
    """The right counts only in these states."""
    if sitzung.lage in lagen:
        return recht
    return verweigert(
        _("Diese Sitzung ist %(stand)s; das geht jetzt nicht.") % {"stand": sitzung.get_stand_display()}
    )


def _vorbereiten(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_verlauf_sehen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """The screen with its notes: for those who run the Gremium."""
    return _in_lage(sitzung, ZU_FUEHREN, darf_hinter_die_kulissen(akteur, sitzung))


def darf_eroeffnen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """The chair opens; the Geschäftsstelle enters that she did."""
    return _in_lage(sitzung, (Sitzungsstand.EINGELADEN,), darf_hinter_die_kulissen(akteur, sitzung))


def darf_anwesenheit_eintragen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Already at the door, before the session is opened."""
    return _in_lage(sitzung, AN_DER_TUER, _vorbereiten(akteur, sitzung))


def darf_sitzung_fuehren(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Calls items, notes, counts votes."""
    return _in_lage(sitzung, (Sitzungsstand.EROEFFNET,), _vorbereiten(akteur, sitzung))


def darf_notieren(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Also after the session, until the Niederschrift is written from it."""
    return _in_lage(sitzung, SEIT_EROEFFNUNG, _vorbereiten(akteur, sitzung))


def darf_anwesenheit_berichtigen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Also after the session: an error in the list is found when one reads it again."""
    return _in_lage(sitzung, ZU_FUEHREN, _vorbereiten(akteur, sitzung))


def darf_feststellen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Quorum and results: the chair herself, or the Geschäftsstelle what the chair has said in the room."""
    return _in_lage(sitzung, (Sitzungsstand.EROEFFNET,), darf_hinter_die_kulissen(akteur, sitzung))


def darf_pruefung_abschliessen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Whether a result stands although the presence was corrected, only the chair says."""
    bestaetigen = akteur.hat_recht(BESTAETIGEN.schluessel, bereich_von(sitzung.gremium))
    return _in_lage(sitzung, SEIT_EROEFFNUNG, bestaetigen)


def darf_folgen_pflegen(akteur: Akteur, beschluss: Beschluss) -> Erlaubnis:
    """What follows from a Beschluss, also long after the session."""
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(beschluss.gremium))
