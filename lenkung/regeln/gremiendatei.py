"""Liest die mitgelieferten Sitze eines Gremiums aus ihrem Text (TOML) und prüft sie in sich."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from lenkung.regeln.gremium import GremiumArt

T = TypeVar("T")


class GremiendateiFehler(ValueError):
    """Die Datei ist unbrauchbar; die Meldung nennt Tabelle, Eintrag und Feld."""


@dataclass(frozen=True, slots=True)
class GremiumDaten:
    kreis: str
    name: str
    fundstelle: str
    kurzname: str = ""
    art: str = GremiumArt.LENKUNGSGRUPPE.value
    aktiv_ab: date | None = None


@dataclass(frozen=True, slots=True)
class SitzDaten:
    """Ein Sitz mit der Fundstelle, durch die er entstand; die Einrichtung steht in den Stammdaten."""

    einrichtung: str
    fundstelle: str
    bezeichnung: str = ""
    stimmrecht: bool = True
    von: date | None = None
    beschluss_vom: date | None = None
    beschluss_nummer: str = ""

    @property
    def name(self) -> str:
        return f"{self.einrichtung}: {self.bezeichnung}" if self.bezeichnung else self.einrichtung


@dataclass(frozen=True, slots=True)
class Gremiendatei:
    gremium: GremiumDaten
    sitze: tuple[SitzDaten, ...] = field(default=())


def lesen(text: str) -> Gremiendatei:
    """Der geprüfte Inhalt; sonst ein GremiendateiFehler, der sagt, wo es hakt."""
    try:
        roh = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fehler:
        raise GremiendateiFehler(f"Kein gültiges TOML: {fehler}") from None
    unbekannt = set(roh) - {"gremium", "sitz"}
    if unbekannt:
        raise GremiendateiFehler(f"Unbekannte Tabelle: {', '.join(sorted(unbekannt))}")
    datei = Gremiendatei(
        gremium=_satz(GremiumDaten, "gremium", "name", roh.get("gremium", {})),
        sitze=tuple(_satz(SitzDaten, "sitz", "einrichtung", satz) for satz in roh.get("sitz", [])),
    )
    if datei.gremium.art not in GremiumArt._value2member_map_:
        raise GremiendateiFehler(f"gremium „{datei.gremium.name}“: art kennt „{datei.gremium.art}“ nicht")
    gesehen: set[str] = set()
    for sitz in datei.sitze:
        if sitz.name in gesehen:
            raise GremiendateiFehler(f"sitz „{sitz.name}“ steht zweimal in der Datei; bezeichnung angeben")
        gesehen.add(sitz.name)
    return datei


_ARTEN: dict[str, tuple[type, str]] = {
    "stimmrecht": (bool, "true oder false"),
    "von": (date, "ein Tag"),
    "beschluss_vom": (date, "ein Tag"),
    "aktiv_ab": (date, "ein Tag"),
}


def _satz(art: type[T], tabelle: str, kennfeld: str, roh: dict[str, Any]) -> T:
    bekannt = {feld.name: feld for feld in fields(art)}  # type: ignore[arg-type]
    wo = f"{tabelle} „{roh.get(kennfeld, 'ohne Namen')}“"
    for schluessel, wert in roh.items():
        if schluessel not in bekannt:
            raise GremiendateiFehler(f"{wo}: unbekanntes Feld {schluessel}")
        typ, wort = _ARTEN.get(schluessel, (str, "ein Text, der nicht leer ist,"))
        if type(wert) is not typ or (isinstance(wert, str) and not wert.strip()):
            raise GremiendateiFehler(f"{wo}: {schluessel} muss {wort} sein")
    for schluessel, feld in bekannt.items():
        if feld.default is MISSING and schluessel not in roh:
            raise GremiendateiFehler(f"{wo}: {schluessel} fehlt")
    return art(**{k: wert.strip() if isinstance(wert, str) else wert for k, wert in roh.items()})
