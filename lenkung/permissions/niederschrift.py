"""The draft of a Niederschrift: the Geschäftsstelle writes it, the chair reads along, members do not."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, verweigert
from lenkung.models import (
    Anmerkung,
    Gremium,
    Niederschrift,
    Niederschriftsabschnitt,
    Niederschriftsfassung,
    Sitzung,
    Textbaustein,
    Unterschrift,
)
from lenkung.permissions.gremien import mit_recht
from lenkung.permissions.rechte import BESTAETIGEN, VORBEREITEN, bereich_von
from lenkung.permissions.vorbereitung import darf_hinter_die_kulissen
from lenkung.regeln.sitzung import Sitzungsstand

_SEIT_EROEFFNUNG = frozenset({Sitzungsstand.EROEFFNET, Sitzungsstand.GESCHLOSSEN})


def _gefuehrte_gremien(akteur: Akteur) -> QuerySet[Gremium]:
    """Those that one runs: as Geschäftsstelle or as chair."""
    return Gremium.objects.filter(mit_recht(akteur, VORBEREITEN) | mit_recht(akteur, BESTAETIGEN))


def sichtbare_niederschriften(akteur: Akteur) -> QuerySet[Niederschrift]:
    return Niederschrift.objects.filter(sitzung__gremium__in=_gefuehrte_gremien(akteur))


def sichtbare_abschnitte(akteur: Akteur) -> QuerySet[Niederschriftsabschnitt]:
    return Niederschriftsabschnitt.objects.filter(
        niederschrift__sitzung__gremium__in=_gefuehrte_gremien(akteur)
    )


def sichtbare_niederschriftsfassungen(akteur: Akteur) -> QuerySet[Niederschriftsfassung]:
    return Niederschriftsfassung.objects.filter(
        niederschrift__sitzung__gremium__in=_gefuehrte_gremien(akteur)
    )


def sichtbare_unterschriften(akteur: Akteur) -> QuerySet[Unterschrift]:
    return Unterschrift.objects.filter(
        fassung__niederschrift__sitzung__gremium__in=_gefuehrte_gremien(akteur)
    )


def sichtbare_anmerkungen(akteur: Akteur) -> QuerySet[Anmerkung]:
    return Anmerkung.objects.filter(abschnitt__niederschrift__sitzung__gremium__in=_gefuehrte_gremien(akteur))


def sichtbare_textbausteine(akteur: Akteur) -> QuerySet[Textbaustein]:
    bereiche = akteur.bereiche_mit(VORBEREITEN.schluessel)
    kreise = {b.kreis_id for b in bereiche if b == Bereich.kreis(b.kreis_id)}
    return Textbaustein.objects.filter(kreis_id__in=kreise)


def darf_niederschrift_sehen(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Also before the session is over: the page says when it begins."""
    if sitzung.lage not in _SEIT_EROEFFNUNG:
        return verweigert(_("Diese Sitzung hat noch nicht begonnen."))
    return darf_hinter_die_kulissen(akteur, sitzung)


def darf_niederschrift_schreiben(akteur: Akteur, sitzung: Sitzung) -> Erlaubnis:
    """Once the session is closed: before that, everything is still noted on its screen."""
    if sitzung.lage is not Sitzungsstand.GESCHLOSSEN:
        return verweigert(_("Die Niederschrift beginnt, wenn die Sitzung geschlossen ist."))
    return akteur.hat_recht(VORBEREITEN.schluessel, bereich_von(sitzung.gremium))


def darf_textbausteine_aendern(akteur: Akteur, kreis_id: int) -> Erlaubnis:
    """They hold for all Gremien of the Kreis; a role on one of them is not enough."""
    return akteur.hat_recht(VORBEREITEN.schluessel, Bereich.kreis(kreis_id))
