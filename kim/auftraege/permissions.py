"""Wer Aufträge sieht und steuert."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kim.auftraege.models import Auftrag
from kim.auftraege.regeln.stand import Stand
from kim.basis.akteur import Akteur, Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert
from kim.basis.rechte import Recht

SEHEN = Recht("auftraege.sehen", "sehen, welche Aufträge im Hintergrund laufen")
STEUERN = Recht("auftraege.steuern", "Aufträge wiederholen oder verwerfen")


def sichtbare_auftraege(akteur: Akteur) -> QuerySet[Auftrag]:
    """The own ones for everybody; all of the Kreis for its operators."""
    eigene = Q(erstellt_von_id=akteur.konto_id, erstellt_von_id__isnull=False, kreis_id=akteur.kreis_id)
    kreise = {bereich.kreis_id for bereich in akteur.bereiche_mit(SEHEN.schluessel) if bereich.art == "kreis"}
    return Auftrag.objects.filter(eigene | Q(kreis_id__in=kreise))


def darf_sehen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    if auftrag.kreis_id is None:
        return verweigert("Dieser Auftrag gehört zu keinem Kreis.")
    if akteur.konto_id is not None and (auftrag.erstellt_von_id, auftrag.kreis_id) == (
        akteur.konto_id,
        akteur.kreis_id,
    ):
        return erlaubt("Sie haben diesen Auftrag erteilt.")
    return akteur.hat_recht(SEHEN.schluessel, Bereich.kreis(auftrag.kreis_id))


def darf_wiederholen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    """Who asked for it may try again; so may the operators."""
    if auftrag.stand not in (Stand.GESCHEITERT, Stand.VERWORFEN):
        return verweigert("Nur ein gescheiterter oder verworfener Auftrag lässt sich wiederholen.")
    return _darf_steuern(akteur, auftrag)


def darf_verwerfen(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    if auftrag.stand not in (Stand.GESCHEITERT, Stand.WARTET):
        return verweigert("Nur ein wartender oder gescheiterter Auftrag lässt sich verwerfen.")
    return _darf_steuern(akteur, auftrag)


def _darf_steuern(akteur: Akteur, auftrag: Auftrag) -> Erlaubnis:
    gesehen = darf_sehen(akteur, auftrag)
    if gesehen and akteur.konto_id is not None and auftrag.erstellt_von_id == akteur.konto_id:
        return gesehen
    if auftrag.kreis_id is None:
        return verweigert("Dieser Auftrag gehört zu keinem Kreis.")
    return akteur.hat_recht(STEUERN.schluessel, Bereich.kreis(auftrag.kreis_id))
