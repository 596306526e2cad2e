"""An actor with exactly the rights that a test gives it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kim.basis.akteur import Bereich
from kim.basis.erlaubnis import Erlaubnis, erlaubt, verweigert


@dataclass(frozen=True)
class Probeakteur:
    kreis_id: int | None
    rechte: frozenset[str] = frozenset()
    bereiche: frozenset[Bereich] = field(default=frozenset())
    konto_id: int | None = None
    person_id: int | None = None
    akteur_name: str = "Petra Probe"

    def _bereiche(self) -> frozenset[Bereich]:
        if self.bereiche or self.kreis_id is None:
            return self.bereiche
        return frozenset({Bereich.kreis(self.kreis_id)})

    def hat_recht(self, recht: str, bereich: Bereich | None = None) -> Erlaubnis:
        if recht not in self.rechte:
            return verweigert("Dafür haben Sie keine Rolle.")
        if bereich is None or any(
            b == bereich or b == Bereich.kreis(bereich.kreis_id) for b in self._bereiche()
        ):
            return erlaubt("Probe")
        return verweigert("Ihre Rolle gilt hier nicht.")

    def bereiche_mit(self, recht: str) -> frozenset[Bereich]:
        return self._bereiche() if recht in self.rechte else frozenset()
