"""The letterhead of a Kreis as values for the templates in dokumente/pdf/."""

from __future__ import annotations

from dataclasses import dataclass

from kim.basis.farbe import akzent_hell, ist_farbe
from kim.basis.kreisangaben import Kreisangaben, anschriftzeilen
from kim.dokumente.domain.queries.kreislogo import kreislogo
from kim.dokumente.pdf.ressource import Ressource
from kim.stammdaten.domain.queries.listen import kreis

STANDARDAKZENT = "#1b4f8f"


@dataclass(frozen=True, slots=True)
class Briefkopf:
    name: str
    absenderzeile: str
    anschriftzeilen: tuple[str, ...]
    kontaktzeilen: tuple[str, ...]
    fusszeile: str
    akzent: str
    logo: Ressource | None

    @property
    def css(self) -> str:
        return f":root {{ --akzent: {self.akzent}; }}"

    @property
    def ressourcen(self) -> dict[str, Ressource]:
        return {"logo": self.logo} if self.logo else {}


def briefkopf(kreis_id: int) -> Briefkopf:
    satz = kreis(kreis_id)
    logo = kreislogo(satz.logo_kennung) if satz.logo_kennung else None
    zeilen = anschriftzeilen(satz)
    return Briefkopf(
        name=satz.name,
        absenderzeile=satz.absenderzeile or ", ".join((satz.name, *zeilen)),
        anschriftzeilen=zeilen,
        kontaktzeilen=_kontakt(satz),
        fusszeile=satz.fusszeile.strip(),
        akzent=akzent_hell(satz.akzentfarbe) if ist_farbe(satz.akzentfarbe) else STANDARDAKZENT,
        logo=Ressource(logo.mime, logo.inhalt) if logo else None,
    )


def _kontakt(satz: Kreisangaben) -> tuple[str, ...]:
    website = satz.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    return tuple(zeile for zeile in (satz.telefon, satz.email, website) if zeile)
