"""Der Wortlaut, der für einen Kreis gilt."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.mailtext import MAILTEXTE, Mailtextart
from kim.versand.models import Mailtext


@dataclass(frozen=True, slots=True)
class GeltenderText:
    art: Mailtextart
    betreff: str
    text: str
    eigene_fassung: Mailtext | None

    @property
    def ist_eigener(self) -> bool:
        return self.eigene_fassung is not None


def geltender_text(*, kreis_id: int | None, art: str) -> GeltenderText:
    eintrag = MAILTEXTE[art]
    eigene = Mailtext.objects.filter(kreis_id=kreis_id, art=art).first() if kreis_id is not None else None
    return _geltend(eintrag, eigene)


def geltende_texte(*, kreis_id: int) -> list[GeltenderText]:
    """Alle Mailtexte des Hauses, nach Titel geordnet."""
    eigene = {satz.art: satz for satz in Mailtext.objects.filter(kreis_id=kreis_id)}
    return [_geltend(art, eigene.get(art.schluessel)) for art in sorted(MAILTEXTE, key=lambda art: art.titel)]


def _geltend(art: Mailtextart, eigene: Mailtext | None) -> GeltenderText:
    if eigene is None:
        return GeltenderText(art, art.betreff, art.text, None)
    return GeltenderText(art, eigene.betreff, eigene.text, eigene)
