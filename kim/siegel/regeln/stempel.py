"""Was im sichtbaren Stempel einer Unterschrift steht."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from kim.basis.zeit import BERLIN


@dataclass(frozen=True, slots=True)
class Stempel:
    name: str
    funktion: str
    zeit: str
    hinweis: str

    @property
    def texte(self) -> tuple[str, str, str, str]:
        return (self.name, self.funktion, self.zeit, self.hinweis)


EIGENER_HINWEIS = (
    "elektronisch unterzeichnet mit einem Zertifikat der eigenen Zertifizierungsstelle dieser Installation; "
    "keine qualifizierte Signatur"
)


def stempel(*, name: str, funktion: str, wann: datetime, aussteller: str) -> Stempel:
    """Ohne `aussteller` war es die eigene Zertifizierungsstelle."""
    hinweis = (
        f"elektronisch unterzeichnet mit einem Zertifikat von {aussteller}" if aussteller else EIGENER_HINWEIS
    )
    return Stempel(
        name=_einzeilig(name),
        funktion=_einzeilig(funktion),
        zeit=f"am {wann.astimezone(BERLIN):%d.%m.%Y um %H:%M} Uhr",
        hinweis=_einzeilig(hinweis),
    )


def _einzeilig(text: str) -> str:
    """Ein Zeichen je Buchstabe, damit die Schrift ihn findet; keine Umbrüche."""
    return " ".join(unicodedata.normalize("NFC", text).split())
