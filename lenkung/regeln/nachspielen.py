"""Eine frühere Sitzung unter einer anderen Geschäftsordnung: was wäre anders ausgegangen?

Wer da war, wie gestimmt und wann geladen wurde, bleibt, wie es war; nur die Regeln sind andere. Alle Urteile
kommen von dort, wo sie auch während der Sitzung herkommen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kim.basis.befund import Befund
from lenkung.regeln.augenblick import Augenblick, Voten, auswerten, faehigkeit
from lenkung.regeln.beschlussfaehigkeit import Beschlussfaehigkeit
from lenkung.regeln.einladung import FRISTGERECHT, Einladung
from lenkung.regeln.ordnung import Ordnung
from lenkung.regeln.versandnachweis import Nachweis, ladung_beurteilen
from lenkung.regeln.vertretung import Sitz
from lenkung.regeln.werte import NICHT_GEREGELT, Sitzungsart
from lenkung.regeln.zweite_einberufung import zweite_einberufung_wirksam


class Frage(StrEnum):
    LADUNG = "ladung"
    ZWEITE = "zweite_einberufung"
    EROEFFNUNG = "eroeffnung"
    UNFAEHIGKEIT = "unfaehigkeit"
    """Als der Vorsitz die Beschlussunfähigkeit feststellte."""
    FAEHIGKEIT = "faehigkeit"
    """Bei einer Abstimmung."""
    ERGEBNIS = "ergebnis"


class Vergleich(NamedTuple):
    frage: Frage
    worum: str
    """Der Punkt, um den es ging; leer, wo es um die ganze Sitzung geht."""
    damals: Befund
    entwurf: Befund
    anders: bool


class Geladen(NamedTuple):
    einladung: Einladung
    stand: Nachweis


class Gezaehlt(NamedTuple):
    """Eine Abstimmung, wie sie festgehalten ist."""

    worum: str
    augenblick: Augenblick
    voten: Voten
    damals: Befund
    angenommen: bool
    """Was der Vorsitz festgestellt hat."""
    traegt_zweite: bool = False
    """Der Punkt war zurückgestellt; ob die zweite Einberufung wirksam ist, sagt die Geschäftsordnung."""


@dataclass(frozen=True, slots=True)
class Vergangene:
    """Eine Sitzung, wie sie war. Was nicht eingetragen ist, lässt sich nicht nachspielen."""

    ordnung: Ordnung
    tag: date
    art: Sitzungsart
    sitze: Mapping[str, Sitz]
    geladen: Geladen | None = None
    eroeffnet: Augenblick | None = None
    unfaehig: Sequence[Augenblick] = ()
    abstimmungen: Sequence[Gezaehlt] = ()
    zweite_wirksam: bool = False
    traegt_zweite: bool = False
    """Wenigstens ein Punkt war zurückgestellt."""


def nachspielen(sitzung: Vergangene, entwurf: Ordnung) -> tuple[Vergleich, ...]:
    """In der Folge, in der es geschah."""
    return tuple(_vergleiche(sitzung, entwurf))


def _vergleiche(sitzung: Vergangene, entwurf: Ordnung) -> Iterator[Vergleich]:
    ladung: Befund | None = None
    if sitzung.geladen is not None:
        bisher = _ladung(sitzung, sitzung.geladen, sitzung.ordnung)
        ladung = _ladung(sitzung, sitzung.geladen, entwurf)
        yield Vergleich(Frage.LADUNG, "", bisher, ladung, bisher.urteil != ladung.urteil)
    wirksam = zweite_einberufung_wirksam(
        ordnung=entwurf,
        einladung=sitzung.geladen.einladung if sitzung.geladen else None,
        urteil_einladung=ladung.urteil if ladung else None,
    )
    if sitzung.traegt_zweite:
        bisher, neu = _zweite(sitzung.ordnung, sitzung.zweite_wirksam), _zweite(entwurf, wirksam)
        yield Vergleich(Frage.ZWEITE, "", bisher, neu, sitzung.zweite_wirksam != wirksam)
    if sitzung.eroeffnet is not None:
        yield _faehigkeiten(
            Frage.EROEFFNUNG, "", sitzung.ordnung, sitzung.eroeffnet, entwurf, sitzung.eroeffnet
        )
    for augenblick in sitzung.unfaehig:
        yield _faehigkeiten(Frage.UNFAEHIGKEIT, "", sitzung.ordnung, augenblick, entwurf, augenblick)
    for abstimmung in sitzung.abstimmungen:
        augenblick = abstimmung.augenblick._replace(zweite_einberufung=abstimmung.traegt_zweite and wirksam)
        yield _faehigkeiten(
            Frage.FAEHIGKEIT, abstimmung.worum, sitzung.ordnung, abstimmung.augenblick, entwurf, augenblick
        )
        yield _ergebnis(sitzung, abstimmung, entwurf, augenblick)


def _ladung(sitzung: Vergangene, geladen: Geladen, ordnung: Ordnung) -> Befund:
    return ladung_beurteilen(
        stand=geladen.stand,
        einladung=geladen.einladung,
        sitzungstag=sitzung.tag,
        sitzungsart=sitzung.art,
        regel=ordnung.ladung,
    )


def _zweite(ordnung: Ordnung, wirksam: bool) -> Befund:
    regel = ordnung.zweite_einberufung
    if regel is None:
        return Befund(NICHT_GEREGELT, rechnung="Eine zweite Einberufung kennt diese Geschäftsordnung nicht.")
    if wirksam:
        return Befund(
            "zweite_wirksam", (regel.norm,), f"Mit dem Hinweis eingeladen und {FRISTGERECHT}: wirksam."
        )
    return Befund(
        "zweite_unwirksam",
        (regel.norm,),
        f"Ohne den Hinweis oder nicht {FRISTGERECHT} eingeladen: nicht wirksam.",
    )


def _faehigkeiten(
    frage: Frage, worum: str, ordnung: Ordnung, alt: Augenblick, entwurf: Ordnung, neu: Augenblick
) -> Vergleich:
    damals, waere = faehigkeit(ordnung, alt), _unter(entwurf, neu)
    return Vergleich(frage, worum, damals.befund, waere.befund, damals.faehig is not waere.faehig)


def _unter(entwurf: Ordnung, augenblick: Augenblick) -> Beschlussfaehigkeit:
    return faehigkeit(entwurf, _ohne_grundlose_feststellung(entwurf, augenblick))


def _ohne_grundlose_feststellung(entwurf: Ordnung, augenblick: Augenblick) -> Augenblick:
    """Ist die Mindestzahl des Entwurfs erreicht, hätte der Vorsitz das Gegenteil nicht festgestellt."""
    ohne = augenblick._replace(unfaehig_festgestellt=False)
    return ohne if faehigkeit(entwurf, ohne).befund.urteil == "quorum" else augenblick


def _ergebnis(sitzung: Vergangene, damals: Gezaehlt, entwurf: Ordnung, neu: Augenblick) -> Vergleich:
    neu = _ohne_grundlose_feststellung(entwurf, neu)
    befund = auswerten(entwurf, neu, damals.voten, sitze=sitzung.sitze, tag=sitzung.tag).befund
    gleich = befund.gueltig and befund.angenommen is damals.angenommen
    return Vergleich(Frage.ERGEBNIS, damals.worum, damals.damals, befund.befund, not gleich)
