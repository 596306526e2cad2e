"""The table of who comes how far, as tests/architektur holds it and others lean on it."""

from __future__ import annotations

from dataclasses import dataclass

from kim.konten.regeln.rollen import ROLLEN
from tests.architektur.quelltext import WURZEL
from tests.werkzeug.welt import GAST, OHNE_ROLLE, SICHTEN

TABELLE = WURZEL / "tests" / "architektur" / "zugang_matrix.csv"

KUERZEL = {
    "gast": "gast",
    "ohne_rolle": "ohne",
    "geschaeftsstelle": "gs",
    "leitung_geschaeftsstelle": "lgs",
    "vorsitz": "vs",
    "mitglied": "mg",
    "stellvertretung": "stv",
    "case_management": "cm",
    "case_management_mukis": "muk",
    "koordination_cm": "kcm",
    "sachbearbeitung_abh": "abh",
    "sachbearbeitung_ebh": "ebh",
    "kreis_administration": "ka",
    "kommune": "kom",
    "datenschutz": "dsb",
    "systemadministration": "sys",
}


@dataclass(frozen=True)
class Matrix:
    zeilen: dict[str, dict[str, str]]

    @classmethod
    def lesen(cls, text: str) -> Matrix:
        zeilen = [z for z in text.splitlines() if z.strip() and not z.startswith("#")]
        kopf = [zelle.strip() for zelle in zeilen[0].split(";")][1:]
        rollen = {kuerzel: rolle for rolle, kuerzel in KUERZEL.items()}
        matrix: dict[str, dict[str, str]] = {}
        for zeile in zeilen[1:]:
            name, *werte = (zelle.strip() for zelle in zeile.split(";"))
            assert name not in matrix, f"two rows for {name}"
            assert len(werte) == len(kopf), f"{name}: {len(werte)} cells instead of {len(kopf)}"
            matrix[name] = {rollen[kuerzel]: wert for kuerzel, wert in zip(kopf, werte, strict=True)}
        return cls(matrix)

    def schreiben(self) -> str:
        breite = max(map(len, self.zeilen), default=0)
        legende = [f"# {KUERZEL[sicht]:5} {_titel(sicht)}" for sicht in SICHTEN]
        kopf = f"{'adresse':{breite}} ;" + ";".join(f"{KUERZEL[s]:^5}" for s in SICHTEN)
        zeilen = [
            f"{name:{breite}} ;" + ";".join(f"{werte.get(s, '?'):^5}" for s in SICHTEN)
            for name, werte in sorted(self.zeilen.items())
        ]
        return "\n".join([*_ERKLAERUNG, *legende, "#", kopf.rstrip(), *(z.rstrip() for z in zeilen)]) + "\n"


_ERKLAERUNG = (
    "# Who comes how far. One row per address, one column per role; objects of the own Kreis.",
    "# ja: the page answers   an: has to sign in first   403: may not, and is told why   404: hidden",
    "#",
)


def _titel(sicht: str) -> str:
    return {GAST: "nicht angemeldet", OHNE_ROLLE: "Konto ohne Rolle"}.get(sicht) or ROLLEN[sicht].titel  # type: ignore[index]
