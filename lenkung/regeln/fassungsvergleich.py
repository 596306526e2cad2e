"""Was sich von einer Fassung der Tagesordnung zur nächsten geändert hat, in Sätzen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ARTEN = {
    "formalia": "Begrüßung und Beschlussfähigkeit",
    "genehmigung": "Genehmigung der Niederschrift",
    "bericht": "Bericht",
    "beratung": "Beratung",
    "beschluss": "Beschluss",
    "verschiedenes": "Verschiedenes",
}
UNVERAENDERT = "Ohne Änderung erneut bestätigt."


@dataclass(frozen=True, slots=True)
class Punktbild:
    """Ein Punkt, wie er in einer Fassung steht; ohne Gäste, sie gehören nicht zur Festlegung."""

    nummer: int
    id: int
    titel: str
    art: str
    minuten: int
    oeffentlich: bool = True
    erlaeuterung: str = ""
    berichterstattung: str = ""
    vorlage_id: int | None = None
    vorlage: str = ""
    zurueckgestellt: bool = False
    """Schon einmal mangels Beschlussfähigkeit zurückgestellt (GO RSK § 6 Abs. 5)."""

    def als_wert(self) -> dict[str, Any]:
        return asdict(self)


def punktbild(wert: Mapping[str, Any]) -> Punktbild:
    """Aus dem Gespeicherten; was eine spätere Zeit dazuschreibt, stört nicht."""
    felder = Punktbild.__dataclass_fields__
    return Punktbild(**{name: wert[name] for name in felder if name in wert})


def unterschiede(vorher: Sequence[Punktbild], nachher: Sequence[Punktbild]) -> tuple[str, ...]:
    """Erst was neu ist und was fehlt, dann was anders steht, dann was anders lautet. Leer: nichts."""
    alte = {punkt.id: punkt for punkt in vorher}
    neue = {punkt.id: punkt for punkt in nachher}
    saetze = [f"Neu: TOP {p.nummer} „{p.titel}“." for p in nachher if p.id not in alte]
    saetze += [f"Gestrichen: „{p.titel}“ (bisher TOP {p.nummer})." for p in vorher if p.id not in neue]
    gebliebene = [punkt for punkt in nachher if punkt.id in alte]
    saetze += [
        f"Verschoben: „{neue[kennung].titel}“ von TOP {alte[kennung].nummer} auf TOP {neue[kennung].nummer}."
        for kennung in _verschobene(alte, gebliebene)
    ]
    for punkt in gebliebene:
        saetze += [f"TOP {punkt.nummer} „{punkt.titel}“: {was}." for was in _anders(alte[punkt.id], punkt)]
    return tuple(saetze)


def _verschobene(alte: Mapping[int, Punktbild], gebliebene: Sequence[Punktbild]) -> list[int]:
    """So wenige wie möglich: wer nur weicht, weil davor etwas dazukam, hat sich nicht verschoben."""
    stellen = [alte[punkt.id].nummer for punkt in gebliebene]
    fest = set(_laengste_steigende(stellen))
    return [punkt.id for stelle, punkt in enumerate(gebliebene) if stelle not in fest]


def _laengste_steigende(zahlen: Sequence[int]) -> list[int]:
    """Die Stellen einer längsten Teilfolge, die steigt."""
    enden: list[int] = []
    stellen: list[int] = []
    davor: list[int | None] = []
    for stelle, zahl in enumerate(zahlen):
        platz = bisect_left(enden, zahl)
        davor.append(stellen[platz - 1] if platz else None)
        if platz == len(enden):
            enden.append(zahl)
            stellen.append(stelle)
        else:
            enden[platz], stellen[platz] = zahl, stelle
    folge: list[int] = []
    weiter = stellen[-1] if stellen else None
    while weiter is not None:
        folge.append(weiter)
        weiter = davor[weiter]
    return folge[::-1]


def _anders(alt: Punktbild, neu: Punktbild) -> list[str]:
    was = []
    if alt.titel != neu.titel:
        was.append(f"hieß bisher „{alt.titel}“")
    if alt.art != neu.art:
        was.append(f"{ARTEN.get(neu.art, neu.art)} statt {ARTEN.get(alt.art, alt.art)}")
    if alt.minuten != neu.minuten:
        was.append(f"{neu.minuten} statt {alt.minuten} Minuten")
    if alt.oeffentlich != neu.oeffentlich:
        wie = "öffentlich" if neu.oeffentlich else "nicht öffentlich"
        was.append(f"in der Niederschrift jetzt {wie}")
    if alt.berichterstattung != neu.berichterstattung:
        was.append(
            f"es trägt jetzt vor: {neu.berichterstattung}"
            if neu.berichterstattung
            else "niemand mehr für den Vortrag eingetragen"
        )
    if alt.vorlage_id != neu.vorlage_id:
        was.append(_vorlage_anders(alt, neu))
    if alt.erlaeuterung != neu.erlaeuterung:
        was.append("die Erläuterung ist geändert")
    return was


def _vorlage_anders(alt: Punktbild, neu: Punktbild) -> str:
    if neu.vorlage_id is None:
        return "ohne Vorlage"
    return (
        f"jetzt mit der Vorlage „{neu.vorlage}“"
        if alt.vorlage_id is None
        else f"andere Vorlage „{neu.vorlage}“"
    )


# Two orders of one agenda -----------------------------------------------------------------------------------


def uebertragen(meine: Sequence[int], jetzige: Sequence[int]) -> list[int]:
    """Meine Folge, auf das angewandt, was inzwischen auf der Tagesordnung steht.

    Was nicht mehr da ist, entfällt; was dazukam, bleibt hinter dem Punkt, hinter dem es steht.
    """
    folge = [kennung for kennung in dict.fromkeys(meine) if kennung in set(jetzige)]
    for stelle, kennung in enumerate(jetzige):
        if kennung not in folge:
            davor = jetzige[stelle - 1] if stelle else None
            folge.insert(folge.index(davor) + 1 if davor is not None else 0, kennung)
    return folge


def versetzte(jetzige: Sequence[int], folge: Sequence[int]) -> frozenset[int]:
    """Was in `folge` anders steht als jetzt; so wenige wie möglich."""
    stellen = {kennung: stelle for stelle, kennung in enumerate(jetzige)}
    gemeinsam = [kennung for kennung in folge if kennung in stellen]
    fest = set(_laengste_steigende([stellen[kennung] for kennung in gemeinsam]))
    return frozenset(kennung for stelle, kennung in enumerate(gemeinsam) if stelle not in fest)


def verschoben_um(folge: Sequence[int], kennung: int, um: int) -> list[int]:
    """Ein Punkt eine Stelle nach oben (-1) oder unten (+1); am Rand bleibt alles, wie es ist."""
    neu = list(folge)
    if kennung not in neu:
        return neu
    alt = neu.index(kennung)
    ziel = min(max(0, alt + um), len(neu) - 1)
    neu.insert(ziel, neu.pop(alt))
    return neu
