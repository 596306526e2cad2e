"""The invented people of the demo, read from their data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

DATEI = Path(__file__).parent / "daten" / "menschen.toml"
PASSWORT = "Vorfuehrung-2026"
"""Known to everybody: it opens invented data on the own machine only."""

TOTP_GEHEIMNIS = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True, slots=True)
class Mensch:
    kennung: str
    vorname: str
    nachname: str
    einrichtung: str
    funktion: str
    rolle: str
    titel: str = ""
    kommune: str = ""
    weitere_kommunen: tuple[str, ...] = ()
    vertritt: str = ""
    unbestaetigt: bool = False

    @property
    def name(self) -> str:
        return " ".join(teil for teil in (self.titel, self.vorname, self.nachname) if teil)


@dataclass(frozen=True, slots=True)
class Demokreis:
    kuerzel: str
    name: str
    domain: str
    module: tuple[str, ...]
    email: str
    website: str
    menschen: tuple[Mensch, ...]

    def adresse(self, kennung: str) -> str:
        return f"{kennung}@{self.domain}"

    def merkmale(self, mensch: Mensch) -> tuple[str, ...]:
        """What tells this person from another with the same role."""
        vertretene = next((m for m in self.menschen if m.kennung == mensch.vertritt), None)
        return tuple(
            merkmal
            for merkmal in (
                ", ".join(filter(None, (mensch.kommune, *mensch.weitere_kommunen))),
                f"in Vertretung auch {vertretene.kommune}" if vertretene else "",
                "noch nicht bestätigt" if mensch.unbestaetigt else "",
            )
            if merkmal
        )


def demokreise() -> tuple[Demokreis, ...]:
    roh = tomllib.loads(DATEI.read_text(encoding="utf-8"))
    return tuple(
        Demokreis(
            kuerzel=kreis["kuerzel"],
            name=kreis["name"],
            domain=kreis["domain"],
            module=tuple(kreis["module"]),
            email=kreis["email"],
            website=kreis["website"],
            menschen=tuple(Mensch(**mensch) for mensch in kreis["mensch"]),
        )
        for kreis in roh["kreis"]
    )
