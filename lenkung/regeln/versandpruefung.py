"""Was vor dem Versand einer Einladung geprüft wird: Frist, Angaben, Tagesordnung, wer sie bekommt.

GO RSK § 4 Abs. 3 und 5, § 6 Abs. 5. Nichts geht still hinaus: jeder Befund nennt die Stelle und sagt, ob er
den Versand verhindert, eine Begründung verlangt oder nur zu wissen ist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from kim.basis.anzeige import datum
from kim.basis.zeit import BERLIN, berliner_tag
from lenkung.regeln.einladung import Einladung, einladung_pruefen
from lenkung.regeln.fristen import tage, versand_bis, versand_dringlich_bis
from lenkung.regeln.ordnung import Ladungsregel, Ordnung
from lenkung.regeln.sitzung import braucht_link
from lenkung.regeln.werte import Pflichtangabe, Sitzungsart


class Gewicht(StrEnum):
    HINDERNIS = "hindernis"
    BEGRUENDUNG = "begruendung"
    """Geht nur mit schriftlicher Begründung hinaus."""
    HINWEIS = "hinweis"
    ERFUELLT = "erfuellt"


class Pruefpunkt(NamedTuple):
    code: str
    text: str
    gewicht: Gewicht
    norm: str = ""
    rechnung: str = ""


class Fristlage(StrEnum):
    """Was die Geschäftsordnung heute noch zulässt."""

    REGULAER = "regulaer"
    DRINGLICH = "dringlich"
    """Nur noch mit verkürzter Frist und Begründung."""
    VERSAEUMT = "versaeumt"
    """Nur noch mit einem anderen Termin."""
    NICHT_GEREGELT = "nicht_geregelt"


@dataclass(frozen=True, slots=True)
class Punktangabe:
    titel: str
    braucht_vorlage: bool = False
    hat_vorlage: bool = False
    aus_zurueckstellung: bool = False
    """Mangels Beschlussfähigkeit zurückgestellt und hierher übernommen."""


@dataclass(frozen=True, slots=True)
class Sachlage:
    """Was über die Einladung bekannt ist, im Augenblick der Prüfung."""

    jetzt: datetime
    beginn: datetime
    art: Sitzungsart
    ordnung: Ordnung | None
    ort: str = ""
    link: str = ""
    bestaetigt: bool = False
    geaendert: bool = False
    punkte: tuple[Punktangabe, ...] = ()
    empfaenger: int = 0
    ohne_adresse: tuple[str, ...] = ()
    freie_sitze: tuple[str, ...] = ()
    dringlich: bool = False
    begruendung: str = ""

    @property
    def sitzungstag(self) -> date:
        return berliner_tag(self.beginn)

    @property
    def heute(self) -> date:
        return berliner_tag(self.jetzt)

    @property
    def ladung(self) -> Ladungsregel | None:
        return self.ordnung.ladung if self.ordnung else None

    @property
    def einladung(self) -> Einladung:
        """Als ginge sie in diesem Augenblick hinaus."""
        return Einladung(
            versandt=self.jetzt.astimezone(BERLIN),
            ort=self.link if self.art is Sitzungsart.DIGITAL else self.ort,
            termin=True,
            tagesordnung=bool(self.punkte),
            dringlich=self.dringlich,
            begruendung=self.begruendung,
            hinweis_zweite_einberufung=hinweis_noetig(self),
        )


def fristlage(*, heute: date, sitzungstag: date, regel: Ladungsregel | None) -> Fristlage:
    if regel is None:
        return Fristlage.NICHT_GEREGELT
    if heute <= versand_bis(sitzungstag, regel):
        return Fristlage.REGULAER
    dringlich_bis = versand_dringlich_bis(sitzungstag, regel)
    return Fristlage.DRINGLICH if dringlich_bis and heute <= dringlich_bis else Fristlage.VERSAEUMT


def hinweis_noetig(sachlage: Sachlage) -> bool:
    """Ob die Einladung auf die zweite Einberufung hinweist (GO RSK § 6 Abs. 5).

    Nur, wenn die volle Frist noch zu halten ist: mit der verkürzten wäre der Hinweis falsch.
    """
    if sachlage.ordnung is None or sachlage.ordnung.zweite_einberufung is None:
        return False
    lage = fristlage(heute=sachlage.heute, sitzungstag=sachlage.sitzungstag, regel=sachlage.ladung)
    voll = lage in (Fristlage.REGULAER, Fristlage.NICHT_GEREGELT)
    return voll and any(punkt.aus_zurueckstellung for punkt in sachlage.punkte)


def pruefen(sachlage: Sachlage) -> tuple[Pruefpunkt, ...]:
    """Alles auf einmal, das Schwerste zuerst."""
    folge = list(Gewicht)
    return tuple(sorted(_alle(sachlage), key=lambda punkt: folge.index(punkt.gewicht)))


NUR_ZUR_EINLADUNG = frozenset({"nur_dringlich", "frist_versaeumt", "ohne_empfaenger"})
"""Eine Änderung nach der Einladung lädt nicht neu: dafür bestimmt die Geschäftsordnung keine Frist."""

VOR_DEM_VORBEREITEN = frozenset(
    {"tagesordnung_leer", "tagesordnung_offen", "tagesordnung_geaendert", "vergangen"}
)
"""Ohne das hat es keinen Sinn, etwas zusammenzustellen."""


def sperrende(punkte: Iterable[Pruefpunkt], *, zur_einladung: bool = True) -> tuple[Pruefpunkt, ...]:
    """Was dem Versand entgegensteht; Hinweise und Erfülltes tun es nicht."""
    return tuple(
        punkt
        for punkt in punkte
        if punkt.gewicht in (Gewicht.HINDERNIS, Gewicht.BEGRUENDUNG)
        and (zur_einladung or punkt.code not in NUR_ZUR_EINLADUNG)
    )


def _alle(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    if sachlage.beginn <= sachlage.jetzt:
        yield Pruefpunkt(
            "vergangen",
            f"Die Sitzung am {datum(sachlage.sitzungstag)} liegt in der Vergangenheit. Einladen lässt sich "
            "nur zu einer künftigen.",
            Gewicht.HINDERNIS,
        )
    else:
        yield from _frist(sachlage)
    yield from _ort(sachlage)
    yield from _tagesordnung(sachlage)
    yield from _zweite_einberufung(sachlage)
    yield from _empfaenger(sachlage)


def _frist(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    if sachlage.ordnung is None:
        yield Pruefpunkt(
            "ohne_geschaeftsordnung",
            f"Am {datum(sachlage.sitzungstag)} gilt keine Geschäftsordnung. Eine Ladungsfrist ist nicht "
            "geregelt.",
            Gewicht.HINWEIS,
        )
        return
    regel = sachlage.ladung
    if regel is None:
        yield Pruefpunkt(
            "frist_nicht_geregelt",
            "Die Geschäftsordnung bestimmt keine Ladungsfrist.",
            Gewicht.HINWEIS,
        )
        return
    rechnung = _rechnung(sachlage, regel)
    lage = fristlage(heute=sachlage.heute, sitzungstag=sachlage.sitzungstag, regel=regel)
    bis = versand_bis(sachlage.sitzungstag, regel)
    if lage is Fristlage.REGULAER:
        text = f"Die Ladungsfrist ist gewahrt, wenn die Einladung bis zum {datum(bis)} hinausgeht."
        yield Pruefpunkt("frist", text, Gewicht.ERFUELLT, regel.norm, rechnung)
        if sachlage.heute == bis:
            yield Pruefpunkt(
                "letzter_tag",
                "Heute ist der letzte Tag. Es zählt, wann der Mailserver die Einladung annimmt, nicht wann "
                "Sie auf „Senden“ drücken.",
                Gewicht.HINWEIS,
                regel.norm,
            )
        return
    if lage is Fristlage.VERSAEUMT:
        dringlich_bis = versand_dringlich_bis(sachlage.sitzungstag, regel)
        letzter = f" und dringlich bis zum {datum(dringlich_bis)}" if dringlich_bis else ""
        yield Pruefpunkt(
            "frist_versaeumt",
            f"Zu spät: Die Einladung hätte bis zum {datum(bis)}{letzter} hinausgehen müssen. Die "
            "Geschäftsordnung lässt nur noch einen anderen Termin zu.",
            Gewicht.HINDERNIS,
            regel.norm,
            rechnung,
        )
        return
    if sachlage.dringlich and sachlage.begruendung.strip():
        yield Pruefpunkt(
            "dringlich",
            "Dringlich mit verkürzter Frist. Die Begründung steht in der Einladung.",
            Gewicht.HINWEIS,
            regel.norm,
            rechnung,
        )
        return
    yield Pruefpunkt(
        "nur_dringlich",
        f"Die Ladungsfrist endete am {datum(bis)}. Es geht nur noch dringlich, mit schriftlicher "
        "Begründung, oder an einem anderen Termin.",
        Gewicht.BEGRUENDUNG,
        regel.norm,
        rechnung,
    )


def _rechnung(sachlage: Sachlage, regel: Ladungsregel) -> str:
    """Nur die Frist; ob Angaben fehlen, steht an eigener Stelle."""
    vollstaendig = sachlage.einladung._replace(ort="x", tagesordnung=True)
    return einladung_pruefen(
        einladung=vollstaendig, sitzungstag=sachlage.sitzungstag, sitzungsart=sachlage.art, regel=regel
    ).rechnung


def _ort(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    regel = sachlage.ladung
    norm = regel.norm if regel else ""
    if braucht_link(sachlage.art) and not sachlage.link:
        yield Pruefpunkt(
            "link_fehlt",
            "Der Link zur Teilnahme fehlt. Zu einer digitalen oder hybriden Sitzung gehört er in die "
            "Einladung.",
            Gewicht.HINDERNIS,
            norm,
        )
    if sachlage.art is not Sitzungsart.DIGITAL and not sachlage.ort:
        verlangt = regel is not None and Pflichtangabe.ORT in regel.pflichtangaben
        yield Pruefpunkt(
            "ort_fehlt",
            "Der Ort fehlt. Die Einladung muss ihn nennen." if verlangt else "Der Ort fehlt.",
            Gewicht.HINDERNIS if verlangt else Gewicht.HINWEIS,
            norm if verlangt else "",
        )


def _tagesordnung(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    norm = sachlage.ladung.norm if sachlage.ladung else ""
    if not sachlage.punkte:
        yield Pruefpunkt(
            "tagesordnung_leer", "Auf der Tagesordnung steht noch nichts.", Gewicht.HINDERNIS, norm
        )
    elif sachlage.geaendert:
        yield Pruefpunkt(
            "tagesordnung_geaendert",
            "Die Tagesordnung ist seit der Bestätigung geändert. Der Vorsitz muss sie erst wieder "
            "bestätigen.",
            Gewicht.HINDERNIS,
            norm,
        )
    elif not sachlage.bestaetigt:
        yield Pruefpunkt(
            "tagesordnung_offen",
            "Der Vorsitz hat die Tagesordnung noch nicht bestätigt.",
            Gewicht.HINDERNIS,
            norm,
        )
    else:
        yield Pruefpunkt(
            "tagesordnung",
            f"Der Vorsitz hat die Tagesordnung mit {_anzahl(len(sachlage.punkte), 'Punkt', 'Punkten')} "
            "bestätigt.",
            Gewicht.ERFUELLT,
            norm,
        )
    ohne = [punkt.titel for punkt in sachlage.punkte if punkt.braucht_vorlage and not punkt.hat_vorlage]
    if ohne:
        yield Pruefpunkt("vorlage_fehlt", f"Zum Beschluss ohne Vorlage: {_liste(ohne)}.", Gewicht.HINWEIS)


def _zweite_einberufung(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    zurueckgestellt = [punkt.titel for punkt in sachlage.punkte if punkt.aus_zurueckstellung]
    if not zurueckgestellt or sachlage.ordnung is None or sachlage.ordnung.zweite_einberufung is None:
        return
    norm, titel = sachlage.ordnung.zweite_einberufung.norm, _liste(zurueckgestellt)
    if hinweis_noetig(sachlage):
        yield Pruefpunkt(
            "zweite_einberufung",
            f"Die Einladung weist auf die zweite Einberufung hin: {titel}. Darüber kann dann ohne Rücksicht "
            "auf die Zahl der Vertretenen beschlossen werden.",
            Gewicht.ERFUELLT,
            norm,
        )
        return
    frist = sachlage.ladung
    volle = (
        f"die volle Frist von {tage(frist.frist, frist.zaehlung, dativ=True)}" if frist else "die volle Frist"
    )
    yield Pruefpunkt(
        "zweite_einberufung_ohne_wirkung",
        f"Zurückgestellt und hier wieder aufgerufen: {titel}. Ohne Rücksicht auf die Zahl der Vertretenen "
        f"wird darüber nur beschlossen, wenn {volle} gewahrt ist; die verkürzte genügt nicht. Die Einladung "
        "weist deshalb nicht darauf hin.",
        Gewicht.HINWEIS,
        norm,
    )


def _empfaenger(sachlage: Sachlage) -> Iterator[Pruefpunkt]:
    norm = sachlage.ladung.norm if sachlage.ladung else ""
    if sachlage.empfaenger == 0:
        yield Pruefpunkt(
            "ohne_empfaenger", "Niemand im Gremium hat eine E-Mail-Adresse.", Gewicht.HINDERNIS, norm
        )
    if sachlage.ohne_adresse:
        yield Pruefpunkt(
            "ohne_adresse",
            f"Ohne E-Mail-Adresse, bekommt nichts: {_liste(sachlage.ohne_adresse)}. Bitte in den Stammdaten "
            "nachtragen oder anders einladen.",
            Gewicht.HINWEIS,
            norm,
        )
    if sachlage.freie_sitze:
        yield Pruefpunkt("freie_sitze", f"Nicht besetzt: {_liste(sachlage.freie_sitze)}.", Gewicht.HINWEIS)


def _liste(namen: tuple[str, ...] | list[str]) -> str:
    return "; ".join(namen)


def _anzahl(anzahl: int, einer: str, mehrere: str) -> str:
    return f"{anzahl} {einer if anzahl == 1 else mehrere}"
