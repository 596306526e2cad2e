"""Worauf Rollen erteilt werden können."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from kim.basis.akteur import Bereich
from kim.basis.rollenbereich import ROLLENBEREICHE
from kim.konten.regeln.rollen import Rollenangabe
from kim.stammdaten.domain.queries import listen


def kreis_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [(kreis_id, listen.kreis(kreis_id).name)]


def kommunen_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [(k.pk, str(k)) for k in listen.kommunen_im_kreis(kreis_id, am=timezone.localdate())]


def behoerden_auswahl(kreis_id: int) -> Sequence[tuple[int, str]]:
    return [(e.pk, str(e)) for e in listen.behoerden_im_kreis(kreis_id, am=timezone.localdate())]


def bereich_titel(bereich: Bereich) -> str | None:
    """Name des Bereichs, wenn es ihn in diesem Kreis gibt."""
    if bereich.art not in ROLLENBEREICHE:
        return None
    return dict(ROLLENBEREICHE[bereich.art].auswahl(bereich.kreis_id)).get(bereich.id)


def moegliche_bereiche(angabe: Rollenangabe, kreis_id: int) -> list[tuple[Bereich, str]]:
    """Der Ersatzbereich nur, wenn es von den eigentlichen in diesem Kreis keinen gibt."""
    eigentliche = [eintrag for art in angabe.bereiche for eintrag in _auswahl(art, kreis_id)]
    return eigentliche or _auswahl(angabe.ersatzbereich, kreis_id)


def _auswahl(art: str, kreis_id: int) -> list[tuple[Bereich, str]]:
    # The Gremium comes with the Lenkung; until then nobody has registered it.
    if art not in ROLLENBEREICHE:
        return []
    return [(Bereich(art, id_, kreis_id), titel) for id_, titel in ROLLENBEREICHE[art].auswahl(kreis_id)]
