"""Lesen: was ein Mitglied über die eigenen Sitzungen wissen will."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from kim.basis.akteur import Akteur
from lenkung import permissions
from lenkung.domain.queries.sitzungen import sitzungen_fuer
from lenkung.models import Sitzung, Teilnahme, Vorschlag
from lenkung.regeln.niederschriftsfassung import Fassungsstand
from lenkung.regeln.sitzung import Sitzungsstand

KOMMENDE, VERGANGENE, VORSCHLAEGE = 8, 10, 10
NACHLAUF = timedelta(hours=12)
"""Eine Sitzung, die heute läuft, ist noch die nächste."""


def kommende(akteur: Akteur, gremium_ids: Collection[int], jetzt: datetime) -> list[Sitzung]:
    """Die nächste zuerst, auch abgesagte: wer sie erwartet, soll es lesen."""
    menge = sitzungen_fuer(akteur).filter(gremium_id__in=gremium_ids, beginn__gt=jetzt - NACHLAUF)
    menge = menge.exclude(stand=Sitzungsstand.GESCHLOSSEN.value)
    return list(menge.order_by("beginn", "pk")[:KOMMENDE])


def vergangene(akteur: Akteur, gremium_ids: Collection[int], jetzt: datetime) -> list[Sitzung]:
    """Was gehalten wurde, die letzte zuerst."""
    gehalten = (Sitzungsstand.EROEFFNET.value, Sitzungsstand.GESCHLOSSEN.value)
    menge = sitzungen_fuer(akteur).filter(gremium_id__in=gremium_ids, stand__in=gehalten, beginn__lte=jetzt)
    return list(menge.order_by("-beginn", "-pk")[:VERGANGENE])


def eigene_teilnahmen(akteur: Akteur, sitzungen: Sequence[Sitzung]) -> dict[int, Teilnahme]:
    """Je Sitzung die eigene Einladung mit der Antwort."""
    if akteur.person_id is None or not sitzungen:
        return {}
    menge = permissions.sichtbare_teilnahmen(akteur).filter(
        person_id=akteur.person_id, sitzung_id__in=[sitzung.pk for sitzung in sitzungen]
    )
    return {teilnahme.sitzung_id: teilnahme for teilnahme in menge}


def eigene_niederschriften(akteur: Akteur, sitzungen: Sequence[Sitzung]) -> dict[int, int]:
    """Je Sitzung, unter welcher Nummer der Person ihre geltende Niederschrift zugesandt wurde."""
    menge = permissions.eigene_niederschriftsempfaenger(akteur).filter(
        versand__fassung__stand=Fassungsstand.UNTERZEICHNET.value,
        versand__fassung__niederschrift__sitzung__in=[sitzung.pk for sitzung in sitzungen],
    )
    return dict(menge.values_list("versand__fassung__niederschrift__sitzung_id", "pk"))


def eigene_vorschlaege(akteur: Akteur) -> list[Vorschlag]:
    """Die jüngsten zuerst."""
    menge = permissions.eigene_vorschlaege(akteur)
    return list(menge.select_related("gremium", "sitzung").order_by("-eingereicht_am", "-pk")[:VORSCHLAEGE])
