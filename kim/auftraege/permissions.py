"""Who sees and steers background jobs. Default deny; every answer says why."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht

SEHEN = Recht("auftraege.sehen", "sehen, welche Aufträge im Hintergrund laufen")
STEUERN = Recht("auftraege.steuern", "Aufträge wiederholen oder verwerfen")


def _kreise(akteur: Akteur, recht: Recht) -> set[int]:
    """Only a role on the Kreis itself counts: a job belongs to the Kreis, not to a part of it."""
    return {b.kreis_id for b in akteur.bereiche_mit(recht.schluessel) if b == Bereich.kreis(b.kreis_id)}


def sichtbare_auftraege(akteur: Akteur) -> QuerySet[Auftrag]:
    """The own ones for everybody; all of the Kreis for its operators. Jobs of the whole installation (those
    of a Zeitplan) are seen by who can steer jobs: else nobody would notice that one fails."""
    sichtbar = Q(kreis_id__in=_kreise(akteur, SEHEN))
    if akteur.konto_id is not None:
        sichtbar |= Q(erstellt_von_id=akteur.konto_id, kreis_id=akteur.kreis_id)
    if _kreise(akteur, STEUERN):
        sichtbar |= Q(kreis__isnull=True)
    return Auftrag.objects.filter(sichtbar)


def _eigener(akteur: Akteur, auftrag: Auftrag) -> bool:
    return akteur.konto_id is not None and (auftrag.erstellt_von_id, auftrag.kreis_id) == (
        akteur.konto_id,
        akteur.kreis_id,
    )


def darf_sehen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    if _eigener(akteur, auftrag):
        return erlaubt(_("Sie haben diesen Auftrag erteilt."))
    if auftrag.kreis_id is None:
        return akteur.hat_recht(STEUERN.schluessel)
    return akteur.hat_recht(SEHEN.schluessel, Bereich.kreis(auftrag.kreis_id))


def darf_wiederholen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    """Who asked for it may try again; so may the operators."""
    if auftrag.stand not in (Stand.GESCHEITERT, Stand.VERWORFEN):
        return verweigert(_("Nur ein gescheiterter oder verworfener Auftrag lässt sich wiederholen."))
    return _darf_steuern(akteur, auftrag)


def darf_verwerfen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    if auftrag.stand not in (Stand.GESCHEITERT, Stand.WARTET):
        return verweigert(_("Nur ein wartender oder gescheiterter Auftrag lässt sich verwerfen."))
    return _darf_steuern(akteur, auftrag)


def _darf_steuern(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    if _eigener(akteur, auftrag):
        return erlaubt(_("Sie haben diesen Auftrag erteilt."))
    if auftrag.kreis_id is None:
        return akteur.hat_recht(STEUERN.schluessel)
    return akteur.hat_recht(STEUERN.schluessel, Bereich.kreis(auftrag.kreis_id))
