"""Ist ordnungsgemäß eingeladen (GO RSK § 4 Abs. 3 und 5)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kim.basis.anzeige import datum
from kim.basis.befund import Befund, Verstoss
from lenkung.regeln.fristen import versand_bis, versand_dringlich_bis
from lenkung.regeln.ordnung import Ladungsregel
from lenkung.regeln.werte import NICHT_GEREGELT, Pflichtangabe, Sitzungsart, Zaehlung

FRISTGERECHT = "fristgerecht"
_TAGE = {Zaehlung.KALENDERTAGE: "Kalendertage", Zaehlung.ARBEITSTAGE: "Arbeitstage"}
_FEHLT = {
    Pflichtangabe.ORT: ("ort_fehlt", "Der Ort fehlt."),
    Pflichtangabe.TERMIN: ("termin_fehlt", "Der Termin fehlt."),
    Pflichtangabe.TAGESORDNUNG: ("tagesordnung_fehlt", "Die Tagesordnung fehlt."),
}


@dataclass(frozen=True, slots=True)
class Einladung:
    versandt: datetime | None
    ort: str | None
    termin: bool
    tagesordnung: bool
    dringlich: bool = False
    begruendung: str | None = None
    hinweis_zweite_einberufung: bool = False


def fehlende_angaben(
    einladung: Einladung, sitzungsart: Sitzungsart | None, regel: Ladungsregel
) -> tuple[Verstoss, ...]:
    """Alle verlangten Angaben, die fehlen. Eine digitale Sitzung hat keinen Ort."""
    vorhanden = {
        Pflichtangabe.ORT: bool(einladung.ort) or sitzungsart is Sitzungsart.DIGITAL,
        Pflichtangabe.TERMIN: einladung.termin,
        Pflichtangabe.TAGESORDNUNG: einladung.tagesordnung,
    }
    fehlende = (_FEHLT[angabe] for angabe in regel.pflichtangaben if not vorhanden[angabe])
    return tuple(Verstoss(code, text, regel.norm) for code, text in sorted(fehlende))


def einladung_pruefen(
    *, einladung: Einladung, sitzungstag: date, sitzungsart: Sitzungsart | None, regel: Ladungsregel | None
) -> Befund:
    """Vollständig und fristgerecht? Sonst dringlich mit Begründung und verkürzter Frist?"""
    if regel is None:
        return Befund(NICHT_GEREGELT, rechnung="Die Geschäftsordnung bestimmt keine Ladungsfrist.")
    normen = (regel.norm,)
    if maengel := fehlende_angaben(einladung, sitzungsart, regel):
        rechnung = "Die Einladung ist unvollständig: " + " ".join(mangel.text for mangel in maengel)
        return Befund("unvollstaendig", normen, rechnung, maengel)
    bis, tage = versand_bis(sitzungstag, regel), _TAGE[regel.zaehlung]
    versandt = einladung.versandt.date() if einladung.versandt else None
    am = f"Versandt am {datum(versandt)}" if versandt else "Noch nicht versandt"
    frist = f"{am}; bei {regel.frist} {tage}n vor dem {datum(sitzungstag)} spätestens am {datum(bis)}"
    if versandt is not None and versandt <= bis:
        return Befund(FRISTGERECHT, normen, f"{frist}: fristgerecht.")
    dringlich_bis = versand_dringlich_bis(sitzungstag, regel)
    if (
        einladung.dringlich
        and versandt is not None
        and dringlich_bis is not None
        and versandt <= dringlich_bis
    ):
        dringlich = f"{frist}, dringlich bei {regel.dringlich_frist} {tage}n am {datum(dringlich_bis)}"
        if (einladung.begruendung or "").strip():
            return Befund("dringlich_fristgerecht", normen, f"{dringlich}, mit Begründung: fristgerecht.")
        mangel = Verstoss("begruendung_fehlt", "Für die verkürzte Frist fehlt die Begründung.", regel.norm)
        return Befund("verspaetet", normen, f"{dringlich}, aber ohne Begründung: verspätet.", (mangel,))
    mangel = Verstoss("frist_versaeumt", "Die Ladungsfrist ist nicht gewahrt.", regel.norm)
    dringlich = f", dringlich am {datum(dringlich_bis)}" if einladung.dringlich and dringlich_bis else ""
    return Befund("verspaetet", normen, f"{frist}{dringlich}: verspätet.", (mangel,))
