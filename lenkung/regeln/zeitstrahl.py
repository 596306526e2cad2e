"""Die Marken einer Sitzung: bis wann was geschehen sein muss, mit Stelle, Rechnung und Stand.

GO RSK § 4 Abs. 4 und 5. Nur Tage zählen: eine um 23:59:30 angenommene E-Mail ist noch in der Frist, eine um
00:00:10 nicht mehr.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kim.basis.anzeige import datum
from lenkung.regeln.fristen import tage, tage_vor, versand_bis, versand_dringlich_bis, vorschlaege_bis
from lenkung.regeln.ordnung import Ladungsregel, Ordnung, Vorschlagsregel
from lenkung.regeln.sitzung import WEG, Sitzungsstand

VORLAUF = 7
"""So viele Tage vorher wird eine offene Marke gelb *(abgeleitet)*."""


class Markenart(StrEnum):
    VORSCHLAEGE = "vorschlaege"
    TAGESORDNUNG = "tagesordnung"
    VERSAND = "versand"
    DRINGLICH = "dringlich"
    SITZUNG = "sitzung"


class Ampel(StrEnum):
    GRUEN = "gruen"
    GELB = "gelb"
    ROT = "rot"
    GRAU = "grau"


class Lage(StrEnum):
    """Das Wort neben der Farbe."""

    OFFEN = "offen"
    BALD = "bald"
    HEUTE = "heute"
    ERLEDIGT = "erledigt"
    VERSPAETET = "verspaetet"
    VERSAEUMT = "versaeumt"
    GESCHLOSSEN = "geschlossen"
    """Die Zeit für Vorschläge ist vorbei; spätere werden gekennzeichnet, nicht abgewiesen."""
    NICHT_NOETIG = "nicht_noetig"
    VORBEI = "vorbei"
    """Kein Nachweis: die Sitzung liegt vor der Zeit mit KIM."""
    ENTFALLEN = "entfallen"
    NICHT_GEREGELT = "nicht_geregelt"


_AMPEL = {
    Lage.OFFEN: Ampel.GRUEN,
    Lage.BALD: Ampel.GELB,
    Lage.HEUTE: Ampel.GELB,
    Lage.ERLEDIGT: Ampel.GRUEN,
    Lage.VERSPAETET: Ampel.ROT,
    Lage.VERSAEUMT: Ampel.ROT,
    Lage.GESCHLOSSEN: Ampel.GRAU,
    Lage.NICHT_NOETIG: Ampel.GRAU,
    Lage.VORBEI: Ampel.GRAU,
    Lage.ENTFALLEN: Ampel.GRAU,
    Lage.NICHT_GEREGELT: Ampel.GRAU,
}


@dataclass(frozen=True, slots=True)
class Stand:
    """Was bisher geschah. `versandt`: der Tag, an dem die letzte Einladung eines Mitglieds angenommen war."""

    stand: Sitzungsstand = Sitzungsstand.GEPLANT
    versandt: date | None = None

    def erreicht(self, stand: Sitzungsstand) -> bool:
        return self.stand in WEG and WEG.index(self.stand) >= WEG.index(stand)


@dataclass(frozen=True, slots=True)
class Marke:
    art: Markenart
    tag: date | None
    lage: Lage
    norm: str = ""
    rechnung: str = ""
    abgeleitet: bool = False

    @property
    def ampel(self) -> Ampel:
        return _AMPEL[self.lage]

    @property
    def wartet(self) -> bool:
        """Steht noch bevor oder ist versäumt."""
        return self.lage in (Lage.OFFEN, Lage.BALD, Lage.HEUTE, Lage.VERSAEUMT)


def zeitstrahl(*, sitzungstag: date, ordnung: Ordnung | None, stand: Stand, heute: date) -> tuple[Marke, ...]:
    """Alle fünf Marken; erst die geregelten in der Folge der Tage, dann, was nicht geregelt ist."""
    ordnung = ordnung or Ordnung()
    marken = [
        _vorschlaege(sitzungstag, ordnung.vorschlaege, stand, heute),
        *_ladung(sitzungstag, ordnung.ladung, stand, heute),
        _sitzung(sitzungstag, stand, heute),
    ]
    return tuple(sorted(marken, key=lambda marke: marke.tag or date.max))


def naechste(marken: Iterable[Marke]) -> Marke | None:
    """Was als Nächstes zählt: zuerst das Versäumte, das noch niemand nachgeholt hat, dann das Nächstliegende.

    Ist die Ladungsfrist versäumt, zählt nur noch die verkürzte.
    """
    wartend = [marke for marke in marken if marke.wartet and marke.tag is not None]
    versaeumt = [marke for marke in wartend if marke.lage is Lage.VERSAEUMT]
    dringlich = [m for m in wartend if m.art is Markenart.DRINGLICH and m.lage in (Lage.BALD, Lage.HEUTE)]
    if dringlich:
        return dringlich[0]
    if versaeumt:
        return versaeumt[-1]
    return wartend[0] if wartend else None


def _entfaellt(stand: Stand) -> Lage | None:
    """Nach der Absage zählt keine Frist mehr; eine geschlossene Sitzung ohne Nachweis hat keine gehabt."""
    if stand.stand is Sitzungsstand.ABGESAGT:
        return Lage.ENTFALLEN
    if stand.versandt is None and stand.erreicht(Sitzungsstand.EROEFFNET):
        return Lage.VORBEI
    return None


def _bis(tag: date, heute: date) -> Lage:
    if heute > tag:
        return Lage.VERSAEUMT
    if heute == tag:
        return Lage.HEUTE
    return Lage.BALD if (tag - heute).days <= VORLAUF else Lage.OFFEN


def _vorschlaege(sitzungstag: date, regel: Vorschlagsregel | None, stand: Stand, heute: date) -> Marke:
    if regel is None:
        return Marke(Markenart.VORSCHLAEGE, None, Lage.NICHT_GEREGELT)
    bis = vorschlaege_bis(sitzungstag, regel)
    lage = _entfaellt(stand) or (Lage.GESCHLOSSEN if heute > bis else _bis(bis, heute))
    if _eingeladen(stand) and lage in (Lage.OFFEN, Lage.BALD, Lage.HEUTE):
        # The agenda is set and sent; what is proposed now is for a later session.
        lage = Lage.NICHT_NOETIG
    rechnung = (
        f"{datum(sitzungstag)} minus {tage(regel.tage_vorher)} ist der {datum(bis)}. Spätere Vorschläge "
        "werden angenommen und als verspätet gekennzeichnet."
    )
    return Marke(Markenart.VORSCHLAEGE, bis, lage, regel.norm, rechnung)


def _ladung(sitzungstag: date, regel: Ladungsregel | None, stand: Stand, heute: date) -> list[Marke]:
    if regel is None:
        arten = (Markenart.TAGESORDNUNG, Markenart.VERSAND, Markenart.DRINGLICH)
        return [Marke(art, None, Lage.NICHT_GEREGELT) for art in arten]
    bis = versand_bis(sitzungstag, regel)
    marken = [_tagesordnung(bis, regel, stand, heute), _versand(sitzungstag, bis, regel, stand, heute)]
    dringlich_bis = versand_dringlich_bis(sitzungstag, regel)
    if dringlich_bis is None or regel.dringlich_frist is None:
        return [*marken, Marke(Markenart.DRINGLICH, None, Lage.NICHT_GEREGELT)]
    frist = tage(regel.dringlich_frist, regel.zaehlung)
    return [*marken, _dringlich(sitzungstag, bis, dringlich_bis, frist, regel.norm, stand, heute)]


def _tagesordnung(versand: date, regel: Ladungsregel, stand: Stand, heute: date) -> Marke:
    bis = tage_vor(versand, 1)
    lage = _entfaellt(stand)
    if lage is None:
        fertig = stand.erreicht(Sitzungsstand.TAGESORDNUNG_FESTGELEGT)
        lage = Lage.ERLEDIGT if fertig else _bis(bis, heute)
    rechnung = (
        f"Der Tag vor dem letzten Versandtag ({datum(versand)}). Das steht nicht in der Geschäftsordnung, "
        "sondern folgt daraus, dass die Einladung die Tagesordnung nennt."
    )
    return Marke(Markenart.TAGESORDNUNG, bis, lage, regel.norm, rechnung, abgeleitet=True)


def _eingeladen(stand: Stand) -> bool:
    return stand.versandt is not None or stand.erreicht(Sitzungsstand.EINGELADEN)


def _versand(sitzungstag: date, bis: date, regel: Ladungsregel, stand: Stand, heute: date) -> Marke:
    lage = _entfaellt(stand)
    if lage is None and stand.versandt is not None:
        lage = Lage.ERLEDIGT if stand.versandt <= bis else Lage.VERSPAETET
    elif lage is None:
        lage = Lage.ERLEDIGT if _eingeladen(stand) else _bis(bis, heute)
    rechnung = (
        f"Zwischen Versand und Sitzung liegen {tage(regel.frist, regel.zaehlung)}; der Tag des Versands und "
        f"der {datum(sitzungstag)} zählen nicht mit. Letzter Versandtag ist der {datum(bis)}."
    )
    if stand.versandt is not None:
        rechnung += f" Versandt am {datum(stand.versandt)}."
    return Marke(Markenart.VERSAND, bis, lage, regel.norm, rechnung)


def _dringlich(
    sitzungstag: date, regulaer: date, bis: date, frist: str, norm: str, stand: Stand, heute: date
) -> Marke:
    lage = _entfaellt(stand)
    if lage is None and stand.versandt is not None:
        rechtzeitig = Lage.ERLEDIGT if stand.versandt <= bis else Lage.VERSPAETET
        lage = Lage.NICHT_NOETIG if stand.versandt <= regulaer else rechtzeitig
    elif lage is None and (_eingeladen(stand) or heute <= regulaer):
        lage = Lage.NICHT_NOETIG
    elif lage is None:
        # Once the regular day has passed, this one is urgent whatever the distance.
        offen = _bis(bis, heute)
        lage = Lage.BALD if offen is Lage.OFFEN else offen
    rechnung = (
        f"In dringenden Fällen genügen {frist}: Versand bis {datum(bis)} für den {datum(sitzungstag)}, mit "
        "schriftlicher Begründung."
    )
    return Marke(Markenart.DRINGLICH, bis, lage, norm, rechnung)


def _sitzung(sitzungstag: date, stand: Stand, heute: date) -> Marke:
    if stand.stand is Sitzungsstand.ABGESAGT:
        lage = Lage.ENTFALLEN
    elif stand.erreicht(Sitzungsstand.EROEFFNET):
        lage = Lage.ERLEDIGT
    elif heute == sitzungstag:
        lage = Lage.HEUTE
    else:
        lage = Lage.VERSAEUMT if heute > sitzungstag else Lage.OFFEN
    return Marke(Markenart.SITZUNG, sitzungstag, lage)
