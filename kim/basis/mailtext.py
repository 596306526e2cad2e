"""Registry of the mails that the house writes and that a Kreis may word in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.register import Register


@dataclass(frozen=True, slots=True)
class Platzhalter:
    """Stands as {name} in the text. `beispiel` is what the preview puts there; `pflicht`: must be there.

    `geheim` is a personal link: no page of the Postausgang shows it, and it is deleted once the mail is out.
    """

    name: str
    erklaerung: str
    beispiel: str
    pflicht: bool = False
    geheim: bool = False


@dataclass(frozen=True, slots=True)
class Mailtextart:
    """`anlass` says in one sentence when this mail goes out."""

    schluessel: str
    titel: str
    betreff: str
    text: str
    platzhalter: tuple[Platzhalter, ...] = ()
    anlass: str = ""

    @property
    def namen(self) -> frozenset[str]:
        return frozenset(platzhalter.name for platzhalter in self.platzhalter)

    @property
    def geheime(self) -> frozenset[str]:
        return frozenset(platzhalter.name for platzhalter in self.platzhalter if platzhalter.geheim)


MAILTEXTE: Register[Mailtextart] = Register("Mailtexte")
